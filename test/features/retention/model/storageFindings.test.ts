import { describe, expect, it } from 'vitest';
import { storageFindings } from '../../../../src/features/retention/model/storageFindings.ts';
import type { ContainerFacts, LifecycleRule, StorageFacts } from '../../../../src/platform/storage/accountFacts.ts';

const container = (name: string, changes: Partial<ContainerFacts> = {}): ContainerFacts => ({
  name,
  immutabilityPolicy: false,
  legalHold: false,
  versionImmutability: false,
  versions: false,
  ...changes,
});

/** An account on which nothing is kept. */
const facts = (changes: Partial<StorageFacts> = {}): StorageFacts => ({
  softDeleteDays: 0,
  containerSoftDeleteDays: 0,
  versioning: false,
  restoreDays: 0,
  lifecycle: [],
  containers: [container('recordings'), container('clips')],
  holds: 'holds',
  unanswered: [],
  ...changes,
});

const rule = (changes: Partial<LifecycleRule> = {}): LifecycleRule => ({
  name: 'tidy',
  prefixes: ['recordings/'],
  deleteAfterDays: null,
  archiveAfterDays: null,
  ...changes,
});

const kinds = (given: StorageFacts, days = 30) => storageFindings(given, days).map(({ kind }) => kind);

describe('an account on which nothing is kept', () => {
  it('has no traps, nor has one of which nothing is known', () => {
    expect(storageFindings(facts(), 30)).toEqual([]);
    const unknown = {
      softDeleteDays: null,
      containerSoftDeleteDays: null,
      versioning: null,
      restoreDays: null,
      lifecycle: null,
    };
    expect(storageFindings(facts(unknown), 30)).toEqual([]);
  });

  it('reports the settings that could not be looked at', () => {
    const finding = { kind: 'unknown', what: 'Refused.', remedy: 'Allow it.' } as const;
    expect(storageFindings(facts({ unanswered: [finding] }), 30)).toEqual([finding]);
  });
});

describe('soft delete', () => {
  it.each([
    [23, 7, []],
    [24, 7, ['soft-delete']],
    [30, 0, []],
    [30, 1, ['soft-delete']],
    [29, 1, []],
  ])('reports soft delete only where it keeps recordings past 30 days in all: %i days and then %i more', (recordingsDays, softDeleteDays, expected) => {
    expect(kinds(facts({ softDeleteDays }), recordingsDays)).toEqual(expected);
  });

  it('names the days that soft delete adds, and the remedy', () => {
    const [trap] = storageFindings(facts({ softDeleteDays: 7 }), 30);
    expect(trap?.what).toContain('7 days more');
    expect(trap?.what).toContain('up to 37 days');
    expect(trap?.remedy).toContain('recordingsDays to 23');
  });

  it('does not offer as a remedy to keep recordings for no days at all', () => {
    const [trap] = storageFindings(facts({ softDeleteDays: 90 }), 30);
    expect(trap?.what).toContain('up to 120 days');
    expect(trap?.remedy).not.toContain('recordingsDays');
  });

  it('counts the soft delete of containers too', () => {
    expect(kinds(facts({ containerSoftDeleteDays: 7 }))).toEqual(['container-soft-delete']);
    expect(kinds(facts({ containerSoftDeleteDays: 7 }), 23)).toEqual([]);
  });
});

describe('versions', () => {
  it('reports versions where the account keeps them, and where a listing has shown one', () => {
    expect(kinds(facts({ versioning: true }))).toEqual(['versioning']);
    const [trap] = storageFindings(
      facts({ versioning: null, containers: [container('recordings', { versions: true }), container('clips')] }),
      30,
    );
    expect(trap?.what).toContain('Blobs with versions are in recordings:');
  });

  it('says that versioning cannot be switched off before point-in-time restore', () => {
    const [trap] = storageFindings(facts({ versioning: true, restoreDays: 6 }), 30);
    expect(trap?.remedy).toMatch(/^Switch off point-in-time restore, then versioning/);
  });
});

it.each([
  [{ immutabilityPolicy: true }, 'immutability'],
  [{ versionImmutability: true }, 'immutability'],
  [{ legalHold: true }, 'legal-hold'],
])('a lock on a container is a trap, by its name: %j', (changes, kind) => {
  const given = facts({ containers: [container('recordings'), container('clips', changes)] });
  const findings = storageFindings(given, 30);
  expect(findings.map((finding) => finding.kind)).toEqual([kind]);
  expect(findings[0]?.what).toContain('clips');
});

describe('a lifecycle rule', () => {
  it.each([
    ['deletes recordings after the limit: a backstop', { deleteAfterDays: 31 }, 0],
    ['deletes recordings at the limit', { deleteAfterDays: 30 }, 0],
    ['deletes recordings before the limit', { deleteAfterDays: 29 }, 1],
    ['deletes clips only', { deleteAfterDays: 7, prefixes: ['clips/'] }, 0],
    ['deletes in a folder of the recordings', { deleteAfterDays: 7, prefixes: ['recordings/2026'] }, 1],
    ['deletes held copies', { deleteAfterDays: 400, prefixes: ['holds'] }, 1],
    ['deletes anything', { deleteAfterDays: 31, prefixes: [] }, 1],
    ['deletes anything, and early', { deleteAfterDays: 7, prefixes: [] }, 2],
    ['deletes elsewhere', { deleteAfterDays: 1, prefixes: ['logs/', 'recordings-old/'] }, 0],
    ['archives recordings', { archiveAfterDays: 10 }, 1],
    ['archives held copies', { archiveAfterDays: 90, prefixes: ['holds/'] }, 1],
    ['archives elsewhere', { archiveAfterDays: 1, prefixes: ['logs/'] }, 0],
    ['does neither (moves to a cool tier)', {}, 0],
  ])('%s', (_, changes, count) => {
    expect(kinds(facts({ lifecycle: [rule(changes)] }))).toEqual(Array(count).fill('lifecycle'));
  });

  it('names a lifecycle rule with its days', () => {
    const [trap] = storageFindings(facts({ lifecycle: [rule({ deleteAfterDays: 14 })] }), 30);
    expect(trap?.what).toContain('“tidy” deletes after 14 days');
  });
});

it('words every finding and every remedy in whole sentences', () => {
  const all = storageFindings(
    facts({
      softDeleteDays: 1,
      containerSoftDeleteDays: 7,
      versioning: true,
      lifecycle: [rule({ deleteAfterDays: 1, archiveAfterDays: 1, prefixes: [] })],
      containers: [container('recordings', { immutabilityPolicy: true, versionImmutability: true, legalHold: true })],
    }),
    30,
  );
  expect(all.length).toBe(9);
  for (const { what, remedy } of all) for (const text of [what, remedy]) expect(text).toMatch(/^[A-Z].*\.$/);
});
