import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../../src/features/audit/model/chain.ts';
import { signCheckpoint } from '../../../../src/features/audit/model/checkpoint.ts';
import { createMerkleTree } from '../../../../src/features/audit/model/merkleTree.ts';
import {
  type CasePack,
  canonicalJson,
  concerns,
  packDigest,
  provePack,
} from '../../../../src/features/releases/model/pack.ts';
import { auditKeyOf } from '../../../support/auditKey.ts';
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
    expect(packDigest(pack)).toBe(packDigest(buildContent({ manifest: pack.manifest })));
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

/** An event with other words, hashed anew. */
const forged = (index: number): CasePack['audit'][number] => {
  const changed = { ...event(index), outcome: 'x' };
  return { ...changed, hash: hashOf(changed, changed.seq, changed.previous) };
};

const [KEY, OTHER] = [auditKeyOf('a'), auditKeyOf('b')];

/** What it would say of its events after a change of them, bound anew as whoever made it up would. */
function bound(changed: CasePack): CasePack {
  const events = changed.audit.slice(0, -1).map(({ seq, hash }) => ({ seq, hash }));
  const content = { ...changed, manifest: { ...changed.manifest, events } };
  const last = changed.audit.at(-1) as CasePack['audit'][number];
  const entry = { ...last, detail: { sha256: packDigest(content) } };
  const making = { ...entry, hash: hashOf(entry, last.seq, last.previous) };
  return { ...content, audit: changed.audit.with(-1, making) };
}

describe('a pack', () => {
  const facts = {
    practice: pack.practice,
    caseId: 'S-7K3MQ9A',
    madeAt: pack.madeAt,
    madeBy: 'Priya Patel',
    zone: 'Europe/London',
    events: 5,
    seq: 18_210,
    hash: event(4).hash,
  };

  it('holds the events of its case and no others', () => {
    expect(pack.audit.map(({ seq }) => seq)).toEqual([18_204, 18_205, 18_208, 18_209, 18_210]);
  });

  it('is proved by the key that has signed its root, and says who that is', () => {
    expect(provePack(pack, KEY)).toEqual({ ok: true, value: { ...facts, signer: 'desk.example.com/audit' } });
  });

  it('is whole in itself without a key, signed or not', () => {
    expect(provePack(pack)).toMatchObject({ ok: true, value: { signer: 'desk.example.com/audit' } });
    expect(provePack(buildPack({}, null))).toMatchObject({ ok: true, value: { signer: null } });
  });

  it('is not proved by a key that has not signed it, or where nobody has', () => {
    expect(provePack(pack, OTHER)).toMatchObject({ error: { kind: 'not-by-key', signer: 'desk.example.com/audit' } });
    expect(provePack(buildPack({}, 'b'), KEY)).toMatchObject({ error: { kind: 'not-by-key' } });
    expect(provePack(buildPack({}, null), KEY)).toMatchObject({
      error: { kind: 'unsigned', why: 'It is not signed: no AUDIT_KEY_FILE is set.' },
    });
  });

  it.each<[string, Partial<CasePack>, object]>([
    [
      'an event was altered',
      { audit: pack.audit.with(1, { ...event(1), actor: 'p-1' }) },
      { kind: 'event-altered', seq: 18_205 },
    ],
    ['an altered event was hashed anew', { audit: pack.audit.with(1, forged(1)) }, { kind: 'other-events' }],
    ['an event was left out', { audit: pack.audit.toSpliced(1, 1) }, { kind: 'other-events' }],
    ['an event stands twice', { audit: pack.audit.toSpliced(1, 0, event(1)) }, { kind: 'other-events' }],
    ['two events changed places', { audit: pack.audit.with(0, event(1)).with(1, event(0)) }, { kind: 'other-events' }],
    ['there are no events', { audit: [] }, { kind: 'not-bound' }],
    ['its last event is another', { audit: pack.audit.slice(0, -1) }, { kind: 'not-bound' }],
    [
      'its last event is of another case',
      { audit: chained([{ action: 'case.pack', subject: 'S-OTHER' }]) },
      { kind: 'not-bound' },
    ],
    [
      'its last event is of a refusal',
      { audit: chained([{ action: 'case.pack', subject: pack.caseId, outcome: 'not-the-dpo' }]) },
      { kind: 'not-bound' },
    ],
    [
      'its last event is about other words',
      { audit: chained([{ action: 'case.pack', subject: pack.caseId, detail: { sha256: 'another' } }]) },
      { kind: 'other-content' },
    ],
    ['its words are others', { madeBy: 'Somebody else' }, { kind: 'other-content' }],
    ['its list of events is another', { manifest: { ...pack.manifest, events: [] } }, { kind: 'other-content' }],
    [
      'a path leads elsewhere',
      { proof: { ...pack.proof, paths: pack.proof.paths.with(0, []) } },
      { kind: 'not-in-tree', seq: 18_204 },
    ],
    [
      'its root is another',
      { proof: { ...pack.proof, root: Buffer.alloc(32).toString('base64') } },
      { kind: 'not-in-tree', seq: 18_204 },
    ],
    [
      'what is signed is another root',
      { proof: { ...pack.proof, checkpoint: signCheckpoint(createMerkleTree(), KEY) } },
      { kind: 'other-checkpoint' },
    ],
  ])('is not proved where %s', (_, change, error) => {
    expect(provePack({ ...pack, ...change }, KEY)).toEqual({ ok: false, error });
    expect(provePack({ ...pack, ...change })).toEqual({ ok: false, error });
  });

  it.each<[string, CasePack]>([
    ['an event was altered', { ...pack, audit: pack.audit.with(1, forged(1)) }],
    [
      'an event was left out',
      { ...pack, audit: pack.audit.toSpliced(1, 1), proof: { ...pack.proof, paths: pack.proof.paths.toSpliced(1, 1) } },
    ],
    ['its words are others', { ...pack, madeBy: 'Somebody else' }],
  ])('is not proved where %s and it was bound anew: that event is not in the tree', (_, changed) => {
    expect(provePack(bound(changed))).toMatchObject({ ok: false, error: { kind: 'not-in-tree' } });
  });
});
