import { OUTSIDE } from '../../kernel/actors.ts';
import { hashPasscode, hashSecret, isSameHash } from '../../kernel/hashing.ts';
import { VersionConflict } from '../../kernel/ports.ts';
import { type Refusal, type Refused, refusal, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Context, Deps } from '../../stores.ts';
import { type ClipPageView, clipPageView } from '../listening/clipPage.ts';
import { beginPlayback, type ExternalLink, entryFault, missed } from '../listening/model/externalLink.ts';
import { countRefusal, endOthers } from '../listening/openLink.ts';
import { postToAll, refreshMessages } from '../messaging/post.ts';
import { oversightAudiences } from '../requests/approverAudiences.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { noteEnd } from './endExternalLinks.ts';
import { readPasscode } from './model/externalLinkForm.ts';

type EnterPasscodeDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

interface LinkWithGrant {
  readonly link: ExternalLink;
  readonly grant: Grant;
  readonly request: AccessRequest;
}

async function findByToken({ links, grants, requests }: Context, token: string): Promise<LinkWithGrant | undefined> {
  const link = await links.findByTokenHash('external', hashSecret(token));
  const grant = link && (await grants.find(link.grantId));
  const request = grant && (await requests.find(grant.requestId));
  return link && grant && request ? { link, grant, request } : undefined;
}

export type ViewExternalLink = (token: string) => Promise<Result<{ readonly practiceName: string }, Refused>>;

/** For whoever looks: a scanner, a preview, the person. Writes nothing, and tells no more than whose practice it is. */
export const createViewExternalLink =
  ({ uow, clock, practice }: EnterPasscodeDeps): ViewExternalLink =>
  async (token) => {
    const found = await uow.read((context) => findByToken(context, token));
    if (!found) return refused('external-link-unknown');
    const fault = entryFault(found.link, found.grant, clock.now());
    return fault ? refused(fault) : ok({ practiceName: practice.name });
  };

export type PasscodeFault =
  /** Not eight digits: nothing has been used up. */
  | { readonly kind: 'malformed'; readonly practiceName: string }
  | { readonly kind: 'wrong'; readonly practiceName: string; readonly triesLeft: number }
  /** So many at once that this one was never judged: nothing has been used up. */
  | { readonly kind: 'crowded'; readonly practiceName: string }
  | { readonly kind: 'refused'; readonly refused: Refused };

export type EnterPasscode = (
  token: string,
  typed: string,
) => Promise<Result<{ readonly view: ClipPageView; readonly browserSecret: string }, PasscodeFault>>;

const refusedVisit = (code: Refusal): { readonly ok: false; readonly error: PasscodeFault } =>
  err({ kind: 'refused', refused: refusal(code) });

/**
 * The right passcode takes one playback, binds it to this browser and ends the one before; a wrong one is counted and written down
 * in the transaction that judges it, so that guesses sent side by side are no more than guesses sent one by
 * one. The fifth locks the link for good.
 */
export const createEnterPasscode = (deps: EnterPasscodeDeps): EnterPasscode => {
  const { uow, practice } = deps;
  return async (token, typed) => {
    const found = await uow.read((context) => findByToken(context, token));
    if (!found) return refusedVisit('external-link-unknown');
    const digits = readPasscode(typed);
    if (digits === undefined) return err({ kind: 'malformed', practiceName: practice.name });
    // What is over is not worth the work of a hash.
    const isOver = entryFault(found.link, found.grant, deps.clock.now()) !== undefined;
    const hash = isOver ? '' : await hashPasscode(digits, found.link.passcode.salt);
    try {
      return await uow.run((context) => judge(context, token, hash));
    } catch (error) {
      if (error instanceof VersionConflict) return err({ kind: 'crowded', practiceName: practice.name });
      throw error;
    }
  };
};

async function judge(context: Context, token: string, hash: string): ReturnType<EnterPasscode> {
  const { now, practice } = context;
  const found = await findByToken(context, token);
  if (!found) return refusedVisit('external-link-unknown');
  const { link, grant, request } = found;
  const fault = entryFault(link, grant, now);
  const isRight = isSameHash(hash, link.passcode.hash);
  const after = fault || isRight ? link : missed(link, now);
  const record = {
    action: 'external-link.passcode',
    subject: request.id,
    outcome: fault ?? (isRight ? 'ok' : 'wrong-passcode'),
    detail: { link: link.id, triesLeft: after.triesLeft },
  };
  if (!fault || (await countRefusal(context, link, record))) await context.recordAudit(OUTSIDE, record);
  if (fault) return refusedVisit(fault);
  if (isRight) return admit(context, found);
  await context.links.save(after);
  if (!after.end) return err({ kind: 'wrong', practiceName: practice.name, triesLeft: after.triesLeft });
  await noteEnd(context, found, link, 'Recording Desk');
  await postToAll(context, request.id, 'link-locked', await oversightAudiences(context, request, []), true);
  await refreshMessages(context, request.caseId, request.id);
  return refusedVisit('external-link-locked');
}

async function admit(context: Context, { link, grant, request }: LinkWithGrant): ReturnType<EnterPasscode> {
  const { ids, practice, now } = context;
  const browserSecret = ids.secret();
  const begun = beginPlayback(
    link,
    grant,
    // It is opened already: no token leads to it.
    { id: ids.unique(), tokenHash: hashSecret(ids.secret()), browserHash: hashSecret(browserSecret) },
    practice.limits,
    now,
  );
  await context.links.save(begun.link);
  await endOthers(context, begun.playback);
  await context.links.insert(begun.playback);
  // How often it has been heard stands on the release's card.
  await refreshMessages(context, request.id);
  return ok({ view: clipPageView(begun.playback, grant, request, practice), browserSecret });
}
