import { addMinutes, dateIn, nextDate, type PlainDate, timeIn } from '../../../../kernel/time.ts';
import {
  dated,
  isYear,
  lastOf,
  mondayOf,
  monthNamed,
  numbered,
  recent,
  WEEKDAYS,
  weekdayNamed,
  weekdayOf,
} from './calendar.ts';
import type { Moment } from './context.ts';
import { type Left, take, words } from './mask.ts';
import { NUMBER_WORDS, numberOf, type PartOfDay } from './times.ts';

/** A place in the line that says on which day. */
export interface SaidDate {
  readonly at: number;
  readonly end: number;
  /** Empty where it is to come, no real date, or in doubt. */
  readonly date: PlainDate;
  /** The last of several days. */
  readonly to?: PlainDate;
  /** The time, where the words give one: "ten minutes ago". */
  readonly time?: string;
  readonly part?: PartOfDay;
  /** A weekday’s name on that very day: whether it means today depends on the time. */
  readonly maybeToday?: boolean;
}

type Day = Omit<SaidDate, 'at' | 'end'>;

type Rule = readonly [RegExp, (said: readonly string[], today: PlainDate, moment: Moment) => Day | undefined];

const MONTH =
  '(jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:em\\w{1,5})?|dec(?:em\\w{1,5})?)\\.?';

const OWN = "(?:'s|s(?=\\s+(?:\\d|(?:phone\\s+)?calls?|recording)))?";

const WEEKDAY = `(${WEEKDAYS.join('|')})${OWN}`;

/** Alone, "sat", "sun" and "wed" are words of their own, but for what stands beside them. */
const PLAIN_WEEKDAY = [
  ...WEEKDAYS.map((each) => each.replace(/^((?:wed|sat|sun)\(.*?\))\?/, '$1')),
  '(?<=(?:\\bon|\\bor|\\band|\\bfrom|\\bbetween|\\bto|-)\\s*)(?:wed|sat|sun)',
  '(?:wed|sat|sun)(?=\\s+(?:\\d|at\\s|morn|aft|eve|half|quarter|around|or\\s|lunch))',
].join('|');

const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';

const YEAR = "(?:,?\\s+((?:20)\\d\\d|'?\\d\\d(?!\\s*[:.]\\s*\\d|\\s*[ap]\\.?m)))?";

const COUNT = `(\\d{1,2}|an?|${NUMBER_WORDS})`;

const TO = '\\s*(?:-|to|till|until|through|and|or)\\s*(?:the\\s+)?';

/** What may stand behind a day that is only numbered ("the 5th"), since a noun would make it the fifth of something. */
const ENDS =
  '(?=\\s*(?:$|[,.;:!?)\\ue000-]|(?:at|about|around|in|from|with|to|on|and|or|ext|extension|re|regarding|mrs?|ms|miss|dr|complain\\w*|half|quarter|\\d)(?![\\p{L}])))';

const single = (date: PlainDate | undefined): Day | undefined => (date === undefined ? undefined : { date });

const range = (date: PlainDate | undefined, to: PlainDate | undefined): Day | undefined =>
  date !== undefined && to !== undefined && date < to ? { date, to } : undefined;

/** A date with its weekday: in doubt where the two do not agree. */
const agreeing = (weekday: string, date: PlainDate | undefined): Day | undefined =>
  date === undefined || (weekday !== '' && weekdayNamed(weekday) !== weekdayOf(date)) ? undefined : { date };

const ago = (said: readonly string[], unit: number, today: PlainDate): Day | undefined =>
  single(nextDate(today, -unit * numberOf(said[0] as string)));

const minutesAgo = (minutes: number, { now, zone }: Moment): Day => {
  const at = addMinutes(now, -minutes);
  return { date: dateIn(at, zone), time: timeIn(at, zone) };
};

const VAGUE = '(?<!(?:about|around|roughly|nearly|almost|over|approx|least|than)\\s+)';

