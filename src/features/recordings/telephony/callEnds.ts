import type { CallFacts } from '../callReading.ts';
import { parseExternalNumber } from '../model/externalNumber.ts';
import type { Direction } from '../model/recording.ts';

export type Ends = Pick<CallFacts, 'extension' | 'otherExtension' | 'number' | 'direction' | 'notUnderstood'>;

/** One end of a call as a name gives it, with what stands there. */
export type End = ReturnType<typeof endOf>;

/** An end of which nothing is said. */
export const UNKNOWN: End = { kind: 'unknown', text: '' };

/** A direction a name states in so many words. */
export type Stated = Exclude<Direction, 'unknown'>;

export const endOf = (text: string) => {
  const read = parseExternalNumber(text);
  return read.ok ? { ...read.value, text } : ({ kind: 'unknown', text } as const);
};

const numberOf = (end: End): string | null =>
  end.kind === 'number' ? end.e164 : end.kind === 'withheld' ? 'withheld' : null;

const extensionOf = (end: End): string | null => (end.kind === 'extension' ? end.extension : null);

/** Two extensions are a call inside; one tells the direction by where it stands. */
function directionOf(caller: End, called: End): Direction {
  if (caller.kind === 'extension') return called.kind === 'extension' ? 'internal' : 'outbound';
  return called.kind === 'extension' ? 'inbound' : 'unknown';
}

/** What of the ends did not find its place among the facts. */
function withRest(facts: Omit<Ends, 'notUnderstood'>, ends: readonly End[]): Ends {
  const placed = [facts.extension, facts.otherExtension, facts.number];
  const rest = ends.filter(
    (end) => end.text !== '' && end.kind !== 'withheld' && !placed.includes(extensionOf(end) ?? numberOf(end) ?? ''),
  );
  return { ...facts, notUnderstood: rest.map(({ text }) => text).join(', ') };
}

/** The first end called the second. A direction the name states comes first: `999` is no extension. */
export const endsOf = (caller: End, called: End, stated?: Stated): Ends =>
  withRest(placed(caller, called, stated), [caller, called]);

function placed(caller: End, called: End, stated?: Stated): Omit<Ends, 'notUnderstood'> {
  const direction = stated ?? directionOf(caller, called);
  const nobody = { extension: null, otherExtension: null, number: null, direction };
  switch (direction) {
    case 'internal':
      return { ...nobody, extension: extensionOf(caller), otherExtension: extensionOf(called) };
    case 'outbound':
      return { ...nobody, extension: extensionOf(caller), number: numberOf(called) };
    case 'inbound':
      return { ...nobody, extension: extensionOf(called), number: numberOf(caller) };
    case 'unknown':
      return { ...nobody, number: numberOf(caller) ?? numberOf(called) };
  }
}
