import type { Tone } from '../../../platform/cards/adaptiveCard.ts';
import type { CardData } from '../../../platform/cards/cardData.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { type Button, type Sheet, sheetData } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, listText, momentText } from '../../../platform/cards/wording.ts';
import type { CaseView } from '../caseView.ts';
import { type CaseFile, isClosed, isConfidential, isEmergencyNow, stepOf } from '../model/case.ts';
import { isSettled, releaseFault, stepsOpen } from '../model/steps.ts';
import { narrowsCalls } from '../model/subjectSearch.ts';
import {
  caseTitle,
  channelText,
  clockFacts,
  clockText,
  stepText,
  stepWords,
  tallyText,
  wantedText,
} from './wording.ts';

/** The newest of a long history, so that it fits a Slack message; the pack has all of it. */
const STEPS_SHOWN = 6;

/** A case with its clock, its holds and its next steps. */
export const presentCase = (view: CaseView): CardData => sheetData(caseSheet(view));

function caseSheet(view: CaseView): Sheet {
  const { file, isFull } = view;
  return {
    title: `${caseTitle(file)} ${file.id}`,
    tone: toneOf(view),
    status: statusOf(view),
    speak: `${caseTitle(file)} ${file.id}. ${statusOf(view)}`,
    ...warningOf(view),
    facts: [
      row(
        'Reported by',
        `${isFull ? file.report.reporterName : 'a member of staff'}, ${momentText(file.report.reportedAt, view.zone)}`,
      ),
      row('Received on', dateText(file.report.receivedOn)),
      row('How it came', channelText(file.report.channel)),
      ...(isFull ? [row('Calls meant', wantedText(file))] : []),
      ...(view.clock ? clockFacts(view.clock).map(([title, value]) => row(title, value)) : []),
      ...view.holds.map(({ hold, tally }) => row(`Hold ${hold.id}`, tallyText(tally))),
      ...releasesOf(view),
    ],
    sections: isFull ? textsOf(file) : [],
    ...historyOf(view),
    ...(isFull ? {} : { more: 'Names and details stand in the Data Protection Officer’s own chat alone.' }),
    next: nextOf(view),
    groups: buttonsOf(view),
  };
}

export function toneOf({ file, clock }: CaseView): Tone {
  if (isClosed(file)) return 'emphasis';
  if (isSettled(file)) return 'good';
  if (clock === null) return 'attention';
  if (clock.pausedSince !== null) return 'accent';
  return clock.daysLeft <= 7 ? 'attention' : 'warning';
}

export function statusOf({ file, clock }: CaseView): string {
  if (isClosed(file)) return 'Closed.';
  if (clock) return clockText(clock);
  if (isEmergencyNow(file)) return 'Emergency: share what is necessary now, complete the particulars after.';
  if (stepOf(file, 'answered')) return 'Answered.';
  if (stepOf(file, 'refused')?.partly === false) return 'Refused.';
  return stepOf(file, 'police-details')
    ? 'Particulars complete: choose what to release.'
    : 'The particulars must be completed before anything is released (policy 5.6).';
}

function warningOf({ holds, unreached, file }: CaseView): { readonly warning?: string } {
  const faults = holds.flatMap(({ faults: said }) => said);
  const texts = [
    ...(isConfidential(file) ? ['Confidential.'] : []),
    ...(faults.length > 0 ? [`The hold is not whole: ${faults.join(' ')}`] : []),
    ...(unreached.length > 0
      ? [`The desk has no way to reach ${listText(unreached)}. Please tell them yourself.`]
      : []),
  ];
  return texts.length === 0 ? {} : { warning: texts.join(' ') };
}

const releasesOf = ({ releases, disclosures }: CaseView) => [
  ...(releases.length === 0
    ? []
    : [row('Releases', releases.map(({ id, state }) => `${id} (${state.replace('-', ' ')})`).join(', '))]),
  ...(disclosures.length === 0
    ? []
    : [row('Left the practice', countOf(disclosures.length, 'entry', 'entries'))]),
];

