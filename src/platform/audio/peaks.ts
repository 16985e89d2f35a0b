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
