import { addDays, addMinutes, toInstant } from '../../src/kernel/time.ts';
import { buildPractice } from '../builders.ts';
import { startSimulatedDesk } from '../support/simulatedDesk.ts';
import { buildWav } from '../support/wav.ts';
import { type Figure, figure, median, pairedRatio, timed } from './measure.ts';

const COUNT = 10_000;

const ROUNDS = 5;

const BEGIN = toInstant('2026-10-01T00:00:00Z');

const WAV = buildWav({ durationMs: 20 });

const BAD = nameOf(COUNT / 2);

function nameOf(number: number): string {
  return `2026/10/01/${String(number).padStart(5, '0')}.wav`;
}

/**
 * A night with one bad recording among ten thousand, which can be neither read nor deleted, against the same
 * night without it: indexing, deleting and proving, on a storage in memory.
 */
export async function benchOneBad(): Promise<readonly Figure[]> {
  const ours: number[] = [];
  const peer: number[] = [];
  await night(false);
  for (let round = 0; round < ROUNDS; round += 1) {
    peer.push(await night(false));
    ours.push(await night(true));
  }
  const ratio = pairedRatio(ours, peer);
  return [
    figure(
      `a night with one bad recording of ${COUNT}, against the same without`,
      median(ours),
      median(peer),
      'ms',
      { kind: 'ratio', atMost: 1.05 },
      ratio,
    ),
  ];
}

async function night(hasBad: boolean): Promise<number> {
  const desk = await startSimulatedDesk(buildPractice(), addDays(BEGIN, 60));
  try {
    for (let number = 0; number < COUNT; number += 1)
      desk.storage.deliver(nameOf(number), WAV, {
        start: addMinutes(BEGIN, number % 1_440),
        extension: '204',
        number: '01632960123',
        direction: 'inbound',
      });
    desk.storage.deliver('young.wav', WAV, { start: addDays(BEGIN, 59), extension: '204' });
    if (hasBad) for (const names of Object.values(desk.storage.withheld)) names.add(BAD);
    return await timed(async () => {
      await desk.usecases.indexRecordings.whole();
      // What the bad one is reported by is no part of the time.
      await desk.usecases.purgeRecordings({ runId: 'bench' }).catch(() => {});
      const left = desk.storage.namesIn('recordings').length;
      if (left !== (hasBad ? 2 : 1)) throw new Error(`${left} are left`);
    });
  } finally {
    await desk.stop();
  }
}
