import type { Desk } from '../../src/app/start.ts';
import type { Practice } from '../../src/features/practice/model/practice.ts';
import { recordingIdOf } from '../../src/features/recordings/describeRecording.ts';
import type { Clock } from '../../src/kernel/ports.ts';
import { addMs, type Instant } from '../../src/kernel/time.ts';
import { lengthText, momentText } from '../../src/platform/cards/wording.ts';
import type { Context } from '../../src/stores.ts';
import { type ClockMove, stopsOf } from './clockMoves.ts';
import type { MovableClock } from './movableClock.ts';
import type { StoredSample } from './sampleCalls.ts';

export type DeskActs = ReturnType<typeof createDeskActs>;

interface DeskActsDeps {
  readonly clock: MovableClock;
  readonly practice: Practice;
  /** The page's route is made before the desk is. */
  readonly desk: () => Desk;
  readonly storeCall: () => Promise<StoredSample>;
}

/** What the page's buttons do, each giving what was done in a sentence or two. */
export function createDeskActs({ clock, practice, desk, storeCall }: DeskActsDeps) {
  const sent = async (): Promise<void> => {
    desk().dispatcher.wake();
    await desk().dispatcher.idle();
  };
  return {
    move: async (move: ClockMove): Promise<string> => {
      const { jobs } = desk();
      await jobs.tick(); // waits for a run under way, which began by the old time
      const stops = stopsOf(move, clock.now(), practice);
      for (const stop of stops) {
        clock.forwardTo(stop);
        await jobs.tick();
      }
      await sent();
      const done = await doneSince(desk(), stops[0], clock);
      const slept = move === 'morning' ? [] : [CAUGHT_UP];
      return [`It is now ${momentText(clock.now(), practice.zone)}.`, ...done, ...slept].join(' ');
    },
    callComesIn: async (): Promise<string> => {
      const { name, startedAt, durationMs } = await storeCall();
      await desk().usecases.indexRecordings.arrived([name]);
      await sent();
      const kept = await desk().uow.read(({ recordings }) => recordings.find(recordingIdOf(name)));
      const call = `A call of ${lengthText(durationMs)} that began at ${momentText(startedAt, practice.zone)} has come in.`;
      return `${call} ${kept ? 'It is stored, until Rita has it deleted.' : 'It was deleted as it arrived: its deletion had been ordered. The receipts have changed.'}`;
    },
  };
}

const CAUGHT_UP =
  'The desk was as if switched off so long, and has caught up in one go: one deletion and one report for all the nights in between, and the report says that the deletion came late.';

/** What the desk did by itself since a moment, in words. */
async function doneSince({ uow, audit }: Desk, since: Instant, clock: Clock): Promise<readonly string[]> {
  const until = addMs(clock.now(), 1);
  const tallies = await audit.tally(since, until);
  const times = (action: string): number =>
    tallies.filter((each) => each.action === action).reduce((sum, { count }) => sum + count, 0);
  const deleted = await uow.read(({ receipts }: Context) => receipts.tally(since, until));
  const sentences = [
    [times('purge.run'), purgedText(deleted.age?.count ?? 0)],
    [times('access.end'), 'Accesses whose time had run out have ended.'],
    [times('request.expire'), 'Requests that could lead to nothing any more have ended.'],
    [times('report.retention'), 'The morning’s report stands in Dana’s chat Managers.'],
    [times('report.access'), 'So does the week’s report on who asked for what.'],
  ] as const;
  return sentences.flatMap(([count, sentence]) => (count > 0 ? [sentence] : []));
}

const purgedText = (count: number): string => {
  if (count === 0) return 'The nightly deletion has run; no recording had come to the end of its thirty days.';
  return count === 1
    ? 'The nightly deletion has run: 1 recording came to the end of its thirty days and is gone.'
    : `The nightly deletion has run: ${count} recordings came to the end of their thirty days and are gone.`;
};
