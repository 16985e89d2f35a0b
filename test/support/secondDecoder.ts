import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

interface Decoded {
  readonly durationMs: number;
  /** 16-bit samples, channels in turn. */
  readonly samples: Int16Array;
}

export interface SecondDecoder {
  /** Decodes a whole file at its own rate. */
  decode(file: Uint8Array, sampleRate: number): Promise<Decoded>;
  close(): Promise<void>;
}

/** What of the page's own API is used here. */
declare const OfflineAudioContext: new (
  channels: number,
  length: number,
  sampleRate: number,
) => {
  decodeAudioData(
    bytes: ArrayBuffer,
  ): Promise<{
    readonly length: number;
    readonly numberOfChannels: number;
    getChannelData(channel: number): Float32Array;
  }>;
};

/** Runs in the page. */
async function decodeInPage([base64, sampleRate]: readonly [string, number]): Promise<{ length: number; pcm: string }> {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const audio = await context.decodeAudioData(bytes.buffer);
  const channels = Array.from({ length: audio.numberOfChannels }, (_, at) => audio.getChannelData(at));
  const pcm = new Int16Array(audio.length * channels.length);
  for (let at = 0; at < pcm.length; at += 1) {
    const value = channels[at % channels.length]?.[Math.floor(at / channels.length)] ?? 0;
    pcm[at] = Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)));
  }
  let text = '';
  const raw = new Uint8Array(pcm.buffer);
  for (let at = 0; at < raw.length; at += 8_192) text += String.fromCharCode(...raw.subarray(at, at + 8_192));
  return { length: audio.length, pcm: btoa(text) };
}

/** Chromium's own decoder (FFmpeg's, nothing of the desk's), for the length and samples of a file. */
export async function startSecondDecoder(): Promise<SecondDecoder> {
  const browser: Browser = await launchBrowser();
  const page: Page = await browser.newPage();
  return {
    async decode(file, sampleRate) {
      const asked = [Buffer.from(file).toString('base64'), sampleRate] as const;
      const { length, pcm } = await page.evaluate(decodeInPage, asked);
      const bytes = Uint8Array.from(Buffer.from(pcm, 'base64'));
      return { durationMs: (length * 1_000) / sampleRate, samples: new Int16Array(bytes.buffer) };
    },
    close: () => browser.close(),
  };
}
