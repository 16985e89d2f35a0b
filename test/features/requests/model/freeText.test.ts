import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFreeText } from '../../../../src/features/requests/model/freeText.ts';
import { toInstant } from '../../../../src/kernel/time.ts';
import { NOW } from '../../../builders.ts';

// It is ten in the morning of Tuesday 24 November 2026.
const read = (text: string) => readFreeText(text, NOW, 'Europe/London');

const about = (date: string, time: string) => ({ date, time });

const day = (date: string) => ({ date });

const number = (typed: string) => ({ number: typed });

const PHRASES = [
  [
    'yesterday 3.10pm ext 204 01632 960123 complaint about a bill',
    {
      ...about('2026-11-23', '15:10'),
      ...number('01632 960123'),
      extension: '204',
      reason: 'complaint about a bill',
      purpose: 'complaint',
    },
  ],
  [
    'Friday 3pm x204 training',
    { ...about('2026-11-20', '15:00'), extension: '204', reason: 'training', purpose: 'training' },
  ],
  ['Tuesday 9am ext 204', { ...about('2026-11-24', '09:00'), extension: '204' }],
  ['Tuesday 3pm ext 204', { ...about('2026-11-17', '15:00'), extension: '204' }],
  ['3pm ext. 204', { ...about('2026-11-23', '15:00'), extension: '204' }],
  ['9am extension 204', { ...about('2026-11-24', '09:00'), extension: '204' }],
  ['this morning 01632960123', { ...day('2026-11-24'), ...number('01632960123') }],
  [
    'last Friday at 15:10 withheld number, shouting',
    { ...about('2026-11-20', '15:10'), number: 'withheld', reason: 'shouting', purpose: 'abuse' },
  ],
  [
    'on 20/11/2026 at 3.10 pm from 07700 900123 solicitor',
    { ...about('2026-11-20', '15:10'), ...number('07700 900123'), reason: 'solicitor', purpose: 'legal' },
  ],
  [
    '20 November 15:10 internal call between Rita and Tom',
    { ...about('2026-11-20', '15:10'), number: 'internal', reason: 'between Rita and Tom' },
  ],
  [
    'between 10 November and 12 November 01632 960123',
    { date: '2026-11-10', dateTo: '2026-11-12', ...number('01632 960123') },
  ],
  ['between 2pm and 3pm yesterday ext 204', { ...about('2026-11-23', '14:30'), extension: '204' }],
  [
    'between 9am and 3pm yesterday 01632 960123',
    { ...day('2026-11-23'), ...number('01632 960123'), reason: '9am to 3pm yesterday' },
  ],
  [
    '01632 960123 20/11 complaint',
    { ...day('2026-11-20'), ...number('01632 960123'), reason: 'complaint', purpose: 'complaint' },
  ],
  [
    '07700 900123 3.10pm yesterday abusive',
    { ...about('2026-11-23', '15:10'), ...number('07700 900123'), reason: 'abusive', purpose: 'abuse' },
  ],
  ['02.11.2026 3.10pm ext 204', { ...about('2026-11-02', '15:10'), extension: '204' }],
  ['2026-11-02 01632 960123', { ...day('2026-11-02'), ...number('01632 960123') }],
  ['in the morning of 20 Nov ext 204', { ...day('2026-11-20'), extension: '204', reason: 'in the morning' }],
  ['19 Nov 11.15am, claim 12345', { ...about('2026-11-19', '11:15'), reason: 'claim 12345' }],
  ['last week 01632 960123', { ...number('01632 960123'), reason: 'last week' }],
  ['24 December 3pm', about('2025-12-24', '15:00')],
  ['Mrs Hill was unhappy', { reason: 'Mrs Hill was unhappy' }],
  ['', {}],
] as const;

describe('reading a request from one line', () => {
  it.each(PHRASES)('%j', (text, fields) => {
    expect(read(text)).toEqual(fields);
  });

  it('means the practice’s clock, in summer too', () => {
    const now = toInstant('2026-07-14T23:30:00Z');
    expect(readFreeText('today at 00:15 ext 204', now, 'Europe/London')).toMatchObject(about('2026-07-15', '00:15'));
  });

  it('loses no word it cannot read', () => {
    const words = fc.array(
      fc.constantFrom('bill', 'Mrs', 'Hill', '£12', '*md*', '${x}', '<!here>', '$&', 'dog', '😡'),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(words, (said) => {
        const reason = read(`yesterday 3.10pm ext 204 01632 960123 ${said.join(' ')}`).reason ?? '';
        expect(reason).toBe(said.join(' '));
      }),
      { numRuns: 200 },
    );
  });

  it('answers whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(typeof read(text)).toBe('object');
      }),
      { numRuns: 300 },
    );
  });
});
