import type { PlatformRow } from '../../db/store.ts'
import { coloursPath, logoPath } from '../brand/addresses.ts'
import { coloursKey } from '../brand/colours-key.ts'
import type { Brand } from '../sca/brand.ts'
import type { Subject } from '../sca/operation.ts'
import type { BrandView, FrameView } from '../sca/view.ts'
import type { Deps } from './deps.ts'

/** Pixels of a page that a logo gets at most. */
const box = { width: 200, height: 44 }

/**
 * What every page shows around its task. In: who asks and for what; null where nobody does. Out: the view, with all that
 * a platform may change of a page and nothing more.
 */
export function frameView(
  { config }: Pick<Deps, 'config'>,
  locale: string,
  platform: Pick<PlatformRow, 'name' | 'brand'> | null,
  subject: Subject | null,
): FrameView {
  return {
    locale,
    platformName: platform?.name ?? null,
    brand: platform && brandView(platform.brand),
    subject,
    sandbox: config.mode === 'live' ? null : sends(config) ? 'sending' : 'silent',
    privacyHref: config.privacyUrl,
  }
}

/** Does anything leave, or does all of it stay in the inbox? */
function sends({ smsUrl, mailUrl }: Deps['config']): boolean {
  return smsUrl !== 'sandbox:' || mailUrl !== 'sandbox:'
}

function brandView(brand: Brand): BrandView {
  const key = coloursKey(brand)
  const { logo } = brand
  const shrink = logo ? Math.min(1, box.width / logo.width, box.height / logo.height) : 1
  return {
    colours: key === null ? null : { key, href: coloursPath(key) },
    logo: logo && {
      href: logoPath(logo.hash),
      width: Math.round(logo.width * shrink),
      height: Math.round(logo.height * shrink),
    },
  }
}
