import { formatNumber } from '../../domain/recording/externalNumber.ts';
import type { Recording } from '../../domain/recording/recording.ts';
import { addDays, type Instant, msBetween } from '../../domain/time.ts';
import { directionText, lengthText, momentText } from './wording.ts';

/** A drop-down or radio line holds no more on Slack; Teams gets the same line. */
export const CHOICE_LINE = 75;

export interface Shelf {
  readonly zone: string;
  readonly now: Instant;
  readonly recordingsDays: number;
}

/** Whole hours until the recording's time is up; the nightly deletion may come somewhat before. */
export const hoursLeft = (recording: Recording, { now, recordingsDays }: Shelf): number =>
  Math.max(0, Math.floor(msBetween(now, addDays(recording.startedAt, recordingsDays)) / 3_600_000));

export const hoursLeftText = (hours: number): string =>
  hours < 1
    ? 'deleted within the hour'
    : hours === 1
      ? 'deleted within 1 hour'
      : hours < 72
        ? `deleted within ${hours} hours`
        : `deleted within ${Math.floor(hours / 24)} days (${hours} hours)`;

/** On a card of what is long decided the recording may be past its time already. */
const deletionText = (recording: Recording, shelf: Shelf): string =>
  addDays(recording.startedAt, shelf.recordingsDays) <= shelf.now
    ? 'past its time limit'
    : hoursLeftText(hoursLeft(recording, shelf));

/** Everything about a recording that an approver needs, in one sentence. */
export const recordingDetails = (recording: Recording, shelf: Shelf): string =>
  [
    extensionText(recording),
    directionText(recording.direction),
    ...(recording.number === null ? [] : [formatNumber(recording.number)]),
    lengthText(recording.durationMs),
    deletionText(recording, shelf),
  ].join(', ');

/**
 * A recording in one line of a choice, at most 75 characters: "Fri 20 Nov 15:10, ext 204, from 01632 960123, 4 min 32 s, 291 h
 * left". What is known best from elsewhere goes first when it does not fit.
 */
export function recordingLine(recording: Recording, shelf: Shelf): string {
  const [date = '', time = ''] = momentText(recording.startedAt, shelf.zone).split(', ');
  const [weekday, day, month] = date.split(' ');
  const rest = [
    shortParties(recording),
    lengthText(recording.durationMs),
    `${hoursLeft(recording, shelf)} h left`,
  ];
  const lines = [
    [`${weekday} ${day} ${month} ${time}`, ...rest],
    [`${day} ${month} ${time}`, ...rest],
    [`${day} ${month} ${time}`, ...rest.slice(1)],
  ].map((parts) => parts.filter((part) => part !== '').join(', '));
  return lines.find((line) => line.length <= CHOICE_LINE) ?? lines.at(-1) ?? '';
}

function extensionText({ extension, otherExtension }: Recording): string {
  if (extension === null) return 'extension not known';
  return otherExtension === null ? `extension ${extension}` : `extension ${extension} to ${otherExtension}`;
}

function shortParties({ extension, otherExtension, number, direction }: Recording): string {
  const near = extension === null ? '' : `ext ${extension}`;
  const far =
    otherExtension ?? (number === null ? '' : number === 'withheld' ? 'withheld' : formatNumber(number));
  if (far === '') return near;
  const towards = direction === 'inbound' ? 'from' : direction === 'unknown' ? 'with' : 'to';
  if (near === '') return `${towards} ${far}`;
  return direction === 'inbound' || direction === 'unknown'
    ? `${near}, ${towards} ${far}`
    : `${near} to ${far}`;
}
