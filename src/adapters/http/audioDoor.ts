import {
  type ClipRange,
  type HearClip,
  type Hearing,
  RANGE_BYTES,
  type ViewHearing,
} from '../../usecases/hearClip.ts';
import type { Answer, Headers } from './answer.ts';
import { type ByteRange, rangeAsked } from './byteRange.ts';
import { refusedPage, refusedText } from './refusalAnswer.ts';

export interface AudioDeps {
  /** The practice's zone. */
  readonly zone: string;
  readonly viewHearing: ViewHearing;
  readonly hearClip: HearClip;
}

export interface AudioDoor {
  /** The sound, or the range of it that was asked for. */
  readonly hear: (hearing: Hearing, range: string | undefined) => Promise<Answer>;
  /** What `hear` would answer, without hearing anything: nothing is written down. */
  readonly describe: (hearing: Hearing) => Promise<Answer>;
  /** The whole clip as a file. */
  readonly copy: (hearing: Hearing) => Promise<Answer>;
}

const AUDIO: Headers = {
  'content-type': 'audio/wav',
  'accept-ranges': 'bytes',
  // A proxy that gathered the answer would take more of it than is being heard.
  'x-accel-buffering': 'no',
};

/**
 * A range is answered to its end, but read in pieces of `RANGE_BYTES`, and access is asked for again before each: revoked in between, the
 * answer breaks off and the browser's next range is refused. Simply giving less than was asked for would not do: Chromium asks for the
 * rest, but Firefox takes the end of the first answer for the end of the recording.
 */
export const createAudioDoor = ({ viewHearing, hearClip, zone }: AudioDeps): AudioDoor => ({
  describe: async (hearing) => {
    const seen = await viewHearing(hearing);
    if (!seen.ok) return refusedText(seen.error, zone);
    return { status: 200, headers: { ...AUDIO, 'content-length': String(seen.value.bytes) }, body: '' };
  },

  hear: async (hearing, asked) => {
    const seen = await viewHearing(hearing);
    const total = seen.ok ? seen.value.bytes : RANGE_BYTES;
    const range = rangeAsked(asked, total);
    if (seen.ok && !range) return unsatisfiable(total);
    // Asked for even when it is refused already: an attempt is written down whatever its outcome.
    const { offset, length } = range ?? { offset: 0, length: RANGE_BYTES };
    const first = await hearClip({ hearing, offset, length, copy: false });
    if (!first.ok) return refusedText(first.error, zone);
    return {
      status: 206,
      headers: { ...AUDIO, 'content-range': `bytes ${offset}-${offset + length - 1}/${total}` },
      body: { length, pieces: () => piecesFrom(hearClip, hearing, first.value, { offset, length }) },
    };
  },

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
});

const unsatisfiable = (total: number): Answer => ({
  status: 416,
  headers: { ...AUDIO, 'content-type': 'text/plain; charset=utf-8', 'content-range': `bytes */${total}` },
  body: '',
});

/** The rest of a range after its first piece; ends early when access does, or when storage does not answer. */
async function* piecesFrom(
  hearClip: HearClip,
  hearing: Hearing,
  first: ClipRange,
  { offset, length }: ByteRange,
): AsyncIterable<Uint8Array> {
  const end = offset + length;
  let at = offset;
  for (let { body } = first; body.length > 0; ) {
    yield body;
    at += body.length;
    if (at >= end) return;
    const next = await hearClip({ hearing, offset: at, length: end - at, copy: false });
    if (!next.ok) return;
    body = next.value.body;
  }
}
