import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type ClipRange, RANGE_BYTES, type Sound } from '../../platform/http/sound.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { Deps } from '../../stores.ts';
import { createHearings } from '../listening/hearings.ts';
import type { Session } from '../listening/openLink.ts';
import type { GrantClip } from '../requests/model/grant.ts';
import { aboutPage, findVisit, recordPageRefusal, type VisitDeps, type Visited } from './openPage.ts';
import { releaseOf } from './viewRedactionPage.ts';

type PlayForRedactionDeps = VisitDeps & Pick<Deps, 'clips'>;

/** `clip` as it was cut; `result` as it may leave the practice. */
export type WhichSound = 'clip' | 'result';

interface SoundAsked {
  readonly visit: Session;
  readonly which: WhichSound;
}

interface FoundSound extends Visited {
  readonly sound: GrantClip;
}

async function findSound(deps: VisitDeps, { visit, which }: SoundAsked): Promise<Result<FoundSound, Refusal>> {
  const visited = await findVisit(deps, visit);
  if (!visited.ok) return visited;
  const release = await deps.uow.read((context) => releaseOf(context, visited.value));
  if (!release.ok) return release;
  const { clip, grant } = release.value;
  const sound = which === 'clip' ? clip : grant.redaction?.clip;
  return sound ? ok({ ...visited.value, sound }) : err('not-redacted-yet');
}

export type SizeOfSound = (asked: SoundAsked) => ReturnType<Sound['size']>;

/** How much there is to hear, without hearing any: nothing is written down. */
export const createSizeOfSound =
  (deps: VisitDeps): SizeOfSound =>
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

/** One piece of what is being silenced, if access stands now. Each hearing and each refusal is audited. */
export const createPlayForRedaction = (deps: PlayForRedactionDeps): PlayForRedaction => {
  const hear = createHearings();
  return async ({ offset, length, ...asked }) => {
    const { visit, which } = asked;
    // Not a playback of somebody who asked to hear: the weekly report counts those.
    const action = 'redaction.play';
    const found = await findSound(deps, asked);
    if (!found.ok) {
      await recordPageRefusal(deps, visit, { action, outcome: found.error, detail: { which, offset } });
      return refused(found.error);
    }
    const { link, person, sound } = found.value;
    const piece = { offset, length: Math.min(length, RANGE_BYTES), total: sound.bytes };
    await hear(`${link.id} ${which}`, piece, () =>
      deps.uow.run(({ recordAudit }) =>
        recordAudit(person, { ...aboutPage(link, action, { which, offset }), outcome: 'ok' }),
      ),
    );
    const body = await fromStorage(() => deps.clips.readRange(sound.blobName, offset, piece.length));
    return body.ok ? ok({ body: body.value, offset, total: sound.bytes }) : refused(body.error);
  };
};
