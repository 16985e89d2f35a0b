import type { RedactedSpan } from '../../requests/model/grant.ts';
import { formatOffset, parseOffset } from '../../requests/model/part.ts';
import type { HeldLock } from './heldLock.ts';

/** `1:50-2:40, 5:00 to 5:20` as stretches of the call; undefined when it cannot be read. */
export function parseSpans(text: string): readonly RedactedSpan[] | undefined {
  const spans = text
    .split(/[,;\n]|\band\b/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [from, to, ...more] = part.split(/\s*(?:[-–—]|\bto\b)\s*/).map(parseOffset);
      return from?.ok && to?.ok && more.length === 0 ? { fromMs: from.value, toMs: to.value } : undefined;
    });
  return spans.length > 0 && spans.every((span) => span !== undefined) ? spans : undefined;
}

/** How much of a call around the place that the reporter named is offered to be redacted, to either side. */
const AROUND_MS = 60_000;

/** What the form offers: the stretch around the place the reporter named, where that can be read. */
export function guessOf({ where, recording }: Pick<HeldLock, 'where' | 'recording'>): string {
  const at = where === null ? undefined : placeIn(where);
  if (at === undefined) return '';
  const end = recording.durationMs > 0 ? recording.durationMs : Number.MAX_SAFE_INTEGER;
  if (at >= end) return '';
  return `${formatOffset(Math.max(0, at - AROUND_MS))}-${formatOffset(Math.min(end, at + AROUND_MS))}`;
}

const NUMBER_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

const AMOUNT = new RegExp(
  `(\\d+(?:\\.\\d+)?|${NUMBER_WORDS.join('|')}|half an?|an?)( and a half)?\\s*(m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)\\b`,
  'gi',
);

/** “about two minutes in”, `2:30`, “2 min 30 s”, “90 seconds”: a place in the call in milliseconds. */
function placeIn(where: string): number | undefined {
  const offset = /\d+:[0-5]\d(?::[0-5]\d)?/.exec(where)?.[0];
  const read = offset === undefined ? undefined : parseOffset(offset);
  if (read?.ok) return read.value;
  const amounts = [...where.matchAll(AMOUNT)].map(([, amount = '', half, unit = '']) => {
    const word = amount.toLowerCase();
    const whole = NUMBER_WORDS.includes(word)
      ? NUMBER_WORDS.indexOf(word)
      : word.startsWith('half')
        ? 0.5
        : word.startsWith('a')
          ? 1
          : Number(word);
    return (whole + (half ? 0.5 : 0)) * (unit.toLowerCase().startsWith('m') ? 60_000 : 1_000);
  });
  return amounts.length === 0 ? undefined : Math.round(amounts.reduce((sum, ms) => sum + ms, 0));
}
