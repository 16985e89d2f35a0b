import { checkpointsIn, readCheckpoint } from './checkpoint.ts';

/**
 * An end of the chain as it was once noted outside the database, in a morning report or in the log: the hash of its
 * last event, or a checkpoint, which has the root of the tree of so many events.
 */
export interface NotedHead {
  readonly seq: number;
  /** Of the event, hexadecimal; or the tree’s root, base64. */
  readonly hash: string;
  /** The checkpoint it is from. */
  readonly note?: string;
}

/** How cards, case packs and commands write an end of the chain, and how it is typed: `SEQ:HASH`. */
const IN_WORDS = [
  /\b(?:entry|event) (\d{1,15}),\s*([0-9a-f]{64})\b/gi,
  /\b(\d{1,15}) events\. Chain head: ([0-9a-f]{64})\b/gi,
  /(?<![\w:])(\d{1,15}):([0-9a-f]{64})\b/gi,
];

/** Whether a line speaks of an end of the chain, so that one that cannot be read is not passed over. */
const SPEAKS_OF_ONE =
  /audit\.(?:head|checkpoint")|end of the audit log|Chain head|\b(?:entry|event) \d+,\s*[0-9a-f]{16}|^\s*\d+:[0-9a-f]{16}|— [^\s+]+ [A-Za-z0-9+/]{40}/i;

const NUMBER_AND_HASH = /^\d{1,15}:[0-9a-f]{64}$/i;

/**
 * The ends of the chain that a line states: a line of the log (also one that was wrapped in JSON again by what
 * keeps it), a line of the audit's export, a sentence, or the last line of a checkpoint, with the lines `before` it.
 * `unreadable` where it speaks of one and states none.
 */
export function headsInLine(line: string, before: readonly string[] = []): readonly NotedHead[] | 'unreadable' {
  const whole = line.startsWith('—') ? [...before, line].join('\n') : line;
  const heads = [...inJson(line), ...inWords(line), ...inNotes(whole)];
  return heads.length === 0 && SPEAKS_OF_ONE.test(line) ? 'unreadable' : heads;
}

const inNotes = (text: string): readonly NotedHead[] =>
  checkpointsIn(text).flatMap((note) => {
    const checkpoint = readCheckpoint(note);
    return checkpoint ? [{ seq: checkpoint.size, hash: checkpoint.root, note }] : [];
  });

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
  if (typeof value === 'string') return [...inJson(value), ...inNotes(value)];
  if (typeof value !== 'object' || value === null) return [];
  const { seq, hash } = value as { readonly seq?: unknown; readonly hash?: unknown };
  const isHead = NUMBER_AND_HASH.test(`${seq}:${hash}`);
  return isHead ? [headOf(String(seq), String(hash))] : Object.values(value).flatMap(inValue);
}

const headOf = (seq: string, hash: string): NotedHead => ({ seq: Number(seq), hash: hash.toLowerCase() });
