import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, addHours, addMinutes, epochMs, type Instant, toInstant } from '../../../src/kernel/time.ts';
import { buildPerson, buildPractice, RITA } from '../../builders.ts';
import { startSimulatedDesk } from '../../support/simulatedDesk.ts';

/** Both clock changes lie some days into one of these. */
const STARTS = ['2026-03-15T09:00:00Z', '2026-10-12T09:00:00Z', '2026-06-01T09:00:00Z'].map(toInstant);

/** Calls come in for thirty days; thirty more, and all of them must be gone. */
const DAYS = 60;

const LIMIT_DAYS = 30;

/** The desk looks this often in the simulation; the real one every minute. */
const STEP_MINUTES = 360;

/**
 * From a night's run to the next one's end, on the night the clock goes back: a day, an hour, and the two a
 * run may take.
 */
const EARLIEST_HOURS = 27;

/** A run is tried again this long after it failed; the simulation looks only so often. */
const GRACE_HOURS = 7;

const hour = fc.integer({ min: 0, max: (DAYS - LIMIT_DAYS) * 24 });

/** Trouble comes while they are deleted, too. */
const anyHour = fc.integer({ min: 0, max: (DAYS - 7) * 24 });

const extension = fc.constantFrom('204', '205');

const arrivals = fc.array(
  fc.record({
    kind: fc.constant('call' as const),
    at: hour,
    // One of no length at all counts as one of unknown length: see deletionOrder.test.ts.
    minutes: fc.integer({ min: 1, max: 90 }),
    lateHours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
    extension,
    name: fc.constantFrom('dated', '3cx', 'unread', 'sidecar'),
    /**
     * Hours after its beginning at which somebody says that a card was read out: often before the recording
     * arrives.
     */
    orderedAfter: fc.option(fc.integer({ min: 0, max: 70 }), { freq: 3 }),
  }),
  { minLength: 20, maxLength: 60 },
);

const others = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('outage' as const), at: anyHour, hours: fc.integer({ min: 1, max: 130 }) }),
    fc.record({ kind: fc.constant('off' as const), at: anyHour, hours: fc.integer({ min: 1, max: 130 }) }),
    fc.record({ kind: fc.constant('restart' as const), at: anyHour }),
    fc.record({ kind: fc.constant('hold' as const), at: anyHour }),
    fc.record({ kind: fc.constant('clock-back' as const), at: anyHour }),
  ),
  { maxLength: 14 },
);

interface Known {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly extension: string | null;
  readonly storedAt: Instant;
}

interface Order {
  readonly extension: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly at: Instant;
}

const stamp = (at: Instant): string => at.replaceAll(/[-:T]/g, '').slice(0, 14);

it('nothing lives past its limit and nothing dies early, for any arrivals, orders, holds, outages and restarts over 60 days', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...STARTS), arrivals, others, async (start, calls, happenings) => {
      // The phone system's clock is UTC here: what the repeated hour does is the readers' own test.
      const desk = await startSimulatedDesk(buildPractice({ phoneSystem: { timeZone: 'UTC' } }), start);
      try {
        await live(desk, start, calls, happenings);
      } finally {
        await desk.stop();
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
});

type Desk = Awaited<ReturnType<typeof startSimulatedDesk>>;

type Call = typeof arrivals extends fc.Arbitrary<(infer One)[]> ? One : never;

type TimelineEvent = typeof others extends fc.Arbitrary<(infer One)[]> ? One : never;

