import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { isRealDate, type PlainDate } from '../../../kernel/time.ts';
import { numbersIn } from '../../requests/model/freeText.ts';
import {
  type CaseRecord,
  type CaseStep,
  type CaseStepKind,
  type PoliceFields,
  REFUSAL_GROUNDS,
  type RefusalGround,
  stepOf,
} from './case.ts';

/** Steps a person fills a form in for. */
export const FORMED_STEPS = [
  'identity-verified',
  'clarification-asked',
  'clarification-received',
  'extended',
  'police-details',
  'emergency',
  'refused',
  'answered',
  'receipt-signed',
  'closed',
] as const satisfies readonly CaseStepKind[];

export type FormedStep = (typeof FORMED_STEPS)[number];

export const isFormedStep = (step: string): step is FormedStep =>
  (FORMED_STEPS as readonly string[]).includes(step);

export type StepFieldFault =
  | 'missing'
  | 'too-long'
  | 'card-number'
  | 'not-a-date'
  | 'in-the-future'
  | 'before-receipt'
  | 'before-asked'
  | 'notice-too-late'
  | 'not-a-choice'
  | 'offence-and-withheld'
  | 'trawling'
  | 'rank-too-low';

type Faults = Readonly<Record<string, StepFieldFault>>;

const STEP_TEXT_LIMIT = 1000;

const POLICE_INPUTS = [
  'officer',
  'rank',
  'force',
  'contact',
  'subject',
  'power',
  'necessity',
  'authorisedBy',
  'delivery',
] as const satisfies readonly (keyof PoliceFields)[];

export interface StepFormContext {
  /** The practice's local day. */
  readonly today: PlainDate;
  /** The last day on which the person may be told of an extension; null where none may be had. */
  readonly extensionNoticeBy: PlainDate | null;
}

/** Reads what somebody typed about one step. Every fault is found at once, each at its input. */
export function parseStepForm(
  kind: FormedStep,
  values: Readonly<Record<string, string>>,
  caseRecord: CaseRecord,
  context: StepFormContext,
): Result<CaseStep, Faults> {
  const faults: Record<string, StepFieldFault> = {};
  const value = (name: string): string => values[name]?.trim() ?? '';
  const text = (name: string, required = true): string => {
    const typed = value(name);
    if (required && typed === '') faults[name] ??= 'missing';
    else if (holdsCardNumber(typed)) faults[name] ??= 'card-number';
    else if (typed.length > STEP_TEXT_LIMIT) faults[name] ??= 'too-long';
    return typed;
  };
  const day = (notBefore: PlainDate = caseRecord.report.receivedOn): PlainDate => {
    const typed = value('on');
    if (!isRealDate(typed)) faults.on ??= 'not-a-date';
    else if (typed > context.today) faults.on ??= 'in-the-future';
    else if (typed < notBefore)
      faults.on ??= notBefore === caseRecord.report.receivedOn ? 'before-receipt' : 'before-asked';
    return typed;
  };
  const step = read();
  return Object.keys(faults).length > 0 ? err(faults) : ok(step);

  function read(): CaseStep {
    switch (kind) {
      case 'identity-verified':
        return { kind, on: day(), how: text('text'), wasAwaited: value('wasAwaited') === 'true' };
      case 'clarification-asked':
        return { kind, on: day(), what: text('text') };
      case 'clarification-received':
        return { kind, on: day(stepOf(caseRecord, 'clarification-asked')?.on), what: text('text') };
      case 'extended': {
        const on = day();
        if (context.extensionNoticeBy !== null && on > context.extensionNoticeBy)
          faults.on ??= 'notice-too-late';
        return { kind, on, reasons: text('text') };
      }
      case 'police-details':
        return { kind, fields: policeFields() };
      case 'emergency':
        return { kind, why: text('text') };
      case 'refused': {
        const ground = REFUSAL_GROUNDS.find((each): each is RefusalGround => each === value('ground'));
        if (!ground) faults.ground ??= 'not-a-choice';
        return {
          kind,
          on: day(),
          ground: ground ?? 'other',
          partly: value('partly') === 'true',
          reasons: text('text'),
        };
      }
      case 'answered':
        return { kind, on: day(), how: text('text') };
      case 'receipt-signed':
        return { kind, on: day(), signedBy: text('text') };
      case 'closed':
        return { kind, words: text('text', false) };
    }
  }

  function policeFields(): PoliceFields {
    const [officer, rank, force, contact, subject, power, necessity, authorisedBy, delivery] =
      POLICE_INPUTS.map((name) => text(name)) as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ];
    const offence = text('offence', false);
    const isWithheld = value('offenceWithheld') === 'true';
    if (offence === '' && !isWithheld) faults.offence ??= 'missing';
    if (offence !== '' && isWithheld) faults.offence ??= 'offence-and-withheld';
    if (isTrawling(subject)) faults.subject ??= 'trawling';
    if (isRankTooLow(authorisedBy)) faults.authorisedBy ??= 'rank-too-low';
    return {
      officer,
      rank,
      force,
      contact,
      subject,
      offence: isWithheld ? null : offence,
      power,
      necessity,
      authorisedBy,
      delivery,
    };
  }
}
const LOW = 'w?pc|dc|pcso|ds|ps|sgt|sergeant|constable';

