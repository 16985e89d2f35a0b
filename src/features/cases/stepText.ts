import { countOf, dateText } from '../../kernel/text.ts';
import { field } from '../../platform/cards/field.ts';
import type { Field, FormLayout } from '../../platform/cards/layouts.ts';
import { GROUNDS } from './caseWords.ts';
import { type CaseStep, type CaseStepKind, REFUSAL_GROUNDS } from './model/case.ts';
import type { FormedStep } from './model/stepForm.ts';

/** What a step is called and asks: its button on the case’s card, and its form. */
interface StepFormText extends Pick<FormLayout, 'title' | 'explain' | 'sendTitle' | 'fields' | 'sendStyle'> {
  readonly button: string;
  readonly style?: 'positive' | 'destructive';
}

interface StepText<Step> {
  /** What was done, in one line of the case’s history. */
  readonly line: (step: Step) => string;
  /** What somebody typed about it, which is not part of the line. */
  readonly typed?: (step: Step) => string;
}

type StepTexts = {
  readonly [Kind in CaseStepKind]: StepText<Extract<CaseStep, { readonly kind: Kind }>> &
    (Kind extends FormedStep ? { readonly form: StepFormText } : unknown);
};

const EVIDENCE_DECISIONS = {
  redacted: (spans: string) => `Held call made silent at ${spans} by the DPO, and unlocked`,
  deleted: () => 'Held call deleted by the DPO',
  unlocked: () => 'Held call unlocked as it is by the DPO',
} as const;

const on = (label: string): Field => field('date', 'on', label, { missing: 'Choose the day.' });

const text = (label: string, hint = ''): Field => field('text', 'text', label, { required: true, hint });

const line = (id: string, label: string, hint = ''): Field => field('line', id, label, { required: true, hint });

