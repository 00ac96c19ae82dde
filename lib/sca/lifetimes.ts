/** How long what is given out works. Nothing extends any of these. */

const minute = 60_000
const hour = 60 * minute

/** A session, from its mint on: its link, its codes and all that is made in it. */
export const sessionMs = 10 * minute

/** A receipt can be had for so long after the outcome. */
export const redeemableMs = 10 * minute

/** From its signing on a receipt is fresh for so long. Archives verify it later without looking at `exp`. */
export const freshSeconds = 120

/** An access may rest on the SCA before for so long (RTS 10). */
export const accessMs = 180 * 24 * hour

/** Idle time after which a platform ends the access that a receipt opened (RTS 4(3)(d)). */
export const maxIdleSeconds = 300

/** An Idempotency-Key and the answer that was given for it. */
export const answerMs = 24 * hour

/** A notice is tried to be handed over, and the link in it works, for so long. */
export const noticeMs = 72 * hour
