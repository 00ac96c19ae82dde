'use client'

/** The first words of a task; those that name an address or a number have an `@` where it stands. */
export type LeadText = string | { readonly text: string; readonly mask: string | null; readonly isNumber: boolean }

/** Draws them. A number is read from left to right in every language. */
export function Lead({ text }: { readonly text: LeadText }) {
  if (typeof text === 'string') return <p className="lead">{text}</p>
  const [before, after] = text.text.split('@')
  return (
    <p className="lead">
      {before}
      <bdi className="mask" dir={text.isNumber ? 'ltr' : undefined}>
        {text.mask}
      </bdi>
      {after}
    </p>
  )
}
