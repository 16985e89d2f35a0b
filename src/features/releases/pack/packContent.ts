import { createHash } from 'node:crypto';
import { momentText } from '../../../kernel/text.ts';
import { dateIn, type Instant } from '../../../kernel/time.ts';
import type { Context } from '../../../stores.ts';
import type { CaseRecord } from '../../cases/model/case.ts';
import { readClock } from '../../cases/model/deadline.ts';
import type { HeldCopy, Hold } from '../../cases/model/hold.ts';
import { stepText, typedText } from '../../cases/stepText.ts';
import type { Person } from '../../people/model/person.ts';
import { namesOf } from '../../people/names.ts';
import type { Disclosure } from '../../register/model/disclosure.ts';
import {
  approvalSlotText,
  clockWords,
  DISCLOSED,
  disclosureWords,
  groupsOf,
  heldWords,
  holdFacts,
  kindWords,
  termsWords,
} from '../../register/words.ts';
import type { AccessRequest, Agreement, RequestState } from '../../requests/model/request.ts';
import { PACK_FORMAT, PACK_VERSION, type PackContent, type PackDecision, type PackEntry } from '../model/pack.ts';

/** Something that happened; `by` is an address, `desk`, or a name as it was written down. */
interface TimelineEvent extends Omit<PackEntry, 'at'> {
  readonly at: Instant;
}

interface TimelineParts {
  readonly caseRecord: CaseRecord;
  readonly requests: readonly AccessRequest[];
  readonly holds: readonly Hold[];
  readonly disclosures: readonly Disclosure[];
}

/** Everything that was done about a case, in order of when it was written down. */
const timelineOf = ({ caseRecord, requests, holds, disclosures }: TimelineParts): readonly TimelineEvent[] =>
  [
    ...reported(caseRecord),
    ...caseRecord.steps.map((step) => happening(step.at, step.by, stepText(step), typedText(step))),
    ...requests.flatMap(ofRequest),
    ...holds.flatMap(ofHold),
    ...disclosures.map(({ at, by, kind, requestId, recipient }) =>
      happening(at, by, `${DISCLOSED[kind]} (${requestId})`, recipient),
    ),
  ].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));

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
  ...[request.ending].flatMap((end) =>
    end
      ? [happening(end.at, end.by ?? 'desk', `Release ${request.id} ${ENDED[request.state] ?? 'ended'}`, end.reason)]
      : [],
  ),
];

const ofHold = (hold: Hold): readonly TimelineEvent[] => [
  happening(hold.placedAt, hold.owner, `Hold ${hold.id} placed`, hold.reason),
  ...(hold.proposal
    ? [happening(hold.proposal.at, hold.proposal.by, `End of hold ${hold.id} proposed`, hold.proposal.reason)]
    : []),
  ...(hold.released ? [happening(hold.released.at, hold.released.by, `Hold ${hold.id} ended`)] : []),
];

/** Everything the context know of a case, in words. */
export async function loadPackContent(
  context: Context,
  caseRecord: CaseRecord,
  maker: Person,
): Promise<Omit<PackContent, 'manifest'>> {
  const { zone } = context.practice;
  const requests = await context.requests.findByCase(caseRecord.id);
  const holds = await context.holds.findByCase(caseRecord.id);
  const disclosures = await context.disclosures.findByCase(caseRecord.id);
  const copies = new Map<string, readonly HeldCopy[]>();
  for (const { id } of holds) copies.set(id, await context.holds.copiesOf(id));
  const timeline = timelineOf({ caseRecord, requests, holds, disclosures });
  const names = await namesOf(
    context,
    timeline.map(({ by }) => by).filter((by) => by === '' || by === 'desk' || by.includes('@')),
  );
  const nameOf = (who: string): string => names[who] ?? who;
  return {
    format: PACK_FORMAT,
    version: PACK_VERSION,
    practice: context.practice.name,
    caseId: caseRecord.id,
    kind: kindWords(caseRecord),
    madeAt: context.now,
    madeBy: maker.name,
    zone,
    groups: groupsOf(caseRecord, zone),
    clock: clockWords(
      readClock(caseRecord, { today: dateIn(context.now, zone), zone, isWorkingDay: context.isWorkingDay }),
    ),
    timeline: timeline.map(({ at, by, ...rest }) => ({ at: momentText(at, zone), by: nameOf(by), ...rest })),
    decisions: requests.flatMap((request) =>
      request.agreements.map((agreement) => decisionWords(request, agreement, nameOf, zone)),
    ),
    holds: holds.map((hold) => ({
      id: hold.id,
      facts: holdFacts(hold, zone),
      recordings: (copies.get(hold.id) ?? []).map((copy) => heldWords(copy, zone)),
    })),
    disclosures: disclosures.map((line) => disclosureWords(line, zone)),
    auditIds: [
      caseRecord.id,
      ...requests.map(({ id }) => id),
      ...(await grantIds(context, requests)),
      ...holds.map(({ id }) => id),
      ...[...copies.values()].flat().map(({ id }) => id),
    ],
  };
}

async function grantIds({ grants }: Context, requests: readonly AccessRequest[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { id } of requests) {
    const grant = await grants.findByRequest(id);
    if (grant) ids.push(grant.id);
  }
  return ids;
}

const decisionWords = (
  request: AccessRequest,
  agreement: Agreement,
  nameOf: (who: string) => string,
  zone: string,
): PackDecision => ({
  request: request.id,
  who: nameOf(agreement.by),
  seat: approvalSlotText(agreement),
  at: momentText(agreement.at, zone),
  terms: termsWords(agreement.terms),
  comment: agreement.comment,
  statement: agreement.statement,
  statementSha256: agreement.statementSha256 ?? sha256(agreement.statement),
  consultation: agreement.consultation,
});

/** Of a statement from before its hash was kept beside it. */
const sha256 = (text: string | null): string | null =>
  text === null ? null : createHash('sha256').update(text).digest('hex');
