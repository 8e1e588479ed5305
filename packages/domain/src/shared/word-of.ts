/** A code such as ON_HOLD as people say it within a sentence: on hold. */
export const wordOf = (code: string) => code.toLowerCase().replaceAll("_", " ");
