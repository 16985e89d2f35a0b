import type { Grant } from '../domain/release/grant.ts';
import { hearingFault, type ListenLink } from '../domain/release/listenLink.ts';
import type { Refusal } from '../domain/request/refusal.ts';
import type { AccessRequest } from '../domain/request/request.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { BlobMissing, StorageUnavailable } from './audioPorts.ts';
import { type ClipPageView, clipPageView } from './clipPage.ts';
import type { Deps } from './deps.ts';
import { actorId } from './linkLimits.ts';
import type { Stores } from './ports.ts';
import { type Refused, refused } from './refused.ts';
import { hashSecret } from './secretHash.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'practice' | 'clips'>;

/** One browser's opened link. */
export interface Hearing {
  readonly linkId: string;
  readonly browserSecret: string;
}

interface Found {
  readonly link: ListenLink;
  readonly grant: Grant;
  readonly request: AccessRequest;
  readonly fault: Refusal | undefined;
}

async function findHearing(
  { links, grants, requests }: Stores,
  hearing: Hearing,
  now: Parameters<typeof hearingFault>[3],
): Promise<Result<Found, Refusal>> {
  const link = await links.find(hearing.linkId);
  const grant = link && (await grants.find(link.grantId));
  const request = grant && (await requests.find(grant.requestId));
  if (!link || !grant || !request) return err('link-unknown');
  return ok({
    link,
    grant,
    request,
    fault: hearingFault(link, grant, hashSecret(hearing.browserSecret), now),
  });
}

export type ViewHearing = (hearing: Hearing) => Promise<Result<ClipPageView, Refused>>;

/** The player's page, and its question whether it may go on. */
export const createViewHearing =
  ({ uow, clock, practice }: Part): ViewHearing =>
  async (hearing) => {
    const found = await uow.read((stores) => findHearing(stores, hearing, clock.now()));
    if (!found.ok) return refused(found.error);
    const { link, grant, request, fault } = found.value;
    return fault ? refused(fault) : ok(clipPageView(link, grant, request, practice));
  };

export interface ClipRange {
  readonly body: Uint8Array;
  readonly offset: number;
  readonly total: number;
}

/** Longest piece of audio given at once: about sixteen seconds. Access is asked for again before the next, so that a revoked one falls silent soon. */
export const RANGE_BYTES = 256 * 1024;

export type HearClip = (act: {
  readonly hearing: Hearing;
  readonly offset: number;
  /** Bytes wanted; at most `RANGE_BYTES` are given. */
  readonly length: number;
  /** True when the person saves a copy rather than listens: the whole clip at once, if the grant allows. */
  readonly copy: boolean;
}) => Promise<Result<ClipRange, Refused>>;

/** One range of a clip, if access stands at this moment. The first range of an opening, each replay and each copy is audited. */
export const createHearClip = (deps: Part): HearClip => {
  const { uow, clock, clips } = deps;
  return async ({ hearing, offset, length, copy }) => {
    const found = await uow.read((stores) => findHearing(stores, hearing, clock.now()));
    if (!found.ok) return refused(found.error);
    const { link, grant, request } = found.value;
    const fault = found.value.fault ?? (copy && grant.terms.mode !== 'copy' ? 'copy-not-agreed' : undefined);
    const starts = offset === 0 || copy;
    if (fault || starts || link.heardAt === null) {
      await uow.run(async ({ audit, links, people }) => {
        const now = clock.now();
        const fresh = await links.find(link.id);
        if (!fault && fresh && fresh.heardAt === null) await links.save({ ...fresh, heardAt: now });
        await audit.append({
          at: now,
          // Another browser, or one that opened nothing, may be anybody's: who it is cannot be said.
          actor:
            fault === 'other-browser' || fault === 'link-unknown'
              ? 'unknown'
              : await actorId(people, { email: link.mintedFor }),
          action: copy ? 'clip.copy' : 'clip.hear',
          subject: request.id,
          outcome: fault ?? 'ok',
          detail: { link: link.id, offset },
        });
      });
    }
    if (fault || !grant.clip) return refused(fault ?? 'clip-not-ready');
    const wanted = copy ? grant.clip.bytes : Math.min(length, RANGE_BYTES);
    try {
      const body = await clips.readRange(grant.clip.blobName, offset, wanted);
      return ok({ body, offset, total: grant.clip.bytes });
    } catch (error) {
      if (error instanceof BlobMissing) return refused('access-ended');
      if (error instanceof StorageUnavailable) return refused('storage-unavailable');
      throw error;
    }
  };
};
