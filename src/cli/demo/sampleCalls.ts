import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerClient } from '@azure/storage-blob';
import { addMinutes, dateIn, type Instant, instantsOfLocal, nextDate } from '../../domain/time.ts';

interface SampleCall {
  readonly file: string;
  readonly daysAgo?: number;
  readonly time?: string;
  readonly minutesAgo?: number;
  readonly extension: string;
  readonly number: string;
  readonly direction: string;
  readonly parties: string;
  readonly durationMs: number;
}

/** When a sample call took place, told from today. */
function startOf(call: SampleCall, now: Instant, zone: string): Instant {
  if (call.minutesAgo !== undefined) return addMinutes(now, -call.minutesAgo);
  const date = nextDate(dateIn(now, zone), -(call.daysAgo ?? 1));
  return instantsOfLocal(date, call.time ?? '12:00', zone)[0] ?? now;
}

/** Stores the sample calls as a phone system would: path by date, metadata beside the audio. */
export async function storeSampleCalls(
  recordings: ContainerClient,
  folder: string,
  now: Instant,
  zone: string,
): Promise<void> {
  const calls = JSON.parse(readFileSync(join(folder, 'calls.json'), 'utf8')) as readonly SampleCall[];
  for (const call of calls) {
    const start = startOf(call, now, zone);
    const blob = recordings.getBlockBlobClient(`${start.slice(0, 10).replaceAll('-', '/')}/${call.file}`);
    await blob.upload(readFileSync(join(folder, call.file)), readFileSync(join(folder, call.file)).length, {
      metadata: {
        start,
        extension: call.extension,
        number: call.number,
        direction: call.direction,
        duration: String(call.durationMs / 1000),
        parties: call.parties,
      },
      blobHTTPHeaders: { blobContentType: 'audio/wav' },
    });
  }
}
