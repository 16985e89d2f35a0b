import type { FormedStep } from '../features/cases/model/stepForm.ts';

/** Steps of a case that a form is filled in for: each is opened and sent by a verb of its own. */
export const STEP_VERBS = {
  identity: 'identity-verified',
  clarify: 'clarification-asked',
  clarified: 'clarification-received',
  extend: 'extended',
  'police-details': 'police-details',
  emergency: 'emergency',
  refuse: 'refused',
  answered: 'answered',
  receipt: 'receipt-signed',
  close: 'closed',
} as const satisfies Readonly<Record<string, FormedStep>>;

export type StepVerb = keyof typeof STEP_VERBS;

/** What a button about a step is called, behind `open-` or `send-`. */
export const verbOfStep = (step: FormedStep): StepVerb =>
  STEPS.find((verb) => STEP_VERBS[verb] === step) ?? 'close';

const STEPS = Object.keys(STEP_VERBS) as StepVerb[];

const PLAIN = [
  'open-request',
  'open-approve',
  'open-deny',
  'open-ask',
  'open-answer',
  'open-revoke',
  'withdraw',
  'listen',
  'back',
  'send-request',
  'send-approve',
  'send-deny',
  'send-ask',
  'send-answer',
  'send-revoke',
  'send-subject-access',
  'send-police',
  'send-card-payment',
  'send-unrecorded-line',
  'mark-confidential',
  'see-emergency',
  'open-release',
  'send-release',
  'silence',
  'open-outside',
  'send-outside',
  'end-outside',
  'hand-over',
  'case-papers',
  'register-papers',
  'open-renew',
  'send-renew',
  'open-end-hold',
  'send-end-hold',
  'agree-end-hold',
  'keep-hold',
  'send-search',
  'more-found',
  'open-found',
  'send-found',
  'open-search',
  'send-delegation',
  'end-delegation',
  'show',
  'open-home',
] as const;

/** What a button or a form's submit asks for. A card carries the verb and the request's id, never a right. */
export type Verb = (typeof PLAIN)[number] | `open-${StepVerb}` | `send-${StepVerb}`;

export const VERBS: readonly Verb[] = [
  ...PLAIN,
  ...STEPS.flatMap((step) => [`open-${step}`, `send-${step}`] as const),
];
