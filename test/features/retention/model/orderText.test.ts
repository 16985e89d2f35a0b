import { describe, expect, it } from 'vitest';
import { readOrderText } from '../../../../src/features/retention/model/orderText.ts';
import { toInstant } from '../../../../src/kernel/time.ts';

const read = (text: string) =>
  readOrderText(text, { now: toInstant('2026-11-25T16:00:00Z'), zone: 'Europe/London', known: ['204', '205', '206'] });

const at = (date: string, time?: string) => ({ whenKind: 'at', date, ...(time ? { time } : {}) });
const TODAY = '2026-11-25';
const NOW = { whenKind: 'now' };

describe('the extension', () => {
  it.each([
    ['205', NOW],
    ['(205)', NOW],
    ['#205 now', NOW],
    ['now 205', NOW],
    ['205. now', NOW],
    ['205 now please', NOW],
    ['Extn 205 now', NOW],
    ['line no. 205 now', NOW],
    ['205 3pm', at(TODAY, '15:00')],
    ['205 3.10pm yesterday', at('2026-11-24', '15:10')],
    ['x205 at 15.10', at(TODAY, '15:10')],
    ['205 1510', at(TODAY, '15:10')],
    ['205 20 minutes ago', at(TODAY, '15:40')],
    ['205 on 2 November at 9am', at('2026-11-02', '09:00')],
    ['205 Nov 2 9am', at('2026-11-02', '09:00')],
    ['205 2/11/2026 09:30', at('2026-11-02', '09:30')],
    ['205 2026-11-24 15:10', at('2026-11-24', '15:10')],
    ['205 yesterday', at('2026-11-24')],
    ['205 noon', at(TODAY, '12:00')],
  ])('of “%s” is 205, whatever else stands there', (text, when) => {
    expect(read(text)).toMatchObject({ values: { extension: '205', ...when }, errors: {} });
  });

  it.each(['999', '1510', '12345678'])('is %s when nothing else was typed, known or not', (text) => {
    expect(read(text).values).toEqual({ extension: text, ...NOW });
  });

  it('is read where its digits are wide ones', () => {
    expect(read('２０５ now')).toMatchObject({ values: { extension: '205', ...NOW }, isPlain: true });
  });

  it('is not thought to be meant by a time alone', () => {
    for (const text of ['09:05', 'now', '15:10']) expect(read(text)).toMatchObject({ errors: {}, isPlain: true });
  });

  it('is the one the practice knows, where two numbers could be it', () => {
    expect(read('205 998 now').values.extension).toBe('205');
  });

  it.each([
    '204 205 now',
    '205-206',
    '205 & 206',
    '998 999',
    '5',
    '0905',
    '٢٠٥',
    'two oh five',
    'my extension at 15:10',
  ])('stays empty and says so where “%s” leaves it in doubt', (text) => {
    const { values, errors, isPlain } = read(text);
    expect(values.extension).toBeUndefined();
    expect(errors.extension).toContain('could not tell which extension');
    expect(isPlain).toBe(false);
  });

  it('is not a caller’s number, and the person reads that the number finds no call', () => {
    expect(read('01632 960123').values.extension).toBeUndefined();
    expect(read('01632 960123').errors.extension).toContain('not by the caller’s number');
    expect(read('01632 960123 205 now')).toMatchObject({ values: { extension: '205' }, isPlain: true });
  });
});

describe('when the call was', () => {
  it.each([
    'now',
    '205 now',
    '205 15:10',
    '3.10pm 204',
    '08:00 205',
    '205 1510',
  ])('is beyond doubt in “%s”: the order may act at once', (text) => expect(read(text).isPlain).toBe(true));

  it.each([
    '',
    '205',
    '205 yesterday',
    '205 15:10 yesterday',
    '205 last week',
    '205 about 3pm',
  ])('is looked at once more in “%s”', (text) => expect(read(text).isPlain).toBe(false));

  it.each([
    '205 3:10',
    '205 at 7.59',
    "205 at 3 o'clock",
    '205 half past three',
  ])('is asked for in “%s”, which may be at night or in the afternoon', (text) => {
    expect(read(text).values.time).toBeUndefined();
    expect(read(text).errors.time).toMatch(/whether you mean 0\d:\d\d or 1\d:\d\d/);
  });

  it.each([
    ['205 03:10', '03:10'],
    ['205 3.10am', '03:10'],
    ['205 8.00', '08:00'],
  ])('is as typed in “%s”', (text, time) => expect(read(text).values.time).toBe(time));

  it.each([
    '205 a bit after 3',
    '205 15h10',
    'room 3 205 now',
    '205 15:10 99',
    '205 between 2 and 4',
  ])('stays empty and says so where a number of “%s” could not be read', (text) => {
    expect(read(text).values).toMatchObject({ extension: '205', whenKind: 'at' });
    expect(read(text).values.time).toBeUndefined();
    expect(read(text).errors.time).toContain('could not read when');
  });

  it.each(['205 last week', 'Mrs Alder on 205'])('is left to choose where “%s” says none the desk can read', (text) =>
    expect(read(text).values.whenKind).toBe(''));
});
