import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type ClipRange, RANGE_BYTES } from '../../platform/http/sound.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { Context, Deps } from '../../stores.ts';
import { markPlayed, type Session } from '../listening/openLink.ts';
import type { GrantClip } from '../requests/model/grant.ts';
import { findVisit, type Visited } from './openPage.ts';
import { releaseOf } from './viewRedactionPage.ts';

type PlayForRedactionDeps = Pick<Deps, 'uow' | 'clock' | 'practice' | 'clips'>;

/** `clip` as it was cut; `result` as it may leave the practice. */
export type WhichSound = 'clip' | 'result';

interface SoundAsked {
  readonly visit: Session;
  readonly which: WhichSound;
}

interface FoundSound {
  readonly visited: Visited | undefined;
  readonly sound: Result<GrantClip, Refusal>;
}

async function findSound(context: Context, { visit, which }: SoundAsked): Promise<FoundSound> {
  const visited = await findVisit(context, visit);
  if (!visited.ok) return { visited: undefined, sound: visited };
  const release = await releaseOf(context, visited.value);
  if (!release.ok) return { visited: visited.value, sound: release };
  const { clip, grant } = release.value;
  const sound = which === 'clip' ? clip : grant.redaction?.clip;
  return { visited: visited.value, sound: sound ? ok(sound) : err('not-redacted-yet') };
}

export type SizeOfSound = (asked: SoundAsked) => Promise<Result<number, Refused>>;

/** How many bytes there are to hear, without hearing any: nothing is written down. */
export const createSizeOfSound =
  ({ uow }: PlayForRedactionDeps): SizeOfSound =>
  async (asked) => {
    const { sound } = await uow.read((context) => findSound(context, asked));
    return sound.ok ? ok(sound.value.bytes) : refused(sound.error);
  };

export type PlayForRedaction = (
  act: SoundAsked & {
    readonly offset: number;
    /** Bytes wanted; at most `RANGE_BYTES` are given. */
    readonly length: number;
  },
) => Promise<Result<ClipRange, Refused>>;

/** One range of what is being silenced, if access stands now. The first, each replay and each refusal is audited. */
export const createPlayForRedaction = ({ uow, clips }: PlayForRedactionDeps): PlayForRedaction => {
  return async ({ offset, length, ...asked }) => {
    const found = await uow.read((context) => findSound(context, asked));
    if (!found.sound.ok || offset === 0 || found.visited?.link.playedAt === null)
      await uow.run((context) => recordPlayback(context, asked, { ...found, offset }));
    if (!found.sound.ok) return refused(found.sound.error);
    const { blobName, bytes } = found.sound.value;
    const body = await fromStorage(() => clips.readRange(blobName, offset, Math.min(length, RANGE_BYTES)));
    return body.ok ? ok({ body: body.value, offset, total: bytes }) : refused(body.error);
  };
};

async function recordPlayback(
  context: Context,
  { visit, which }: SoundAsked,
  { visited, sound, offset }: FoundSound & { readonly offset: number },
): Promise<void> {
  const link = await context.links.find('page', visit.linkId);
  if (sound.ok) await markPlayed(context, 'page', visit.linkId);
  // A browser that is not the page's own may be anybody's.
  await context.recordAudit(visited?.person ?? 'unknown', {
    // Not a playback of somebody who asked to hear: the weekly report counts those.
    action: 'redaction.play',
    subject: link?.page.kind === 'redaction' ? link.page.requestId : '-',
    outcome: sound.ok ? 'ok' : sound.error,
    detail: { page: link ? link.id : null, which, offset },
  });
}
