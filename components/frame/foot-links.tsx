'use client'

export interface FootLink {
  readonly href: string
  readonly text: string
  /** It is the page that is open. */
  readonly here: boolean
  readonly newTab: boolean
}

export interface FootLinksProps {
  readonly label: string
  readonly newTab: string
  readonly links: readonly FootLink[]
}

/** The links at the foot of every page. Those that open in a new tab say so. */
export function FootLinks({ label, newTab, links }: FootLinksProps) {
  return (
    <nav className="foot-links" aria-label={label}>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            {link.newTab ? (
              <a href={link.href} target="_blank" rel="noopener noreferrer">
                {link.text} <span className="visually-hidden">{newTab}</span>
              </a>
            ) : (
              <a href={link.href} aria-current={link.here ? 'page' : undefined}>
                {link.text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}
