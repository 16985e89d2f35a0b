import type { ChatPlatform } from '../chat/chatPlatform.ts';
import type { Breakers } from '../features/messaging/breaker.ts';
import type { OutboxQueue } from '../features/messaging/outboxStore.ts';
import { causeOf } from '../kernel/fault.ts';
import { addDays, addMinutes } from '../kernel/time.ts';
import type { Figure, Health } from '../platform/http/inboundRoute.ts';
import type { JobRunner } from '../platform/jobs/runner.ts';
import type { AuditReader, Deps } from '../stores.ts';

export interface HealthDeps extends Pick<Deps, 'uow' | 'clips' | 'clock' | 'checkClock'> {
  readonly audit: Pick<AuditReader, 'waiting'>;
  readonly queue: OutboxQueue;
  readonly jobs: JobRunner;
  /** Whether the last look at the database found it damaged. */
  readonly isDamaged: () => boolean;
  readonly platforms: readonly ChatPlatform[];
  readonly breakers: Breakers;
}

/** A message waiting longer than this means somebody does not hear what they should. */
const LATE_AFTER_MINUTES = 10;

/** What was set aside is told for so long; `npm run doctor` lists it until it is forgotten. */
const ASIDE_TOLD_DAYS = 1;

/** A part that takes longer hangs: whoever watches the desk is to hear of it, and not to wait. */
const ANSWER_MS = 3_000;

/** An outside that was well is asked again after this, however often somebody looks. */
const WELL_FOR_MS = 5_000;

/** What is wrong, in a few words; undefined when all is well. Throws what the part throws. */
type Look = () => Promise<string | undefined>;

/** Says what is wrong with one part: its own words, its fault, or that it does not answer in time. */
async function check(look: Look): Promise<string> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve('does not answer'), ANSWER_MS);
  try {
    return (await Promise.race([look(), late.promise])) ?? 'ok';
  } catch (error) {
    const { fault, code } = causeOf(error);
    return `${fault} ${code}`;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks an outside now and then, and once at a time. */
function nowAndThen(ask: () => Promise<unknown>): Look {
  let wellUntil = 0;
  let asking: Promise<unknown> | undefined;
  return async () => {
    if (Date.now() < wellUntil) return undefined;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    await asking;
    wellUntil = Date.now() + WELL_FOR_MS;
    return undefined;
  };
}

/** How the desk is: for a monitor, which sees neither names nor content. */
export function createHealth(deps: HealthDeps) {
  const { uow, audit, queue, jobs, clips, clock, checkClock, platforms, breakers, isDamaged } = deps;
  // Written, and not only read: a disk that is full still answers questions. Anybody may ask, however often.
  const writeNowAndThen = nowAndThen(() => uow.run(({ jobState }) => jobState.set('health', clock.now())));
  const looks: Readonly<Record<string, Look>> = {
    database: async () => (await writeNowAndThen()) ?? (isDamaged() ? 'damaged' : undefined),
    storage: nowAndThen(() => clips.tryOut()),
    outbox: async () => {
      const { oldest, waiting, stuck, newestAside } = await queue.backlog();
      const late = oldest !== null && addMinutes(oldest, LATE_AFTER_MINUTES) < clock.now();
      const aside =
        newestAside !== null && addDays(newestAside, ASIDE_TOLD_DAYS) > clock.now()
          ? (await queue.aside()).map(({ lane, why, count }) => `${count} set aside (${lane}: ${why})`)
          : [];
      const waits = late || stuck > 0 ? [`${waiting} messages wait, ${stuck} of them for long`] : [];
      return [...waits, ...aside].join('; ') || undefined;
    },
    audit: async () => {
      const { count, late } = await audit.waiting(clock.now());
      return late ? `${count} events wait to be numbered` : undefined;
    },
    clock: async () => {
      await checkClock().catch(() => {});
      return checkClock.verdict() ?? undefined;
    },
    jobs: async () => {
      const late = await jobs.late();
      return late.length > 0 ? `late: ${late.join(', ')}` : undefined;
    },
    ...Object.fromEntries(
      platforms.map(({ name, tryOut }): [string, Look] => {
        const ask = nowAndThen(tryOut ?? (async () => {}));
        return [name, async () => breakers[name].why() ?? ask()];
      }),
    ),
  };
  const health = async (): Promise<Health> => {
    const answers = await Promise.all(
      Object.entries(looks).map(async ([part, look]) => [part, await check(look)] as const),
    );
    return { ok: answers.every(([, answer]) => answer === 'ok'), checks: Object.fromEntries(answers) };
  };
  const figures = async (): Promise<readonly Figure[]> => {
    const { waiting, troubled } = await queue.backlog();
    const past = (await uow.read(({ purges }) => purges.newest(clock.now())))?.pastLimit ?? -1;
    return [
      ['desk_recordings', 'Recordings indexed', await uow.read(({ recordings }) => recordings.count())],
      [
        'desk_files_unread',
        'Files in the container that no reader understands',
        await uow.read(({ unread }) => unread.count()),
      ],
      [
        'desk_recordings_past_limit',
        'Files past their limit when the nightly deletion last listed the container; -1 before it ever has',
        past,
      ],
      ['desk_outbox_waiting', 'Messages not sent yet', waiting],
      ['desk_outbox_troubled', 'Messages a platform has not taken so far', troubled],
      ['desk_jobs_late', 'Jobs that have not finished well for three periods', (await jobs.late()).length],
    ];
  };
  return { health, figures };
}
