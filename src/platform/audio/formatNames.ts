/** Names people know for formats the desk does not cut, so that a refusal can say what it found. */

/** WAVE format tags, from the registry in RFC 2361 and mmreg.h. */
const TAGS: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  3: 'IEEE float',
  16: 'OKI ADPCM',
  17: 'IMA ADPCM',
  22: 'G.723 ADPCM',
  34: 'TrueSpeech',
  49: 'GSM 6.10',
  64: 'G.721 ADPCM',
  66: 'G.723.1',
  69: 'G.726 ADPCM',
  80: 'MPEG audio',
  85: 'MP3',
  100: 'G.726 ADPCM',
  101: 'G.722 ADPCM',
  131: 'G.729',
  255: 'AAC',
  353: 'Windows Media Audio',
  655: 'G.722',
  26447: 'Ogg Vorbis',
  28751: 'Opus',
  41222: 'AAC',
};

/** The name of a WAVE format tag, or its number when nobody named it. */
export const nameOfTag = (tag: number): string => TAGS[tag] ?? `WAV format 0x${tag.toString(16).padStart(4, '0')}`;

const SIGNATURES: readonly (readonly [offset: number, text: string, name: string])[] = [
  [0, 'ID3', 'MP3'],
  [0, 'OggS', 'Ogg'],
  [0, 'fLaC', 'FLAC'],
  [0, '#!AMR', 'AMR'],
  [0, '#!SILK', 'SILK'],
  [0, '.snd', 'Sun audio (.au)'],
  [0, 'FORM', 'AIFF'],
  [4, 'ftyp', 'MPEG-4 audio (M4A)'],
  [0, 'RIFX', 'big-endian WAV (RIFX)'],
  [0, 'RF64', 'WAV over 4 GB (RF64)'],
  [0, 'BW64', 'WAV over 4 GB (BW64)'],
  [0, 'caff', 'Apple Core Audio'],
  [0, 'ADIF', 'AAC'],
  [0, '\u001aE\u00df\u00a3', 'WebM or Matroska'],
  [0, '0&\u00b2u', 'Windows Media Audio'],
];

/** Two-byte frame headers: eleven set bits, then version and layer (ISO/IEC 11172-3, 13818-7). */
function nameOfMpegFrame(first: number, second: number): string | undefined {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return 'AAC';
  const layer = (second & 0x06) >> 1;
  return layer === 1 ? 'MP3' : layer === 0 ? undefined : 'MPEG audio';
}

/**
 * Names a file that is not a RIFF WAV from its first bytes; `unknown` when nothing fits. A raw GSM frame
 * starts with the nibble 0xD, which is weak evidence, so it is tried last and over two frames of 33 bytes.
 */
export function nameOfBytes(head: Uint8Array): string {
  const text = String.fromCharCode(...head.subarray(0, 16));
  const signature = SIGNATURES.find(([offset, sign]) => text.startsWith(sign, offset));
  if (signature) return signature[2];
  const mpeg = nameOfMpegFrame(head[0] ?? 0, head[1] ?? 0);
  if (mpeg) return mpeg;
  const looksGsm = head.length > 66 && [0, 33, 66].every((at) => (head[at] ?? 0) >> 4 === 0xd);
  return looksGsm ? 'GSM 6.10' : 'unknown';
}
