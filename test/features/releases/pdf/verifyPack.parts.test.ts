import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CasePack, PACK_VERSION } from '../../../../src/features/releases/model/pack.ts';
import { drawCasePack } from '../../../../src/features/releases/pdf/casePack.ts';
import { verifyPack } from '../../../../src/features/releases/pdf/verifyPack.ts';
import { buildPack } from '../../../support/samplePack.ts';

const pack = buildPack();

const paper = Buffer.from(await drawCasePack(pack));

const changed = (at: number, to = ((paper[at] ?? 0) + 1) % 256): Buffer => {
  const copy = Buffer.from(paper);
  copy[at] = to;
  return copy;
};

const kindOf = async (bytes: Uint8Array): Promise<string> => {
  const proved = await verifyPack(bytes);
  return proved.ok ? 'whole' : proved.error.kind;
};

/** Where a text stands in the paper, and so a place inside it. */
const placeOf = (text: string): number => {
  const at = paper.indexOf(text);
  if (at < 0) throw new Error(`There is no ${text} in the paper`);
  return at + Math.floor(text.length / 2);
};

describe('a case pack, checked on its own', () => {
  it('is proved as it was made', async () => {
    expect(await verifyPack(paper)).toMatchObject({
      ok: true,
      value: { caseId: pack.caseId, from: 18_204, to: 18_210, head: pack.audit.at(-1)?.hash },
    });
  });

  it.each([
    ['the attachment’s words', 'two copies handed over', 'altered'],
    ['a hash in the attachment', pack.audit[2]?.hash ?? '', 'altered'],
    ['the attachment’s structure', '"auditIds":', 'altered'],
    ['the text of a page', ' TJ', 'altered'],
    ['a font', '/FontFile2', 'altered'],
    ['the title', '/Title', 'altered'],
    ['the table of places', 'startxref', 'altered'],
    ['the trailer', '/Root', 'altered'],
    ['the very end', '%%EOF', 'altered'],
    ['the mark of the attachment', '/EmbeddedFile', 'not-a-pack'],
    ['the name of the format', 'recording-desk/case-pack', 'not-a-pack'],
    ['the mark of a PDF', '%PDF', 'not-a-pdf'],
  ])('is refused with one byte changed in %s', async (_, text, kind) => {
    expect(await kindOf(changed(placeOf(text)))).toBe(kind);
  });

  it('is refused with any byte changed, wherever it is', async () => {
    const places = fc.record({
      at: fc.integer({ min: 0, max: paper.length - 1 }),
      to: fc.integer({ min: 0, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ at, to }) => {
        fc.pre(paper[at] !== to);
        expect(await kindOf(changed(at, to))).not.toBe('whole');
      }),
      { numRuns: 120 },
    );
  });

  it.each([
    ['cut short', paper.subarray(0, -1)],
    ['longer by a byte', Buffer.concat([paper, Buffer.from('\n')])],
    ['twice in one file', Buffer.concat([paper, paper])],
  ])('is refused %s', async (_, bytes) => {
    expect(await kindOf(bytes)).toBe('altered');
  });

  it.each<[string, CasePack, string]>([
    [
      'an event',
      { ...pack, audit: pack.audit.with(1, { ...pack.audit[1], actor: 'p-1' } as never) },
      'chain',
    ],
    [
      'an event’s time',
      { ...pack, audit: pack.audit.with(0, { ...pack.audit[0], at: pack.madeAt } as never) },
      'chain',
    ],
    ['words', { ...pack, madeBy: 'Somebody else' }, 'other-content'],
    ['who agreed', { ...pack, decisions: pack.decisions.slice(1) }, 'other-content'],
    ['the events after it', { ...pack, audit: pack.audit.slice(0, -1) }, 'not-bound'],
    ['its version', { ...pack, version: PACK_VERSION - 1 }, 'other-version'],
  ])('is refused where %s changed and the paper was drawn anew', async (_, forged, kind) => {
    expect(await kindOf(await drawCasePack(forged))).toBe(kind);
  });

  it.each<[string, string, string]>([
    ['nothing at all', '', 'not-a-pdf'],
    ['a text', 'Dear Sir or Madam', 'not-a-pdf'],
    ['another PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n', 'not-a-pack'],
    [
      'a PDF with another file in it',
      '%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\nhello\nendstream',
      'unreadable',
    ],
    ['one with other JSON in it', '%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\nnull\nendstream', 'not-a-pack'],
    [
      'one with the format’s name alone',
      '%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\n{"format":"recording-desk/case-pack"}\nendstream',
      'unreadable',
    ],
    [
      'one with too little in it to be drawn',
      `%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\n{"format":"recording-desk/case-pack","version":${PACK_VERSION}}\nendstream`,
      'altered',
    ],
  ])('is told from %s', async (_, text, kind) => {
    expect(await kindOf(Buffer.from(text))).toBe(kind);
  });
});
