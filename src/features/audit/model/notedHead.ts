/** An end of the chain as it was once noted outside the database: in a morning report, in the log. */
export interface NotedHead {
  readonly seq: number;
  readonly hash: string;
}

/** How cards, case packs and commands write an end of the chain, and how it is typed: `SEQ:HASH`. */
const IN_WORDS = [
  /\b(?:entry|event) (\d{1,15}),\s*([0-9a-f]{64})\b/gi,
  /\b(\d{1,15}) events\. Chain head: ([0-9a-f]{64})\b/gi,
  /(?<![\w:])(\d{1,15}):([0-9a-f]{64})\b/gi,
];

/** Whether a line speaks of an end of the chain, so that one that cannot be read is not passed over. */
const SPEAKS_OF_ONE =
  /audit\.head|end of the audit log|Chain head|\b(?:entry|event) \d+,\s*[0-9a-f]{16}|^\s*\d+:[0-9a-f]{16}/i;

const NUMBER_AND_HASH = /^\d{1,15}:[0-9a-f]{64}$/i;

/**
 * The ends of the chain that a line states: a line of the log (also one that was wrapped in JSON again by what
 * keeps it), a line of the audit's export, or a sentence. `unreadable` where it speaks of one and states none.
 */
export function headsInLine(line: string): readonly NotedHead[] | 'unreadable' {
  const heads = [...inJson(line), ...inWords(line)];
  return heads.length === 0 && SPEAKS_OF_ONE.test(line) ? 'unreadable' : heads;
}

const inWords = (line: string): readonly NotedHead[] =>
  IN_WORDS.flatMap((form) => [...line.matchAll(form)].map(([, seq = '', hash = '']) => headOf(seq, hash)));

function inJson(text: string): readonly NotedHead[] {
  try {
    // What keeps a log may put its own words before each line.
    return inValue(JSON.parse(text.slice(text.indexOf('{'))));
  } catch {
    return [];
  }
}

function inValue(value: unknown): readonly NotedHead[] {
  if (typeof value === 'string') return inJson(value);
  if (typeof value !== 'object' || value === null) return [];
  const { seq, hash } = value as { readonly seq?: unknown; readonly hash?: unknown };
  const isHead = NUMBER_AND_HASH.test(`${seq}:${hash}`);
  return isHead ? [headOf(String(seq), String(hash))] : Object.values(value).flatMap(inValue);
}

const headOf = (seq: string, hash: string): NotedHead => ({ seq: Number(seq), hash: hash.toLowerCase() });
