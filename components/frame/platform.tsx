import type { BrandView } from '../../lib/sca/view.ts'

export interface PlatformProps {
  readonly name: string
  /** Stands in the place of a logo. */
  readonly monogram: string
  readonly logo: BrandView['logo']
}

/** A logo wider than this times its height is taken for the name, drawn; a narrower one for a sign beside the name. */
const wordmark = 1.6

/** Who asks: logo or first letter, and the trading name in the platform's own script. */
export function Platform({ name, monogram, logo }: PlatformProps) {
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
          {monogram}
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
