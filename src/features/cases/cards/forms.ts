import { type Verb, verbOfStep } from '../../../chat/actions.ts';
import type { CardView } from '../../../chat/cardView.ts';
import type { CardData } from '../../../platform/cards/cardData.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { type DeskForm, type Field, formData } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import { recordingLine } from '../../recordings/text.ts';
import { REFUSAL_GROUNDS } from '../model/case.ts';
import type { FormedStep } from '../model/stepForm.ts';
import { caseTitle, clockText, GROUNDS } from './wording.ts';

type Of<Kind extends CardView['kind']> = Extract<CardView, { kind: Kind }>;

const on = (label: string): Field => ({
  kind: 'date',
  id: 'on',
  label,
  required: true,
  missing: 'Choose the day.',
});

const text = (label: string, hint = ''): Field => ({ kind: 'text', id: 'text', label, required: true, hint });

type StepWords = Pick<DeskForm, 'title' | 'explain' | 'sendTitle' | 'fields' | 'sendStyle'>;

const line = (id: string, label: string, hint = ''): Field => ({
  kind: 'line',
  id,
  label,
  required: true,
  hint,
});

const STEPS: Readonly<Record<FormedStep, StepWords>> = {
  'identity-verified': {
    title: 'Identity verified',
    explain: 'Ask for proof only where you have a real doubt who is asking.',
    sendTitle: 'Write it down',
    fields: [
      on('When you were sure'),
      text('How you know who they are, and that they may ask'),
      {
        kind: 'tick',
        id: 'wasAwaited',
        label: 'I had to ask for proof, and this is the day it came: the clock runs from then',
      },
    ],
  },
  'clarification-asked': {
    title: 'Ask for clarification',
    explain:
      'Only where you hold a lot about the person and need to know what they want. The clock stands still until they answer.',
    sendTitle: 'Write it down',
    fields: [on('When you asked'), text('What you asked')],
  },
  'clarification-received': {
    title: 'Clarification received',
    explain: 'The clock runs again.',
    sendTitle: 'Write it down',
    fields: [on('When it came'), text('What they said')],
  },
  extended: {
    title: 'Extend by two months',
    explain:
      'Only where the request is complex, or one of many by the same person. Tell the person, with the reasons, within the first month.',
    sendTitle: 'Extend',
    fields: [on('When you told the person'), text('The reasons you gave')],
  },
  'police-details': {
    title: 'Complete the request',
    explain:
      'What the force must say (DPA 2018 Sch. 2 para. 2). Ring it on its published number first. Nothing is released before this is complete.',
    sendTitle: 'Complete',
    fields: [
      line('officer', 'Officer’s name'),
      line('rank', 'Rank or title'),
      line('force', 'Force or body'),
      line(
        'contact',
        'Secure contact',
        'A police e-mail address or the force’s switchboard, not a mobile number.',
      ),
      line('subject', 'Whom or which call it is about', 'Asking for everything is trawling, and is refused.'),
      { kind: 'line', id: 'offence', label: 'Offence' },
      {
        kind: 'tick',
        id: 'offenceWithheld',
        label: 'Naming the offence would prejudice the investigation',
      },
      line('power', 'Statutory power they rely on'),
      { kind: 'text', id: 'necessity', label: 'Why they need it for this', required: true },
      line('authorisedBy', 'Authorised by', 'Name and rank: an Inspector or above.'),
      line('delivery', 'How it is to be delivered'),
    ],
  },
  emergency: {
    title: 'Emergency',
    explain:
      'Only where somebody’s life or safety is at risk. You may then release at once on your own word; the particulars are completed after, and a director reads what you did.',
    sendTitle: 'It is an emergency',
    sendStyle: 'destructive',
    fields: [text('What is at risk, and who told you')],
  },
  refused: {
    title: 'Refuse',
    explain: 'Tell the person why, and that they may complain to you, to the ICO, and to a court.',
    sendTitle: 'Refuse',
    sendStyle: 'destructive',
    fields: [
      on('When you told them'),
      {
        kind: 'choice',
        id: 'ground',
        label: 'Ground',
        required: true,
        missing: 'Choose the ground.',
        choices: REFUSAL_GROUNDS.map((value) => ({ title: shortGround(GROUNDS[value]), value })),
      },
      { kind: 'tick', id: 'partly', label: 'In part only: the rest is answered' },
      text('Your reasons'),
    ],
  },
  answered: {
    title: 'Answered',
    explain: 'The clock stops. What left the practice stands in the register by itself.',
    sendTitle: 'Write it down',
    fields: [on('When you answered'), text('How, and what you sent')],
  },
  'receipt-signed': {
    title: 'Receipt signed',
    explain: 'Keep the signed receipt with the case’s papers.',
    sendTitle: 'Write it down',
    fields: [on('When it was signed'), text('Who signed it')],
  },
  closed: {
    title: 'Close the case',
    explain:
      'A hold stays until it is released. If it was neither answered nor refused, say why it is over: for example that the person withdrew it.',
    sendTitle: 'Close',
    fields: [{ kind: 'text', id: 'text', label: 'Anything to add' }],
  },
};

