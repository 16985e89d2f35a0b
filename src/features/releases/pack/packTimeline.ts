import { momentText } from '../../../kernel/text.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { CaseRecord } from '../../cases/model/case.ts';
import type { Hold } from '../../cases/model/hold.ts';
import { stepText, typedText } from '../../cases/stepText.ts';
import type { Disclosure } from '../../register/model/disclosure.ts';
import { DISCLOSED } from '../../register/words.ts';
import type { AccessRequest, RequestState } from '../../requests/model/request.ts';
import type { PackEntry } from '../model/pack.ts';

/** Something that happened; `by` is an address, `desk`, or a name as it was written down. */
interface TimelineEvent extends Omit<PackEntry, 'at'> {
  readonly at: Instant;
}

export interface TimelineParts {
  readonly caseRecord: CaseRecord;
  readonly requests: readonly AccessRequest[];
  readonly holds: readonly Hold[];
  readonly disclosures: readonly Disclosure[];
}

/** Everything that was done about a case, in order of when it was written down. `nameOf` puts names to addresses. */
export const timelineOf = (
  { caseRecord, requests, holds, disclosures }: TimelineParts,
  nameOf: (who: string) => string,
  zone: string,
): readonly PackEntry[] =>
  [
    ...reported(caseRecord),
    ...caseRecord.steps.map((step) => happening(step.at, step.by, stepText(step), typedText(step))),
    ...requests.flatMap(ofRequest),
    ...holds.flatMap(ofHold),
    ...disclosures.map(({ at, by, kind, requestId, recipient }) =>
      happening(at, by, `${DISCLOSED[kind]} (${requestId})`, recipient),
    ),
  ]
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .map(({ at, by, ...rest }) => ({ at: momentText(at, zone), by: nameOf(by), ...rest }));

const happening = (at: Instant, by: string, what: string, words = ''): TimelineEvent => ({ at, by, what, words });

const reported = ({ report }: CaseRecord): readonly TimelineEvent[] => [
  happening(report.reportedAt, report.reporterName, 'Reported', ''),
];

const ENDED: Readonly<Partial<Record<RequestState, string>>> = {
  denied: 'denied',
  withdrawn: 'withdrawn',
  expired: 'expired',
  revoked: 'stopped',
};

const ofRequest = (request: AccessRequest): readonly TimelineEvent[] => [
  happening(
    request.submittedAt,
    request.requestedBy,
    `Release ${request.id} asked for: ${request.rule.title}`,
    request.ask.reason,
  ),
  ...request.questions.map((each) =>
    happening(each.askedAt, each.askedBy, `Release ${request.id}: a question`, each.text),
  ),
  ...request.questions.flatMap(({ answer }) =>
    answer ? [happening(answer.at, request.requestedBy, `Release ${request.id}: the answer`, answer.text)] : [],
  ),
  ...request.agreements.map((each) => happening(each.at, each.by, `Release ${request.id} agreed to`)),
  ...(request.ending
    ? [
        happening(
          request.ending.at,
          request.ending.by ?? 'desk',
          `Release ${request.id} ${ENDED[request.state] ?? 'ended'}`,
          request.ending.reason,
        ),
      ]
    : []),
];

const ofHold = (hold: Hold): readonly TimelineEvent[] => [
  happening(hold.placedAt, hold.owner, `Hold ${hold.id} placed`, hold.reason),
  ...(hold.proposal
    ? [happening(hold.proposal.at, hold.proposal.by, `End of hold ${hold.id} proposed`, hold.proposal.reason)]
    : []),
  ...(hold.released ? [happening(hold.released.at, hold.released.by, `Hold ${hold.id} ended`)] : []),
];
