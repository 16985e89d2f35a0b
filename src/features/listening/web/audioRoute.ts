import { refusedPage } from '../../../platform/http/refusalResponse.ts';
import type { Answer } from '../../../platform/http/response.ts';
import { describeSound, hearSound, RANGE_BYTES, type Sound } from '../../../platform/http/sound.ts';
import type { HearClip, ViewHearing } from '../hearClip.ts';
import type { Session } from '../openLink.ts';

export interface AudioDeps {
  /** The practice's zone. */
  readonly zone: string;
  readonly viewHearing: ViewHearing;
  readonly hearClip: HearClip;
}

export interface AudioDoor {
  /** The sound, or the range of it that was asked for. */
  readonly hear: (hearing: Session, range: string | undefined) => Promise<Answer>;
  /** What `hear` would answer, without hearing anything: nothing is written down. */
  readonly describe: (hearing: Session) => Promise<Answer>;
  /** The whole clip as a file. */
  readonly copy: (hearing: Session) => Promise<Answer>;
}

/** The sound of an opened link. */
export function createAudioDoor({ viewHearing, hearClip, zone }: AudioDeps): AudioDoor {
  const soundOf = (hearing: Session): Sound => ({
    size: async () => {
      const seen = await viewHearing(hearing);
      return seen.ok ? { ok: true, value: seen.value.bytes } : seen;
    },
    piece: (offset, length) => hearClip({ hearing, offset, length, copy: false }),
  });
  return {
    describe: (hearing) => describeSound(soundOf(hearing), zone),
    hear: (hearing, asked) => hearSound(soundOf(hearing), asked, zone),
    copy: async (hearing) => {
      const seen = await viewHearing(hearing);
      const whole = await hearClip({ hearing, offset: 0, length: RANGE_BYTES, copy: true });
      if (!whole.ok) return refusedPage(whole.error, zone);
      const name = seen.ok ? seen.value.requestId.replace(/[^A-Za-z0-9-]/g, '') : 'recording';
      return {
        status: 200,
        headers: { 'content-type': 'audio/wav', 'content-disposition': `attachment; filename="${name}.wav"` },
        body: whole.value.body,
      };
    },
  };
}
