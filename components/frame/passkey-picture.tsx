/** What happens with a passkey, without words: the device asks, a finger answers, it is done. The text says the same. */
export function PasskeyPicture() {
  return (
    <svg className="passkey-picture" viewBox="0 0 216 60" aria-hidden="true" focusable="false">
      <g className="picture-ground">
        <circle cx="30" cy="30" r="29" />
        <circle cx="108" cy="30" r="29" />
        <circle className="picture-good" cx="186" cy="30" r="29" />
      </g>
      <path className="picture-way" d="M65 30h8m70 0h8" />
      {/* A phone whose window asks. */}
      <path d="M21 12h18a3 3 0 0 1 3 3v30a3 3 0 0 1-3 3H21a3 3 0 0 1-3-3V15a3 3 0 0 1 3-3Zm6 32h6" />
      <path d="M25 29h10v8H25zm2 0v-3a3 3 0 0 1 6 0v3" />
      {/* The lines of a finger. */}
      <path d="M96 22a14.500 14.500 0 0 1 26.500 8v3M93.500 29c-.3 2.500-.2 4.500-1 7m4.500 6.500c2-4 2.500-8 2.500-12.500a8.500 8.500 0 0 1 17 0c0 6-.6 10.500-2.200 15M108 29.500c0 8-1.200 13.500-4.500 19" />
      <path className="picture-good" d="m176 31 7 7 14-15" />
    </svg>
  )
}
