import type { Refusal } from '../../kernel/refusal.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { type CaseRecord, isConfidential } from '../cases/model/case.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import type { Audience } from '../messaging/model/post.ts';
import { standingFault } from '../people/checkStanding.ts';
import { knownPersonNow } from '../people/currentDirectory.ts';
import {
  type Directory,
  type Email,
  hasRole,
  mayActAsDpo,
  type Person,
  personOf,
  rolesOf,
} from '../people/model/person.ts';
import type { RequestView } from './loadRequestView.ts';
import { type AccessRequest, pendingApprovals } from './model/request.ts';
import { approvalSlotFor, MAY_STILL_DENY } from './model/vote.ts';

/**
 * Whether names are left out where a copy of a card stands: of a confidential case everywhere but in the
 * DPO’s own chat, of a police request in every channel (policy 5.6).
 */
export const leavesOutNames = (caseRecord: CaseRecord, audience: Audience, { dpo }: Pick<Directory, 'dpo'>): boolean =>
  audience.kind === 'channel'
    ? isConfidential(caseRecord) || caseRecord.kind === 'police'
    : isConfidential(caseRecord) && !dpo.includes(audience.email);

/** Whether a case’s details may stand there: with those who work on it now. A former delegate’s card loses them. */
export function maySeeDetails(caseRecord: CaseRecord, audience: Audience, directory: Directory, now: Instant): boolean {
  if (leavesOutNames(caseRecord, audience, directory)) return false;
  if (audience.kind === 'channel') return true;
  const roles = rolesOf(directory, audience.email, now);
  return roles.includes('dpo') || roles.includes('dpo-delegate');
}

/** What is left to do where a copy stands. In a channel, to its directors as long as one of them has to agree. */
function leftTo({ request, agreed }: RequestView, audience: Audience, reader?: Person): RequestView['left'] {
  if (!reader) return audience.kind === 'channel' && isLeftToDpo(request, audience.channel) ? 'deny' : 'agree';
  const seat = approvalSlotFor(request, reader, agreed ? [agreed] : []);
  if (seat.ok) return 'agree';
  return seat.error !== 'already-agreed' && MAY_STILL_DENY.has(seat.error) ? 'deny' : 'nothing';
}

const isLeftToDpo = (request: AccessRequest, channel: string): boolean =>
  channel === 'directors' && !pendingApprovals(request).includes('director');

/** A request as whoever decides on it may see it: of a confidential case without who was on the call. */
export function redactFor(
  whole: RequestView,
  audience: Audience,
  directory: Directory,
  reader = audience.kind === 'person' ? personOf(directory, audience.email, whole.now) : undefined,
): RequestView {
  const view = {
    ...whole,
    reader: reader?.email ?? null,
    left: leftTo(whole, audience, reader),
    mayStop: reader !== undefined && mayActAsDpo(reader),
  };
  if (!view.caseRecord || !leavesOutNames(view.caseRecord, audience, directory)) return view;
  const { request, agreed, candidates } = view;
  const nameless = <T extends NonNullable<RequestView['agreed']>>(recording: T): T => ({
    ...recording,
    number: null,
    parties: '',
    notUnderstood: '',
  });
  return {
    ...view,
    isNameless: true,
    claims: [],
    request: { ...request, ask: { ...request.ask, number: { kind: 'not-known' }, parties: { kind: 'not-known' } } },
    agreed: agreed && nameless(agreed),
    candidates: candidates.map(nameless),
  };
}

/** Why what was released is no longer theirs to hear: they left, the role went, or the case became the DPO’s own. */
export async function releaseAccessFault(
  context: Context,
  request: Pick<AccessRequest, 'caseId'>,
  email: Email,
): Promise<Refusal | undefined> {
  const gone = await standingFault(context, email);
  if (gone || request.caseId === null) return gone;
  const caseRecord = await context.cases.find(request.caseId);
  return caseRecord ? mayWorkOn(caseRecord, await knownPersonNow(context, email)) : 'case-not-found';
}

/** The same of a card to be shown: a delegate sees nothing of confidential releases, a director what is put to them. */
export const confidentialFault = (
  { caseRecord }: Pick<RequestView, 'caseRecord'>,
  actor: Parameters<typeof hasRole>[0],
): Refusal | undefined =>
  caseRecord && hasRole(actor, 'dpo-delegate') && !hasRole(actor, 'dpo') ? mayWorkOn(caseRecord, actor) : undefined;
