import { listOf } from '../../../kernel/listOf.ts';
import { NEW } from '../../../kernel/target.ts';
import type { Tone } from '../../../platform/cards/adaptiveCard.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { CaseLayout } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, listText, momentText, warningFrom } from '../../../platform/cards/wording.ts';
import { buttonsOf, viewButton } from '../../messaging/button.ts';
import { releaseActions } from '../../releases/model/actions.ts';
import { caseTitle, channelText, clockFacts, clockText, doersText, subjectQueryText, tallyText } from '../caseWords.ts';
import type { CaseView } from '../loadCaseView.ts';
import { caseActions, searchActions } from '../model/actions.ts';
import { type CaseRecord, isClosed, isConfidential, isEmergencyNow, isSettled, stepOf } from '../model/case.ts';
import { isFormedStep, stepsOpen } from '../model/stepForm.ts';
import { releaseFault } from '../model/steps.ts';
import { narrowsCalls } from '../model/subjectSearch.ts';
import { stepForm, stepText, typedText } from '../stepText.ts';

/** The newest of a long history, so that it fits a Slack message; the pack has all of it. */
const STEPS_SHOWN = 6;

/** A case with its clock, its holds and its next steps. */
export function presentCase(view: CaseView): CaseLayout {
  const { caseRecord, isFull } = view;
  return {
    title: `${caseTitle(caseRecord)} ${caseRecord.id}`,
    tone: toneOf(view),
    status: statusOf(view),
    speak: `${caseTitle(caseRecord)} ${caseRecord.id}. ${statusOf(view)}`,
    warning: warningOf(view),
    facts: listOf([
      row(
        'Reported by',
        `${isFull ? caseRecord.report.reporterName : 'a member of staff'}, ${momentText(caseRecord.report.reportedAt, view.zone)}`,
      ),
      row('Received on', dateText(caseRecord.report.receivedOn)),
      row('How it came', channelText(caseRecord.report.channel)),
      isFull && row('Calls meant', subjectQueryText(caseRecord)),
      ...(view.clock ? clockFacts(view.clock).map(([title, value]) => row(title, value)) : []),
      ...view.holds.map(({ hold, tally }) => row(`Hold ${hold.id}`, tallyText(tally))),
      ...releasesOf(view),
    ]),
    sections: isFull ? textsOf(caseRecord) : [],
    ...historyOf(view),
    ...(isFull ? {} : { more: 'Names and details stand in the Data Protection Officer’s own chat alone.' }),
    next: nextOf(view),
    groups: groupsOf(view),
  };
}

export function toneOf({ caseRecord, clock }: CaseView): Tone {
  if (isClosed(caseRecord)) return 'emphasis';
  if (isSettled(caseRecord)) return 'good';
  if (clock === null) return 'attention';
  if (clock.pausedSince !== null) return 'accent';
  return clock.daysLeft <= 7 ? 'attention' : 'warning';
}

export function statusOf({ caseRecord, clock }: CaseView): string {
  if (isClosed(caseRecord)) return 'Closed.';
  if (clock) return clockText(clock);
  if (isEmergencyNow(caseRecord)) return 'Emergency: share what is necessary now, complete the particulars after.';
  if (stepOf(caseRecord, 'answered')) return 'Answered.';
  if (stepOf(caseRecord, 'refused')?.partly === false) return 'Refused.';
  return stepOf(caseRecord, 'police-details')
    ? 'Particulars complete: choose what to release.'
    : 'The particulars must be completed before anything is released (policy 5.6).';
}

function warningOf({ holds, unreached, caseRecord }: CaseView): string | undefined {
  const faults = holds.flatMap(({ faults: said }) => said);
  return warningFrom([
    isConfidential(caseRecord) && 'Confidential.',
    faults.length > 0 && `The hold is not whole: ${faults.join(' ')}`,
    unreached.length > 0 && `The desk has no way to reach ${listText(unreached)}. Please tell them yourself.`,
  ]);
}

