import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../../src/features/audit/model/chain.ts';
import {
  type CasePack,
  canonicalJson,
  concerns,
  packDigest,
  provePack,
} from '../../../../src/features/releases/model/pack.ts';
import { buildContent, buildPack, chained } from '../../../support/samplePack.ts';

const pack = buildPack();

const event = (index: number) => pack.audit[index] as CasePack['audit'][number];

describe('canonical JSON', () => {
  it('gives one text for one content, whatever the order of the keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true, left: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const backwards = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(backwards)).toBe(canonicalJson(object));
        expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
      }),
    );
  });
});

describe('the digest of a pack', () => {
  it('is that of its content, without the audit, which holds it', () => {
    expect(packDigest(pack)).toBe(packDigest(buildContent()));
    expect(pack.audit.at(-1)?.detail.sha256).toBe(packDigest(pack));
  });

  it('changes with every word', () => {
    expect(packDigest(buildContent({ madeBy: 'Priya Patell' }))).not.toBe(packDigest(buildContent()));
  });
});

describe('an event of the audit', () => {
  it.each([
    ['by its subject', 'R-1', {}, true],
    ['by an id in its details', 'x', { grant: 'R-1' }, true],
    ['in no way', 'x', { grant: 'R-2', days: 1 }, false],
  ])('is about a case %s', (_, subject, detail, about) => {
    const [one] = chained([{ action: 'request.approve', subject, detail }]);
    expect(one && concerns(one, new Set(['R-1']))).toBe(about);
  });
});

describe('a pack', () => {
  it('is proved by its chain, and names the newest morning’s report that falls into it', () => {
    expect(provePack(pack)).toEqual({
      ok: true,
      value: {
        practice: pack.practice,
        caseId: 'S-7K3MQ9A',
        madeAt: pack.madeAt,
        madeBy: 'Priya Patel',
        zone: 'Europe/London',
        from: 18_204,
        to: 18_210,
        head: event(6).hash,
        reported: { report: 'retention-2026-11-26', seq: 18_206, hash: event(2).hash },
      },
    });
  });

  it('names no report where all are older than its first event', () => {
    const audit = chained([
      {
        action: 'report.retention',
        subject: 'retention-2026-11-25',
        detail: { seq: 18_203, hash: 'before' },
      },
      {
        action: 'case.pack',
        subject: pack.caseId,
        detail: { sha256: packDigest(pack) },
      },
    ]);
    expect(provePack({ ...pack, audit })).toMatchObject({ ok: true, value: { reported: null } });
  });

  it.each<[string, CasePack['audit'], object]>([
    [
      'an event was altered',
      pack.audit.with(1, { ...event(1), actor: 'p-1' }),
      { kind: 'chain', fault: { kind: 'altered', seq: 18_205 } },
    ],
    ['an event was left out', pack.audit.toSpliced(2, 1), { kind: 'chain', fault: { kind: 'missing', seq: 18_206 } }],
    [
      'an altered event was hashed anew',
      pack.audit.with(1, {
        ...event(1),
        outcome: 'x',
        hash: hashOf({ ...event(1), outcome: 'x' }, 18_205, event(1).previous),
      }),
      { kind: 'chain', fault: { kind: 'unlinked', seq: 18_206 } },
    ],
    ['there are no events', [], { kind: 'not-bound' }],
    ['its last event is another', pack.audit.slice(0, -1), { kind: 'not-bound' }],
    [
      'its last event is of another case',
      chained([{ action: 'case.pack', subject: 'S-OTHER', detail: { sha256: packDigest(pack) } }]),
      { kind: 'not-bound' },
    ],
    [
      'its last event is of a refusal',
      chained([{ action: 'case.pack', subject: pack.caseId, outcome: 'not-the-dpo' }]),
      { kind: 'not-bound' },
    ],
    [
      'its last event is about other words',
      chained([{ action: 'case.pack', subject: pack.caseId, detail: { sha256: 'another' } }]),
      { kind: 'other-content' },
    ],
  ])('is not proved where %s', (_, audit, error) => {
    expect(provePack({ ...pack, audit })).toEqual({ ok: false, error });
  });

  it('is not proved with other words', () => {
    expect(provePack({ ...pack, madeBy: 'Somebody else' })).toEqual({
      ok: false,
      error: { kind: 'other-content' },
    });
  });
});
