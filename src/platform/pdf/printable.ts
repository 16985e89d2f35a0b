/**
 * Steer writing direction and joining, or stand for nothing: seen by nobody, so that a text could say one
 * thing and show another.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * A text as it can be printed: line breaks and all that the font has, as they are; tabs as spaces. What the
 * font has no shape for, or nobody would see, is named (`[U+4E2D]`): nothing is left out in silence, and the
 * attachment has the text itself.
 */
export const printable = (text: string, hasShape: (codePoint: number) => boolean): string =>
  [...text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ')]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const shows = character === '\n' || (hasShape(code) && !UNSEEN.test(character));
      return shows ? character : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
    })
    .join('');
