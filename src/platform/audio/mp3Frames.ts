/** Headers of MPEG audio Layer III frames (ISO/IEC 11172-3 and 13818-3, and the half rates of "MPEG 2.5"). */

export interface FrameHeader {
  /** Bytes of the whole frame, its header included. */
  readonly bytes: number;
  /** Samples of each channel that it decodes to. */
  readonly samples: number;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Bytes between the header and the main data. */
  readonly sideBytes: number;
}

const KBPS_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

const KBPS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

const RATES = [44_100, 48_000, 32_000];

/** By the two version bits: 2.5, reserved, 2, 1. */
const DIVISORS = [4, 0, 2, 1];

/** The header at `at`; undefined when there is none, or one of the "free" bitrate, whose length nothing tells. */
export function frameAt(bytes: Uint8Array, at: number): FrameHeader | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (at + 4 > bytes.length || first !== 0xff || (second & 0xe6) !== 0xe2) return undefined;
  const divisor = DIVISORS[(second >> 3) & 3] ?? 0;
  const rate = RATES[(third >> 2) & 3];
  const isFirst = divisor === 1;
  const kbps = (isFirst ? KBPS_1 : KBPS_2)[third >> 4];
  if (divisor === 0 || rate === undefined || !kbps) return undefined;
  const sampleRate = rate / divisor;
  const channels = fourth >> 6 === 3 ? 1 : 2;
  return {
    bytes: Math.floor(((isFirst ? 144_000 : 72_000) * kbps) / sampleRate) + ((third >> 1) & 1),
    samples: isFirst ? 1_152 : 576,
    sampleRate,
    channels,
    sideBytes: isFirst ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17,
  };
}

/** Bytes of the ID3v2 tag a file begins with; 0 without one (ID3v2.4, section 3.1). */
export function tagBytes(head: Uint8Array): number {
  if (String.fromCharCode(...head.subarray(0, 3)) !== 'ID3' || head.length < 10) return 0;
  const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6, 10);
  const footer = ((head[5] ?? 0) & 0x10) === 0 ? 0 : 10;
  return 10 + ((a & 0x7f) << 21) + ((b & 0x7f) << 14) + ((c & 0x7f) << 7) + (d & 0x7f) + footer;
}

/** No frame is longer (Layer III at 320 kbit/s, 32 kHz, and 8 kHz at 160 kbit/s). */
const MAX_FRAME = 1_441;

/** Frames that must follow one another before bytes count as MP3: any two bytes may look like a header. */
const CHAIN = 3;

/** Bytes that must lie behind a place before it can be judged, unless the file ends. */
export const JUDGED_BY = (CHAIN + 1) * MAX_FRAME;

/** Two headers of one stream. */
export const areOfOneStream = (a: FrameHeader, b: FrameHeader): boolean =>
  a.sampleRate === b.sampleRate && a.samples === b.samples;

/** Tags that stand behind the last frame. */
const TAIL = /^(?:TAG|APETAGEX|LYRICS|ID3)/;

/** Whether `more` frames of one stream stand behind the frame at `at`, or the sound ends before that. */
function isFollowed(bytes: Uint8Array, at: number, header: FrameHeader, more: number): boolean {
  const end = at + header.bytes;
  if (more === 0 || end >= bytes.length) return true;
  const next = frameAt(bytes, end);
  if (next) return areOfOneStream(header, next) && isFollowed(bytes, end, next, more - 1);
  return TAIL.test(Buffer.from(bytes.subarray(end, end + 8)).toString('latin1'));
}

/** Where the first frame at or after `from` begins. Frames like one known already need fewer others behind them. */
export function nextFrame(
  bytes: Uint8Array,
  from: number,
  known?: FrameHeader,
): { readonly at: number; readonly header: FrameHeader } | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const header = frameAt(bytes, at);
    if (!header) continue;
    const more = known && areOfOneStream(known, header) ? 1 : CHAIN - 1;
    if (isFollowed(bytes, at, header, more)) return { at, header };
  }
  return undefined;
}

/** What the frame in front of a stream says of it, when an encoder has put one there. */
export interface StreamNote {
  /** Frames after this one. */
  readonly frames: number;
  /** Samples a decoder leaves out, which the encoder put in front and behind; 0 when it does not say. */
  readonly trimmed: number;
}

/** Samples that every decoder of Layer III is late by. */
const DECODER_DELAY = 529;

/** LAME’s part of the note: delay and padding, 12 bits each, 21 bytes in. What mpg123, gapless, makes of them. */
function trimmedBy(view: DataView, lameAt: number): number {
  if (view.byteLength < lameAt + 24) return 0;
  const encoder = Buffer.from(view.buffer, view.byteOffset + lameAt, 4).toString('latin1');
  if (!/^(?:LAME|Lavf|Lavc)/.test(encoder)) return 0;
  const both = (view.getUint16(lameAt + 21) << 8) | view.getUint8(lameAt + 23);
  return (both >> 12) + DECODER_DELAY + Math.max(0, (both & 0xfff) - DECODER_DELAY);
}

/** `Xing` or `Info` (LAME, most others), or `VBRI` 32 bytes behind the header (Fraunhofer): a table, no sound. */
export function noteIn(bytes: Uint8Array, at: number, header: FrameHeader): StreamNote | undefined {
  const frame = bytes.subarray(at, at + header.bytes);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const idAt = (offset: number): string => String.fromCharCode(...frame.subarray(offset, offset + 4));
  const xing = 4 + header.sideBytes;
  if ((idAt(xing) === 'Xing' || idAt(xing) === 'Info') && frame.length >= xing + 8) {
    const flags = view.getUint32(xing + 4);
    const hasFrames = (flags & 1) !== 0 && frame.length >= xing + 12;
    const lameAt =
      xing + 8 + (flags & 1) * 4 + ((flags >> 1) & 1) * 4 + ((flags >> 2) & 1) * 100 + ((flags >> 3) & 1) * 4;
    return { frames: hasFrames ? view.getUint32(xing + 8) : 0, trimmed: trimmedBy(view, lameAt) };
  }
  return idAt(36) === 'VBRI' ? { frames: 0, trimmed: 0 } : undefined;
}
