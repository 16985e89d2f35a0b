import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerClient } from '@azure/storage-blob';
import { addMinutes, dateIn, epochMs, type Instant, instantsOfLocal, nextDate } from '../../kernel/time.ts';

interface SampleCall {
  /** The audio, in the folder of the samples. */
  readonly file: string;
  /** Its name in storage, where the same audio stands for several calls. */
  readonly storedAs?: string;
  readonly daysAgo?: number;
  readonly time?: string;
  readonly minutesAgo?: number;
  readonly extension: string;
  readonly number: string;
  readonly direction: string;
  readonly parties: string;
  readonly durationMs: number;
}

export interface StoredSample {
  readonly name: string;
  readonly startedAt: Instant;
  readonly durationMs: number;
}

/** What is told of each call, and those whose thirty days are nearly over. */
const LISTS = ['calls.json', 'older.json'];

/** Mrs Alder rings again. */
const CALLS_AGAIN: Omit<SampleCall, 'storedAs'> = {
  file: 'bill-complaint.wav',
  minutesAgo: 3,
  extension: '204',
  number: '01632 960123',
  direction: 'inbound',
  parties: 'Rita Moss; Mrs Alder',
  durationMs: 33_454,
};

/** When a sample call took place, told from today. */
function startOf(call: SampleCall, now: Instant, zone: string): Instant {
  if (call.minutesAgo !== undefined) return addMinutes(now, -call.minutesAgo);
  const date = nextDate(dateIn(now, zone), -(call.daysAgo ?? 1));
  return instantsOfLocal(date, call.time ?? '12:00', zone)[0] ?? now;
}

/** Stores the sample calls. */
export async function storeSampleCalls(
  recordings: ContainerClient,
  folder: string,
  now: Instant,
  zone: string,
): Promise<void> {
  for (const list of LISTS) {
    const calls = JSON.parse(readFileSync(join(folder, list), 'utf8')) as readonly SampleCall[];
    for (const call of calls) await storeCall(recordings, folder, call, startOf(call, now, zone));
  }
}

/** Stores a call on extension 204 that began three minutes ago. */
export const storeFreshCall = (
  recordings: ContainerClient,
  folder: string,
  now: Instant,
  zone: string,
): Promise<StoredSample> =>
  storeCall(
    recordings,
    folder,
    { ...CALLS_AGAIN, storedAs: `call-${epochMs(now)}.wav` },
    startOf(CALLS_AGAIN, now, zone),
  );

/** As a phone system would: path by date, metadata beside the audio. */
async function storeCall(
  recordings: ContainerClient,
  folder: string,
  call: SampleCall,
  startedAt: Instant,
): Promise<StoredSample> {
  const name = `${startedAt.slice(0, 10).replaceAll('-', '/')}/${call.storedAs ?? call.file}`;
  const audio = readFileSync(join(folder, call.file));
  await recordings
    .getBlockBlobClient(name)
    .upload(audio, audio.length, {
      metadata: {
        start: startedAt,
        extension: call.extension,
        number: call.number,
        direction: call.direction,
        duration: String(call.durationMs / 1000),
        parties: call.parties,
      },
      blobHTTPHeaders: { blobContentType: 'audio/wav' },
    });
  return { name, startedAt, durationMs: call.durationMs };
}
