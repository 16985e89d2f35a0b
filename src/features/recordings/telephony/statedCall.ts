import { listOf } from '../../../kernel/listOf.ts';
import type { CallFacts, ReaderSettings, RecordingReader } from '../callReading.ts';
import { parseExtension, parseExternalNumber } from '../model/externalNumber.ts';
import type { Direction } from '../model/recording.ts';
import { endOf, endsOf, type Stated, UNKNOWN } from './callEnds.ts';
import { callLengthMs, isoCallTime, loggedCallTime } from './callTime.ts';
import { percentDecoded } from './readableName.ts';
import { ownFacts, type StatedFacts, statedFacts } from './statedFacts.ts';

/** Headers hold plain letters alone, so programs write others as percent codes. */
export const metadataFacts = (metadata: Readonly<Record<string, string>>): StatedFacts =>
  ownFacts(Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, percentDecoded(value)])));

/** The blob's own metadata, whichever phone system or script wrote it. */
export const metadataReader: RecordingReader = {
  system: 'metadata',
  read: ({ metadata }, settings) => statedCall(metadataFacts(metadata), settings),
};

/** A `.json` beside the audio, with the same keys as the metadata, or a record of a call log. */
export const sidecarReader: RecordingReader = {
  system: 'sidecar',
  read: ({ sidecar }, settings) => statedCall(statedFacts(sidecar), settings, loggedCallTime),
};

const DIRECTIONS: Readonly<Record<string, Stated>> = {
  inbound: 'inbound',
  incoming: 'inbound',
  in: 'inbound',
  outbound: 'outbound',
  outgoing: 'outbound',
  out: 'outbound',
  internal: 'internal',
};

const directionOf = (text: string): Direction => {
  const word = text.toLowerCase();
  return (Object.hasOwn(DIRECTIONS, word) ? DIRECTIONS[word] : undefined) ?? 'unknown';
};

function extensionOf(text: string): string | null {
  const read = parseExtension(text);
  return read.ok ? read.value : null;
}

/** An empty or unreadable number is unknown; only one that says so is withheld. */
function farEndOf(text: string): Pick<CallFacts, 'number' | 'otherExtension'> {
  const read = text === '' ? undefined : parseExternalNumber(text);
  if (!read?.ok) return { number: null, otherExtension: null };
  if (read.value.kind === 'extension') return { number: null, otherExtension: read.value.extension };
  return { number: read.value.kind === 'number' ? read.value.e164 : 'withheld', otherExtension: null };
}

/** `"Mrs Alder" <01632960123>`, as Asterisk writes an end. */
const addressOf = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;

type Ends = Pick<CallFacts, 'extension' | 'otherExtension' | 'number' | 'direction'>;

/** The ends as the desk's own keys state them, and as a call log does where they do not. */
function endsStated(facts: StatedFacts): Ends & { readonly rest: readonly string[] } {
  const direction = directionOf(facts.direction ?? '');
  const extension = extensionOf(facts.extension ?? '');
  const farEnd = farEndOf(facts.number ?? '');
  const own = {
    ...farEnd,
    extension,
    direction: direction === 'unknown' && farEnd.otherExtension !== null ? ('internal' as const) : direction,
  };
  const unread = listOf([
    facts.extension !== undefined && extension === null && `extension ${facts.extension}`,
    facts.number !== undefined && farEnd.number === null && farEnd.otherExtension === null && `number ${facts.number}`,
    facts.direction !== undefined && direction === 'unknown' && `direction ${facts.direction}`,
  ]);
  if (facts.from === undefined && facts.to === undefined) return { ...own, rest: unread };
  const stated = direction === 'unknown' ? undefined : direction;
  const { notUnderstood, ...logged } = endsOf(
    facts.from === undefined ? UNKNOWN : endOf(addressOf(facts.from)),
    facts.to === undefined ? UNKNOWN : endOf(addressOf(facts.to)),
    stated,
  );
  return {
    extension: extension ?? logged.extension,
    otherExtension: own.otherExtension ?? logged.otherExtension,
    number: own.number ?? logged.number,
    direction: own.direction === 'unknown' ? logged.direction : own.direction,
    rest: listOf([...unread, notUnderstood !== '' && notUnderstood]),
  };
}

/**
 * Reads what is stated of a call: the desk's own keys `start` (ISO 8601), `extension`, `number`, `direction`,
 * `duration` (seconds or ISO 8601), `parties`, `callid`, or a record of a phone system's call log. Only the
 * start is needed; undefined without a good one.
 */
function statedCall(
  facts: StatedFacts,
  { zone }: ReaderSettings,
  timeOf: typeof isoCallTime = isoCallTime,
): CallFacts | undefined {
  const { start = '', duration } = facts;
  const time = timeOf(start, zone);
  if (!time) return undefined;
  const durationMs = callLengthMs(duration ?? '');
  const { rest, ...ends } = endsStated(facts);
  const unread = duration !== undefined && durationMs === null ? [...rest, `duration ${duration}`] : rest;
  return {
    ...time,
    ...ends,
    durationMs,
    parties: facts.parties ?? [facts.fromName, facts.toName].filter(Boolean).join(', '),
    callId: facts.callid ?? null,
    notUnderstood: unread.join(', '),
  };
}

const TELLING = ['start', 'extension', 'number'] as const;

/** What is stated of a call whose start is not, or not readably: said word for word, since it is dropped. */
export const droppedFacts = (facts: StatedFacts): string =>
  TELLING.flatMap((key) => (facts[key] === undefined ? [] : [`${key} ${facts[key]}`])).join(', ');
