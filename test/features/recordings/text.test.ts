import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../../../src/features/recordings/model/recording.ts';
import { CHOICE_LINE, deletionText, recordingDetails, recordingLine } from '../../../src/features/recordings/text.ts';
import { addMs, toInstant } from '../../../src/kernel/time.ts';
import { momentText, sizeText, waitText } from '../../../src/platform/cards/wording.ts';
import { NOW, recordingOf, SCHEDULE, ZONE } from '../../cards/sampleRequests.ts';

const shelf = { now: NOW, zone: ZONE, schedule: SCHEDULE };

describe('the line of a recording in a choice', () => {
  it('says when, which extension, who, how long, and in which night it goes', () => {
    expect(recordingLine(recordingOf(), shelf)).toBe(
      'Fri 20 Nov 15:08, ext 204, from 01632 960123, 4 min 32 s, goes Sun 20 Dec',
    );
    expect(recordingLine(recordingOf({ direction: 'internal', number: null, otherExtension: '211' }), shelf)).toBe(
      'Fri 20 Nov 15:08, ext 204 to 211, 4 min 32 s, goes Sun 20 Dec',
    );
  });

  it('fits where nothing can be cut, and the details name the format', () => {
    const format = 'WAV of several formats, one behind the other';
    const odd = recordingOf({ fault: { kind: 'unsupported-audio', format } });
    expect(recordingLine(odd, shelf)).toBe('20 Nov 15:08, ext 204, from 01632 960123, cannot be cut, goes Sun 20 Dec');
    expect(recordingDetails(odd, shelf)).toContain(`cannot be cut: ${format}`);
  });

  it('fits, whatever the phone system says', () => {
    fc.assert(
      fc.property(
        fc.option(fc.stringMatching(/^\d{2,5}$/)),
        fc.option(fc.constantFrom('+441632960123', '+353871234567', '+4915123456789', '+12125550123', 'withheld')),
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

describe('a call in the repeated autumn hour', () => {
  const twice = recordingOf({
    startedAt: toInstant('2026-10-25T00:30:00Z'),
    alternateStart: toInstant('2026-10-25T01:30:00Z'),
  });

  it('says both times it may have been at, by their zones', () => {
    expect(recordingDetails(twice, shelf)).toMatch(/^may have been at 01:30 BST or at 01:30 GMT \(the clocks/);
    expect(recordingLine(twice, shelf)).toMatch(/^Sun 25 Oct 01:30 BST\/GMT, ext 204, /);
    expect(recordingLine(twice, shelf).length).toBeLessThanOrEqual(CHOICE_LINE);
    expect(recordingDetails(recordingOf(), shelf)).not.toContain('may have been');
  });

  it('says them as they are where the clock of the phone system is another', () => {
    const abroad = { ...shelf, zone: 'Europe/Lisbon' };
    const other = { ...twice, alternateStart: toInstant('2026-10-25T02:30:00Z') };
    expect(recordingLine(other, abroad)).toMatch(/^Sun 25 Oct 01:30 or 02:30, /);
  });
});

it('says that the length of a call is not known, where nothing tells it', () => {
  expect(recordingDetails(recordingOf({ durationMs: 0 }), shelf)).toContain('length not known');
});

describe('how the time of a call fits what was asked', () => {
  const asked = (time: string) => ({ ...shelf, asked: { kind: 'about' as const, date: '2026-11-20', time } });
  it.each([
    ['15:08', 'at the time given', 'as given'],
    ['14:56', '12 minutes after the time given', '12 min later'],
    ['15:09', '1 minute before the time given', '1 min earlier'],
  ])('asked for at %s it began %s', (time, details, line) => {
    expect(recordingDetails(recordingOf(), asked(time))).toContain(details);
    expect(recordingLine(recordingOf(), asked(time))).toMatch(new RegExp(`4 min 32 s, ${line}$`));
  });

  it('says nothing of it where only a day was given', () => {
    const day = { ...shelf, asked: { kind: 'day' as const, date: '2026-11-20' } };
    expect(recordingDetails(recordingOf(), day)).not.toContain('given');
    expect(recordingLine(recordingOf(), day)).toContain('goes Sun 20 Dec');
  });
});

describe('when a recording goes', () => {
  const recording = recordingOf();
  // Thirty days end on 20 December at 15:08; the last run that ends before that begins at half past two.
  const end = toInstant('2026-12-20T02:30:00Z');
  it.each([
    [addMs(end, -86_400_000), 'goes in the night to Sun 20 Dec'],
    [addMs(end, -86_399_999), 'goes tonight'],
    [addMs(end, -1), 'goes tonight'],
    [end, 'its time is over'],
  ])('at %s it %s', (now, text) => {
    expect(deletionText(recording, { ...shelf, now })).toBe(text);
  });
});

it.each([
  [0, 'under 1 MB'],
  [999_999, 'under 1 MB'],
  [1_000_000, '1 MB'],
  [999_499_999, '999 MB'],
  [999_500_000, '1.0 GB'],
  [12_340_000_000, '12.3 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

it.each([
  [59_999, 'under a minute'],
  [60_000, '1 min'],
  [12_059_000, '3 h 20 min'],
  [48 * 3_600_000 - 1, '47 h 59 min'],
  [48 * 3_600_000, '2 days'],
  [53 * 3_600_000, '2 days 5 h'],
])('a wait of %i ms is %s', (ms, text) => {
  expect(waitText(ms)).toBe(text);
});

it('shows times in the zone of the practice, on both sides of the clock change', () => {
  expect(momentText(toInstant('2026-10-25T00:30:00Z'), ZONE)).toBe('Sun 25 Oct 2026, 01:30');
  expect(momentText(toInstant('2026-10-25T01:30:00Z'), ZONE)).toBe('Sun 25 Oct 2026, 01:30');
  expect(momentText(toInstant('2026-06-30T23:15:00Z'), ZONE)).toBe('Wed 1 Jul 2026, 00:15');
});

it('says of a call that was put through which of its parts a recording is', () => {
  const recording = recordingOf();
  expect(recordingDetails(recording, { ...shelf, legs: { [recording.id]: { leg: 1, of: 2 } } })).toContain(
    'part 1 of 2 of one call',
  );
  expect(recordingDetails(recording, { ...shelf, legs: {} })).not.toContain('part');
});
