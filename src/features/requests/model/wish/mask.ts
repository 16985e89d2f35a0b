import type { Instant } from '../../../../kernel/time.ts';
import type { Person } from '../../../people/model/person.ts';

export interface Moment {
  readonly now: Instant;
  /** The practice’s, whose clock people mean. */
  readonly zone: string;
}

/** Who works at the practice: people say a first name, or whose telephone it was. */
export type Staff = readonly Pick<Person, 'name' | 'extensions'>[];

/** Where something is said in the line. */
export interface Place {
  readonly at: number;
  readonly end: number;
}

/** Stands for what has been read. A word never runs on across it, so that nothing is read out of two halves. */
export const TAKEN = '\ue000';

/**
 * A line as the readers look at it: what has been read is blanked out, and a place in it is the same place in the text
 * as typed.
 */
export type Left = string;

const ORDINALS = [
  ...'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth'.split(' '),
  ...'fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' '),
  ...'first second third fourth fifth sixth seventh eighth ninth'.split(' ').map((each) => `twenty.${each}`),
  'thirtieth',
  'thirty.first',
];

/** "The eleventh" as "the 11th", and what is left of the word as read with it. */
const inDigits = (said: string): string =>
  `${ORDINALS.findIndex((each) => new RegExp(`^${each}$`, 'i').test(said)) + 1}th`.padEnd(said.length, TAKEN);

/** A day, and not "the second call": a month follows, or what may stand behind a day. */
const SAID_IN_WORDS = new RegExp(
  `(?<=\\bthe\\s)(?:(?:${ORDINALS.toReversed().join('|')})(?=\\s+(?:of\\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|(?:${ORDINALS.slice(3).toReversed().join('|')})(?=\\s*(?:$|[,.;:!?)]|(?:at|about|around|from|with|on|ext|extension|re|mrs?|ms|miss|dr|half|quarter|\\d)(?!\\p{L}))))`,
  'giu',
);

/** Quotes, dashes, blanks and days of the month as the readers know them, each in its place. */
export const plain = (text: string): Left =>
  text
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s\ue000\ue001]/g, ' ')
    .replace(/(?<=\d{4}-\d\d-\d\d)T(?=\d\d:)/gi, TAKEN)
    .replace(SAID_IN_WORDS, inDigits);

export const take = (left: Left, at: number, end: number, mark = TAKEN): Left =>
  left.slice(0, at) + mark.repeat(Math.max(0, end - at)) + left.slice(end);

/** How much of the text before a place is looked at for the words that lead to it. */
const BEFORE = 48;

export const before = (left: Left, at: number): string => left.slice(Math.max(0, at - BEFORE), at);

/** Where the words begin that lead to a place, the place itself where there are none. */
export const leadStart = (left: Left, at: number, lead: RegExp): number =>
  at - (lead.exec(before(left, at))?.[0].length ?? 0);

/** A pattern of whole words, whatever their case. */
export const words = (source: string, flags = 'giu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}\\d])`, flags);

/** The words behind which a line says what a call was about, and no longer which call. */
const EXPLAINS = words(
  'about|re|regarding|concerning|because|as|since|says?|said|saying|claim(?:s|ed|ing)|told|tells|who|where|when|complain\\w*|unhappy|disput\\w+|thinks|wants|for',
  'iu',
);

export const explainedFrom = (left: Left): number => {
  const at = left.search(EXPLAINS);
  return at === -1 ? left.length : at;
};

/** Stands for a day or a time that is looked at, as `TAKEN` does for what has been read. */
export const SAID = '\ue001';

const SMALL = `was|were|is|are|it|her|him|them|the|a|this|last|that|made|his|their|${SAID}+`;

/** Things with a date, a time or a person of their own, which are not the call’s; things of the second kind with a word between. */
export const BOUND = new RegExp(
  `(?<!\\p{L})(?:(?:${[
    'appointments?|appts?|apts?|booking|booked|rebooked|re-?check|follow[ -]?up|slot|consult\\w*|visit\\w*|op|operation|operated|surgery|procedure|vaccinated|neutered|spayed|castrated',
    'dated|due|died|passed away|put to sleep|pts|admitted|discharged|collect\\w*|pick(?:ed)?[ -]?up|drop(?:ped)?[ -]?off|brought|seen|saw|born|(?<!(?:which|that|calls?)\\s)(?:come|came\\s+in)|been\\s+in|cancel\\w+|moved',
    'expir\\w+|received|e-?mailed|wrote|written|reported|open|close[sd]?|shut|shift|rota|leave|until|till|by|since|(?<!(?:just|shortly|soon|bit)\\s)(?:before|after)|next|every',
  ].join('|')})(?:\\s+(?:${SMALL}|in|for|on|at|of|from|to|with|about|around|between)){0,5}|(?:${[
    'dental|vacc\\w*|jabs?|boosters?|neuter\\w*|spay\\w*|castrat\\w+|x-?rays?|scan\\w*|bloods?|results?|prescri\\w+|medication|meds|invoices?d?|bills?|billed|estimates?|quotes?|quoted',
    'letters?|e-?mails?|texts?|euthan\\w+|deliver\\w*|order\\w*|paid|pay|refund\\w*|registered|insured|holiday|one|meeting|review|appraisal|interview|hearing|session',
  ].join('|')})(?:\\s+(?:${SMALL})){0,2}\\s+(?:for|on|at|of|from|to|with|in|dated)(?:\\s+(?:${SMALL})){0,2})\\s*$`,
  'iu',
);

/** The words that lead to a day or a time. */
const LEAD = new RegExp(
  `(?:(?<![\\p{L}\\d])(?:${[
    'on|of|from|between|in|either|the|dated?|some ?time|early|late|earlier|later|back|during|over|at|around|about|abt|approx\\.?|approximately',
    '(?:just|shortly|soon|a bit) (?:after|before)|just|roughly|circa|ca\\.?|c\\.|nearly|almost|gone|maybe|probably|perhaps|i think',
  ].join('|')})\\s+|@\\s*)+$`,
  'iu',
);

/** Where a day or a time begins with the words that lead to it. */
export const fromLead = (left: Left, at: number): number => leadStart(left, at, LEAD);
