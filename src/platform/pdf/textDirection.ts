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
