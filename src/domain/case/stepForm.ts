import { holdsCardNumber } from '../privacy/paymentCard.ts';
import { err, ok, type Result } from '../result.ts';
import { isRealDate, type PlainDate } from '../time.ts';
import { isRankTooLow } from './authority.ts';
import {
  type CaseFile,
  type CaseStep,
  type CaseStepKind,
  type PoliceFields,
  REFUSAL_GROUNDS,
  type RefusalGround,
  stepOf,
} from './case.ts';
import { isTrawling } from './trawling.ts';

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

export const STEP_TEXT_LIMIT = 1000;

export const POLICE_INPUTS = [
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
  file: CaseFile,
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
  const day = (notBefore: PlainDate = file.report.receivedOn): PlainDate => {
    const typed = value('on');
    if (!isRealDate(typed)) faults.on ??= 'not-a-date';
    else if (typed > context.today) faults.on ??= 'in-the-future';
    else if (typed < notBefore)
      faults.on ??= notBefore === file.report.receivedOn ? 'before-receipt' : 'before-asked';
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
        return { kind, on: day(stepOf(file, 'clarification-asked')?.on), what: text('text') };
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
        return { kind, on: day(), by: text('text') };
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
