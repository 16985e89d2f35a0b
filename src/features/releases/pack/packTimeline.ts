import { momentText } from '../../../kernel/text.ts';
import type { Instant } from '../../../kernel/time.ts';
import { stepText, stepWords } from '../../cases/caseWords.ts';
import type { CaseFile } from '../../cases/model/case.ts';
import type { Hold } from '../../cases/model/hold.ts';
import type { Disclosure } from '../../register/model/disclosure.ts';
import { DISCLOSED } from '../../register/words.ts';
import type { AccessRequest, RequestState } from '../../requests/model/request.ts';
import type { PackEntry } from '../model/pack.ts';

/** Something that happened; `by` is an address, `desk`, or a name as it was written down. */
interface Happening extends Omit<PackEntry, 'at'> {
  readonly at: Instant;
}

export interface TimelineParts {
  readonly file: CaseFile;
  readonly requests: readonly AccessRequest[];
  readonly holds: readonly Hold[];
  readonly disclosures: readonly Disclosure[];
}

/** Everything that was done about a case, in order of when it was written down. `nameOf` puts names to addresses. */
export const timelineOf = (
  { file, requests, holds, disclosures }: TimelineParts,
  nameOf: (who: string) => string,
  zone: string,
): readonly PackEntry[] =>
  [
    ...reported(file),
    ...file.steps.map((step) => happening(step.at, step.by, stepText(step), stepWords(step))),
    ...requests.flatMap(ofRequest),
    ...holds.flatMap(ofHold),
    ...disclosures.map(({ at, by, kind, requestId, toWhom }) =>
      happening(at, by, `${DISCLOSED[kind]} (${requestId})`, toWhom),
    ),
  ]
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .map(({ at, by, ...rest }) => ({ at: momentText(at, zone), by: nameOf(by), ...rest }));

const happening = (at: Instant, by: string, what: string, words = ''): Happening => ({ at, by, what, words });

const reported = ({ report }: CaseFile): readonly Happening[] => [
  happening(report.reportedAt, report.reporterName, 'Reported', ''),
];

const ENDED: Readonly<Partial<Record<RequestState, string>>> = {
  denied: 'denied',
  withdrawn: 'withdrawn',
  lapsed: 'lapsed',
  revoked: 'stopped',
};

const ofRequest = (request: AccessRequest): readonly Happening[] => [
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
    answer
      ? [happening(answer.at, request.requestedBy, `Release ${request.id}: the answer`, answer.text)]
      : [],
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

const ofHold = (hold: Hold): readonly Happening[] => [
  happening(hold.placedAt, hold.owner, `Hold ${hold.id} placed`, hold.reason),
  ...(hold.proposal
    ? [happening(hold.proposal.at, hold.proposal.by, `End of hold ${hold.id} proposed`, hold.proposal.reason)]
    : []),
  ...(hold.released ? [happening(hold.released.at, hold.released.by, `Hold ${hold.id} ended`)] : []),
];
