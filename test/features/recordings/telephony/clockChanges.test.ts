import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { PHONE_SYSTEMS, type PhoneSystem } from '../../../../src/features/recordings/callReading.ts';
import { readCall } from '../../../../src/features/recordings/telephony/index.ts';
import { fromEpochMs, toInstant } from '../../../../src/kernel/time.ts';

const ZONE = 'Europe/London';

/** The name a system gives a call that began at this moment, by the clock on the wall in London. */
type Write = (epochMs: number) => string;

const local = (ms: number) => {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(ZONE).toPlainDateTime();
  const [date = '', time = ''] = at.toString({ smallestUnit: 'second' }).split('T');
  return { date: date.replaceAll('-', ''), time: time.replaceAll(':', '') };
};

const seconds = (ms: number): number => Math.floor(ms / 1_000);

const WRITE: Readonly<Record<PhoneSystem, Write>> = {
  '3cx': (ms) => `204/[A]_204-01632960123_${local(ms).date}${local(ms).time}(9).wav`,
  freepbx: (ms) => `out-01632960123-204-${local(ms).date}-${local(ms).time}-${seconds(ms)}.9.wav`,
  yeastar: (ms) => `${local(ms).date}${local(ms).time}-${seconds(ms)}.9-204-01632960123-Outbound.mp3`,
  grandstream: (ms) => `auto-${seconds(ms)}-204-01632960123.wav`,
  ringcentral: (ms) => `${local(ms).date}-${local(ms).time}_204_01632960123_Outgoing_Auto_22430.mp3`,
  '8x8': (ms) => `ipbx:a:callrecording:users:204:${ms}-1666686434952-204-01632960123_E.mp3`,
  'amazon-connect': (ms) => {
    const utc = fromEpochMs(ms);
    const day = utc.slice(0, 10).replaceAll('-', '');
    return `e81b7b4d-7a28-4d0c-9a6c-2f1f4c5d6e7f_${day}T${utc.slice(11, 16)}_UTC.wav`;
  },
};

/** What is left of a moment in a name. */
const PRECISION_MS: Readonly<Record<PhoneSystem, number>> = {
  '3cx': 1_000,
  freepbx: 1_000,
  yeastar: 1_000,
  grandstream: 1_000,
  ringcentral: 1_000,
  '8x8': 1,
  'amazon-connect': 60_000,
};

const WALL_CLOCK_ONLY: readonly PhoneSystem[] = ['3cx', 'ringcentral'];

const isRepeated = (ms: number): boolean =>
  ms >= Date.parse('2026-10-25T00:00:00Z') && ms < Date.parse('2026-10-25T02:00:00Z');

const around = (moment: string) => {
  const at = Date.parse(moment);
  return fc.integer({ min: at - 5 * 3_600_000, max: at + 5 * 3_600_000 });
};

describe.each(PHONE_SYSTEMS)('%s: a name written at any moment is read as that moment', (system) => {
  it.each([
    ['when the clocks go forward', '2026-03-29T01:00:00Z'],
    ['when they go back', '2026-10-25T01:00:00Z'],
  ])('%s', (_, change) => {
    fc.assert(
      fc.property(around(change), (ms) => {
        const facts = readCall({ name: WRITE[system](ms), metadata: {} }, { zone: ZONE })?.facts;
        const meant = fromEpochMs(ms - (ms % PRECISION_MS[system]));
        const open = WALL_CLOCK_ONLY.includes(system) && isRepeated(ms);
        expect([facts?.startedAt, facts?.alternateStart]).toContain(meant);
        expect(facts?.alternateStart !== null).toBe(open);
        // Deletion counts from the earlier one.
        if (open) expect((facts?.alternateStart ?? '') > (facts?.startedAt ?? '')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the hour skipped in spring', () => {
  it.each(WALL_CLOCK_ONLY)('%s: a time that no clock showed is taken for the one after the skip', (system) => {
    const name = WRITE[system](Date.parse('2026-03-29T12:00:00Z'));
    const skipped = name.replace(/130000/, '013000');
    expect(skipped).not.toBe(name);
    expect(readCall({ name: skipped, metadata: {} }, { zone: ZONE })?.facts).toMatchObject({
      startedAt: toInstant('2026-03-29T01:30:00Z'),
      alternateStart: null,
    });
  });
});

it('no name throws, whatever it is put together from', () => {
  const pieces = Object.values(WRITE).flatMap((write) =>
    write(Date.parse('2026-10-25T00:30:00Z')).split(/(?<=[-_:.()[\]/])/),
  );
  const name = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 14 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, (each) => {
      const read = readCall({ name: each, metadata: {} }, { zone: ZONE });
      if (read) expect(read.facts.startedAt > '1990' && read.facts.startedAt < '2100').toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
