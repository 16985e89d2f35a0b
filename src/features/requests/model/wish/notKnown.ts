import type { RequestField } from '../fields.ts';
import { type Left, SAID, TAKEN, take, words } from './mask.ts';

const NO_IDEA =
  "(?:(?:i\\s+|we\\s+|but\\s+|and\\s+)*(?:do(?:n't|nt| not)|did(?:n't|nt| not)|can(?:'t|t|not)|could(?:n't|nt)|have(?:n't|nt)|am|'m|i'm|im)?\\s*(?:know|remember|recall|not\\s+sure|unsure|no\\s+idea|no\\s+clue|forgot(?:ten)?|forget|get|got|have|say|catch|give|not\\s+certain)(?:\\s+(?:of|about|exactly|on))?)";

/** "I don’t know" needs its "don’t": the words above are read only where one of these stands in them. */
const DENIES =
  /n't|\bdont\b|\bdidnt\b|\bcant\b|\bcannot\b|\bcouldnt\b|\bhavent\b|\bnot\b|\bunsure\b|\bno (?:idea|clue)\b|\bforg[oe]t/i;

const WHAT =
  "\\s+(?:the\\s+|her\\s+|his\\s+|their\\s+|a\\s+|an\\s+|any\\s+|what\\s+|which\\s+|whose\\s+|exact\\s+|caller'?s?\\s+)*";

const UNKNOWN = '(?:\\s+(?:is|was|are))?\\s+(?:not\\s+known|unknown|n/?a|not\\s+sure)';

const FIELDS: readonly (readonly [readonly RequestField[], string])[] = [
  [
    ['extension'],
    '(?:extension|ext|extn|phone|line|handset)(?:\\s+(?:number|no|it\\s+was(?:\\s+on)?|was\\s+used|they\\s+rang|she\\s+rang|he\\s+rang))?',
  ],
  [
    ['number'],
    '(?:outside\\s+|phone\\s+|telephone\\s+|caller\\s+|mobile\\s+)?(?:number|caller\\s+id)(?:\\s+(?:it\\s+was|they\\s+(?:rang|called)\\s+from|she\\s+(?:rang|called)\\s+from|he\\s+(?:rang|called)\\s+from))?',
  ],
  [
    ['parties'],
    '(?:who\\s+(?:it\\s+was|rang|called|was\\s+(?:on|calling|speaking)|answered|spoke|took\\s+(?:it|the\\s+call))(?:\\s+the\\s+(?:call|phone))?|names?|caller)',
  ],
  [['date'], '(?:day|date)(?:\\s+it\\s+was)?'],
  [['time'], 'time(?:\\s+(?:it\\s+was|of\\s+(?:day|the\\s+call)))?'],
  [['date', 'time'], 'when(?:\\s+(?:it\\s+was|exactly|they\\s+rang|she\\s+rang|he\\s+rang))?'],
];

const PATTERNS = FIELDS.map(
  ([fields, what]) =>
    [
      fields,
      words(`(${NO_IDEA}${WHAT})${what}|(?:the\\s+)?${what}${UNKNOWN}`),
      words(`(?:no|unknown)\\s+${what}(?=\\s*(?:$|[,.;\\ue000]))|(?<=${SAID}\\s*)(?:or|and|nor)${WHAT}${what}`),
    ] as const,
);

/** Takes out what the person says that they do not know. */
export function readNotKnown(line: Left): { readonly notKnown: readonly RequestField[]; readonly left: Left } {
  let left = line;
  const notKnown: RequestField[] = [];
  for (const [fields, ...patterns] of PATTERNS)
    for (const pattern of patterns)
      for (const { 0: text, 1: said, index } of left.matchAll(pattern)) {
        if (said !== undefined && !DENIES.test(said)) continue;
        notKnown.push(...fields);
        left = take(left, index, index + text.length, SAID);
      }
  return { notKnown: [...new Set(notKnown)], left: left.replaceAll(SAID, TAKEN) };
}