const BEFORE_A_RANK = 'detective|police|special|acting|temporary|trainee|a|t';

/** Where a title stands: first, or behind a comma or a bracket. `Anna Constable` is a name. */
const TITLE = new RegExp(`(?:^|[,;(–-])\\s*(?:(?:${BEFORE_A_RANK})[\\s/]+)*(?:${LOW})\\b`, 'i');

/** A rank before a collar number is one wherever it stands. */
const WITH_NUMBER = new RegExp(`\\b(?:${LOW})\\s*\\d`, 'i');

const HIGH_ENOUGH =
  /\b(?:inspector|insp|t?di|t?dci|ci|(?:d\/?)?supt|superintendent|dcs|commander|commissioner|chief)\b/i;

/**
 * Whether only a rank below inspector is named as having authorised a police request, which the force’s own rules do not allow (policy 5.6). Other ranks, and
 * bodies that are no police, have too many words to ask for one.
 */
const isRankTooLow = (authorisedBy: string): boolean =>
  (TITLE.test(authorisedBy) || WITH_NUMBER.test(authorisedBy)) && !HIGH_ENOUGH.test(authorisedBy);
const EVERYTHING: readonly RegExp[] = [
  /\b(?:all|every|any)\b[^.]{0,30}\b(?:calls?|recordings?)\b/i,
  /^\W*(?:everything|anything|whatever)\b/i,
  /\b(?:everything|anything|whatever)\b[^.]{0,30}\b(?:you (?:have|hold|keep|recorded)|said|held|recorded|calls?|recordings?)\b/i,
];

/** Words a capital makes no name of: days, months, and nobody in particular. */
const NOBODY = [
  'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter',
  'January|February|March|April|May|June|July|August|September|October|November|December',
  '(?:Any|Every|Some|No)(?:one|body|thing|where)?|All|Clients?|Customers?|Callers?|Members?|People|Staff|You|Your|Us',
  'The|This|That|These|Those|Last|Next|Extensions?|Ext|Lines?|Reception|Practice|Surgery',
].join('|');

/** Somebody by a title, or by a name behind a word that leads to one. */
const SOMEBODY = [
  /\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|[Dd]r|[Pp]rof)\b\.?\s+\p{L}/u,
  new RegExp(
    `\\b(?:from|to|with|by|of|on|about|between|involving|concerning|for)\\s+(?:the\\s+)?(?!(?:${NOBODY})\\b)\\p{Lu}`,
    'u',
  ),
];

/** A telephone number is somebody’s; an extension is everybody’s who ever rang it. */
const namesSomebody = (text: string): boolean =>
  SOMEBODY.some((words) => words.test(text)) || !numbersIn(text).next().done;

/**
 * Whether the police ask for everything, or for nothing in particular, and name neither a person nor a number: the law wants a need for this information
 * (DPA 2018 Sch. 2 para. 2; policy 5.6).
 */
const isTrawling = (subject: string): boolean =>
  EVERYTHING.some((words) => words.test(subject)) && !namesSomebody(subject);
