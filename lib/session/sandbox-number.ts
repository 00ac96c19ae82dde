/** The number that always takes the same code in the sandbox, so that a platform can script a journey. */
export const sandboxNumber = '+33611111111'