const releasesOf = (view: CaseView) =>
  listOf([
    view.releases.length !== 0 && row('Releases', view.releases.map((each) => releaseText(view, each)).join(', ')),
    view.disclosures.length !== 0 && row('Left the practice', countOf(view.disclosures.length, 'entry', 'entries')),
  ]);

const releaseText = (view: CaseView, { id, state, agreements }: CaseView['releases'][number]): string =>
  `${id} (${state.replace('-', ' ')}, by ${doersText(view, agreements)})`;

function textsOf(caseRecord: CaseRecord): NonNullable<CaseLayout['sections']> {
  const fields = stepOf(caseRecord, 'police-details')?.fields;
  return listOf([
    { heading: 'From', text: caseRecord.report.from },
    { heading: 'What they asked for', text: caseRecord.report.details },
    fields && {
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
  ]);
}

function historyOf({ caseRecord, names, isFull, zone }: CaseView): Pick<CaseLayout, 'rowsTitle' | 'rows'> {
  const steps = caseRecord.steps.slice(-STEPS_SHOWN);
  if (steps.length === 0) return {};
  const earlier = caseRecord.steps.length - steps.length;
  return {
    rowsTitle: earlier > 0 ? `What was done (${earlier} earlier left out)` : 'What was done',
    rows: steps.map((step) => {
      const words = isFull ? typedText(step) : '';
      return {
        title: stepText(step),
        text: `${isFull ? `${names[step.by] ?? step.by}, ` : ''}${momentText(step.at, zone)}${words === '' ? '' : `: ${words}`}`,
        buttons: [],
      };
    }),
  };
}

function nextOf({ caseRecord, holds }: CaseView): string {
  if (isClosed(caseRecord)) return 'There is nothing left to do. The case pack has its whole history.';
  const nothingHeld = holds.length === 0;
  const hold = nothingHeld
    ? narrowsCalls(caseRecord.subjectQuery)
      ? 'No stored call matches, so nothing is held. If there may be one, press Find recordings and put it to this case.'
      : 'Nobody said which calls are meant, so nothing is held yet: press Find recordings, and put what answers this to the case before the nightly deletion takes it.'
    : 'What matches is copied and kept: the nightly deletion cannot take it.';
  return `${hold} ${caseRecord.kind === 'police' ? 'Ring the force on its published number to be sure who is asking. The law permits the practice to answer; it compels nothing without a court order.' : 'Destroying what answers this, to keep it from the person, is an offence (DPA 2018 s.173).'}`;
}

const caseButton = buttonsOf(caseActions);

const releaseButton = buttonsOf(releaseActions);

function groupsOf(view: CaseView): NonNullable<CaseLayout['groups']> {
  const { caseRecord, holds } = view;
  const target = { kind: 'case', id: caseRecord.id } as const;
  const pack = releaseButton('Case pack', 'case-pack', target);
  if (isClosed(caseRecord)) return [{ heading: '', buttons: [pack] }];
  const steps = stepsOpen(caseRecord)
    .filter(isFormedStep)
    .map((step) => {
      const { button, style } = stepForm(step);
      const isAgain = step === 'police-details' && stepOf(caseRecord, step) !== undefined;
      return isAgain
        ? caseButton('Correct the particulars', 'case-step', { ...target, step })
        : caseButton(button, 'case-step', { ...target, step }, style);
    });
  const markTitle = isConfidential(caseRecord) ? 'Not confidential' : 'Mark confidential';
  return [
    { heading: 'Next steps', buttons: steps },
    {
      heading: 'Recordings',
      buttons: listOf([
        buttonsOf(searchActions)('Find recordings', 'search', NEW),
        releaseFault(caseRecord) === undefined &&
          holds.length > 0 &&
          releaseButton('Release a recording', 'release', target, 'positive'),
        ...holds
          .filter(({ hold }) => hold.state === 'active')
          .slice(0, 1)
          .map(({ hold }) => viewButton('The hold', 'show', { kind: 'hold', id: hold.id })),
        caseRecord.kind === 'police' && caseButton(markTitle, 'mark-confidential', target),
        pack,
      ]),
    },
  ];
}
