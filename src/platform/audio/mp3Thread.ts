import { parentPort, workerData } from 'node:worker_threads';
import { MPEGDecoder } from 'mpg123-decoder';

/**
 * Decodes MP3 beside the desk’s own thread: an hour takes seconds of arithmetic, and a file made to mislead the decoder
 * may never end, which only a thread that can be stopped survives. Gets pieces of the file in order, as bytes.
 */

/** What the thread is begun with: the frames (samples of each channel) that are wanted, the last one excluded. */
export interface FrameSpan {
  readonly channels: number;
  readonly from: number;
  readonly to: number;
}

/** The answer to each piece. */
export interface DecodedPiece {
  /** 16-bit samples, channels interleaved, as far as they are wanted; often none. */
  readonly pcm: Int16Array<ArrayBuffer>;
  /** True once everything that is wanted has been given. */
  readonly done: boolean;
}

const toPcm16 = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)));

function interleaved(channelData: readonly Float32Array[], channels: number, from: number, to: number) {
  const pcm = new Int16Array(Math.max(0, to - from) * channels);
  for (let channel = 0; channel < channels; channel += 1) {
    const samples = channelData[channel];
    for (let frame = from; frame < to; frame += 1)
      pcm[(frame - from) * channels + channel] = toPcm16(samples?.[frame] ?? 0);
  }
  return pcm;
}

// The decoder complains of broken frames on the terminal; what is wrong with a file is told by its caller.
console.error = () => {};

const { channels, from, to }: FrameSpan = workerData;

const decoder = new MPEGDecoder();

const ready = decoder.ready;

let frame = 0;

parentPort?.on('message', async (bytes: Uint8Array) => {
  await ready;
  const { channelData, samplesDecoded } = decoder.decode(bytes);
  const within = (at: number): number => Math.min(samplesDecoded, Math.max(0, at - frame));
  const pcm = interleaved(channelData, channels, within(from), within(to));
  frame += samplesDecoded;
  parentPort?.postMessage({ pcm, done: frame >= to } satisfies DecodedPiece, [pcm.buffer]);
});