/** What each step of a case says: its form and button, and its line in the history. */
const STEP_TEXTS: StepTexts = {
  'identity-verified': {
    line: (step) => `Identity verified${step.wasAwaited ? ', after asking for it' : ''}, ${dateText(step.on)}`,
    typed: ({ how }) => how,
    form: {
      button: 'Identity verified',
      style: 'positive',
      title: 'Identity verified',
      explain: 'Ask for proof only where you have a real doubt who is asking.',
      sendTitle: 'Write it down',
      fields: [
        on('When you were sure'),
        text('How you know who they are, and that they may ask'),
        field('tick', 'wasAwaited', 'I had to ask for proof, and this is the day it came: the clock runs from then'),
      ],
    },
  },
  'clarification-asked': {
    line: ({ on }) => `Clarification asked for, ${dateText(on)}: the clock stands still`,
    typed: ({ what }) => what,
    form: {
      button: 'Ask for clarification',
      title: 'Ask for clarification',
      explain:
        'Only where you hold a lot about the person and need to know what they want. The clock stands still until they answer.',
      sendTitle: 'Write it down',
      fields: [on('When you asked'), text('What you asked')],
    },
  },
  'clarification-received': {
    line: ({ on }) => `Clarification received, ${dateText(on)}: the clock runs again`,
    typed: ({ what }) => what,
    form: {
      button: 'Clarification received',
      style: 'positive',
      title: 'Clarification received',
      explain: 'The clock runs again.',
      sendTitle: 'Write it down',
      fields: [on('When it came'), text('What they said')],
    },
  },
  extended: {
    line: ({ on }) => `Extended by two months; the person was told on ${dateText(on)}`,
    typed: ({ reasons }) => reasons,
    form: {
      button: 'Extend',
      title: 'Extend by two months',
      explain:
        'Only where the request is complex, or one of many by the same person. Tell the person, with the reasons, within the first month.',
      sendTitle: 'Extend',
      fields: [on('When you told the person'), text('The reasons you gave')],
    },
  },
  'police-details': {
    line: () => 'Particulars completed',
    form: {
      button: 'Complete the request',
      style: 'positive',
      title: 'Complete the request',
      explain:
        'What the force must say (DPA 2018 Sch. 2 para. 2). Ring it on its published number first. Nothing is released before this is complete.',
      sendTitle: 'Complete',
      fields: [
        line('officer', 'Officer’s name'),
        line('rank', 'Rank or title'),
        line('force', 'Force or body'),
        line('contact', 'Secure contact', 'A police e-mail address or the force’s switchboard, not a mobile number.'),
        line('subject', 'Whom or which call it is about', 'Asking for everything is trawling, and is refused.'),
        field('line', 'offence', 'Offence'),
        field('tick', 'offenceWithheld', 'Naming the offence would prejudice the investigation'),
        line('power', 'Statutory power they rely on'),
        field('text', 'necessity', 'Why they need it for this', { required: true }),
        line('authorisedBy', 'Authorised by', 'Name and rank: an Inspector or above.'),
        line('delivery', 'How it is to be delivered'),
      ],
    },
  },
  emergency: {
    line: () => 'Marked as an emergency',
    typed: ({ why }) => why,
    form: {
      button: 'Emergency',
      style: 'destructive',
      title: 'Emergency',
      explain:
        'Only where somebody’s life or safety is at risk. The Data Protection Officer may then release at once on their own word, and a director reads of it; whoever stands in for them releases with a director, and nothing that they reported themselves. The particulars are completed after.',
      sendTitle: 'It is an emergency',
      sendStyle: 'destructive',
      fields: [text('What is at risk, and who told you')],
    },
  },
  refused: {
    line: (step) => `Refused${step.partly ? ' in part' : ''}, ${dateText(step.on)}: ${GROUNDS[step.ground]}`,
    typed: ({ reasons }) => reasons,
    form: {
      button: 'Refuse',
      title: 'Refuse',
      explain: 'Tell the person why, and that they may complain to you, to the ICO, and to a court.',
      sendTitle: 'Refuse',
      sendStyle: 'destructive',
      fields: [
        on('When you told them'),
        field('choice', 'ground', 'Ground', {
          missing: 'Choose the ground.',
          choices: REFUSAL_GROUNDS.map((value) => ({ title: shortGround(GROUNDS[value]), value })),
        }),
        field('tick', 'partly', 'In part only: the rest is answered'),
        text('Your reasons'),
      ],
    },
  },
  answered: {
    line: ({ on }) => `Answered, ${dateText(on)}`,
    typed: ({ how }) => how,
    form: {
      button: 'Answered',
      title: 'Answered',
      explain: 'The clock stops. What left the practice stands in the register by itself.',
      sendTitle: 'Write it down',
      fields: [on('When you answered'), text('How, and what you sent')],
    },
  },
  'receipt-signed': {
    line: ({ on }) => `Disclosure receipt signed, ${dateText(on)}`,
    typed: ({ signedBy }) => signedBy,
    form: {
      button: 'Receipt signed',
      title: 'Receipt signed',
      explain: 'Keep the signed receipt with the case’s papers.',
      sendTitle: 'Write it down',
      fields: [on('When it was signed'), text('Who signed it')],
    },
  },
  closed: {
    line: () => 'Closed',
    typed: ({ words }) => words,
    form: {
      button: 'Close',
      title: 'Close the case',
      explain:
        'A hold stays until it is released. If it was neither answered nor refused, say why it is over: for example that the person withdrew it.',
      sendTitle: 'Close',
      fields: [field('text', 'text', 'Anything to add')],
    },
  },
  confidential: { line: ({ isConfidential }) => (isConfidential ? 'Marked confidential' : 'No longer confidential') },
  'emergency-release': {
    line: ({ request, isAgreed }) =>
      `${request} released in the emergency${isAgreed ? ', with a director’s agreement' : ''}`,
  },
  'emergency-seen': { line: () => 'Read by a director' },
  'recordings-added': { line: ({ count }) => `${countOf(count, 'recording')} put to the case` },
  'evidence-locked': {
    line: ({ order, count }) =>
      `${countOf(count, 'held call')} locked by deletion order ${order}: nobody hears it until the DPO has decided`,
  },
  'evidence-decided': {
    line: ({ order, decision, spans }) => `${EVIDENCE_DECISIONS[decision](spans)} (deletion order ${order})`,
  },
};

export const stepForm = (step: FormedStep): StepFormText => STEP_TEXTS[step].form;

/** What a step says in one line; typed words are left to `typedText`. */
export const stepText = (step: CaseStep): string => (STEP_TEXTS[step.kind] as StepText<CaseStep>).line(step);

/** What somebody typed about a step; empty where nothing is typed. */
export const typedText = (step: CaseStep): string => (STEP_TEXTS[step.kind] as StepText<CaseStep>).typed?.(step) ?? '';

/** A choice’s line holds 75 characters on Slack: what stands in brackets is on the card. */
function shortGround(ground: string): string {
  return ground.length <= 75 ? ground : ground.replace(/ \([^)]*\)$/, '').slice(0, 75);
}
