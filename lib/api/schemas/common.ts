import { z } from '@hono/zod-openapi'
import { foldLocale, locales } from '../../i18n/locales.ts'

/** ISO 8601 in UTC, `2026-08-01T12:00:00.000Z`. */
export const time = z.iso.datetime()

/** A language tag; its region is folded away. One that is spoken on no page is refused. */
export const locale = z
  .string()
  .regex(/^[a-zA-Z]{2}(-[a-zA-Z0-9]{2,8})*$/)
  .transform((tag, c) => {
    const folded = foldLocale(tag)
    if (folded === null) c.issues.push({ code: 'custom', message: `One of ${locales.join(', ')}`, input: tag })
    return folded
  })
  .nullish()
  .openapi({ type: ['string', 'null'], example: 'fr', description: `One of ${locales.join(', ')}, with any region.` })

/** The platform's own id of a user: what stands in an address without being escaped. */
export const userId = z.string().regex(/^[A-Za-z0-9._~:@-]{1,128}$/)

export const sessionParams = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' }, example: 'ses_5nX0RkVtTbl3Jg1rOQ2k0A' }),
})
