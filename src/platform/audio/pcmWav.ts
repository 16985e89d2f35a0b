const SLICES = 600;

const FULL_SCALE = 32_768;

/**
 * The loudest sample of each of about 600 equal slices over all channels, 0 to 1, to three decimals: enough to draw a
 * waveform. `pcm` is little-endian 16-bit samples, channels interleaved. Shorter audio gives one value a frame.
 */
export function peaksOf(pcm: Uint8Array, channels: number): number[] {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const frames = Math.floor(pcm.length / (2 * channels));
  const slices = Math.min(SLICES, frames);
  return Array.from({ length: slices }, (_, slice) => {
    const from = Math.floor((slice * frames) / slices) * channels;
    const to = Math.floor(((slice + 1) * frames) / slices) * channels;
    let loudest = 0;
    for (let sample = from; sample < to; sample += 1)
      loudest = Math.max(loudest, Math.abs(view.getInt16(sample * 2, true)));
    return Math.round((loudest / FULL_SCALE) * 1000) / 1000;
  });
}

/** Bytes before the first sample of a canonical PCM WAV. */
export const PCM_HEADER_BYTES = 44;

const writeId = (into: Uint8Array, at: number, id: string): void => {
  for (let i = 0; i < 4; i += 1) into[at + i] = id.charCodeAt(i);
};

/** Fills the first 44 bytes of `wav` with the header of 16-bit PCM that takes up the rest of it. */
export function writePcm16Header(wav: Uint8Array, channels: number, sampleRate: number): void {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  writeId(wav, 0, 'RIFF');
  view.setUint32(4, wav.length - 8, true);
  writeId(wav, 8, 'WAVE');
  writeId(wav, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  writeId(wav, 36, 'data');
  view.setUint32(40, wav.length - PCM_HEADER_BYTES, true);
}
