import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { isRealDate, type PlainDate } from '../../../kernel/time.ts';
import { CARD_TYPED } from '../../../kernel/typedText.ts';
import {
  type CaseKind,
  type CaseRecord,
  type CaseStep,
  type CaseStepKind,
  isClosed,
  isEmergency,
  isSettled,
  type PoliceFields,
  REFUSAL_GROUNDS,
  type RefusalGround,
  stepOf,
  unreadReleases,
} from './case.ts';
import { isRankTooLow, isTrawling } from './policeParticulars.ts';

/** What is said at an input of a step’s form that was not taken. */
export const STEP_FAULTS = {
  missing: 'Fill this in.',
  'too-long': 'Shorten this to 1,000 characters.',
  'card-number': CARD_TYPED,
  'not-a-date': 'Choose the day.',
  'in-the-future': 'This is in the future. Choose the day it happened.',
  'before-receipt': 'This is before the request came. Choose the day it happened.',
  'before-asked': 'This is before you asked. Choose the day the answer came.',
  'notice-too-late':
    'The person must be told of an extension within the first month, so it cannot be had any more. Answer as soon as you can.',
  'not-a-choice': 'Choose one of these.',
  'offence-and-withheld':
    'Either name the offence, or tick that naming it would prejudice the investigation; not both.',
  trawling:
    'This asks for everything, which is trawling: the law permits what is needed for this offence. Name the person or the call.',
  'rank-too-low':
    'An Inspector or above must have authorised it. Ask the officer who did, and give that name and rank.',
} as const;

type StepFieldFault = keyof typeof STEP_FAULTS;

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

/** What somebody typed about a step, read input by input; each fault is noted at its input. */
interface StepReader {
  readonly caseRecord: CaseRecord;
  readonly context: StepFormContext;
  readonly value: (input: string) => string;
  readonly text: (input: string, required?: boolean) => string;
  /** The day it happened, which is not before `notBefore`: the day the request came unless told. */
  readonly day: (notBefore?: PlainDate) => PlainDate;
  readonly fault: (input: string, fault: StepFieldFault) => void;
}

interface StepRule {
  /** The kinds of case that have it. */
  readonly of: readonly CaseKind[];
  /** Whether it can be taken as the case is. */
  readonly isOpen: (caseRecord: CaseRecord) => boolean;
  /** Reads its form; a step without one acts at once. */
  readonly read?: (form: StepReader) => CaseStep;
}

const SUBJECT_ACCESS: readonly CaseKind[] = ['subject-access'];

const POLICE: readonly CaseKind[] = ['police'];

const EVERY_CASE: readonly CaseKind[] = [...SUBJECT_ACCESS, ...POLICE];

const notYet =
  (kind: CaseStepKind) =>
  (caseRecord: CaseRecord): boolean =>
    stepOf(caseRecord, kind) === undefined;

/** Asked for and not yet received. */
const clarificationOpen = (caseRecord: CaseRecord): boolean => {
  const asked = caseRecord.steps.findLastIndex(({ kind }) => kind === 'clarification-asked');
  const received = caseRecord.steps.findLastIndex(({ kind }) => kind === 'clarification-received');
  return asked > received;
};

/** Every step a person can take, in the order in which a case’s card offers them. What is not here is refused. */
const STEP_RULES = {
  'identity-verified': {
    of: SUBJECT_ACCESS,
    isOpen: notYet('identity-verified'),
    read: ({ day, text, value }) => ({
      kind: 'identity-verified',
      on: day(),
      how: text('text'),
      wasAwaited: value('wasAwaited') === 'true',
    }),
  },
  'clarification-asked': {
    of: SUBJECT_ACCESS,
    isOpen: (caseRecord) => !isSettled(caseRecord) && !clarificationOpen(caseRecord),
    read: ({ day, text }) => ({ kind: 'clarification-asked', on: day(), what: text('text') }),
  },
  'clarification-received': {
    of: SUBJECT_ACCESS,
    isOpen: clarificationOpen,
    read: ({ day, text, caseRecord }) => ({
      kind: 'clarification-received',
      on: day(stepOf(caseRecord, 'clarification-asked')?.on),
      what: text('text'),
    }),
  },
  extended: {
    of: SUBJECT_ACCESS,
    isOpen: (caseRecord) => !isSettled(caseRecord) && notYet('extended')(caseRecord),
    read: ({ day, text, fault, context: { extensionNoticeBy } }) => {
      const on = day();
      if (extensionNoticeBy !== null && on > extensionNoticeBy) fault('on', 'notice-too-late');
      return { kind: 'extended', on, reasons: text('text') };
    },
  },
  'police-details': {
    of: POLICE,
    isOpen: () => true,
    read: (form) => ({ kind: 'police-details', fields: readPoliceFields(form) }),
  },
  emergency: {
    of: POLICE,
    isOpen: (caseRecord) => !isEmergency(caseRecord) && notYet('police-details')(caseRecord),
    read: ({ text }) => ({ kind: 'emergency', why: text('text') }),
  },
  confidential: { of: POLICE, isOpen: () => true },
  refused: {
    of: EVERY_CASE,
    isOpen: (caseRecord) => !isSettled(caseRecord),
    read: ({ day, text, value, fault }) => {
      const ground = REFUSAL_GROUNDS.find((each): each is RefusalGround => each === value('ground'));
      if (!ground) fault('ground', 'not-a-choice');
      return {
        kind: 'refused',
        on: day(),
        ground: ground ?? 'other',
        partly: value('partly') === 'true',
        reasons: text('text'),
      };
    },
  },
  answered: {
    of: EVERY_CASE,
    isOpen: (caseRecord) => notYet('answered')(caseRecord) && stepOf(caseRecord, 'refused')?.partly !== false,
    read: ({ day, text }) => ({ kind: 'answered', on: day(), how: text('text') }),
  },
  'receipt-signed': {
    of: POLICE,
    isOpen: notYet('receipt-signed'),
    read: ({ day, text }) => ({ kind: 'receipt-signed', on: day(), signedBy: text('text') }),
  },
  'emergency-seen': { of: POLICE, isOpen: (caseRecord) => unreadReleases(caseRecord).length > 0 },
  closed: { of: EVERY_CASE, isOpen: () => true, read: ({ text }) => ({ kind: 'closed', words: text('text', false) }) },
} as const satisfies Readonly<Partial<Record<CaseStepKind, StepRule>>>;

