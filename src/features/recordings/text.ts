import { listOf } from '../../kernel/listOf.ts';
import { countOf, dateText } from '../../kernel/text.ts';
import { dateIn, type Instant, instantsOfLocal, msBetween, timeIn } from '../../kernel/time.ts';
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
  /** When the requester says that it was; absent where nobody asked. */
  readonly asked?: CallTime | undefined;
  readonly legs?: Readonly<Record<string, { readonly leg: number; readonly of: number }>>;
}

const DAY_MS = 24 * 3_600_000;

/** In which night it goes, by the day that follows: "Thu 24 Dec", "tonight", or "over"; empty for what is held. */
function goesText({ startedAt }: Recording, { zone, now, schedule }: RetentionContext): string {
  if (schedule === null) return '';
  const at = deletesAt(startedAt, schedule);
  if (at <= now) return 'over';
  return msBetween(now, at) < DAY_MS ? 'tonight' : (momentText(at, zone).split(', ')[0] ?? '').replace(/ \d{4}$/, '');
}

/** "goes in the night to Thu 24 Dec"; on a card of what is long decided the recording's time may be over already. */
export function deletionText(recording: Recording, retention: RetentionContext): string {
  const goes = goesText(recording, retention);
  if (goes === '') return 'held';
  if (goes === 'over') return 'its time is over';
  return goes === 'tonight' ? 'goes tonight' : `goes in the night to ${goes}`;
}

/** How far the call began from the time that was given: "12 minutes after the time given". */
function minutesOff({ startedAt, alternateStart }: Recording, { zone, asked }: RetentionContext): number | undefined {
  if (asked?.kind !== 'about') return undefined;
  const given = instantsOfLocal(asked.date, asked.time, zone);
  const offs = [startedAt, alternateStart ?? startedAt].flatMap((at) =>
    given.map((each) => Math.round(msBetween(each, at) / 60_000)),
  );
  return offs.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0];
}

function fitText(recording: Recording, retention: RetentionContext): string | false {
  const off = minutesOff(recording, retention);
  if (off === undefined) return false;
  return off === 0
    ? 'at the time given'
    : `${countOf(Math.abs(off), 'minute')} ${off > 0 ? 'after' : 'before'} the time given`;
}

/** Everything about a recording that an approver needs, in one sentence. */
export const recordingDetails = (recording: Recording, retention: RetentionContext): string =>
  listOf([
    ...twoTimesText(recording, retention),
    fitText(recording, retention),
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
 * 4 min 32 s, 12 min later", or "goes Thu 24 Dec" where nobody asked for it by a time. What is known best from elsewhere goes first when it does not fit.
 */
export function recordingLine(recording: Recording, retention: RetentionContext): string {
  const [date = ''] = momentText(recording.startedAt, retention.zone).split(', ');
  const time = shortTime(recording, retention.zone);
  const [weekday, day, month] = date.split(' ');
  const goes = goesText(recording, retention);
  const rest = [
    shortParties(recording),
    recording.fault === null ? callLengthText(recording.durationMs) : 'cannot be cut',
    shortFit(recording, retention) ?? (goes === '' ? '' : goes === 'over' ? 'its time is over' : `goes ${goes}`),
  ];
  const lines = [
    [`${weekday} ${day} ${month} ${time}`, ...rest],
    [`${day} ${month} ${time}`, ...rest],
    [`${weekday} ${day} ${month} ${time}`, ...rest.slice(0, 2)],
    [`${day} ${month} ${time}`, ...rest.slice(0, 2)],
    [`${day} ${month} ${time}`, ...rest.slice(1)],
  ].map((parts) => parts.filter((part) => part !== '').join(', '));
  return lines.find((line) => line.length <= CHOICE_LINE) ?? lines.at(-1) ?? '';
}

function shortFit(recording: Recording, retention: RetentionContext): string | undefined {
  const off = minutesOff(recording, retention);
  if (off === undefined) return undefined;
  return off === 0 ? 'as given' : `${Math.abs(off)} min ${off > 0 ? 'later' : 'earlier'}`;
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
