import { listOf } from '../../kernel/listOf.ts';
import { dateText } from '../../kernel/text.ts';
import { dateIn, type Instant, msBetween, timeIn } from '../../kernel/time.ts';
import { callLengthText, momentText, zoneText } from '../../platform/cards/wording.ts';
import { deletesAt, type RetentionSchedule } from '../practice/model/schedule.ts';
import type { AskedExtension, AskedNumber, AskedParties, CallTime } from './model/callDescription.ts';
import { formatNumber } from './model/externalNumber.ts';
import type { Direction, Recording, SoundFault } from './model/recording.ts';

export function callTimeText(when: CallTime): string {
  switch (when.kind) {
    case 'about':
      return `about ${when.time} on ${dateText(when.date)}`;
    case 'hours':
      return `between ${when.from} and ${when.to} on ${dateText(when.date)}`;
    case 'day':
      return `${dateText(when.date)}, time not known`;
    case 'range':
      return `between ${dateText(when.from)} and ${dateText(when.to)}`;
  }
}

export const askedExtensionText = (asked: AskedExtension): string =>
  asked.kind === 'known' ? listOf([asked.extension, asked.otherExtension]).join(' and ') : 'not known';

const NO_NUMBER = {
  'not-known': 'not known',
  internal: 'none: an internal call',
  withheld: 'withheld by the caller',
} as const;

export const askedNumberText = (asked: AskedNumber): string =>
  asked.kind === 'known' ? formatNumber(asked.e164) : NO_NUMBER[asked.kind];

export const askedPartiesText = (asked: AskedParties): string => (asked.kind === 'known' ? asked.names : 'not known');

const DIRECTIONS: Readonly<Record<Direction, string>> = {
  inbound: 'incoming call',
  outbound: 'outgoing call',
  internal: 'internal call',
  unknown: 'direction not known',
};

/** A drop-down or radio line holds no more on Slack; Teams gets the same line. */
export const CHOICE_LINE = 75;

export interface RetentionContext {
  readonly zone: string;
  readonly now: Instant;
  /** Null for what is held: nobody deletes it by its age. */
  readonly schedule: RetentionSchedule | null;
  readonly legs?: Readonly<Record<string, { readonly leg: number; readonly of: number }>>;
}

/** Whole hours until the nightly run that deletes the recording, which comes up to a day before its limit. */
export const hoursLeft = (
  recording: Recording,
  { now, schedule }: RetentionContext & { schedule: RetentionSchedule },
): number => Math.max(0, Math.floor(msBetween(now, deletesAt(recording.startedAt, schedule)) / 3_600_000));

export const hoursLeftText = (hours: number): string =>
  hours < 1
    ? 'deleted within the hour'
    : hours === 1
      ? 'deleted within 1 hour'
      : hours < 72
        ? `deleted within ${hours} hours`
        : `deleted within ${Math.floor(hours / 24)} days (${hours} hours)`;

const isScheduled = (retention: RetentionContext): retention is RetentionContext & { schedule: RetentionSchedule } =>
  retention.schedule !== null;

/** On a card of what is long decided the recording's time may be over already. */
const deletionText = (recording: Recording, retention: RetentionContext): string =>
  isScheduled(retention)
    ? deletesAt(recording.startedAt, retention.schedule) <= retention.now
      ? 'its time is over'
      : hoursLeftText(hoursLeft(recording, retention))
    : 'held';

/** Everything about a recording that an approver needs, in one sentence. */
export const recordingDetails = (recording: Recording, retention: RetentionContext): string =>
  listOf([
    ...twoTimesText(recording, retention),
    extensionText(recording),
    DIRECTIONS[recording.direction],
    recording.number !== null && formatNumber(recording.number),
    ...legText(recording, retention),
    soundText(recording),
    recording.notUnderstood !== '' && `not understood: “${recording.notUnderstood}”`,
    deletionText(recording, retention),
  ]).join(', ');

const FAULT_TEXTS: Readonly<Record<SoundFault['kind'], string>> = {
  'unsupported-audio': 'cannot be cut',
  'broken-audio': 'cannot be cut: damaged',
  'no-sound': 'cannot be cut: no sound in it',
};

/** How long it is, or why nothing can be cut of it. */
export const soundText = ({ durationMs, fault }: Pick<Recording, 'durationMs' | 'fault'>): string =>
  fault === null
    ? callLengthText(durationMs)
    : `${FAULT_TEXTS[fault.kind]}${fault.format === null ? '' : `: ${fault.format}`}`;

/** A call that was put through is stored once for each telephone. */
function legText({ id }: Recording, { legs }: RetentionContext): readonly string[] {
  const found = legs?.[id];
  return found ? [`part ${found.leg} of ${found.of} of one call`] : [];
}

/** In the repeated autumn hour the phone system's clock leaves it open when the call was: whoever decides must know. */
function twoTimesText({ startedAt, alternateStart }: Recording, { zone }: RetentionContext): readonly string[] {
  if (alternateStart === null) return [];
  const [first, second] = [startedAt, alternateStart].map((at) => `${timeIn(at, zone)} ${zoneText(at, zone)}`);
  const later = dateIn(startedAt, zone) === dateIn(alternateStart, zone) ? second : momentText(alternateStart, zone);
  return [`may have been at ${first} or at ${later} (the clocks went back)`];
}

/** "01:30 BST/GMT" of such a call; the time alone of any other. */
function shortTime({ startedAt, alternateStart }: Recording, zone: string): string {
  const time = timeIn(startedAt, zone);
  if (alternateStart === null) return time;
  const other = timeIn(alternateStart, zone);
  return other === time
    ? `${time} ${zoneText(startedAt, zone)}/${zoneText(alternateStart, zone)}`
    : `${time} or ${other}`;
}

/**
 * A recording in one line of a choice, at most 75 characters: "Fri 20 Nov 15:10, ext 204, from 01632 960123,
 * 4 min 32 s, 291 h left". What is known best from elsewhere goes first when it does not fit.
 */
export function recordingLine(recording: Recording, retention: RetentionContext): string {
  const [date = ''] = momentText(recording.startedAt, retention.zone).split(', ');
  const time = shortTime(recording, retention.zone);
  const [weekday, day, month] = date.split(' ');
  const rest = [
    shortParties(recording),
    recording.fault === null ? callLengthText(recording.durationMs) : 'cannot be cut',
    isScheduled(retention) ? `${hoursLeft(recording, retention)} h left` : '',
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
  const far = otherExtension ?? (number === null ? '' : number === 'withheld' ? 'withheld' : formatNumber(number));
  if (far === '') return near;
  const towards = direction === 'inbound' ? 'from' : direction === 'unknown' ? 'with' : 'to';
  if (near === '') return `${towards} ${far}`;
  return direction === 'inbound' || direction === 'unknown' ? `${near}, ${towards} ${far}` : `${near} to ${far}`;
}