async function live(
  desk: Desk,
  start: Instant,
  calls: readonly Call[],
  happenings: readonly TimelineEvent[],
): Promise<void> {
  const { clock, storage } = desk;
  const known = new Map<string, Known>();
  const orders: Order[] = [];
  let held = 0;
  /** Since when storage and desk have both been up without a break. */
  let upSince = start;
  let downUntil = start;
  let offUntil = start;
  let present = new Set<string>();
  const end = addDays(start, DAYS + 1);

  const startOf = (call: Call): Instant => addHours(start, call.at);
  const deliver = (call: Call, number: number, now: Instant): void => {
    const startedAt = startOf(call);
    const endedAt = addMinutes(startedAt, call.minutes);
    const day = startedAt.slice(0, 10).replaceAll('-', '/');
    const facts = { start: startedAt, extension: call.extension, duration: String(call.minutes * 60) };
    const at = { startedAt, endedAt, extension: call.extension, storedAt: now };
    switch (call.name) {
      case 'dated':
        storage.deliver(`${day}/${number}.wav`, new Uint8Array(4), facts);
        known.set(`${day}/${number}.wav`, at);
        break;
      case '3cx': {
        const name = `${call.extension}/[Ann]_${call.extension}-01632960123_${stamp(startedAt)}(${number}).wav`;
        // Nothing tells its length: it may have lasted until it was stored, four hours at most.
        const latest = addHours(startedAt, 4);
        storage.deliver(name, new Uint8Array(4));
        known.set(name, {
          ...at,
          startedAt: toInstant(`${startedAt.slice(0, 19)}Z`),
          endedAt: now < latest ? now : latest,
        });
        break;
      }
      case 'sidecar':
        storage.deliver(`${day}/s${number}.wav`, new Uint8Array(4));
        storage.deliver(`${day}/s${number}.json`, new TextEncoder().encode(JSON.stringify(facts)));
        known.set(`${day}/s${number}.wav`, at);
        known.set(`${day}/s${number}.json`, at);
        break;
      case 'unread':
        storage.deliver(`odd ${number}.wav`, new Uint8Array(4));
        known.set(`odd ${number}.wav`, { startedAt: now, endedAt: now, extension: null, storedAt: now });
        break;
    }
  };

  const due = [
    ...calls.map((call, number) => ({
      at: addMinutes(startOf(call), call.minutes + call.lateHours * 60 + 1),
      call,
      number,
    })),
    ...calls.flatMap((ordered) =>
      ordered.orderedAfter === null ? [] : [{ at: addHours(startOf(ordered), ordered.orderedAfter), ordered }],
    ),
    ...happenings.map((happening) => ({ at: addHours(start, happening.at), happening })),
  ].sort((a, b) => epochMs(a.at) - epochMs(b.at));

  for (let now = start; now < end; now = addMinutes(now, STEP_MINUTES)) {
    clock.set(now);
    while (due[0] && due[0].at <= now) {
      const next = due.shift();
      if (!next) break;
      if ('call' in next) deliver(next.call, next.number, now);
      else if ('ordered' in next) await order(next.ordered);
      else await happen(next.happening);
    }
    storage.down = now < downUntil;
    if (now < offUntil) {
      upSince = now;
      continue;
    }
    if (storage.down) upSince = now;
    await desk.tick();
    judge(now);
  }

  async function order(call: Call): Promise<void> {
    const now = clock.now();
    const values = { extension: call.extension, whenKind: 'at', ...local(startOf(call)) };
    const result = await desk.usecases.orderDeletion({
      actor: buildPerson({ email: RITA, extensions: ['204', '205'] }),
      reason: 'card-payment',
      values,
      idempotencyKey: `order ${call.at} ${now} ${orders.length}`,
    });
    if (result.ok) orders.push({ ...result.value.order, at: now });
  }

  async function happen(happening: TimelineEvent): Promise<void> {
    const now = clock.now();
    switch (happening.kind) {
      case 'outage':
        downUntil = later(downUntil, addHours(now, happening.hours));
        return;
      case 'off':
        offUntil = later(offUntil, addHours(now, happening.hours));
        return;
      case 'restart':
        desk.restart();
        return;
      case 'hold':
        held += 1;
        storage.put('holds', `hold-${held}.wav`);
        return;
      case 'clock-back':
        clock.set(addDays(now, -1));
        await desk.tick();
        judgeDeaths(now);
        clock.set(now);
        return;
    }
  }

  function judge(now: Instant): void {
    judgeDeaths(now);
    expect(storage.namesIn('holds')).toHaveLength(held);
    // A desk that was down cannot have deleted; from then on one good run must have left nothing.
    if (addHours(upSince, GRACE_HOURS) > now) return;
    for (const name of present) {
      const { startedAt, endedAt, extension, storedAt } = known.get(name) as Known;
      expect(addDays(startedAt, LIMIT_DAYS) > now, `${name} lives past its limit at ${now}`).toBe(true);
      const doomed = orders.some(
        (order) =>
          order.extension === extension &&
          startedAt <= order.to &&
          endedAt >= order.from &&
          storedAt < addHours(order.at, 72) &&
          storedAt < now &&
          addHours(storedAt, GRACE_HOURS) <= now,
      );
      expect(doomed, `${name} lives although it was ordered deleted`).toBe(false);
    }
  }

  function judgeDeaths(now: Instant): void {
    const left = new Set(storage.namesIn('recordings'));
    for (const name of present) {
      if (left.has(name)) continue;
      const { startedAt, endedAt, extension } = known.get(name) as Known;
      const old = addDays(startedAt, LIMIT_DAYS) <= addHours(now, EARLIEST_HOURS);
      // Of a file nobody understands an order knows when it was stored: its call may have lasted four hours.
      const earliest = extension === null ? addHours(startedAt, -4) : startedAt;
      const ordered = orders.some(
        (order) =>
          (extension === null || order.extension === extension) && earliest <= order.to && endedAt >= order.from,
      );
      expect(old || ordered, `${name} died early at ${now}`).toBe(true);
    }
    present = left;
  }
}

const later = (a: Instant, b: Instant): Instant => (a >= b ? a : b);

/** As somebody in London types it. */
function local(at: Instant): { readonly date: string; readonly time: string } {
  const [date = '', time = ''] = new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/London' }).split(' ');
  return { date, time: time.slice(0, 5) };
}
