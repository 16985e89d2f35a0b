import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type ClipRange, RANGE_BYTES, type Sound } from '../../platform/http/sound.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { Deps } from '../../stores.ts';
import { createHearings } from '../listening/hearings.ts';
import type { Session } from '../listening/openLink.ts';
import type { WholeSound } from '../listening/wholeSound.ts';
import type { GrantClip } from '../requests/model/grant.ts';
import { aboutPage, findVisit, recordPageRefusal, type VisitDeps, type Visited } from './openPage.ts';
import { releaseOf } from './viewRedactionPage.ts';

type PlayForRedactionDeps = VisitDeps & Pick<Deps, 'clips'> & { readonly wholeSound: WholeSound };

/** `clip` as it was cut; `result` as it may leave the practice; `call` the whole recording, before it is decided. */
export type WhichSound = 'clip' | 'result' | 'call';

interface SoundAsked {
  readonly visit: Session;
  readonly which: WhichSound;
}

interface FoundSound extends Visited {
  readonly sound: Pick<GrantClip, 'bytes' | 'durationMs'>;
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

async function findSound(
  deps: PlayForRedactionDeps,
  { visit, which }: SoundAsked,
): Promise<Result<FoundSound, Refusal>> {
  const visited = await findVisit(deps, visit);
  if (!visited.ok) return visited;
  if (which === 'call') {
    if (!visited.value.hearing) return err('link-unknown');
    const whole = await deps.wholeSound(visited.value.hearing);
    if (!whole.ok) return whole;
    const { wav, durationMs } = whole.value;
    const read = async (offset: number, length: number) => wav.subarray(offset, offset + length);
    return ok({ ...visited.value, sound: { bytes: wav.length, durationMs }, read });
  }
  const release = await deps.uow.read((context) => releaseOf(context, visited.value));
  if (!release.ok) return release;
  const { clip, grant } = release.value;
  const sound = which === 'clip' ? clip : grant.redaction?.clip;
  if (!sound) return err('not-redacted-yet');
  const read = (offset: number, length: number) => deps.clips.readRange(sound.blobName, offset, length);
  return ok({ ...visited.value, sound, read });
}

export type SizeOfSound = (asked: SoundAsked) => ReturnType<Sound['size']>;

/** How much there is to hear, without hearing any: nothing is written down. */
export const createSizeOfSound =
  (deps: PlayForRedactionDeps): SizeOfSound =>
  async (asked) => {
    const found = await findSound(deps, asked);
    return found.ok ? ok(found.value.sound) : refused(found.error);
  };

export type PlayForRedaction = (
  act: SoundAsked & {
    readonly offset: number;
    /** Bytes wanted; at most `RANGE_BYTES` are given. */
    readonly length: number;
  },
) => Promise<Result<ClipRange, Refused>>;

/** One piece of what is being silenced, or heard before deciding, if access stands now. Each hearing and each refusal is audited. */
export const createPlayForRedaction = (deps: PlayForRedactionDeps): PlayForRedaction => {
  const hear = createHearings();
  return async ({ offset, length, ...asked }) => {
    const { visit, which } = asked;
    // Not a playback of somebody who was allowed to hear: the weekly report counts each by its own name.
    const action = which === 'call' ? 'hearing.play' : 'redaction.play';
    const found = await findSound(deps, asked);
    if (!found.ok) {
      await recordPageRefusal(deps, visit, { action, outcome: found.error, detail: { which, offset } });
      return refused(found.error);
    }
    const { link, person, sound, read } = found.value;
    const piece = { offset, length: Math.min(length, RANGE_BYTES), total: sound.bytes };
    await hear(`${link.id} ${which}`, piece, () =>
      deps.uow.run(({ recordAudit }) => recordAudit(person, { ...aboutPage(link, action, { which, offset }) })),
    );
    const body = await fromStorage(() => read(offset, piece.length));
    return body.ok ? ok({ body: body.value, offset, total: sound.bytes }) : refused(body.error);
  };
};
