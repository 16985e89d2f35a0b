import { listOf } from '../../kernel/listOf.ts';
import { msBetween } from '../../kernel/time.ts';
import { type FactRow, row } from '../../platform/cards/factRow.ts';
import { field } from '../../platform/cards/field.ts';
import type { Field, Note, RequestLayout, Section } from '../../platform/cards/layouts.ts';
import { countOf, dateText, listText, momentText } from '../../platform/cards/wording.ts';
import { stepOf } from '../cases/model/case.ts';
import type { Email } from '../people/model/person.ts';
import { deletesAt } from '../practice/model/schedule.ts';
import { approverRoleText } from '../practice/model/text.ts';
import type { Recording } from '../recordings/model/recording.ts';
import {
  askedExtensionText,
  askedNumberText,
  askedPartiesText,
  callTimeText,
  deletionText,
  type RetentionContext,
  recordingDetails,
  recordingLine,
} from '../recordings/text.ts';
import type { RequestView } from './loadRequestView.ts';
import { formatOffset } from './model/part.ts';
import { agreedTerms } from './model/request.ts';
import type { ClipTerms } from './model/terms.ts';
import { modeText } from './text.ts';

/** More questions than this push what matters off the card; the older are counted. */
const QUESTIONS_SHOWN = 5;

export const nameOf = (view: RequestView, email: Email): string => view.names[email] ?? email;

export const when = (view: RequestView, at: Parameters<typeof momentText>[0]): string => momentText(at, view.zone);

export const purposeText = ({ request }: RequestView): string =>
  `${request.rule.title} (policy ${request.rule.clause})`;

const LEFT_OUT = 'left out: the case is confidential';

/** What the requester said of the call: policy 5.2 b to e, and what the purpose asks besides. */
export const askedFacts = (view: RequestView): readonly FactRow[] => {
  const { ask } = view.request;
  return listOf([
    row('Request', view.request.id),
    row('For', purposeText(view)),
    row('Call', callTimeText(ask.when)),
    row('Extension', askedExtensionText(ask.extension)),
    row('Outside number', view.isNameless ? LEFT_OUT : askedNumberText(ask.number)),
    row('People on the call', view.isNameless ? LEFT_OUT : askedPartiesText(ask.parties)),
    ask.askedBy !== null && row('Who asks for it', ask.askedBy),
    ask.reference !== null && row('Reference', ask.reference),
  ]);
};

/** Who asks, so that nobody is taken for another of the same name: by the directory's name with the address. */
const withAddress = ({ requesterName: name, requestedBy: email }: RequestView['request']): string =>
  email === '' || name.includes(email) ? name : `${name} (${email})`;

export const requesterFacts = (view: RequestView): readonly FactRow[] => [
  row('Asked by', withAddress(view.request)),
  row('Asked', when(view, view.request.submittedAt)),
];

/** Of what leaves the practice: to whom, by which way, and with what taken out. */
export function leavingFacts(view: RequestView): readonly FactRow[] {
  const { caseRecord, grant, request } = view;
  if (!caseRecord) return [];
  const police = stepOf(caseRecord, 'police-details')?.fields;
  const toWhom = police ? `${police.rank} ${police.officer}, ${police.force}` : caseRecord.report.from;
  const kind = caseRecord.kind === 'police' ? 'the police' : 'the person who asked for their data';
  const silenced = grant?.redaction?.spans.length;
  return [
    row('Leaves the practice to', view.isNameless ? `${kind} (${LEFT_OUT})` : toWhom),
    row(
      'By',
      agreedTerms(request)?.mode === 'copy'
        ? 'a copy handed over, or a link with a passcode'
        : 'a link with a passcode, to be heard only',
    ),
    row(
      'Others’ words',
      silenced === undefined
        ? 'not settled yet: nothing leaves until the Data Protection Officer has silenced them, or found none'
        : silenced === 0
          ? 'none had to be silenced'
          : `silenced in ${countOf(silenced, 'place')}`,
    ),
  ];
}

/** Who of those who may decide is away, and until when. */
export const awayFacts = ({ deciders }: RequestView): readonly FactRow[] => {
  const away = deciders.flatMap(({ name, away: until }) => (until ? [`${name} until ${dateText(until)}`] : []));
  return away.length > 0 ? [row('Away', listText(away))] : [];
};

/** The same, and who may decide. */
export const deciderFacts = (view: RequestView): readonly FactRow[] => {
  const here = view.deciders.filter(({ away }) => away === null).map(({ name }) => name);
  return [...(here.length > 0 ? [row('May decide', listText(here))] : []), ...awayFacts(view)];
};

/** The reason and, when there is any, the other information: typed, so shown as text runs only. */
export const typedOf = ({ request }: RequestView): readonly Section[] =>
  listOf([
    { heading: 'Why', text: request.ask.reason },
    request.ask.other !== null && { heading: 'Also said of the call', text: request.ask.other },
  ]);

/** "0:30 to 2:00, listen only, for 7 days". The recording, when known, turns its last moment into "the end". */
export function termsText(terms: ClipTerms, recording: Recording | null): string {
  const toEnd = recording !== null && terms.toMs >= recording.durationMs;
  const part =
    toEnd && terms.fromMs === 0
      ? 'the whole call'
      : `${formatOffset(terms.fromMs)} to ${toEnd ? 'the end' : formatOffset(terms.toMs)}`;
  return `${part}, ${modeText(terms.mode)}, for ${countOf(terms.days, 'day')}`;
}

