import { dateIn, isWeekend, nextDate, type PlainDate, timeIn } from '../../../../kernel/time.ts';
import type { RequestField } from '../fields.ts';
import { datesIn, type SaidDate } from './dates.ts';
import { BOUND, before, explainedFrom, fromLead, type Left, type Moment, type Place, SAID, take } from './mask.ts';
import { hoursOf, mayEnd, type PartOfDay, partsIn, type SaidPart, type SaidTime, timesIn } from './times.ts';

type When = Partial<Record<Extract<RequestField, 'date' | 'time' | 'timeTo' | 'dateTo'>, string>>;

/** One time, or the two ends of some hours. */
interface SaidHours extends Place {
  readonly from: SaidTime;
  readonly to?: SaidTime;
}

const JOINS = /^\s*(?:-|to|till?|until|through|and|or)\s*(?:(?:the|on|at|about|around|just)\s+)*$/i;

const FROM = /(?<!\p{L})(?:between|from|either)(?:\s+(?:about|around|the|roughly|approx\.?))*\s*$/iu;

/** "About three or four" is a stretch too. */
const EITHER = new RegExp(`${FROM.source}|(?<!\\p{L})(?:at|about|around|abt)\\s*$`, 'iu');

/** Whether two places are the ends of one stretch, by what stands between them and before the first. */
function areJoined(left: Left, first: Place, second: Place, needsLead: boolean): boolean {
  const gap = left.slice(first.end, second.at);
  return (
    JOINS.test(gap) &&
    ((!/and/i.test(gap) && !needsLead) || (/or/i.test(gap) ? EITHER : FROM).test(before(left, first.at)))
  );
}

/** The first of two days; of two weekdays, of which one has not yet been this week, the older. */
function fromTo(first: SaidDate, last: SaidDate): PlainDate | undefined {
  const isWeekday = first.maybeToday !== undefined && first.date !== last.date;
  const date = isWeekday && first.date > last.date ? nextDate(first.date, -7) : first.date;
  return date < last.date ? date : undefined;
}

/** Days that are joined are one stretch of days. */
function stretchesIn(left: Left, dates: readonly SaidDate[]): readonly SaidDate[] {
  const result: SaidDate[] = [];
  for (const each of dates) {
    const last = result.at(-1);
    const from = last && !last.to && !each.to && !last.part && areJoined(left, last, each, false) && fromTo(last, each);
    if (last && from) result[result.length - 1] = { at: last.at, end: each.end, date: from, to: each.date };
    else result.push(each);
  }
  return result;
}

/** Times that are joined are some hours; a bare number that is not joined to a time is none. */
function hoursIn(left: Left): readonly SaidHours[] {
  const times = timesIn(left);
  const result: SaidHours[] = [];
  for (let at = 0; at < times.length; at += 1) {
    const [from, to] = [times[at] as SaidTime, times[at + 1]];
    if (to && mayEnd(left, to) && areJoined(left, from, to, from.isWeak && to.isWeak)) {
      result.push({ at: from.at, end: to.end, from, to });
      at += 1;
    } else if (!from.isWeak) result.push({ at: from.at, end: from.end, from });
  }
  return result;
}

/** Words of the call itself, right before its day or time. */
const OF_CALL = new RegExp(
  `(?<!\\p{L})(?:calls?|recording|conversation|rang|rung|phoned|spoke)(?:\\s+(?:was|is|made|taken|took place|came in|it|on|at|in|of|from|the|about|around|${SAID}+))*\\s*$`,
  'iu',
);

/** The one that is the call’s: the only one before the line explains, or tied to the word for the call, or at all. */
function theCalls<T extends Place>(
  left: Left,
  border: number,
  all: readonly T[],
  key: (said: T) => string,
): T | undefined {
  const free = all.filter(({ at }) => !BOUND.test(before(left, at)));
  const tied = free.filter(({ at }) => OF_CALL.test(before(left, at)));
  const head = free.filter(({ at }) => at < border);
  const [one, ...others] = head.length > 0 ? head : tied.length > 0 ? tied : free;
  return one !== undefined && others.every((each) => key(each) === key(one)) ? one : undefined;
}

const NOON = 720;

/** Calls are made by day. */
const isWorking = (minutes: number): boolean => 7 * 60 <= minutes && minutes < 19 * 60;

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Both readings of an open clock, the likelier first. */
const readings = ({ minutes, isOpen }: SaidTime): readonly number[] =>
  isOpen ? (isWorking(minutes) ? [minutes, minutes + NOON] : [minutes + NOON, minutes]) : [minutes];

/** Which half of the day a part of it says, of an hour on the clock. */
function inPart(part: PartOfDay | undefined, minutes: number): boolean {
  if (part === undefined) return true;
  if (part === 'night') return minutes >= 17 * 60 || minutes < 5 * 60;
  return /morning|first/.test(part) ? minutes < NOON + 30 : minutes >= NOON - 30;
}

