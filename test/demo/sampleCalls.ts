import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerClient } from '@azure/storage-blob';
import { addMinutes, dateIn, epochMs, type Instant, instantsOfLocal, nextDate } from '../../src/kernel/time.ts';

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

/** Where the samples are, where they go, and the moment from which they are told. */
interface Samples {
  readonly recordings: ContainerClient;
  readonly folder: string;
  readonly now: Instant;
  readonly zone: string;
}

/** Stores the sample calls. */
export async function storeSampleCalls(samples: Samples): Promise<void> {
  for (const list of LISTS)
    for (const call of JSON.parse(readFileSync(join(samples.folder, list), 'utf8')) as readonly SampleCall[])
      await storeCall(samples, call);
}

/** Stores a call on extension 204 that began three minutes ago. */
export const storeFreshCall = (samples: Samples): Promise<StoredSample> =>
  storeCall(samples, { ...CALLS_AGAIN, storedAs: `call-${epochMs(samples.now)}.wav` });

/** When a sample call took place, told from today. */
function startOf(call: SampleCall, { now, zone }: Samples): Instant {
  if (call.minutesAgo !== undefined) return addMinutes(now, -call.minutesAgo);
  const date = nextDate(dateIn(now, zone), -(call.daysAgo ?? 1));
  return instantsOfLocal(date, call.time ?? '12:00', zone)[0] ?? now;
}

/** As a phone system would: path by date, metadata beside the audio. */
async function storeCall(samples: Samples, call: SampleCall): Promise<StoredSample> {
  const { recordings, folder } = samples;
  const { extension, number, direction, parties, durationMs } = call;
  const startedAt = startOf(call, samples);
  const name = `${startedAt.slice(0, 10).replaceAll('-', '/')}/${call.storedAs ?? call.file}`;
  const audio = readFileSync(join(folder, call.file));
  const duration = String(durationMs / 1000);
  await recordings
    .getBlockBlobClient(name)
    .upload(audio, audio.length, {
      metadata: { start: startedAt, extension, number, direction, duration, parties },
      blobHTTPHeaders: { blobContentType: 'audio/wav' },
    });
  return { name, startedAt, durationMs };
}
