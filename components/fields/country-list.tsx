'use client'

import { type FocusEvent, useEffect, useRef } from 'react'
import type { Country } from './country-search.ts'

interface Props {
  readonly label: string
  /** What is said where nothing fits. */
  readonly none: string
  readonly open: boolean
  readonly countries: readonly Country[]
  /** How many at the start stand apart from the rest. */
  readonly likely: number
  readonly active: number
  readonly chosen: string
  readonly leave: (event: FocusEvent) => void
  readonly choose: (code: string) => void
}

/** The id of a country in the list, for `aria-activedescendant`. */
export const optionId = (code: string) => `country-${code}`

/** The countries below the search field. The field keeps the focus; the active one is told by its id. */
export function CountryList({ label, none, open, countries, likely, active, chosen, leave, choose }: Props) {
  const list = useRef<HTMLDivElement>(null)

  // By hand, since scrollIntoView would move the page as well.
  useEffect(() => {
    const [box, option] = [list.current, list.current?.children[active]]
    if (!open || !box || !(option instanceof HTMLElement)) return
    const { offsetTop, offsetHeight } = option
    if (offsetTop < box.scrollTop) box.scrollTop = offsetTop
    const end = offsetTop + offsetHeight - box.clientHeight
    if (end > box.scrollTop) box.scrollTop = end
  }, [open, active])

  return (
    <>
      <div
        ref={list}
        id="country-list"
        role="listbox"
        aria-label={label}
        className="choices"
        onBlur={leave}
        hidden={!open || countries.length === 0}
      >
        {countries.map(({ code, callingCode, name }, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
          <div
            key={code}
            id={optionId(code)}
            role="option"
            tabIndex={-1}
            aria-selected={place === active}
            data-chosen={code === chosen || undefined}
            data-last-likely={place === likely - 1 || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(code)}
          >
            <bdi>{name}</bdi> <bdi className="calling-code">+{callingCode}</bdi>
          </div>
        ))}
      </div>
      {open && countries.length === 0 ? <p className="choices choices-none">{none}</p> : null}
    </>
  )
}