export const recordingOf = (view: RequestView, id: string): Recording | null =>
  view.agreed?.id === id ? view.agreed : (view.candidates.find((recording) => recording.id === id) ?? null);

/** What was said of a request, the lines of one agreement or question together. */
export type Notes = NonNullable<RequestLayout['notes']>;

/** Every yes so far: who, in which role, when, to what, and what they wrote, word for word. */
export const agreementsOf = (view: RequestView): Notes =>
  view.request.agreements.map((given) => ({
    lines: [
      {
        lead: `${nameOf(view, given.by)} (${given.delegate ? 'standing in for the ' : ''}${approverRoleText(given.seat)})`,
        text: ` agreed, ${when(view, given.at)}: ${termsText(given.terms, recordingOf(view, given.terms.recordingId))}.`,
      },
      ...written('Comment', given.comment),
      ...written('Written agreement', given.statement),
      ...written('Consultation', given.consultation),
    ],
  }));

const written = (lead: string, text: string | null): readonly Note[] =>
  text === null ? [] : [{ lead: `${lead}: `, text }];

/** What is said of those who might decide: that they took part in the call, by the requester or by themselves. */
export const claimsOf = ({ claims, request }: RequestView): Notes =>
  claims.map(({ name, stoodBack }) => ({
    lines: [
      stoodBack
        ? { lead: `${name} says: `, text: 'I was on this call. They decide nothing here.' }
        : {
            lead: `${request.requesterName} says `,
            text: `that ${name} was on this call. That is what was typed, and bars nobody: only the recording does.`,
          },
    ],
  }));

/** Who agreed, without what to: for those who are not to see the recording. */
export const agreedByText = (view: RequestView): string =>
  listText(view.request.agreements.map((given) => nameOf(view, given.by)));

/** The newest questions and their answers, oldest first. */
export const questionsOf = (view: RequestView): Notes => {
  const { questions } = view.request;
  const earlier = questions.length - QUESTIONS_SHOWN;
  return listOf([
    earlier > 0 && { lines: [{ lead: 'Not shown: ', text: `${countOf(earlier, 'earlier question')}.` }] },
    ...questions
      .slice(-QUESTIONS_SHOWN)
      .map((question) => ({
        lines: [
          { lead: `${nameOf(view, question.askedBy)} asked, ${when(view, question.askedAt)}: `, text: question.text },
          ...(question.answer === null
            ? []
            : [
                {
                  lead: `${view.request.requesterName} answered, ${when(view, question.answer.at)}: `,
                  text: question.answer.text,
                },
              ]),
        ],
      })),
  ]);
};

/** Why it ended, under its heading. */
export const outcomeOf = (reason: string | undefined): readonly Section[] =>
  reason === undefined ? [] : [{ heading: 'Reason given', text: reason }];

/** What a line about a recording says besides: how the time fits what was asked, and until when it is kept. */
const shelfOf = (view: RequestView): RetentionContext => ({
  ...view,
  schedule: view.isHeld ? null : view.schedule,
  asked: view.request.caseId === null ? view.request.ask.when : undefined,
});

/** For approvers only. */
export const recordingRow = (view: RequestView, recording: Recording): FactRow =>
  row(when(view, recording.startedAt), recordingDetails(recording, shelfOf(view)));

/** Once somebody has agreed to a recording, only that one can be agreed to; what cannot be cut is no choice. */
export const choosable = (view: RequestView): readonly Recording[] =>
  meantBy(view).filter(({ fault }) => fault === null);

const meantBy = ({ request, agreed, candidates }: RequestView): readonly Recording[] =>
  agreedTerms(request) ? listOf([agreed]) : candidates;

/** Which of them, for an approver. */
export const recordingField = (view: RequestView): Field => {
  const recordings = choosable(view);
  const more = view.agreed === null ? view.moreCandidates : 0;
  return field('radio', 'recordingId', 'Which recording', {
    missing: 'Choose the recording.',
    choices: recordings.map((each) => ({ title: recordingLine(each, shelfOf(view)), value: each.id })),
    hint:
      more > 0
        ? `${countOf(more, 'more recording')} match and are not listed. If yours is missing, go back and ask a question.`
        : '',
  });
};

/** The only recording that can be meant: that alone is chosen beforehand. */
export function onlyOne(view: RequestView): Recording | undefined {
  const [first, second] = choosable(view);
  return second || (view.agreed === null && view.moreCandidates > 0) ? undefined : first;
}

const oldestOf = (view: RequestView): Recording | undefined =>
  meantBy(view).toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))[0];

/** When the first of what matches is deleted: "goes tonight"; undefined when nothing matches. */
export function soonestDeletion(view: RequestView): string | undefined {
  if (view.isHeld) return 'is kept, since it is held for a case';
  const oldest = oldestOf(view);
  return oldest && deletionText(oldest, view);
}

const SOON_MS = 72 * 3_600_000;

/** Whether the first of them goes within three days. */
export function isSoon(view: RequestView): boolean {
  const oldest = view.isHeld ? undefined : oldestOf(view);
  return oldest !== undefined && msBetween(view.now, deletesAt(oldest.startedAt, view.schedule)) <= SOON_MS;
}

export const unreachedOf = ({ unreached }: RequestView): Pick<RequestLayout, 'warning'> =>
  unreached.length === 0
    ? {}
    : { warning: `The desk has no way to reach ${listText(unreached)}. Please tell them of this request yourself.` };
