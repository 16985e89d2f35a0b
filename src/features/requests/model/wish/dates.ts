import {
  addMinutes,
  dateIn,
  daysBetween,
  isRealDate,
  nextDate,
  type PlainDate,
  timeIn,
} from '../../../../kernel/time.ts';
import { type Left, type Moment, type Place, take, words } from './mask.ts';
import { NUMBER_WORDS, numberOf, type PartOfDay } from './times.ts';

/** A place in the line that says on which day. */
export interface SaidDate extends Place {
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

type Day = Omit<SaidDate, keyof Place>;

/** What a rule’s groups hold: a weekday, a day and a month, or the last of several; a year; a count. */
type Said = Partial<Record<'weekday' | 'd' | 'm' | 'e' | 'n' | 'y' | 'count' | 'part', string>>;

type Read = (said: Said, today: PlainDate, moment: Moment) => Day | undefined;

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'.split('|');

const MONTH =
  '(?<m>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:em\\w{1,5})?|dec(?:em\\w{1,5})?)\\.?';

const WEEKDAYS = [
  'mon(?:day|dy)?',
  'tue(?:s|sday)?|tuseday|teusday',
  'wed(?:s|nesday|nsday)?|wendesday|wensday',
  'thu(?:r|rs|rsday)?|thrusday|thursady',
  'fri(?:day)?|firday',
  'sat(?:urday)?|satuday',
  'sun(?:day)?',
];

const OWN = "(?:'s|s(?=\\s+(?:\\d|(?:phone\\s+)?calls?|recording)))?";

const WEEKDAY = `(?<weekday>${WEEKDAYS.join('|')})${OWN}`;

const MAYBE_WEEKDAY = `(?:${WEEKDAY},?\\s+)?`;

/** Alone, "sat", "sun" and "wed" are words of their own, but for what stands beside them. */
const PLAIN_WEEKDAY = [
  ...WEEKDAYS.map((each) => each.replace(/^((?:wed|sat|sun)\(.*?\))\?/, '$1')),
  '(?<=(?:\\bon|\\bor|\\band|\\bfrom|\\bbetween|\\bto|-)\\s*)(?:wed|sat|sun)',
  '(?:wed|sat|sun)(?=\\s+(?:\\d|at\\s|morn|aft|eve|half|quarter|around|or\\s|lunch))',
].join('|');

const DAY = '(?<d>\\d{1,2})(?:st|nd|rd|th)?';

const LAST_DAY = '(?<e>\\d{1,2})(?:st|nd|rd|th)?';

const YEAR = "(?:,?\\s+(?<y>(?:20)\\d\\d|'?\\d\\d(?!\\s*[:.]\\s*\\d|\\s*[ap]\\.?m)))?";

const COUNT = `(?<count>\\d{1,2}|an?|${NUMBER_WORDS})`;

const VAGUE = '(?<!(?:about|around|roughly|nearly|almost|over|approx|least|than)\\s+)';

const TO = '\\s*(?:-|to|till|until|through|and|or)\\s*(?:the\\s+)?';

/** What may stand behind a day that is only numbered ("the 5th"), since a noun would make it the fifth of something. */
const ENDS =
  '(?=\\s*(?:$|[,.;:!?)\\ue000-]|(?:at|about|around|in|from|with|to|on|and|or|ext|extension|re|regarding|mrs?|ms|miss|dr|complain\\w*|half|quarter|\\d)(?![\\p{L}])))';

const weekdayOf = (date: PlainDate): number => (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;

const weekdayNamed = (name = ''): number => WEEKDAYS.findIndex((each) => new RegExp(`^(?:${each})$`, 'i').test(name));

/** The newest such weekday up to a date, that date itself included. */
const lastOf = (weekday: number, date: PlainDate): PlainDate => nextDate(date, -((weekdayOf(date) - weekday + 7) % 7));

const two = (text: string | number): string => String(text).padStart(2, '0');

/** A day of a month, the newest that is not to come where no year is given; undefined where there is none, or to come. */
function dated(day: string, month: string, year: string, today: PlainDate): PlainDate | undefined {
  const number = Number(month) || MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const said = year.replace("'", '');
  const full = said.length === 2 ? `20${said}` : said;
  const years = full === '' ? [0, 1].map((back) => Number(today.slice(0, 4)) - back) : [full];
  return years.map((each) => `${each}-${two(number)}-${two(day)}`).find((date) => isRealDate(date) && date <= today);
}

/** The newest day of that number which is not to come. */
const numbered = (day: string, today: PlainDate): PlainDate | undefined =>
  [0, 1, 2]
    .map((back) => {
      const month = Number(today.slice(5, 7)) - back;
      return `${Number(today.slice(0, 4)) - (month < 1 ? 1 : 0)}-${two(month < 1 ? month + 12 : month)}-${two(day)}`;
    })
    .find((date) => isRealDate(date) && date <= today && daysBetween(date, today) < 62);

const range = (date: PlainDate | undefined, to: PlainDate | undefined): Day | undefined =>
  date !== undefined && to !== undefined && date < to ? { date, to } : undefined;

/** A date with its weekday: in doubt where the two do not agree. */
const agreeing = (weekday: string | undefined, date: PlainDate | undefined): Day | undefined =>
  date === undefined || (weekday && weekdayNamed(weekday) !== weekdayOf(date)) ? undefined : { date };

/** A day and its month, or several days. */
const written: Read = ({ weekday, d = '', m = '', e, n = m, y = '' }, today) => {
  const date = dated(d, m, y, today);
  if (e !== undefined) return range(date, dated(e, n, y, today));
  const isNamed = MONTHS.includes(m.slice(0, 3).toLowerCase());
  // Two digits behind a month are a year only where they are this or the last one.
  if (isNamed && y.length === 2 && ![0, 1].includes(Number(today.slice(2, 4)) - Number(y))) return undefined;
  // Two numbers with a stroke are as well a fraction or a score: a day long past is not read out of them.
  const isFraction = !isNamed && y === '' && date !== undefined && daysBetween(date, today) >= 45;
  return agreeing(weekday, isFraction ? undefined : date);
};

/** So many days ago, or as many times as counted. */
const daysAgo =
  (days: number): Read =>
  ({ count = 'a' }, today) => ({ date: nextDate(today, -days * numberOf(count)) });

const minutesAgo =
  (minutes: number): Read =>
  ({ count = 'a' }, _, { now, zone }) => {
    const at = addMinutes(now, -minutes * numberOf(count));
    return { date: dateIn(at, zone), time: timeIn(at, zone) };
  };

/** The last such weekday before today, or one so many weeks before that. */
const weekdayAgo =
  (weeks = 0): Read =>
  ({ weekday }, today) => ({ date: nextDate(lastOf(weekdayNamed(weekday), nextDate(today, -1)), -7 * weeks) });

/** The whole of a week before this one. */
const weekAgo =
  (weeks: number): Read =>
  (_, today) =>
    range(nextDate(lastOf(0, today), -7 * weeks), nextDate(lastOf(0, today), 6 - 7 * weeks));

const night =
  (days: number): Read =>
  (_, today) => ({ date: nextDate(today, -days), part: 'night' });

/** The longer before what is a part of it. What a rule finds and cannot date is read by no other. */
const RULES: readonly (readonly [string, Read])[] = [
  ['(?<y>20\\d\\d)-(?<m>\\d\\d)-(?<d>\\d\\d)', written],
  [`${MAYBE_WEEKDAY}(?<d>\\d{1,2})\\s?(?<s>[/.-])\\s?(?<m>\\d{1,2})\\s?\\k<s>\\s?(?<y>20\\d\\d|\\d\\d)`, written],
  [`(?<d>\\d{1,2})/(?<m>\\d{1,2})${TO}(?<e>\\d{1,2})/(?<n>\\d{1,2})`, written],
  [
    `${MAYBE_WEEKDAY}(?<d>\\d{1,2})/(?<m>\\d{1,2})(?!\\s*(?:/|tab|ml|m?g|of|an?\\s|hours?|dose|price|past|star|pain|day|pill))`,
    written,
  ],
  [`${DAY}${TO}${LAST_DAY}\\s+(?:of\\s+)?${MONTH}${YEAR}`, written],
  [`${MONTH}\\s+${DAY}${TO}${LAST_DAY}`, written],
  [`${MAYBE_WEEKDAY}(?:the\\s+)?${DAY}\\s*(?:of\\s+)?${MONTH}${YEAR}`, written],
  [`${MAYBE_WEEKDAY}${MONTH}\\s+(?:the\\s+)?${DAY}(?!\\s*[:.]\\d|\\s*[ap]\\.?m)(?:,?\\s+(?<y>20\\d\\d))?`, written],
  // "On 5.11" is no time, which "at" leads to.
  [
    '(?<=\\bon\\s+)(?<d>0?[1-9]|[12]\\d|3[01])\\.(?<m>0?[1-9]|1[0-2])(?![\\d.]|\\s*[ap]\\.?m)',
    ({ d = '', m = '' }, today) => agreeing('', dated(d, m, '', today)),
  ],
  ['(?:the\\s+)?day\\s+before\\s+yest\\w{3,6}', daysAgo(2)],
  [`${COUNT}\\s*(?:minutes?|mins?)\\s+ago`, minutesAgo(1)],
  ['half\\s+an?\\s+hour\\s+ago', minutesAgo(30)],
  ['(?:just\\s+now|(?:a\\s+)?(?:few\\s+)?(?:min(?:ute)?s?|moments?)\\s+ago)', minutesAgo(0)],
  [`${COUNT}\\s*(?:hours?|hrs?)\\s+ago`, minutesAgo(60)],
  [`${VAGUE}${COUNT}\\s*days?\\s+ago`, daysAgo(1)],
  [`${VAGUE}(?:a\\s+)?week\\s+(?:ago\\s+)?yesterday`, daysAgo(8)],
  [`(?:a\\s+)?week\\s+(?:ago\\s+)?(?:last\\s+|on\\s+)?${WEEKDAY}|${WEEKDAY}(?:\\s+a)?\\s+week\\s+ago`, weekdayAgo(1)],
  [`${VAGUE}${COUNT}\\s*w(?:ee)?ks?\\s+ago(?:\\s+today)?`, daysAgo(7)],
  [`${VAGUE}(?:a\\s+)?fortnight\\s+ago(?:\\s+today)?`, daysAgo(14)],
  [
    `${WEEKDAY}\\s+(?:of\\s+)?last\\s+week|last\\s+week\\s+(?:on\\s+)?${WEEKDAY}`,
    ({ weekday }, today) => ({ date: nextDate(lastOf(0, today), weekdayNamed(weekday) - 7) }),
  ],
  [
    `${WEEKDAY}\\s+(?:of\\s+)?this\\s+week`,
    ({ weekday }, today) => {
      const date = lastOf(weekdayNamed(weekday), today);
      return date < lastOf(0, today) ? undefined : { date };
    },
  ],
  // Days to come, "Tuesday week" among them, and days of no one week are not the call’s.
  [`${WEEKDAY}\\s+week|(?:next|coming|every|each)\\s+${WEEKDAY}|tomorrow|tmrw|tomoz`, () => undefined],
  [
    `${WEEKDAY},?\\s+(?:the\\s+)?(?<d>\\d{1,2})(?:st|nd|rd|th)`,
    ({ weekday, d = '' }, today) => agreeing(weekday, numbered(d, today)),
  ],
  [`(?:last|this(?:\\s+past)?|past)\\s+${WEEKDAY}|${WEEKDAY}\\s+(?:last|(?:just\\s+)?gone)`, weekdayAgo()],
  [
    `(?<!(?:mrs?|ms|miss|dr)\\.?\\s+)(?<weekday>${PLAIN_WEEKDAY})${OWN}`,
    ({ weekday }, today) => {
      const date = lastOf(weekdayNamed(weekday), today);
      return { date, maybeToday: date === today };
    },
  ],
  [
    `(?<=(?:on|of|the)\\s+)(?<d>\\d{1,2})(?:st|nd|rd|th)${TO}(?<e>\\d{1,2})(?:st|nd|rd|th)`,
    ({ d = '', e = '' }, today) => range(numbered(d, today), numbered(e, today)),
  ],
  [
    `(?<=(?:\\bon|\\bof|\\bthe|^|[,;(\\ue000])\\s*)(?<d>\\d{1,2})(?:st|nd|rd|th)${ENDS}`,
    ({ d = '' }, today) => agreeing('', numbered(d, today)),
  ],
  ['last\\s+(?:night|nite)|yest\\w{3,6}\\s+(?:night|nite)', night(1)],
  ['tonight', night(0)],
  ["yest[er]\\w{2,6}(?:'s)?|yday|yest", daysAgo(1)],
  ["today(?:'s)?", daysAgo(0)],
  [
    'this\\s+(?<part>morning|afternoon|evening|lunchtime)',
    ({ part }, today) => ({ date: today, part: part as PartOfDay }),
  ],
  // A day that is only numbered, and days of every week, leave it open which day was meant.
  [`\\d{1,2}(?:st|nd|rd|th)|(?:${WEEKDAYS.join('|')})s`, () => ({ date: '', maybeToday: true })],
  ['(?:the\\s+)?week\\s+before\\s+last', weekAgo(2)],
  ['(?<!the\\s+)last\\s+week(?!end)', weekAgo(1)],
  ['this\\s+week(?!end)', (_, today) => range(lastOf(0, today), today) ?? { date: today }],
  [
    '(?:at|over|on|last|during|this)\\s+(?:the\\s+)?(?:last\\s+)?(?:week[ -]?end)',
    (_, today) => {
      const [saturday, sunday] = [lastOf(5, today), nextDate(lastOf(5, today))];
      return range(saturday, sunday > today ? today : sunday) ?? { date: saturday };
    },
  ],
];

const PATTERNS = RULES.map(([source, read]) => [words(source), read] as const);

/** Every day the line names, in the line’s order, and the line without what looks like one. */
export function datesIn(line: Left, moment: Moment): { readonly dates: readonly SaidDate[]; readonly left: Left } {
  const today = dateIn(moment.now, moment.zone);
  const dates: SaidDate[] = [];
  let left = line;
  for (const [pattern, read] of PATTERNS)
    for (const { 0: text, index, groups = {} } of left.matchAll(pattern)) {
      const end = index + text.length;
      left = take(left, index, end);
      dates.push({ date: '', ...read(groups, today, moment), at: index, end });
    }
  return { dates: dates.sort((a, b) => a.at - b.at), left };
}
