import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHOICE_LINE, hoursLeft, recordingLine } from '../../../../src/adapters/cards/recordingText.ts';
import { momentText } from '../../../../src/adapters/cards/wording.ts';
import type { Direction } from '../../../../src/domain/recording/recording.ts';
import { addDays, addMs, toInstant } from '../../../../src/domain/time.ts';
import { NOW, recordingOf, ZONE } from '../../../cards/sampleRequests.ts';

const shelf = { now: NOW, zone: ZONE, recordingsDays: 30 };

describe('the line of a recording in a choice', () => {
  it('says when, which extension, who, how long, and how soon it goes', () => {
    expect(recordingLine(recordingOf(), shelf)).toBe(
      'Fri 20 Nov 15:08, ext 204, from 01632 960123, 4 min 32 s, 653 h left',
    );
    expect(
      recordingLine(recordingOf({ direction: 'internal', number: null, otherExtension: '211' }), shelf),
    ).toBe('Fri 20 Nov 15:08, ext 204 to 211, 4 min 32 s, 653 h left');
  });

  it('fits, whatever the phone system says', () => {
    fc.assert(
      fc.property(
        fc.option(fc.stringMatching(/^\d{2,5}$/)),
        fc.option(
          fc.constantFrom('+441632960123', '+353871234567', '+4915123456789', '+12125550123', 'withheld'),
        ),
        fc.constantFrom<Direction>('inbound', 'outbound', 'internal', 'unknown'),
        fc.integer({ min: 1, max: 36_000_000 }),
        (extension, number, direction, durationMs) => {
          const line = recordingLine(recordingOf({ extension, number, direction, durationMs }), shelf);
          expect(line.length).toBeLessThanOrEqual(CHOICE_LINE);
        },
      ),
    );
  });
});

describe('hours left', () => {
  const recording = recordingOf();
  const end = addDays(recording.startedAt, 30);
  it.each([
    [addMs(end, -3_600_000), 1],
    [addMs(end, -3_599_999), 0],
    [end, 0],
    [addMs(end, 1), 0],
  ])('at %s are %i', (now, hours) => {
    expect(hoursLeft(recording, { ...shelf, now })).toBe(hours);
  });
});

it('shows times in the zone of the practice, on both sides of the clock change', () => {
  expect(momentText(toInstant('2026-10-25T00:30:00Z'), ZONE)).toBe('Sun 25 Oct 2026, 01:30');
  expect(momentText(toInstant('2026-10-25T01:30:00Z'), ZONE)).toBe('Sun 25 Oct 2026, 01:30');
  expect(momentText(toInstant('2026-06-30T23:15:00Z'), ZONE)).toBe('Wed 1 Jul 2026, 00:15');
});