/** A choice’s line holds 75 characters on Slack: what stands in brackets is on the card. */
function shortGround(ground: string): string {
  return ground.length <= 75 ? ground : ground.replace(/ \([^)]*\)$/, '').slice(0, 75);
}

/** One step of a case. */
export function presentStepForm({ view, step, form }: Of<'step-form'>): CardData {
  const { file, clock } = view;
  const words = STEPS[step];
  return formData(
    {
      ...words,
      speak: `${words.title}: ${caseTitle(file).toLowerCase()} ${file.id}.`,
      facts: [row('Case', file.id), ...(clock ? [row('Clock', clockText(clock))] : [])],
      sendVerb: `send-${verbOfStep(step)}` as Verb,
      id: file.id,
    },
    { ...form, values: { on: view.today, ...form.values } },
  );
}

/** Which recording of a case is to leave, which part, how long it may be heard. */
export function presentReleaseForm(card: Of<'release-form'>): CardData {
  const { view, recordings, moreRecordings, dayChoices, consultation, form } = card;
  const shelf = { zone: view.zone, now: view.now, schedule: null };
  return formData(
    {
      title: 'Release a recording',
      explain: `This is your agreement to it.${view.file.steps.some(({ kind }) => kind === 'emergency') ? ' Since it is an emergency, it is released at once.' : ' One director must agree as well.'} Others’ words can be silenced before anything leaves.`,
      speak: `Release a recording of case ${view.file.id}.`,
      facts: [row('Case', view.file.id)],
      fields: [
        {
          kind: 'choice',
          id: 'recordingId',
          label: 'Which recording',
          required: true,
          missing: 'Choose the recording.',
          choices: recordings.map((each) => ({ title: recordingLine(each, shelf), value: each.id })),
          hint:
            moreRecordings > 0
              ? `${countOf(moreRecordings, 'more recording')} held for this case not listed. Press Find recordings to come upon one of them: Use, then Release it from this case.`
              : '',
          ...(recordings.length === 1 && recordings[0] ? { usual: recordings[0].id } : {}),
        },
        { kind: 'line', id: 'from', label: 'From, in minutes and seconds', usual: '0:00' },
        { kind: 'line', id: 'to', label: 'To (leave empty for the end)' },
        {
          kind: 'radio',
          id: 'mode',
          label: 'How',
          required: true,
          usual: 'listen',
          choices: [
            { title: 'To be heard through a link', value: 'listen' },
            { title: 'A copy to hand over, or a link', value: 'copy' },
          ],
        },
        {
          kind: 'choice',
          id: 'days',
          label: 'For how long',
          required: true,
          usual: String(dayChoices.at(-1) ?? 30),
          choices: dayChoices.map((days) => ({ title: countOf(days, 'day'), value: String(days) })),
        },
        {
          kind: 'text',
          id: 'reason',
          label: 'Why this recording answers the request',
          required: true,
          missing: 'Say why.',
        },
        ...(consultation === null
          ? []
          : [{ kind: 'text', id: 'consultation', label: consultation, required: true } as const]),
      ],
      sendTitle: 'Release',
      sendVerb: 'send-release',
      id: view.file.id,
    },
    form,
  );
}
