import { hashSecret } from '../../kernel/hashing.ts';
import type { RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { addMinutes, earlier, type Instant } from '../../kernel/time.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { Deps } from '../../stores.ts';
import type { Actor } from '../people/actor.ts';
import { releaseAccessFault } from '../requests/visibility.ts';
import { type ClipLink, clipFault, mintClipLink } from './model/oneTimeLink.ts';
import { endOthers } from './openLink.ts';

interface MintedLink {
  readonly url: string;
  readonly openBy: Instant;
  /** False when the address is the storage's own, which cannot be used up. */
  readonly oneUse: boolean;
}

export type MintListenLink = (act: {
  readonly requestId: RequestId;
  readonly actor: Actor;
}) => Promise<Result<MintedLink, Refused>>;

/** *Listen* in the chat: one opening of a clip, for the person the chat has just authenticated. It ends those before. */
export const createMintListenLink = (deps: Deps): MintListenLink => {
  const { uow, clock, ids, practice, clips, publicUrl } = deps;
  return async ({ requestId, actor }) => {
    const token = ids.secret();
    const minted = await uow.run(async (context) => {
      const { grants, links, requests } = context;
      const now = clock.now();
      const grant = await grants.findByRequest(requestId);
      const request = grant && (await requests.find(requestId));
      const fault = request && (await releaseAccessFault(context, request, actor.email));
      const made: Result<ClipLink, Refusal> = fault
        ? err(fault)
        : grant
          ? mintClipLink(grant, actor.email, { id: ids.unique(), tokenHash: hashSecret(token) }, practice.limits, now)
          : err('request-not-found');
      const ended = made.ok ? await endOthers(context, made.value) : 0;
      await context.recordAudit(actor, {
        action: 'link.mint',
        // What a click names may be anything; only an id the desk knows is written down.
        subject: grant ? requestId : '-',
        outcome: outcomeOf(made),
        detail: { direct: publicUrl === null, link: made.ok ? made.value.id : null, ended },
      });
      if (!made.ok || !grant) return err(made.ok ? ('request-not-found' as const) : made.error);
      await links.insert(made.value);
      return ok({ link: made.value, grant });
    });
    if (!minted.ok) return refused(minted.error);
    const { link, grant } = minted.value;
    if (publicUrl !== null) return ok({ url: `${publicUrl}/listen/${token}`, openBy: link.openBy, oneUse: true });
    if (!grant.clip || clipFault(grant, clock.now())) return refused('clip-not-ready');
    const until = earlier(addMinutes(clock.now(), practice.limits.listenLinkMinutes), grant.until);
    const { blobName } = grant.clip;
    const url = await fromStorage(() => clips.directLink(blobName, until));
    return url.ok ? ok({ url: url.value, openBy: until, oneUse: false }) : refused(url.error);
  };
};
