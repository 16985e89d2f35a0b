import { describe, expect, it } from 'vitest';
import { readDays, saysBack } from '../../../../src/features/people/model/absence.ts';
import { toInstant } from '../../../../src/kernel/time.ts';

const read = (text: string) => readDays(text, toInstant('2026-11-24T10:00:00Z'), 'Europe/London').days;

describe('the days somebody is away, as typed', () => {
  it.each([
    ['from 1 December to 5 December', { from: '2026-12-01', until: '2026-12-05' }],
    ['1/12/2026 - 5/12/2026', { from: '2026-12-01', until: '2026-12-05' }],
    ['from tomorrow until Friday', { from: '2026-11-25', until: '2026-11-27' }],
    ['from 28 December to 3 January', { from: '2026-12-28', until: '2027-01-03' }],
    ['tomorrow', { from: '2026-11-25' }],
    ['', {}],
    ['for a while', {}],
  ])('%j', (text, days) => {
    expect(read(text)).toEqual(days);
  });
});

describe('whether they count at once', () => {
  const isSure = (text: string) => readDays(text, toInstant('2026-11-26T10:00:00Z'), 'Europe/London').isSure;

  it.each(['from 1 December to 5 December', '1 December - 5 December'])('%j does', (text) => {
    expect(isSure(text)).toBe(true);
  });

  it.each([
    '3 days from monday',
    'until friday',
    'from tomorrow until 10am Friday',
    '1st and 2nd December',
    'tomorrow',
    '',
  ])('%j is shown in the form first', (text) => {
    expect(isSure(text)).toBe(false);
  });

  it.each(['back', 'Back.', "I'm back", 'I’m back!'])('%j says that they are back', (text) => {
    expect(saysBack(text)).toBe(true);
  });

  it.each(['back on Monday', 'from 1 to 5 December', ''])('%j does not', (text) => {
    expect(saysBack(text)).toBe(false);
  });
});
