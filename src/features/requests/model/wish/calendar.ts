import { daysBetween, isRealDate, nextDate, type PlainDate } from '../../../../kernel/time.ts';

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'.split('|');

export const WEEKDAYS = [
  'mon(?:day|dy)?',
  'tue(?:s|sday)?|tuseday|teusday',
  'wed(?:s|nesday|nsday)?|wendesday|wensday',
  'thu(?:r|rs|rsday)?|thrusday|thursady',
  'fri(?:day)?|firday',
  'sat(?:urday)?|satuday',
  'sun(?:day)?',
];

export const weekdayOf = (date: PlainDate): number => (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;

export const weekdayNamed = (name: string): number =>
  WEEKDAYS.findIndex((each) => new RegExp(`^(?:${each})$`, 'i').test(name));

/** The newest such weekday up to a date, that date itself included. */
export const lastOf = (weekday: number, date: PlainDate): PlainDate =>
  nextDate(date, -((weekdayOf(date) - weekday + 7) % 7));

export const mondayOf = (date: PlainDate): PlainDate => lastOf(0, date);

const two = (text: string | number): string => String(text).padStart(2, '0');

/** A day of a month, the newest that is not to come where no year is given; undefined where there is none, or to come. */
export function dated(day: string, month: number, year: string, today: PlainDate): PlainDate | undefined {
  const said = year.replace("'", '');
  const full = said.length === 2 ? `20${said}` : said;
  const years = full === '' ? [0, 1].map((back) => Number(today.slice(0, 4)) - back) : [full];
  return years.map((each) => `${each}-${two(month)}-${two(day)}`).find((date) => isRealDate(date) && date <= today);
}

/** Two digits behind a month are a year only where they are this or the last one. */
export const isYear = (said: string, today: PlainDate): boolean =>
  said.length !== 2 || [0, 1].includes(Number(today.slice(2, 4)) - Number(said));

/** Two numbers with a stroke are as well a fraction or a score: a day long past is not read out of them. */
export const recent = (date: PlainDate | undefined, today: PlainDate): PlainDate | undefined =>
  date !== undefined && daysBetween(date, today) < 45 ? date : undefined;

export const monthNamed = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** The newest day of that number which is not to come. */
export const numbered = (day: string, today: PlainDate): PlainDate | undefined =>
  [0, 1, 2]
    .map((back) => {
      const month = Number(today.slice(5, 7)) - back;
      return `${Number(today.slice(0, 4)) - (month < 1 ? 1 : 0)}-${two(month < 1 ? month + 12 : month)}-${two(day)}`;
    })
    .find((date) => isRealDate(date) && date <= today && daysBetween(date, today) < 62);
