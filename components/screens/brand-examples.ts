import type { BrandView } from '../../lib/sca/view.ts'
import type { StepExamples } from './example.ts'
import { exampleView, subjects } from './example-data.ts'

const colours = (first: string, second = first): BrandView['colours'] => ({
  key: `${first}-${second}`,
  href: `/brand/1/${first}-${second}.css`,
})
const logo = (name: string, width: number, height: number): BrandView['logo'] => ({
  href: `/gallery/${name}.webp`,
  width,
  height,
})

/** What the sandbox's own platform brings. */
export const northwind: BrandView = { colours: colours('14507f', 'ffb547'), logo: logo('mark', 44, 44) }

const welcome = (brand: BrandView, platformName: string, subject: keyof typeof subjects) => ({
  view: exampleView('welcome', ['continue'], {
    progress: { index: 0, of: 2 },
    brand,
    platformName,
    subject: subjects[subject],
  }),
})

/** What a platform's brand may do to a page, at its worst. */
export const brandExamples: StepExamples = {
  'brand-payment': welcome(northwind, 'Northwind', 'payment'),
  'brand-payee': welcome(northwind, 'Northwind', 'payee'),
  'brand-access': welcome(northwind, 'Northwind', 'access'),
  'brand-wordmark': welcome(
    { colours: colours('7a1f3d', '7a1f3d'), logo: logo('wordmark', 139, 44) },
    'Halden Bank',
    'consent',
  ),
  'brand-light-ink': welcome(
    { colours: colours('5b3fd6', 'ffe066'), logo: logo('light', 139, 44) },
    'Lumina',
    'payment',
  ),
  'brand-wide-logo': welcome(
    { colours: colours('005b4f', '005b4f'), logo: logo('wide', 200, 30) },
    'Coopérative des Rives et Vallées',
    'access',
  ),
  'brand-tall-logo': welcome(
    { colours: colours('4a2a7a', 'c9b6ff'), logo: logo('tall', 20, 44) },
    'Pfeilwerk',
    'access',
  ),
  'brand-loudest': welcome({ colours: colours('0000ff', 'ff0000'), logo: null }, '👨‍👩‍👧‍👦 Famílía & Söhne', 'payment'),
  'brand-black': welcome({ colours: colours('000000', 'ffffff'), logo: null }, 'Schwarz', 'access'),
  'brand-red': welcome({ colours: colours('c8102e', '000000'), logo: null }, 'رواد الأعمال', 'payee'),
  'brand-endless-name': welcome(
    { colours: colours('6b6b00', 'ffff00'), logo: logo('mark', 44, 44) },
    'X'.repeat(300),
    'access',
  ),
}
