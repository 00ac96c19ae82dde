/** Failures in a series after which a success is told to the user. ASVS 5.0 V6.3.5: "several". */
export const tellSuccessAfter = 3
