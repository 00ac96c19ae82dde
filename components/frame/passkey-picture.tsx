/** What happens with a passkey, without words: the device asks, a finger answers, it is done. The text says the same. */
export function PasskeyPicture() {
  return (
    <svg className="passkey-picture" viewBox="0 0 200 64" aria-hidden="true" focusable="false">
      <g className="picture-ground">
        <circle cx="32" cy="32" r="32" />
        <circle cx="100" cy="32" r="32" />
        <circle className="picture-good" cx="168" cy="32" r="32" />
      </g>
      {/* A phone whose window asks. */}
      <path d="M22 12h20a3 3 0 0 1 3 3v34a3 3 0 0 1-3 3H22a3 3 0 0 1-3-3V15a3 3 0 0 1 3-3Zm6 0h8M25 36h14m-7-12a4 4 0 0 1 4 4v3h-8v-3a4 4 0 0 1 4-4Zm-4 21h8" />
      {/* The lines of a finger. */}
      <path d="M85 31a15 15 0 0 1 30 0v4m-25 10c1.500-3.500 1.500-8 1.500-13.500a8.500 8.500 0 0 1 17 0c0 6-.5 11-2.500 16M98.500 31.500a1.500 1.500 0 0 1 3 0c0 7.500-.8 13.500-3.700 19M86 38v-2" />
      <path className="picture-good" d="m157 33 8 8 15-17" />
    </svg>
  )
}
