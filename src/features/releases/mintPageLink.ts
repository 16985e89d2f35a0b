import { hashSecret } from '../../kernel/hashing.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import { type LinkIds, mintPageLink, type Page, type PageLink } from '../listening/model/oneTimeLink.ts';
import { endOthers } from '../listening/openLink.ts';
import type { Actor } from '../people/actor.ts';
import { personNow } from '../people/currentDirectory.ts';
import { findHearing, writtenId } from '../requests/hearFirst.ts';
import { findRelease } from './caseRelease.ts';

type MintPageLinkDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'publicUrl'>;

interface PageLinkInput {
  readonly actor: Actor;
  readonly page: Page;
}

export type MintPageLink = (
  act: PageLinkInput,
) => Promise<Result<{ readonly url: string; readonly openBy: Instant }, Refused>>;

/** One opening of a page of the desk's own, for the person whom the chat has just authenticated. */
export const createMintPageLink = (deps: MintPageLinkDeps): MintPageLink => {
  const { uow, ids, publicUrl } = deps;
  return async (act) => {
    const token = ids.secret();
    const minted = await uow.run(async (context) => {
      const made = await mint(context, deps, act, { id: ids.unique(), tokenHash: hashSecret(token) });
      const ended = made.ok ? await endOthers(context, made.value) : 0;
      await context.recordAudit(act.actor, {
        action: act.page.kind === 'hearing' ? 'request.hear-first' : 'page.mint',
        // What a click names may be anything; only what has been looked up is written down.
        subject: made.ok && act.page.kind !== 'documents' ? act.page.requestId : '-',
        outcome: outcomeOf(made),
        detail: { ...detailOf(act.page), link: made.ok ? made.value.id : null, ended },
      });
      if (made.ok) await context.links.insert(made.value);
      return made;
    });
    if (!minted.ok) return refused(minted.error);
    return ok({ url: `${publicUrl}/page/${token}`, openBy: minted.value.openBy });
  };
};

/** What the audit calls a page, and which recording is heard on it. */
export const detailOf = (page: Page) => ({
  page: page.kind === 'documents' ? page.documents : page.kind,
  ...(page.kind === 'hearing' ? { recording: writtenId(page.recordingId) } : {}),
});

async function mint(
  context: Context,
  { publicUrl }: MintPageLinkDeps,
  { page, actor }: PageLinkInput,
  ids: LinkIds,
): Promise<Result<PageLink, Refusal>> {
  const person = await personNow(context, actor);
  const made = mintPageLink(page, person, ids, context.practice.limits, context.now);
  if (!made.ok) return made;
  if (publicUrl === null) return err('no-public-address');
  if (page.kind === 'documents') return made;
  const result =
    page.kind === 'hearing'
      ? await findHearing(context, { ...page, actor })
      : (await findRelease(context, { requestId: page.requestId, actor })).result;
  return result.ok ? made : result;
}
