import { describe, expect, it } from 'vitest';
import { purposeTable } from '../../../../src/features/practice/model/purpose.ts';
import { openQuestions } from '../../../../src/features/requests/model/openQuestions.ts';
import { readWish } from '../../../../src/features/requests/model/wish/readWish.ts';
import { NOW } from '../../../builders.ts';
import { PRACTICE_STAFF } from './wish/staff.ts';

const CONTEXT = {
  now: NOW,
  zone: 'Europe/London',
  recordingsDays: 30,
  purposes: purposeTable({}),
  nameOf: (email: string) => email,
};

const openOf = (text: string) => {
  const { values, notKnown } = readWish(text, { ...CONTEXT, staff: PRACTICE_STAFF });
  return openQuestions(values, CONTEXT, notKnown);
};

describe('what a wish leaves open', () => {
  it.each([
    ['yesterday 3.10pm ext 204 01632 960123 complaint about a bill', []],
    ['yesterday 3.10pm ext 204 Mrs Alder complaint about a bill', []],
    ['internal call between 204 and 210 yesterday 3pm, for training', []],
    ['RCVS want the call of 12 November 9am ext 201 with Mrs Hill, ref A1', []],
    ['RCVS want the call of 12 November 9am ext 201 with Mrs Hill', ['reference']],
    ['yesterday 3.10pm ext 204 01632 960123', ['purpose', 'reason']],
    ['yesterday 3.10pm ext 204 complaint about a bill', ['number', 'parties']],
    ['ext 204 01632 960123 complaint about a bill', ['date', 'time']],
    ['Mrs Alder complained about a bill', ['date', 'time', 'extension', 'number']],
    ['complaint about a bill yesterday 3pm from 01632 960123', ['extension', 'parties']],
    ['from 01632 960123 between 10 and 12 November, complaint about a bill, no idea of the extension', ['parties']],
    ["don't know when, 01632 960123, Mrs Alder complained about a bill", []],
    ['', ['purpose', 'reason', 'date', 'time', 'extension', 'number', 'parties']],
  ] as const)('“%s”: %j', (text, open) => expect(openOf(text)).toEqual(open));

  it('asks again for what is not known where the request would be browsing without it', () => {
    expect(openOf("yesterday, Mrs Alder complained about a bill, I don't know the extension")).toEqual([
      'time',
      'extension',
      'number',
    ]);
  });

  it('counts staff who were picked as parties', () => {
    const values = { purpose: 'training', reason: 'A good call', date: '2026-11-23', time: '15:10', extension: '204' };
    expect(openQuestions({ ...values, staff: 'rita@example.com' }, CONTEXT)).toEqual([]);
  });

  it('says at once what the form would not take', () => {
    expect(openOf('3 September at 3pm ext 204 01632 960123 complaint about a bill')).toEqual(['date']);
  });
});
