/** Failures in a series after which a success is told to the user. ASVS 5.0 V6.3.5: "several". */
export const tellSuccessAfter = 3

/** How long a link in a notice works, and how long its message is tried. */
export const noticeMs = 72 * 3_600_000
