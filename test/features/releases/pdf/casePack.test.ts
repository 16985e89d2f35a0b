import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/features/releases/model/pack.ts';
import { drawCasePack } from '../../../../src/features/releases/pdf/casePack.ts';
import { toInstant } from '../../../../src/kernel/time.ts';
import { buildPack } from '../../../support/samplePack.ts';

const text = async (...args: Parameters<typeof buildPack>): Promise<string> =>
  Buffer.from(await drawCasePack(buildPack(...args))).toString('latin1');

const pagesOf = (paper: string): number => (paper.match(/\/Type \/Page\n/g) ?? []).length;

describe('a case pack as a document', () => {
  it('bears the date of its making and no other', async () => {
    const paper = await text({ madeAt: toInstant('2027-01-02T03:04:05Z') });
    expect(new Set(paper.match(/D:\d{14}Z/g))).toEqual(new Set(['D:20270102030405Z']));
  });

  it('holds itself as data, as it is', async () => {
    const pack = buildPack();
    const paper = Buffer.from(await drawCasePack(pack)).toString();
    expect(paper).toContain(canonicalJson(pack));
    expect(paper).toContain('(case-pack.json)');
  });

  it('has the shapes of names in other scripts', async () => {
    const paper = await text();
    // The font's map from shapes to characters: Ł, ω, ф, פ.
    for (const code of ['0141', '03c9', '0444', '05e4']) expect(paper).toContain(`<${code}>`);
  });

  it('goes on over pages, and numbers them', async () => {
    const words = 'All that was said, word for word. '.repeat(400);
    const entry = { at: 'Wed 25 Nov 2026, 10:12', by: 'Rita Reed', what: 'Reported', words };
    const short = { ...entry, words: '' };
    const paper = await text({
      timeline: [entry, ...Array.from({ length: 90 }, () => short), { ...entry, words: 'x'.repeat(5000) }],
    });
    expect(pagesOf(paper)).toBeGreaterThan(6);
    expect(pagesOf(await text())).toBe(3);
  });

  it('says so where there is nothing', async () => {
    const paper = await text({ clock: [], timeline: [], decisions: [], holds: [], disclosures: [] });
    expect(pagesOf(paper)).toBe(2);
  });
});
