import type { BrandView } from '../../lib/sca/view.ts'

interface Props {
  readonly name: string
  readonly brand: BrandView | null
}

/** A logo wider than this times its height is taken for the name, drawn; a narrower one for a sign beside the name. */
const wordmark = 1.6

/** Who asks: logo or first letter, and the trading name in the platform's own script. */
export function Platform({ name, brand }: Props) {
  const logo = brand?.logo
  if (logo && logo.width > logo.height * wordmark) {
    return (
      <p className="platform">
        <Logo {...logo} alt={name} />
      </p>
    )
  }
  return (
    <p className="platform">
      {logo ? (
        <Logo {...logo} alt="" />
      ) : (
        <span className="monogram" aria-hidden="true">
          {firstLetter(name)}
        </span>
      )}
      <bdi>{name}</bdi>
    </p>
  )
}

/** Its size is known before it has arrived, so that nothing moves. */
function Logo({ href, width, height, alt }: { href: string; width: number; height: number; alt: string }) {
  // biome-ignore lint/performance/noImgElement: next/image would draw anew, under another address, what is drawn already.
  return <img className="logo" src={href} width={width} height={height} alt={alt} />
}

/** As a person would count: an accent, a flag or a family is one sign of several code points. */
function firstLetter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name)
  return first?.segment ?? ''
}
