import { describe, expect, it } from 'vitest';
import { narrowsCalls, parseSubjectQuery } from '../../../../src/features/cases/model/subjectSearch.ts';
import { holdQueries, searchQueries, spanOf } from '../../../../src/features/recordings/model/searching.ts';

const TODAY = '2026-11-24';

const ZONE = 'Europe/London';

const read = (values: Readonly<Record<string, string>>) => parseSubjectQuery(values, TODAY);

const wantedOf = (values: Readonly<Record<string, string>>) => {
  const result = read(values);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('which calls are meant', () => {
  it.each([
    '01632 960123, +44 7700 900456',
    '(01632) 960-123 and 0044 7700 900 456',
    '01632960123;07700900456',
    '01632960123\n07700 900456 or 01632 960123',
  ])('takes several numbers in any spelling, each once: %j', (numbers) => {
    expect(wantedOf({ numbers }).numbers).toEqual(['+441632960123', '+447700900456']);
  });

  it.each([
    [{ numbers: 'the usual one' }, { numbers: 'not-a-number' }],
    [{ numbers: 'withheld' }, { numbers: 'not-a-number' }],
    [{ extension: 'reception' }, { extension: 'not-an-extension' }],
    [{ callsFrom: '2026-02-30' }, { callsFrom: 'not-a-date' }],
    [{ callsFrom: '2026-11-25' }, { callsFrom: 'in-the-future' }],
    [{ callsFrom: '2026-11-20', callsTo: '2026-11-19' }, { callsTo: 'range-backwards' }],
    [{ person: 'x'.repeat(201) }, { person: 'too-long' }],
    [{ person: '4111 1111 1111 1111' }, { person: 'card-number' }],
    [{ numbers: Array.from({ length: 11 }, (_, n) => `016329601${10 + n}`).join(',') }, { numbers: 'too-long' }],
  ])('says at its input what cannot be: %o', (values, error) => {
    expect(read(values as Record<string, string>)).toEqual({ ok: false, error });
  });

  it('takes two hundred characters and ten numbers', () => {
    expect(read({ person: 'x'.repeat(200) }).ok).toBe(true);
    const numbers = Array.from({ length: 10 }, (_, n) => `016329601${10 + n}`).join(',');
    expect(wantedOf({ numbers }).numbers).toHaveLength(10);
  });

  it('finds every fault at once', () => {
    expect(read({ numbers: 'x', extension: 'y', callsFrom: 'z' })).toEqual({
      ok: false,
      error: { numbers: 'not-a-number', extension: 'not-an-extension', callsFrom: 'not-a-date' },
    });
  });

  it('asks nothing where nothing is typed, and then narrows nothing; dates alone do not either', () => {
    expect(wantedOf({})).toEqual({ person: null, numbers: [], extension: null, from: null, to: null });
    expect(narrowsCalls(wantedOf({}))).toBe(false);
    expect(narrowsCalls(wantedOf({ callsFrom: '2026-11-01', callsTo: '2026-11-20' }))).toBe(false);
    for (const values of [{ person: 'Alder' }, { numbers: '01632 960123' }, { extension: '204' }])
      expect(narrowsCalls(wantedOf(values))).toBe(true);
  });
});

describe('what is asked of storage', () => {
  it('covers whole local days, over the change of the clocks too', () => {
    expect(spanOf({ from: '2026-10-25', to: '2026-10-25' }, ZONE)).toEqual({
      from: '2026-10-24T23:00:00.000Z',
      to: '2026-10-26T00:00:00.000Z',
    });
  });

  it('for a search is everything typed at once; a member of staff is meant by name or by extension', () => {
    const subjectQuery = wantedOf({ person: 'Rita Reed', numbers: '01632 960123' });
    expect(searchQueries(subjectQuery, ['204'], ZONE)).toMatchObject([
      { words: ['rita', 'reed'], numbers: ['+441632960123'], extensions: [] },
      { words: [], numbers: ['+441632960123'], extensions: ['204'] },
    ]);
    expect(searchQueries({ ...subjectQuery, extension: '207' }, ['204'], ZONE)).toMatchObject([
      { words: ['rita', 'reed'], extensions: ['207'] },
    ]);
  });

  it('for a hold is whatever may answer: each number and each name by itself, an extension only where neither is known', () => {
    const subjectQuery = wantedOf({ person: 'Mrs Alder', numbers: '01632 960123', extension: '204' });
    expect(holdQueries(subjectQuery, [], ZONE)).toMatchObject([
      { numbers: ['+441632960123'], words: [], extensions: [] },
      { numbers: [], words: ['alder'], extensions: [] },
    ]);
    expect(holdQueries(wantedOf({ extension: '204' }), [], ZONE)).toMatchObject([{ extensions: ['204'] }]);
    expect(holdQueries(wantedOf({}), [], ZONE)).toEqual([]);
  });
});