/** The minutes of one time or of both ends; none where it is in doubt which half of the day is meant. */
function settle({ from, to }: SaidHours, part: PartOfDay | undefined): readonly number[] {
  if (to === undefined)
    return readings(from)
      .filter((minutes) => inPart(part, minutes))
      .slice(0, 1);
  const pairs = readings(from)
    .flatMap((a) => readings(to).map((b) => [a, b] as const))
    .filter(([a, b]) => a < b && inPart(part, a));
  const likely = pairs.filter(([a, b]) => isWorking(a) && isWorking(b - 1));
  const [pair, another] = likely.length > 0 ? likely : pairs;
  if (another && from.isOpen && to.isOpen) return [];
  return pair && another && another[1] - another[0] < pair[1] - pair[0] ? another : (pair ?? []);
}

/**
 * When the call was, on the practice’s clock: the newest such time, never one to come. A part of the day gives hours.
 * What is in doubt stays in the line.
 */
export function readWhen(line: Left, moment: Moment): { readonly values: When; readonly left: Left } {
  const { dates, left } = datesIn(line, moment);
  const readable = dates.filter(({ date }) => date !== '');
  const days = readable.length > 0 ? stretchesIn(line, readable) : dates;
  const [parts, hours] = [partsIn(left), hoursIn(left)];
  const all = [...days, ...parts, ...hours];
  const border = explainedFrom(all.reduce<Left>(taken, line));
  const masked = all.reduce<Left>((text, { at, end }) => take(text, at, end, SAID), line);
  const day = theCalls(masked, border, days, ({ date, to = '', part = '' }) => `${date} ${to} ${part}`);
  const found = placed(
    {
      day,
      isUndated: dates.length === 0,
      hours: theCalls(masked, border, hours, ({ from, to }) => `${from.minutes} ${to?.minutes}`),
      part: theCalls(masked, border, parts, ({ part }) => part),
    },
    dateIn(moment.now, moment.zone),
    timeIn(moment.now, moment.zone),
  );
  return {
    values: found?.values ?? {},
    left: (found?.uses ?? []).reduce<Left>((text, said) => (said ? taken(text, said) : text), line),
  };
}

const taken = (left: Left, { at, end }: Place): Left => take(left, fromLead(left, at), end);

interface Found {
  readonly day: SaidDate | undefined;
  /** Whether the line names no day at all, so that the newest is meant. */
  readonly isUndated: boolean;
  readonly hours: SaidHours | undefined;
  readonly part: SaidPart | undefined;
}

/** What the places found say together, and which of them; undefined where that is in doubt. */
function placed(
  { day: named, isUndated, hours, part }: Found,
  today: PlainDate,
  now: string,
): { readonly values: When; readonly uses: readonly (Place | undefined)[] } | undefined {
  if (named?.date === '' && !named.maybeToday) return undefined;
  const day = named?.date === '' ? undefined : named;
  if (day?.to !== undefined) return { values: { date: day.date, dateTo: day.to }, uses: [day] };
  if (day?.time !== undefined) return { values: { date: day.date, time: day.time }, uses: [day] };
  const said = part?.part ?? day?.part;
  const ended = (date: string | undefined, to: string): string => (date === today && to > now ? now : to);
  const [time, to] = (hours ? settle(hours, said) : []).map(clockOf);
  if (time !== undefined) {
    const isAfterMidnight = said === 'night' && time < '05:00';
    const date = day
      ? onDay({ ...day, date: isAfterMidnight ? nextDate(day.date) : day.date }, time <= now, today)
      : isUndated
        ? newest(time <= now, today)
        : '';
    const values = { ...(date && { date }), time, ...(to && { timeTo: ended(date, to) }) };
    if (date !== undefined) return { values, uses: [day, hours, part] };
  }
  if (!day || day.maybeToday) return undefined;
  if (said === undefined || hours !== undefined) return { values: { date: day.date }, uses: day.part ? [] : [day] };
  const [first, last] = hoursOf(said);
  if (day.date < today || first < now)
    return { values: { date: day.date, time: first, timeTo: ended(day.date, last) }, uses: [day, part] };
  // Before eight, "this morning" is all of it that has been; an afternoon to come is none.
  return first < '12:00' ? { values: { date: day.date }, uses: [day, part] } : undefined;
}

/** The newest day on which a time has been; empty where that is in doubt: on a Monday it was hardly on Sunday. */
function newest(hasBeen: boolean, today: PlainDate): PlainDate {
  const yesterday = nextDate(today, -1);
  return hasBeen ? today : isWeekend(yesterday) ? '' : yesterday;
}

/** What is still to come today was meant of a week before; undefined where it cannot have been. */
function onDay({ date, maybeToday }: SaidDate, hasBeen: boolean, today: PlainDate): PlainDate | undefined {
  if (date < today || (date === today && hasBeen)) return date;
  return maybeToday ? nextDate(date, -7) : undefined;
}