/** The longer before what is a part of it. What a rule finds and cannot date is read by no other. */
const RULES: readonly Rule[] = [
  [words('(20\\d\\d)-(\\d\\d)-(\\d\\d)'), ([y = '', m, d = ''], today) => single(dated(d, Number(m), y, today))],
  [
    words(`(?:${WEEKDAY},?\\s+)?(\\d{1,2})\\s?([/.-])\\s?(\\d{1,2})\\s?\\3\\s?(20\\d\\d|\\d\\d)`),
    ([weekday = '', d = '', , m, y = ''], today) => agreeing(weekday, dated(d, Number(m), y, today)),
  ],
  [
    words(`(\\d{1,2})/(\\d{1,2})${TO}(\\d{1,2})/(\\d{1,2})`),
    ([d = '', m, e = '', n], today) => range(dated(d, Number(m), '', today), dated(e, Number(n), '', today)),
  ],
  [
    words(
      `(?:${WEEKDAY},?\\s+)?(\\d{1,2})/(\\d{1,2})(?!\\s*(?:/|tab|ml|m?g|of|an?\\s|hours?|dose|price|past|star|pain|day|pill))`,
    ),
    ([weekday = '', d = '', m], today) => agreeing(weekday, recent(dated(d, Number(m), '', today), today)),
  ],
  [
    words(`${DAY}${TO}${DAY}\\s+(?:of\\s+)?${MONTH}${YEAR}`),
    ([d = '', e = '', m = '', y = ''], today) =>
      range(dated(d, monthNamed(m), y, today), dated(e, monthNamed(m), y, today)),
  ],
  [
    words(`${MONTH}\\s+${DAY}${TO}${DAY}`),
    ([m = '', d = '', e = ''], today) => range(dated(d, monthNamed(m), '', today), dated(e, monthNamed(m), '', today)),
  ],
  [
    words(`(?:${WEEKDAY},?\\s+)?(?:the\\s+)?${DAY}\\s*(?:of\\s+)?${MONTH}${YEAR}`),
    ([weekday = '', d = '', m = '', y = ''], today) =>
      isYear(y, today) ? agreeing(weekday, dated(d, monthNamed(m), y, today)) : undefined,
  ],
  [
    words(`(?:${WEEKDAY},?\\s+)?${MONTH}\\s+(?:the\\s+)?${DAY}(?!\\s*[:.]\\d|\\s*[ap]\\.?m)(?:,?\\s+(20\\d\\d))?`),
    ([weekday = '', m = '', d = '', y = ''], today) => agreeing(weekday, dated(d, monthNamed(m), y, today)),
  ],
  [words('(?:the\\s+)?day\\s+before\\s+yest\\w{3,6}'), (_, today) => single(nextDate(today, -2))],
  [
    words(`${COUNT}\\s*(?:minutes?|mins?)\\s+ago`),
    (said, _, moment) => minutesAgo(numberOf(said[0] as string), moment),
  ],
  [words('half\\s+an?\\s+hour\\s+ago'), (_, __, moment) => minutesAgo(30, moment)],
  [
    words('(?:just\\s+now|(?:a\\s+)?(?:few\\s+)?(?:min(?:ute)?s?|moments?)\\s+ago)'),
    (_, __, moment) => minutesAgo(0, moment),
  ],
  [
    words(`${COUNT}\\s*(?:hours?|hrs?)\\s+ago`),
    (said, _, moment) => minutesAgo(60 * numberOf(said[0] as string), moment),
  ],
  [words(`${VAGUE}${COUNT}\\s*days?\\s+ago`), (said, today) => ago(said, 1, today)],
  [words(`${VAGUE}(?:a\\s+)?week\\s+(?:ago\\s+)?yesterday`), (_, today) => single(nextDate(today, -8))],
  [
    words(`(?:a\\s+)?week\\s+(?:ago\\s+)?(?:last\\s+|on\\s+)?${WEEKDAY}|${WEEKDAY}(?:\\s+a)?\\s+week\\s+ago`),
    ([first = '', second = ''], today) =>
      single(nextDate(lastOf(weekdayNamed(first || second), nextDate(today, -1)), -7)),
  ],
  [words(`${VAGUE}${COUNT}\\s*w(?:ee)?ks?\\s+ago(?:\\s+today)?`), (said, today) => ago(said, 7, today)],
  [words(`${VAGUE}(?:a\\s+)?fortnight\\s+ago(?:\\s+today)?`), (_, today) => single(nextDate(today, -14))],
  [
    words(`${WEEKDAY}\\s+(?:of\\s+)?last\\s+week|last\\s+week\\s+(?:on\\s+)?${WEEKDAY}`),
    ([first = '', second = ''], today) => single(nextDate(mondayOf(today), weekdayNamed(first || second) - 7)),
  ],
  [
    words(`${WEEKDAY}\\s+(?:of\\s+)?this\\s+week`),
    ([name = ''], today) => {
      const date = lastOf(weekdayNamed(name), today);
      return date < mondayOf(today) ? undefined : { date };
    },
  ],
  // Days to come, "Tuesday week" among them, and days of no one week are not the call’s.
  [words(`${WEEKDAY}\\s+week|(?:next|coming|every|each)\\s+${WEEKDAY}|tomorrow|tmrw|tomoz`), () => undefined],
  [
    words(`${WEEKDAY},?\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)`),
    ([weekday = '', d = ''], today) => agreeing(weekday, numbered(d, today)),
  ],
  [
    words(`(?:last|this(?:\\s+past)?|past)\\s+${WEEKDAY}|${WEEKDAY}\\s+(?:last|(?:just\\s+)?gone)`),
    ([first = '', second = ''], today) => single(lastOf(weekdayNamed(first || second), nextDate(today, -1))),
  ],
  [
    words(`(?<!(?:mrs?|ms|miss|dr)\\.?\\s+)(${PLAIN_WEEKDAY})${OWN}`),
    ([name = ''], today) => {
      const date = lastOf(weekdayNamed(name), today);
      return { date, maybeToday: date === today };
    },
  ],
  [
    words(`(?<=(?:on|of|the)\\s+)(\\d{1,2})(?:st|nd|rd|th)${TO}(\\d{1,2})(?:st|nd|rd|th)`),
    ([d = '', e = ''], today) => range(numbered(d, today), numbered(e, today)),
  ],
  [
    words(`(?<=(?:\\bon|\\bof|\\bthe|^|[,;(\\ue000])\\s*)(\\d{1,2})(?:st|nd|rd|th)${ENDS}`),
    ([d = ''], today) => single(numbered(d, today)),
  ],
  [
    words('last\\s+(?:night|nite)|yest\\w{3,6}\\s+(?:night|nite)'),
    (_, today) => ({ date: nextDate(today, -1), part: 'night' }),
  ],
  [words('tonight'), (_, today) => ({ date: today, part: 'night' })],
  [words("yest[er]\\w{2,6}(?:'s)?|yday|yest"), (_, today) => single(nextDate(today, -1))],
  [words("today(?:'s)?"), (_, today) => single(today)],
  [
    words('this\\s+(morning|afternoon|evening|lunchtime)'),
    ([part = ''], today) => ({ date: today, part: part as PartOfDay }),
  ],
  // A day that is only numbered, and days of every week, leave it open which day was meant.
  [words(`\\d{1,2}(?:st|nd|rd|th)|(?:${WEEKDAYS.join('|')})s`), () => ({ date: '', maybeToday: true })],
  [
    words('(?:the\\s+)?week\\s+before\\s+last'),
    (_, today) => range(nextDate(mondayOf(today), -14), nextDate(mondayOf(today), -8)),
  ],
  [
    words('(?<!the\\s+)last\\s+week(?!end)'),
    (_, today) => range(nextDate(mondayOf(today), -7), nextDate(mondayOf(today), -1)),
  ],
  [words('this\\s+week(?!end)'), (_, today) => range(mondayOf(today), today) ?? single(today)],
  [
    words('(?:at|over|on|last|during|this)\\s+(?:the\\s+)?(?:last\\s+)?(?:week[ -]?end)'),
    (_, today) => {
      const saturday = lastOf(5, today);
      return range(saturday, nextDate(saturday) > today ? today : nextDate(saturday)) ?? single(saturday);
    },
  ],
];

/** Every day the line names, in the line’s order, and the line without what looks like one. */
export function datesIn(line: Left, moment: Moment): { readonly dates: readonly SaidDate[]; readonly left: Left } {
  const today = dateIn(moment.now, moment.zone);
  const dates: SaidDate[] = [];
  let left = line;
  for (const [pattern, read] of RULES)
    for (const match of left.matchAll(pattern)) {
      const { 0: text, index } = match;
      const said = read(
        match.slice(1).map((each) => each ?? ''),
        today,
        moment,
      );
      left = take(left, index, index + text.length);
      dates.push({ date: '', ...said, at: index, end: index + text.length });
    }
  return { dates: dates.sort((a, b) => a.at - b.at), left };
}
