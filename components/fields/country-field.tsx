'use client'

import {
  type FocusEvent,
  type KeyboardEvent,
  use,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { CountryList, optionId } from './country-list.tsx'
import { type Country, countryOfNumber, findCountries, searchable } from './country-search.ts'
import { FormContext } from './form-context.ts'
import { refusedFields } from './refused-fields.ts'

export interface CountryTexts {
  readonly label: string
  /** How to search; for screen readers. */
  readonly hint: string
  readonly none: string
  readonly one: string
  /** With `@` where the number stands. */
  readonly several: string
}

interface Props {
  readonly texts: CountryTexts
  readonly start: string
  /** In the order of the list: the likely ones first. */
  readonly countries: readonly Country[]
  /** How many of them are likely. */
  readonly likely: number
}

const never = () => () => undefined
const shown = (country: Country | undefined) => (country ? `${country.name} (+${country.callingCode})` : '')

/**
 * The country of a phone number: a native list, and where scripts run a field that searches in it, as the pattern
 * "combobox with list autocomplete" of the ARIA Authoring Practices says. The list stays what is sent and filled in.
 */
export function CountryField({ texts, start, countries, likely }: Props) {
  const { state, problemId } = use(FormContext)
  const first = state.values['country'] ?? start
  const refused = refusedFields(state.refused).includes('country')
  const searching = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const list = useRef<HTMLSelectElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(first)
  /** Null: nothing was typed since the last choice. */
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const [news, setNews] = useState('')
  const all = useMemo(() => (searching ? searchable(countries) : []), [searching, countries])
  const found = useMemo(() => findCountries(all, typed ?? ''), [all, typed])
  const country = countries.find(({ code }) => code === chosen)

  // What was chosen before the script came, or filled in by the browser, counts.
  useEffect(() => setChosen(list.current?.value ?? ''), [])

  // A number that is typed with its calling code brings its country.
  useEffect(() => {
    const form = list.current?.form
    const read = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.name !== 'phone' || !list.current) return
      const code = countryOfNumber(countries, target.value, list.current.value)
      if (code === null) return
      list.current.value = code
      setChosen(code)
      setNews(shown(countries.find((one) => one.code === code)))
    }
    form?.addEventListener('input', read)
    return () => form?.removeEventListener('input', read)
  }, [countries])

  // On a phone the keyboard covers what is below, so the field goes to the top while its list is open.
  useEffect(() => {
    if (!open || !matchMedia('(pointer: coarse)').matches) return
    const up = () => box.current?.scrollIntoView({ block: 'start' })
    up()
    globalThis.visualViewport?.addEventListener('resize', up)
    return () => globalThis.visualViewport?.removeEventListener('resize', up)
  }, [open])

  function choose(code: string) {
    if (list.current) list.current.value = code
    setChosen(code)
    close()
  }

  function close() {
    setOpen(false)
    setTyped(null)
    setActive(-1)
    setNews('')
  }

  function show(place: number) {
    setOpen(true)
    setActive(place)
  }

  function type(text: string) {
    const { length } = findCountries(all, text)
    setTyped(text)
    show(length === 0 ? -1 : 0)
    setNews(length === 0 ? texts.none : length === 1 ? texts.one : texts.several.replace('@', String(length)))
  }

  function press(event: KeyboardEvent) {
    const at = open ? found[active] : undefined
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const own = found.findIndex(({ code }) => code === chosen)
      const step = event.key === 'ArrowDown' ? 1 : -1
      show(open && !event.altKey ? (Math.max(active, step - 1) + step + found.length) % found.length : own)
    } else if (event.key === 'Enter' && at) {
      event.preventDefault()
      choose(at.code)
    } else if (event.key === 'Escape' && (open || typed !== null)) {
      event.preventDefault()
      close()
    }
  }

  // Whoever has typed enough and goes on means what is marked.
  function leave(event: FocusEvent) {
    if (box.current?.contains(event.relatedTarget)) return
    const at = found[active]
    if (typed !== null && typed.trim() !== '' && at) choose(at.code)
    else close()
  }

  return (
    <div className="field" ref={box}>
      <label htmlFor={searching ? 'country-search' : 'country'}>{texts.label}</label>
      <div className="chooser">
        <select
          ref={list}
          id="country"
          name="country"
          autoComplete="tel-country-code"
          defaultValue={first}
          onChange={({ target }) => choose(target.value)}
          aria-invalid={refused}
          aria-describedby={(refused && problemId) || undefined}
          {...(searching ? { tabIndex: -1, 'aria-hidden': true, 'data-below': true } : {})}
        >
          {countries.map((one) => (
            <option key={one.code} value={one.code}>
              {shown(one)}
            </option>
          ))}
        </select>
        {searching ? (
          <>
            <input
              ref={field}
              id="country-search"
              type="text"
              role="combobox"
              aria-expanded={open}
              aria-controls="country-list"
              aria-autocomplete="list"
              aria-activedescendant={open && found[active] ? optionId(found[active].code) : undefined}
              aria-invalid={refused}
              aria-describedby={refused && problemId ? `country-hint ${problemId}` : 'country-hint'}
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              value={typed ?? shown(country)}
              onFocus={({ target }) => target.select()}
              onClick={() => show(found.findIndex(({ code }) => code === chosen))}
              onChange={({ target }) => type(target.value)}
              onKeyDown={press}
              onBlur={leave}
            />
            <CountryList
              label={texts.label}
              none={texts.none}
              open={open}
              countries={found}
              likely={typed === null ? likely : 0}
              active={active}
              chosen={chosen}
              leave={leave}
              choose={(code) => {
                choose(code)
                field.current?.focus()
              }}
            />
            <span id="country-hint" hidden>
              {texts.hint}
            </span>
            <span className="visually-hidden" role="status">
              {news}
            </span>
          </>
        ) : null}
      </div>
    </div>
  )
}
