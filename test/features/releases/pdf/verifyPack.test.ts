import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CasePack, PACK_VERSION } from '../../../../src/features/releases/model/pack.ts';
import { drawCasePack } from '../../../../src/features/releases/pdf/casePack.ts';
import { verifyPack } from '../../../../src/features/releases/pdf/verifyPack.ts';
import { seal } from '../../../../src/platform/pdf/seal.ts';
import { buildPack } from '../../../support/samplePack.ts';

const pack = buildPack();

const paper = Buffer.from(await drawCasePack(pack));

const changed = (at: number, to = ((paper[at] ?? 0) + 1) % 256): Buffer => {
  const copy = Buffer.from(paper);
  copy[at] = to;
  return copy;
};

const kindOf = (bytes: Uint8Array): string => {
  const proved = verifyPack(bytes);
  return proved.ok ? 'whole' : proved.error.kind;
};

/** Where a text stands in the document, and so a place inside it. */
const placeOf = (text: string): number => {
  const at = paper.indexOf(text);
  if (at < 0) throw new Error(`There is no ${text} in the paper`);
  return at + Math.floor(text.length / 2);
};

/** The paper with the line that states its SHA-256 moved to another place, or replaced there. */
function withLineAt(place: number, replaced?: string): Buffer {
  const line = /%SHA-256 .*\n/.exec(paper.toString('latin1'))?.[0] ?? '';
  const others = paper.toString('latin1').replace(line, '');
  return Buffer.from(others.slice(0, place) + (replaced ?? line) + others.slice(place), 'latin1');
}

describe('a case pack, checked on its own', () => {
  it('is proved as it was made', () => {
    expect(verifyPack(paper)).toMatchObject({
      ok: true,
      value: { caseId: pack.caseId, events: 5, seq: 18_210, hash: pack.audit.at(-1)?.hash },
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
  ])('is refused with one byte changed in %s', (_, text, kind) => {
    expect(kindOf(changed(placeOf(text)))).toBe(kind);
  });

  it('is refused with any byte changed, wherever it is', () => {
    const places = fc.record({
      at: fc.integer({ min: 0, max: paper.length - 1 }),
      to: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(places, ({ at, to }) => {
        fc.pre(paper[at] !== to);
        expect(kindOf(changed(at, to))).not.toBe('whole');
      }),
      { numRuns: 500 },
    );
  });

  it('is refused with any byte of the line changed that states its SHA-256, or of what follows it', () => {
    const line = paper.indexOf('%SHA-256 of every other byte');
    expect(paper.length - line).toBeLessThan(200);
    for (let at = line - 1; at < paper.length; at += 1) expect(kindOf(changed(at)), `${at}`).toBe('altered');
  });

  it.each([
    ['cut short', paper.subarray(0, -1)],
    ['longer by a byte', Buffer.concat([paper, Buffer.from('\n')])],
    ['twice in one file', Buffer.concat([paper, paper])],
    ['without the line that states its SHA-256', withLineAt(paper.length, '')],
    ['with that line at another place', withLineAt('%PDF-1.7\n'.length)],
  ])('is refused %s', (_, bytes) => {
    expect(kindOf(bytes)).toBe('altered');
  });

  it.each<[string, CasePack, string]>([
    ['an event', { ...pack, audit: pack.audit.with(1, { ...pack.audit[1], actor: 'p-1' } as never) }, 'event-altered'],
    [
      'an event’s time',
      { ...pack, audit: pack.audit.with(0, { ...pack.audit[0], at: pack.madeAt } as never) },
      'event-altered',
    ],
    ['words', { ...pack, madeBy: 'Somebody else' }, 'other-content'],
    ['who agreed', { ...pack, decisions: pack.decisions.slice(1) }, 'other-content'],
    ['the events after it', { ...pack, audit: pack.audit.slice(0, -1) }, 'not-bound'],
    ['its version', { ...pack, version: PACK_VERSION - 1 }, 'other-version'],
  ])('is refused where %s changed and the paper was drawn anew', async (_, forged, kind) => {
    expect(kindOf(await drawCasePack(forged))).toBe(kind);
  });

  it.each<[string, object]>([
    ['no moment of its making', { madeAt: 'yesterday' }],
    ['no time zone that there is', { zone: 'Europe/Nowhere' }],
    ['no proof', { proof: undefined }],
    ['a proof without paths', { proof: { ...pack.proof, paths: null } }],
    ['an audit that is no list', { audit: {} }],
    ['an audit event that is no object', { audit: pack.audit.with(1, null as never) }],
    ['an audit event without details', { audit: pack.audit.with(0, { ...pack.audit[0], detail: undefined } as never) }],
  ])('is refused with %s, though it states its SHA-256', async (_, change) => {
    const made = { ...pack, ...change };
    const data = Buffer.from(`<</Type /EmbeddedFile>>\nstream\n${JSON.stringify(made)}\nendstream\nstartxref`);
    expect(kindOf(seal(Buffer.concat([Buffer.from('%PDF-1.7\n'), data])))).toBe('unreadable');
  });

  it('is proved, however it is drawn, when it states the SHA-256 of that drawing', async () => {
    const other = await drawCasePack(pack);
    const redrawn = other
      .toString('latin1')
      .replace('/Title (', '/Title (A ')
      .replace(/%SHA-256 .*\n/, '');
    expect(kindOf(seal(Buffer.from(redrawn, 'latin1')))).toBe('whole');
  });

  it.each<[string, string, string]>([
    ['nothing at all', '', 'not-a-pdf'],
    ['a text', 'Dear Sir or Madam', 'not-a-pdf'],
    ['another PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n', 'not-a-pack'],
    ['a PDF with another file in it', '%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\nhello\nendstream', 'unreadable'],
    ['one with other JSON in it', '%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\nnull\nendstream', 'not-a-pack'],
    [
      'one with the format’s name alone',
      '%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\n{"format":"recording-desk/case-pack"}\nendstream',
      'unreadable',
    ],
    [
      'one with too little in it to be checked',
      `%PDF-1.7\n<</Type /EmbeddedFile>>\nstream\n{"format":"recording-desk/case-pack","version":${PACK_VERSION}}\nendstream`,
      'altered',
    ],
  ])('is told from %s', (_, text, kind) => {
    expect(kindOf(Buffer.from(text))).toBe(kind);
  });
});
