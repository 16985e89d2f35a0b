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