type StepRules = typeof STEP_RULES;

type OfferedStep = keyof StepRules;

/** Steps a person fills a form in for. */
export type FormedStep = {
  [Kind in OfferedStep]: StepRules[Kind] extends { readonly read: unknown } ? Kind : never;
}[OfferedStep];

const OFFERED_STEPS = Object.keys(STEP_RULES) as readonly OfferedStep[];

export const isFormedStep = (step: string): step is FormedStep =>
  Object.hasOwn(STEP_RULES, step) && 'read' in STEP_RULES[step as OfferedStep];

export const FORMED_STEPS: readonly FormedStep[] = OFFERED_STEPS.filter(isFormedStep);

/** What can be done about a case as it stands, by a person. */
export const stepsOpen = (caseRecord: CaseRecord): readonly OfferedStep[] =>
  isClosed(caseRecord)
    ? []
    : OFFERED_STEPS.filter((kind) => {
        const rule: StepRule = STEP_RULES[kind];
        return rule.of.includes(caseRecord.kind) && rule.isOpen(caseRecord);
      });

/** Reads what somebody typed about one step. Every fault is found at once, each at its input. */
export function parseStepForm(
  kind: FormedStep,
  values: Readonly<Record<string, string>>,
  caseRecord: CaseRecord,
  context: StepFormContext,
): Result<CaseStep, Faults> {
  const faults: Record<string, StepFieldFault> = {};
  const fault: StepReader['fault'] = (input, found) => {
    faults[input] ??= found;
  };
  const value: StepReader['value'] = (input) => values[input]?.trim() ?? '';
  const text: StepReader['text'] = (input, required = true) => {
    const typed = value(input);
    if (required && typed === '') fault(input, 'missing');
    else if (holdsCardNumber(typed)) fault(input, 'card-number');
    else if (typed.length > STEP_TEXT_LIMIT) fault(input, 'too-long');
    return typed;
  };
  const { receivedOn } = caseRecord.report;
  const day: StepReader['day'] = (notBefore = receivedOn) => {
    const typed = value('on');
    if (!isRealDate(typed)) fault('on', 'not-a-date');
    else if (typed > context.today) fault('on', 'in-the-future');
    else if (typed < notBefore) fault('on', notBefore === receivedOn ? 'before-receipt' : 'before-asked');
    return typed;
  };
  const step = STEP_RULES[kind].read({ caseRecord, context, value, text, day, fault });
  return Object.keys(faults).length > 0 ? err(faults) : ok(step);
}

function readPoliceFields({ text, value, fault }: StepReader): PoliceFields {
  const typed = Object.fromEntries(POLICE_INPUTS.map((input) => [input, text(input)])) as Record<
    (typeof POLICE_INPUTS)[number],
    string
  >;
  const offence = text('offence', false);
  const isWithheld = value('offenceWithheld') === 'true';
  if (offence === '' && !isWithheld) fault('offence', 'missing');
  if (offence !== '' && isWithheld) fault('offence', 'offence-and-withheld');
  if (isTrawling(typed.subject)) fault('subject', 'trawling');
  if (isRankTooLow(typed.authorisedBy)) fault('authorisedBy', 'rank-too-low');
  return { ...typed, offence: isWithheld ? null : offence };
}
