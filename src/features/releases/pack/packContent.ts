import { createHash } from 'node:crypto';
import { momentText } from '../../../kernel/text.ts';
import { dateIn } from '../../../kernel/time.ts';
import type { Context, Stores } from '../../../stores.ts';
import type { CaseRecord } from '../../cases/model/case.ts';
import { readClock } from '../../cases/model/deadline.ts';
import type { HeldCopy } from '../../cases/model/hold.ts';
import type { Person } from '../../people/model/person.ts';
import { namesOf } from '../../people/names.ts';
import {
  approvalSlotText,
  clockWords,
  disclosureWords,
  groupsOf,
  heldWords,
  holdFacts,
  kindWords,
  termsWords,
} from '../../register/words.ts';
import type { AccessRequest, Agreement } from '../../requests/model/request.ts';
import { PACK_FORMAT, PACK_VERSION, type PackContent, type PackDecision } from '../model/pack.ts';
import { timelineOf } from './packTimeline.ts';

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
  const names = await namesOf(context, emailsIn(caseRecord, requests, holds));
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
    timeline: timelineOf({ caseRecord, requests, holds, disclosures }, nameOf, zone),
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

/** Addresses in what is put into words; whose name is written beside it already needs none. */
const emailsIn = (
  caseRecord: CaseRecord,
  requests: readonly AccessRequest[],
  holds: Awaited<ReturnType<Stores['holds']['findByCase']>>,
): readonly string[] => [
  'desk',
  ...caseRecord.steps.map(({ by }) => by),
  ...requests.flatMap(({ requestedBy, agreements, questions, ending }) => [
    requestedBy,
    ...agreements.map(({ by }) => by),
    ...questions.map(({ askedBy }) => askedBy),
    ...(ending?.by ? [ending.by] : []),
  ]),
  ...holds.flatMap(({ owner, proposal, released }) => [
    owner,
    ...(proposal ? [proposal.by] : []),
    ...(released ? [released.by] : []),
  ]),
];

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
