/** Line drawings on a 24 × 24 grid. */
const paths = {
  shield: 'M12 3 5 5.6v5.1c0 4.5 2.9 8.4 7 10.3 4.1-1.9 7-5.8 7-10.3V5.6L12 3Zm-3 8.8 2.2 2.2 4-4.4',
  money: 'M3.5 7h17v10h-17V7Zm8.5 7.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM6.5 9.8v.01m11 4.39v.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.4 3.4-5.5 7-5.5s6.4 2.1 7 5.5',
  passkey:
    'M10 11a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6Zm-6.5 8.6c.4-3.6 3-5.7 6.5-5.7 1.1 0 2 .2 2.9.6m4.9-.1a2.3 2.3 0 1 0-1.6 0v4.8l1 1 1.2-1.2-.9-1 .9-1-.6-.8v-1.8Z',
  mail: 'M4 6.5h16v11H4v-11Zm0 .5 8 6 8-6',
  mailCode: 'M4 6.5h16v6M4 6.5v11h8M4 7l8 6 8-6m-4 11.5h.01m2.49 0h.01m2.49 0h.01',
  lock: 'M6.5 10.5h11v9h-11v-9Zm2-.2V8a3.5 3.5 0 0 1 7 0v2.3M12 14v2.2',
  phone: 'M8 3.5h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1Zm3 14.5h2',
  message: 'M4.5 5h15v11H11l-4.5 3.8V16h-2V5Zm4 5.5h.01m3.49 0h.01m3.49 0h.01',
  done: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm-4 8.8 2.8 2.8L16 9.4',
  stop: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm-3 5.5 6 6m0-6-6 6',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  swap: 'M4 8.5h14m-3.5-4 4 4-4 4M20 15.5H6m3.5-4-4 4 4 4',
  access:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 3.7v.01M7.7 10.2l4.3.9 4.3-.9M12 11.1v3m-2.1 3.4 2.1-3.4 2.1 3.4',
  question:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm-2.4 6.3c0-1.4 1-2.3 2.4-2.3s2.4.9 2.4 2.2c0 1.8-2.4 1.9-2.4 3.8m0 2.9v.1',
} as const

export type IconName = keyof typeof paths

/** A quiet picture beside a heading; the words say all, so assistive tools skip it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
