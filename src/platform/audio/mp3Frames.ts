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

/**
 * The header at `at`; undefined when there is none, or one of the "free" bitrate, whose length nothing tells.
 */
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

/** Two headers of one stream. */
const areOfOneStream = (a: FrameHeader, b: FrameHeader): boolean =>
  a.sampleRate === b.sampleRate && a.samples === b.samples;

/**
 * Where the first frame at or after `from` begins. Any bytes may look like a header, so the frame after it
 * must be there as well, unless the bytes end with it.
 */
export function nextFrame(
  bytes: Uint8Array,
  from: number,
): { readonly at: number; readonly header: FrameHeader } | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const header = frameAt(bytes, at);
    if (!header) continue;
    const end = at + header.bytes;
    const follower = frameAt(bytes, end);
    if (end === bytes.length || (follower && areOfOneStream(header, follower))) return { at, header };
  }
  return undefined;
}

/** What the frame in front of a stream says of it, when an encoder has put one there. */
export interface StreamNote {
  /** Frames after this one. */
  readonly frames: number;
  /** Bytes of the stream; null when it does not say. */
  readonly bytes: number | null;
  /** Samples a decoder leaves out, which the encoder put in front and behind. */
  readonly trimmed: number;
}

/** Samples that every decoder of Layer III is late by. */
const DECODER_DELAY = 529;

/**
 * LAME’s part of the note: delay and padding, 12 bits each, 21 bytes into it. What the decoder (mpg123,
 * gapless) makes of them; it leaves out its own delay too where the note has no such part.
 */
function trimmedBy(view: DataView, lameAt: number): number {
  if (view.byteLength < lameAt + 24) return 0;
  const both = (view.getUint16(lameAt + 21) << 8) | view.getUint8(lameAt + 23);
  return (both >> 12) + DECODER_DELAY + Math.max(0, (both & 0xfff) - DECODER_DELAY);
}

/**
 * `Xing` or `Info` behind the side information (LAME and most others), or `VBRI` 32 bytes behind the header
 * (Fraunhofer).
 */
export function noteIn(bytes: Uint8Array, at: number, header: FrameHeader): StreamNote | undefined {
  const frame = bytes.subarray(at, at + header.bytes);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const idAt = (offset: number): string => String.fromCharCode(...frame.subarray(offset, offset + 4));
  const xing = 4 + header.sideBytes;
  if ((idAt(xing) === 'Xing' || idAt(xing) === 'Info') && frame.length >= xing + 16) {
    const flags = view.getUint32(xing + 4);
    if ((flags & 1) === 0) return undefined;
    const lameAt = xing + 12 + ((flags >> 1) & 1) * 4 + ((flags >> 2) & 1) * 100 + ((flags >> 3) & 1) * 4;
    return {
      frames: view.getUint32(xing + 8),
      bytes: (flags & 2) === 0 ? null : view.getUint32(xing + 12),
      trimmed: trimmedBy(view, lameAt),
    };
  }
  if (idAt(36) === 'VBRI' && frame.length >= 54)
    return { frames: view.getUint32(50), bytes: view.getUint32(46), trimmed: 0 };
  return undefined;
}
