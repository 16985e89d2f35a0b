/** A text in lines no wider than `width`, broken at spaces, and in a word wider than that; its own line breaks stay. */
export function wrapped(text: string, width: number, widthOf: (part: string) => number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ').flatMap((each) => pieces(each, width, widthOf))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && widthOf(longer) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });
}

function pieces(word: string, width: number, widthOf: (part: string) => number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && widthOf(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const NO_BREAK_SPACE = '\u00a0';

/**
 * A line in the stretches it is drawn in, from the left. Words next to each other in scripts that run to the
 * left are one stretch, so that the font puts them, like their letters, in their order; a plain space would
 * end the stretch for it.
 */
export function directionRuns(line: string): readonly string[] {
  const runs: { isLeftward: boolean; words: string[] }[] = [];
  for (const word of line.split(' ')) {
    const isLeftward = RIGHT_TO_LEFT.test(word);
    const last = runs.at(-1);
    if (last?.isLeftward === isLeftward) last.words.push(word);
    else runs.push({ isLeftward, words: [word] });
  }
  return runs.map(({ isLeftward, words }) => words.join(isLeftward ? NO_BREAK_SPACE : ' '));
}

/** Steer direction and joining, or stand for nothing: unseen, so a text could say one thing and show another. */
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