function textsOf(file: CaseFile): NonNullable<Sheet['sections']> {
  const fields = stepOf(file, 'police-details')?.fields;
  return [
    { heading: 'From', text: file.report.from },
    { heading: 'What they asked for', text: file.report.details },
    ...(fields
      ? [
          {
            heading: 'Particulars',
            text: [
              `${fields.rank} ${fields.officer}, ${fields.force}, ${fields.contact}`,
              `About: ${fields.subject}`,
              `Offence: ${fields.offence ?? 'not named, since that would prejudice the investigation'}`,
              `Power: ${fields.power}`,
              `Why it is needed: ${fields.necessity}`,
              `Authorised by: ${fields.authorisedBy}`,
              `To be delivered: ${fields.delivery}`,
            ].join('\n'),
          },
        ]
      : []),
  ];
}

function historyOf({ file, names, isFull, zone }: CaseView): Pick<Sheet, 'rowsTitle' | 'rows'> {
  const steps = file.steps.slice(-STEPS_SHOWN);
  if (steps.length === 0) return {};
  const earlier = file.steps.length - steps.length;
  return {
    rowsTitle: earlier > 0 ? `What was done (${earlier} earlier left out)` : 'What was done',
    rows: steps.map((step) => {
      const words = isFull ? stepWords(step) : '';
      return {
        title: stepText(step),
        text: `${isFull ? `${names[step.by] ?? step.by}, ` : ''}${momentText(step.at, zone)}${words === '' ? '' : `: ${words}`}`,
        buttons: [],
      };
    }),
  };
}

function nextOf({ file, holds }: CaseView): string {
  if (isClosed(file)) return 'There is nothing left to do. The case pack has its whole history.';
  const nothingHeld = holds.length === 0;
  const hold = nothingHeld
    ? narrowsCalls(file.wanted)
      ? 'No stored call matches, so nothing is held. If there may be one, press Find recordings and put it to this case.'
      : 'Nobody said which calls are meant, so nothing is held yet: press Find recordings, and put what answers this to the case before the nightly deletion takes it.'
    : 'What matches is copied and kept: the nightly deletion cannot take it.';
  return `${hold} ${file.kind === 'police' ? 'Ring the force on its published number to be sure who is asking. The law permits the practice to answer; it compels nothing without a court order.' : 'Destroying what answers this, to keep it from the person, is an offence (DPA 2018 s.173).'}`;
}

const STEP_BUTTONS: Readonly<Record<string, Omit<Button, 'id'>>> = {
  'identity-verified': { title: 'Identity verified', verb: 'open-identity', style: 'positive' },
  'clarification-asked': { title: 'Ask for clarification', verb: 'open-clarify' },
  'clarification-received': { title: 'Clarification received', verb: 'open-clarified', style: 'positive' },
  extended: { title: 'Extend', verb: 'open-extend' },
  'police-details': { title: 'Complete the request', verb: 'open-police-details', style: 'positive' },
  emergency: { title: 'Emergency', verb: 'open-emergency', style: 'destructive' },
  refused: { title: 'Refuse', verb: 'open-refuse' },
  answered: { title: 'Answered', verb: 'open-answered' },
  'receipt-signed': { title: 'Receipt signed', verb: 'open-receipt' },
  closed: { title: 'Close', verb: 'open-close' },
};

const CORRECT = { title: 'Correct the particulars', verb: 'open-police-details' } as const;

function buttonsOf(view: CaseView): NonNullable<Sheet['groups']> {
  const { file, holds } = view;
  const { id } = file;
  const papers: Button = { title: 'Case pack', verb: 'case-papers', id };
  if (isClosed(file)) return [{ heading: '', buttons: [papers] }];
  const steps = stepsOpen(file).flatMap((kind) => {
    const isAgain = kind === 'police-details' && stepOf(file, kind) !== undefined;
    const button = isAgain ? CORRECT : STEP_BUTTONS[kind];
    return button ? [{ ...button, id }] : [];
  });
  const mark: Button = {
    title: isConfidential(file) ? 'Not confidential' : 'Mark confidential',
    verb: 'mark-confidential',
    id,
  };
  return [
    { heading: 'Next steps', buttons: steps },
    {
      heading: 'Recordings',
      buttons: [
        { title: 'Find recordings', verb: 'open-search', id },
        ...(releaseFault(file) === undefined && holds.length > 0
          ? [{ title: 'Release a recording', verb: 'open-release', id, style: 'positive' } as const]
          : []),
        ...holds
          .filter(({ hold }) => hold.state === 'active')
          .slice(0, 1)
          .map(({ hold }) => ({ title: 'The hold', verb: 'show', id: hold.id }) as const),
        ...(file.kind === 'police' ? [mark] : []),
        papers,
      ],
    },
  ];
}
