import { before, type Left, type Place, take, words } from './mask.ts';

/** A place in the line that says a time of day. */
export interface SaidTime extends Place {
  /** Minutes since midnight; on a clock of twelve hours, the earlier of the two. */
  readonly minutes: number;
  /** Whether it may be twelve hours later as well. */
  readonly isOpen: boolean;
  /** A bare number, which is a time only by what stands around it. */
  readonly isWeak: boolean;
}

const NUMBERS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'.split('|');

export const NUMBER_WORDS = NUMBERS.join('|');

export const numberOf = (text: string): number =>
  /^an?$/i.test(text) ? 1 : /^\d/.test(text) ? Number(text) : NUMBERS.indexOf(text.toLowerCase()) + 1;

/** The hours a part of the day means. A call a quarter of an hour outside still matches. */
const PARTS = {
  'first thing': ['08:00', '09:30'],
  'early morning': ['07:00', '09:30'],
  'mid morning': ['09:30', '11:30'],
  'late morning': ['10:30', '12:30'],
  morning: ['08:00', '12:00'],
  lunchtime: ['12:00', '14:00'],
  'early afternoon': ['12:00', '14:30'],
  'mid afternoon': ['14:00', '16:00'],
  'late afternoon': ['15:30', '18:00'],
  afternoon: ['12:00', '18:00'],
  'end of the day': ['16:30', '18:30'],
  'early evening': ['17:00', '19:30'],
  evening: ['17:00', '23:00'],
  night: ['18:00', '23:59'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type PartOfDay = keyof typeof PARTS;

export const hoursOf = (part: PartOfDay): readonly [string, string] => PARTS[part];

export interface SaidPart extends Place {
  readonly part: PartOfDay;
}

const NO_PART =
  '(?!\\s+(?:surgery|surgeries|clinic|app\\w*|walk|shift|nurse|vet|meds|medication|dose|feed|slot|staff|team|rota|consult\\w*))';

const PART_RULES: readonly (readonly [RegExp, PartOfDay | undefined])[] = [
  [words('first\\s+thing(?:\\s+in\\s+the\\s+morning)?'), 'first thing'],
  [words('(?:the\\s+)?end\\s+of\\s+(?:the\\s+)?day|close\\s+of\\s+play|closing(?:\\s+time)?'), 'end of the day'],
  [words(`lunch\\s*-?time|(?<=(?:at|over|around|about|during)\\s+)lunch${NO_PART}`), 'lunchtime'],
  [words(`(early|mid|late)[ -]?(?:in\\s+the\\s+)?(morning|afternoon|evening)${NO_PART}`), undefined],
  [words(`(morning|afternoon|evening)${NO_PART}`), undefined],
  [words('eve'), 'evening'],
  [words('(?<=\\ue000\\s*)am(?!\\s+i\\b)'), 'morning'],
  [words('(?<=\\ue000\\s*)pm'), 'afternoon'],
  [words(`arvo|aft${NO_PART}`), 'afternoon'],
];

/** The parts of the day the line names. */
export function partsIn(line: Left): readonly SaidPart[] {
  let left = line;
  const found: SaidPart[] = [];
  for (const [pattern, part] of PART_RULES)
    for (const { 0: text, index, 1: early, 2: name } of left.matchAll(pattern)) {
      const said = [early, name]
        .filter((each) => each !== undefined)
        .join(' ')
        .toLowerCase();
      const meant = part ?? (Object.keys(PARTS) as PartOfDay[]).find((each) => each === said);
      left = take(left, index, index + text.length);
      if (meant) found.push({ at: index, end: index + text.length, part: meant });
    }
  return found.sort((a, b) => a.at - b.at);
}

const HOUR = `(?<![.:/])(?<hour>\\d{1,2}|${NUMBER_WORDS})`;

const HALF = '(?:\\s*(?<half>[ap])\\.?\\s?m\\.?(?![\\p{L}\\d]))';

const MINUTES = { five: 5, ten: 10, quarter: 15, twenty: 20, 'twenty-five': 25, half: 30 } as const;

const minutesNamed = (text: string): number =>
  (MINUTES as Partial<Record<string, number>>)[text.toLowerCase().replace(/\s/, '-')] ?? Number.parseInt(text, 10);

/** What makes a number before it a measure, an age or a length of time, and no time of day. */
const MEASURE =
  '(?!\\s*(?:%|-?\\s*(?:years?|yrs?|y/?o|months?|mths?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|kgs?|kilos?|m?g|mls?|cms?|mms?|p|st|nd|rd|th|pounds?|quid|pence|euros?|percent|tab\\w*|pills?|capsules?|tins?|sachets?|litres?|miles?|of|x)(?![\\p{L}])))';

/** The same of a bare number, which may count anything. */
const AMOUNT = `${MEASURE}(?!\\s*(?:cat|dog|pupp|kitten|rabbit|time|lot|people|call|vet|nurse|app|visit|invoice|bill|dose|box|bag|can|pack|vial|inject|jab|stitch|lump|more|different|other)\\w*(?![\\p{L}]))`;

/** Words of money before a number with a point: it is a price then. */
const PRICED =
  /(?:[£$€]|\b(?:charged?|costs?|paid|pay|prices?d?|quoted?|owed|owes|owing|bills?|fees?|instead of|only|of|was|than|total|refund\w*)\s+(?:her |him |them |us |me |about |of |for |at )?)\s*$/i;

const CLOSE =
  /(?:(?<![\p{L}])(?:at|@|about|around|abt|approx\.?|approximately|roughly|circa|ca\.?|c\.|nearly|almost|gone|just after|just before|shortly after|shortly before)|@)\s*$/iu;

/** What may stand behind a bare number that is a time. */
const ENDS_TIME =
  /^(?:\s*(?:$|[,.;:!?)\ue000]|-(?!\s*\d))|\s+(?:on|about|with|from|re|regarding|ext|extn|extension|in\s+the|this|yesterday|today|last|when|where|because|for|he|she|they|i|we|mrs?|ms|miss|dr|complain\w*|call(?:er)?|caller|and\s+(?:was|she|he|they)|or\s+so|ish|[\ue000])(?![\p{L}]))/iu;

const AT = /(?<![\p{L}])(?:at|@)\s*$/iu;

/** No word for several things behind "at three". */
const NO_COUNT = /^\s+(?!\p{L}+s(?!\p{L}))\p{L}+/iu;

/** A bare number is a time too before the part of the day it was in: "3 yesterday afternoon". */
const IN_PART = /^\s+(?:in the\s+|\ue000+\s+)(?:morning|afternoon|evening)(?![\p{L}])/iu;

/** What is numbered beside a day. */
const LABELLED =
  /(?<!\p{L})(?:box|no|number|invoice|account|acc(?:oun)?t|room|flat|unit|order|batch|code|pin|chip|case)[.:#]?\s*$/iu;

type Clock = Pick<SaidTime, 'minutes' | 'isOpen'>;

/** A clock of twelve hours unless it has a nought before it, is past twelve, or says which half of the day. */
function clock(hour: string, minute = 0, half?: string): Clock | undefined {
  const hours = numberOf(hour);
  if (minute > 59 || hours > 23 || (half && (hours > 12 || hours === 0))) return undefined;
  if (half) return { minutes: (hours % 12) * 60 + minute + (half.toLowerCase() === 'p' ? 720 : 0), isOpen: false };
  const isOpen = hours >= 1 && hours <= 12 && !/^0/.test(hour);
  return { minutes: (isOpen ? hours % 12 : hours) * 60 + minute, isOpen };
}

/** Minutes past or to an hour of the twelve. */
function beside(minutes: number, sign: string, hour: string, half: string | undefined): Clock | undefined {
  const said = clock(hour, 0, half);
  if (!said || numberOf(hour) > 12 || Number.isNaN(minutes)) return undefined;
  const circle = said.isOpen ? 720 : 1440;
  return { ...said, minutes: (said.minutes + (/^to$/i.test(sign) ? -minutes : minutes) + circle) % circle };
}

/** What a rule’s groups hold: an hour with its minutes and half of the day, or minutes past or to it; `hours` of 24. */
type Said = Partial<Record<'hour' | 'hours' | 'minute' | 'half' | 'by' | 'sign' | 'unit' | 'noon', string>>;

/** A pattern, and when what fits it is none, by what stands before and behind it. */
type TimeRule = readonly [RegExp, ((said: Said, lead: string, behind: string) => boolean)?];

const RULES: readonly TimeRule[] = [
  [
    words(
      `(?<by>half|quarter|five|ten|twenty(?:[ -]five)?|\\d{1,2}(?:\\s+mins?)?)\\s+(?<sign>past|to|after|gone)\\s+${HOUR}${HALF}?${MEASURE}`,
    ),
    ({ by = '', sign = '' }, lead) =>
      /\b(?:between|from)\s*$/i.test(lead) || (/^to$/i.test(sign) && /^\d/.test(by) && !CLOSE.test(lead)),
  ],
  [words(`(?<by>half)\\s+${HOUR}${HALF}?${MEASURE}`)],
  [words(`(?<hour>\\d{1,2})[:.h](?<minute>\\d\\d)(?::\\d\\d)?${HALF}`), (_, lead) => /[£$€]\s*$/.test(lead)],
  [words(`(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::\\d\\d)?`)],
  [
    words(
      `(?<![.,/]|(?<!\\d[.:]\\d\\d)-)(?<hour>\\d{1,2})\\.(?<minute>\\d\\d)(?:\\s?-?ish)?(?![.,/]?\\d|-\\d{1,2}(?!\\d|[.:]\\d\\d))${MEASURE}`,
    ),
    (_, lead) => PRICED.test(lead),
  ],
  [words(`${HOUR}${HALF}`)],
  [words(`${HOUR}\\s*(?:-?ish|o\\s?'?\\s?clock)${HALF}?`)],
  [
    words('(?<hours>[01]\\d|2[0-3])(?<minute>[0-5]\\d)(?:\\s?(?<unit>hrs?|hours|h))?'),
    ({ unit }, lead, behind) => {
      const isBeside = /\ue000[ ,]*$/.test(lead) || /^[ ,]*(?:on\s+(?:the\s+)?)?\ue000/.test(behind);
      return !unit && !CLOSE.test(lead) && (!isBeside || LABELLED.test(lead));
    },
  ],
  [words('(?<!(?:mrs?|ms|miss|dr)\\.?\\s)(?<noon>noon|mid-?day)')],
];

function clockIn({ hour = '', hours, minute = '0', half, by, sign = 'past', noon }: Said): Clock | undefined {
  if (noon) return { minutes: 720, isOpen: false };
  if (by) return beside(minutesNamed(by), sign, hour, half);
  return hours ? clock(`0${hours}`, Number(minute)) : clock(hour, Number(minute), half);
}

/** Every time of day that the line names, in its order. Dates must have been taken out. */
export function timesIn(line: Left): readonly SaidTime[] {
  let left = line;
  const found: SaidTime[] = [];
  for (const [pattern, isNone] of RULES)
    for (const { 0: text, index, groups = {} } of left.matchAll(pattern)) {
      const end = index + text.length;
      const said = isNone?.(groups, before(left, index), left.slice(end, end + 9)) ? undefined : clockIn(groups);
      if (!said) continue;
      found.push({ at: index, end: end + trail(left, end), ...said, isWeak: false });
      left = left.slice(0, index) + '\ue001'.repeat(end - index) + left.slice(end);
    }
  for (const { 0: text, index } of left.matchAll(words(`${HOUR}${AMOUNT}`))) {
    const end = index + text.length;
    const said = numberOf(text) <= 12 ? clock(text) : undefined;
    const isSure =
      (CLOSE.test(before(left, index)) && ENDS_TIME.test(left.slice(end, end + 24))) ||
      (AT.test(before(left, index)) && NO_COUNT.test(left.slice(end, end + 24))) ||
      IN_PART.test(left.slice(end, end + 40));
    if (said) found.push({ at: index, end: end + (isSure ? trail(left, end) : 0), ...said, isWeak: !isSure });
  }
  return found.sort((a, b) => a.at - b.at);
}

const trail = (left: Left, end: number): number =>
  /^(?:\s*-?ish|\s+or\s+so|\s*o'?clock)(?![\p{L}])/iu.exec(left.slice(end, end + 12))?.[0].length ?? 0;

/** Whether a bare number ends a range of hours, by what stands behind it. */
export const mayEnd = (left: Left, { isWeak, end }: SaidTime): boolean =>
  !isWeak || [ENDS_TIME, NO_COUNT].some((may) => may.test(left.slice(end, end + 24)));
