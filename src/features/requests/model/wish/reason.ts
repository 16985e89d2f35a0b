import { type Left, TAKEN, take } from './mask.ts';

const HEAR =
  '(?:hear|listen(?:\\s+back)?(?:\\s+to)?|re-?listen(?:\\s+to)?|get(?:\\s+(?:hold\\s+of|me|us))?|have(?:\\s+a\\s+listen\\s+to)?|access(?:\\s+to)?|request|find|pull(?:\\s+up)?|play(?:\\s+back)?|check|review|see|look\\s+(?:at|for|up)|locate|retrieve|obtain|be\\s+sent|send(?:\\s+me)?)';

const CALL =
  '(?:(?:recorded\\s+|phone\\s+|telephone\\s+|tel\\s+)*(?:call|recording|conversation|convo|phonecall)s?(?:\\s+recordings?)?)';

const THE = '(?:(?:the|a|an|that|this|my|our|any)\\s+)?';

/** Where the words of asking end: a word of what was asked for follows, or what has been read. */
const GAP = `(?=\\s*(?:$|[,.;:!?-]|${TAKEN})|\\s+(?:about|with|from|to|of|on|at|in|re|regarding|concerning|where|when|which|that|for|because|as|who|whose|between|by|i|we|please|pls|is|it)\\b)`;

/** What people say only to ask, from the beginning of a line on. */
const ASKING = [
  '(?:hi|hello|hey|hiya|good\\s+(?:morning|afternoon|evening)|morning|afternoon|dear)(?:\\s+(?:all|team|there|everyone|desk|recording\\s+desk))?(?=\\s*[,.!-]|\\s+(?:can|could|please|i|need|may))',
  '(?:any|is\\s+there\\s+any)\\s+chance\\s+(?:of|i\\s+can|i\\s+could|you\\s+can)\\s+(?:hear|listen|get|hav|find)(?:ing|e)?(?:\\s+to)?(?=\\s)',
  '(?:please|pls|plz|kindly|urgent(?:ly)?\\s+(?=need))',
  `(?:can|could|may|might)\\s+(?:i|we|you|someone|somebody)\\s+(?:please\\s+|pls\\s+|possibly\\s+|just\\s+)*${HEAR}(?=\\s)`,
  `(?:i|we)(?:\\s+(?:really|just|urgently))?\\s*(?:need|want|wish|would\\s+like|'d\\s+like|d\\s+like|am\\s+looking|am\\s+trying|'m\\s+looking|'m\\s+trying|have|(?:am|'m)(?=\\s+after))\\s+(?:to|for|after)\\s+(?:${HEAR}(?=\\s))?`,
  `(?:i|we)(?:\\s+(?:really|just|urgently))?\\s+(?:need|want)(?=\\s+(?:the|a|that|this)\\s+(?:call|recording|phone|conversation))`,
  `(?:need(?:ing)?|want(?:ing|ed)?|wanna|looking|trying|wish|like|love|would\\s+like)(?:\\s+(?:to|for))?\\s+${HEAR}(?=\\s)`,
  `(?:need|want|looking\\s+for|after|get|request(?:ing)?|listen\\s+to|hear|find|play)(?=\\s+${THE}${CALL})`,
  `${THE}${CALL}\\s+of\\s+${THE}${CALL}${GAP}`,
  `${THE}${CALL}(?:\\s+(?:i|we)\\s+(?:had|took|made|received|got)|\\s+(?:made|taken|received))?${GAP}(?!\\s+(?:back|was|is\\s))`,
];

const START = new RegExp(`[\\s,;:.!?${TAKEN}-]*(${ASKING.join('|')})`, 'iy');

const END = new RegExp(
  `(?<![\\p{L}])(please|pls|plz|thanks|thank\\s+you|thankyou|many\\s+thanks|thanks\\s+in\\s+advance|thx|ta|cheers)[\\s.,:;!${TAKEN}-]*$`,
  'iu',
);

/** Small words that led to what has been read, and lead nowhere now. */
const LOOSE = new RegExp(
  `(?<![\\p{L}\\d])(?:on|at|from|with|to|of|in|by|and|the|between|for|around)(?=[ ]*${TAKEN}+[ ${TAKEN}]*(?:$|[,.;]))`,
  'giu',
);

const NOT_PARTS_OF_A_REASON = /^[\s,;:.\-–]+|[\s,;:\-–]+$/g;

/** What is left of a line for the reason, in the words as typed, without those that only ask. */
export function reasonOf(line: Left, typed: string): string {
  let left = line;
  START.lastIndex = 0;
  for (let asks = START.exec(left); asks !== null; asks = START.exec(left)) {
    const { lastIndex } = START;
    left = take(left, lastIndex - (asks[1] ?? '').length, lastIndex);
  }
  for (let thanks = END.exec(left); thanks !== null; thanks = END.exec(left))
    left = take(left, thanks.index, left.length);
  left = left.replace(LOOSE, (word) => TAKEN.repeat(word.length));
  const kept = [...left.matchAll(new RegExp(`[^${TAKEN}]+`, 'g'))].map(({ 0: piece, index }) =>
    typed.slice(index, index + piece.length),
  );
  return kept
    .join(' ')
    .replace(/(?<=^|\s)[/|]+(?=\s|$)/g, '')
    .replace(/\s+([,.;:!?)])/g, '$1')
    .replace(/(?<=\.)(?:\s*[,;:])+|([,;:])(?:\s*[,;:.])+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(NOT_PARTS_OF_A_REASON, '');
}
