/** A name or title within a sentence, whose direction must not reorder what stands around it. */
export const isolated = (text: string | number | undefined): string => `\u2068${text ?? ''}\u2069`;
