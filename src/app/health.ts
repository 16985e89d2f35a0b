import type { OutboxQueue } from '../features/messaging/outboxStore.ts';
import type { Clock } from '../kernel/ports.ts';
import { addDays, addMinutes } from '../kernel/time.ts';
import type { Figure, Health } from '../platform/http/inboundRoute.ts';
import type { JobRunner } from '../platform/jobs/runner.ts';
import type { ClipStore } from '../platform/storage/ports.ts';
import type { UnitOfWork } from '../stores.ts';

export interface HealthDeps {
  readonly uow: UnitOfWork;
  readonly queue: OutboxQueue;
  readonly jobs: JobRunner;
  readonly clips: ClipStore;
  readonly clock: Clock;
}

/** A message waiting longer than this means somebody does not hear what they should. */
const LATE_AFTER_MINUTES = 10;

/** What was set aside is told for so long; `npm run doctor` lists it until it is forgotten. */
const ASIDE_TOLD_DAYS = 1;

/** How the desk is: for a monitor, which sees neither names nor content. */
export function createHealth({ uow, queue, jobs, clips, clock }: HealthDeps) {
  const check = async (ask: () => Promise<string | undefined>): Promise<string> => {
    try {
      return (await ask()) ?? 'ok';
    } catch (error) {
      return (error as Error).name;
    }
  };
  const health = async (): Promise<Health> => {
    const checks = {
      database: await check(async () => void (await uow.read(({ recordings }) => recordings.count()))),
      storage: await check(async () => ((await clips.ping()) ? undefined : 'does not answer')),
      outbox: await check(async () => {
        const { oldest, waiting, stuck, newestAside } = await queue.backlog();
        const late = oldest !== null && addMinutes(oldest, LATE_AFTER_MINUTES) < clock.now();
        const aside =
          newestAside !== null && addDays(newestAside, ASIDE_TOLD_DAYS) > clock.now()
            ? (await queue.aside()).map(({ lane, why, count }) => `${count} set aside (${lane}: ${why})`)
            : [];
        const waits = late || stuck > 0 ? [`${waiting} messages wait, ${stuck} of them for long`] : [];
        return [...waits, ...aside].join('; ') || undefined;
      }),
      jobs: await check(async () => {
        const late = await jobs.late();
        return late.length > 0 ? `late: ${late.join(', ')}` : undefined;
      }),
    };
    return { ok: Object.values(checks).every((answer) => answer === 'ok'), checks };
  };
  const figures = async (): Promise<readonly Figure[]> => {
    const { waiting, troubled } = await queue.backlog();
    return [
      {
        name: 'desk_recordings',
        help: 'Recordings indexed',
        value: await uow.read((s) => s.recordings.count()),
      },
      {
        name: 'desk_files_unread',
        help: 'Files in the container that no reader understands',
        value: await uow.read((s) => s.unread.count()),
      },
      {
        name: 'desk_recordings_past_limit',
        help: 'Files past their limit when the nightly deletion last listed the container; -1 before it ever has',
        value: (await uow.read((s) => s.purges.newest(clock.now())))?.pastLimit ?? -1,
      },
      { name: 'desk_outbox_waiting', help: 'Messages not sent yet', value: waiting },
      { name: 'desk_outbox_troubled', help: 'Messages a platform has not taken so far', value: troubled },
      {
        name: 'desk_jobs_late',
        help: 'Jobs that have not finished well for three periods',
        value: (await jobs.late()).length,
      },
    ];
  };
  return { health, figures };
}
