import { describe, expect, it } from 'vitest';
import { registerCsv } from '../../../src/features/register/registerCsv.ts';
import type { RegisterLine } from '../../../src/features/register/registerLine.ts';

const LINE: RegisterLine = {
  kind: 'disclosure',
  at: '2026-12-22T14:55:00+00:00',
  id: 'R-5H8KQ2M',
  caseId: 'S-7K3MQ9A',
  what: 'A copy was handed over',
  whom: 'Zofia Łukasiewicz',
  ground: 'Subject access request (policy 5.4, 5.5)',
  by: 'Priya Patel',
  until: '',
  state: '',
  length: '4 min 32 s',
  silenced: '1',
  sha256: 'c3',
  words: '',
};

const csv = (...lines: readonly Partial<RegisterLine>[]): string =>
  Buffer.from(registerCsv(lines.map((line) => ({ ...LINE, ...line })))).toString();

describe('the register as CSV', () => {
  it('begins with a byte order mark, then what stands in each column', () => {
    const [head] = csv().split('\r\n');
    expect(head?.replaceAll('"', '')).toBe(
      '\ufeffkind,at,id,case,what,whom,ground,by,until,state,length,silenced,sha-256,words',
    );
  });

  it('has a line for each, in their order', () => {
    const lines = csv({ kind: 'disclosure' }, { kind: 'hold' }, { kind: 'case' }, { kind: 'refusal' })
      .split('\r\n')
      .slice(1, -1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(['"disclosure"', '"hold"', '"case"', '"refusal"']);
    expect(lines[0]).toBe(
      '"disclosure","2026-12-22T14:55:00+00:00","R-5H8KQ2M","S-7K3MQ9A","A copy was handed over","Zofia Łukasiewicz","Subject access request (policy 5.4, 5.5)","Priya Patel",,,"4 min 32 s","1","c3",',
    );
  });

  it('keeps quotes, commas and line breaks inside a value', () => {
    expect(csv({ words: 'She said "no",\nthen yes' })).toContain('"She said ""no"",\nthen yes"');
  });

  it.each([
    ['=HYPERLINK("http://evil.test")', '\'=HYPERLINK(""http://evil.test"")'],
    ['+44 1632 960123', "'+44 1632 960123"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1+1', "'\t=1+1"],
    ['\r=1+1', "'\r=1+1"],
    ['Celia\n=1+1', 'Celia\n=1+1'],
    ['Celia\r=1+1', 'Celia\r=1+1'],
    ['1=1', '1=1'],
    ['a-b', 'a-b'],
  ])('takes %j for words, not for a formula', (whom, written) => {
    expect(csv({ whom })).toContain(`"A copy was handed over","${written}","Subject`);
  });
});
