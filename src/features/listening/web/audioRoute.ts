import { refusedPage } from '../../../platform/http/refusalResponse.ts';
import type { Answer } from '../../../platform/http/response.ts';
import { describeSound, playSound, RANGE_BYTES, type Sound } from '../../../platform/http/sound.ts';
import type { Session } from '../openLink.ts';
import type { PlayClip, ViewPlayback } from '../playClip.ts';

export interface AudioDeps {
  /** The practice's zone. */
  readonly zone: string;
  readonly viewPlayback: ViewPlayback;
  readonly playClip: PlayClip;
}

export interface AudioRoute {
  /** The sound, or the range of it that was asked for. */
  readonly hear: (playback: Session, range: string | undefined) => Promise<Answer>;
  /** What `hear` would answer, without hearing anything: nothing is written down. */
  readonly describe: (playback: Session) => Promise<Answer>;
  /** The whole clip as a file. */
  readonly copy: (playback: Session) => Promise<Answer>;
}

/** The sound of an opened link. */
export function createAudioRoute({ viewPlayback, playClip, zone }: AudioDeps): AudioRoute {
  const soundOf = (playback: Session): Sound => ({
    size: async () => {
      const seen = await viewPlayback(playback);
      return seen.ok ? { ok: true, value: seen.value.bytes } : seen;
    },
    piece: (offset, length) => playClip({ playback, offset, length, copy: false }),
  });
  return {
    describe: (playback) => describeSound(soundOf(playback), zone),
    hear: (playback, asked) => playSound(soundOf(playback), asked, zone),
    copy: async (playback) => {
      const seen = await viewPlayback(playback);
      const whole = await playClip({ playback, offset: 0, length: RANGE_BYTES, copy: true });
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
