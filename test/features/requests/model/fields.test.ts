import { describe, expect, it } from 'vitest';
import { type FieldFault, fieldErrors, type RequestField } from '../../../../src/features/requests/model/fields.ts';

const FAULTS: Readonly<Record<FieldFault, RequestField>> = {
  missing: 'reason',
  'too-long': 'reason',
  'card-number': 'reason',
  'not-a-date': 'date',
  'not-a-time': 'time',
  'in-the-future': 'time',
  'past-retention': 'date',
  'range-backwards': 'dateTo',
  'times-backwards': 'timeTo',
  'time-in-range': 'dateTo',
  'not-an-extension': 'extension',
  'not-a-number': 'number',
  'number-is-extension': 'number',
  'number-and-two-extensions': 'number',
  'reason-too-short': 'reason',
  'narrows-nothing': 'extension',
  'not-a-choice': 'purpose',
};

describe('what stands at an input that was not taken', () => {
  it.each(Object.entries(FAULTS) as [FieldFault, RequestField][])('%s: whole sentences', (fault, field) => {
    expect(fieldErrors({ [field]: fault }, 30)[field]).toMatch(/^[A-Z].{10,}[.]$/);
  });

  it.each([
    'purpose',
    'reason',
    'date',
    'time',
    'askedBy',
    'reference',
  ] as const)('says what is missing of %s in its own words', (field) => {
    expect(fieldErrors({ [field]: 'missing' }, 30)[field]).not.toBe('Fill this in.');
  });

  it('names the practice’s own limits', () => {
    expect(fieldErrors({ date: 'past-retention', reference: 'too-long', reason: 'too-long' }, 21)).toMatchObject({
      date: expect.stringContaining('21 days'),
      reference: expect.stringContaining('100 characters'),
      reason: expect.stringContaining('1,000 characters'),
    });
  });
});
