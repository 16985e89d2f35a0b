import type { CallFacts, ReaderSettings } from '../callReading.ts';
import { parseExtension, parseExternalNumber } from '../model/externalNumber.ts';
import type { Direction } from '../model/recording.ts';
import { callLengthMs, isoCallTime } from './callTime.ts';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
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

/** Names in any case; text is trimmed, numbers become text, anything else is left out. */
function statedBy(entries: Readonly<Record<string, unknown>>): (key: string) => string {
  const stated = new Map<string, string>();
  for (const [key, value] of Object.entries(entries)) {
    if (typeof value === 'string' || typeof value === 'number') {
      stated.set(key.toLowerCase(), String(value).trim());
    }
  }
  return (key) => stated.get(key) ?? '';
}

/**
 * Reads the desk's own keys: `start` (ISO 8601), `extension`, `number`, `direction`, `duration` (seconds or
 * ISO 8601), `parties`, `callid`. Only `start` is needed; undefined without a good one.
 */
export function statedCall(
  entries: Readonly<Record<string, unknown>>,
  { zone }: ReaderSettings,
): CallFacts | undefined {
  const stated = statedBy(entries);
  const time = isoCallTime(stated('start'), zone);
  if (!time) return undefined;
  const farEnd = farEndOf(stated('number'));
  const direction = directionOf(stated('direction'));
  return {
    ...time,
    ...farEnd,
    durationMs: callLengthMs(stated('duration')),
    extension: extensionOf(stated('extension')),
    direction: direction === 'unknown' && farEnd.otherExtension !== null ? 'internal' : direction,
    parties: stated('parties'),
    callId: stated('callid') || null,
  };
}
