/** A list of what is there: an item that hangs on something is written `something && item`, and is left out without it. */
export const listOf = <T>(items: readonly (T | false | null | undefined)[]): readonly T[] =>
  items.filter((item): item is T => item !== false && item !== null && item !== undefined);
