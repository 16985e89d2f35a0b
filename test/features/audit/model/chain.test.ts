import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditEvent,
  findFault,
  GENESIS,
  hashOf,
} from '../../../../src/features/audit/model/chain.ts';
import { addMinutes } from '../../../../src/kernel/time.ts';
import { NOW } from '../../../builders.ts';

const entry = (seq: number): AuditEntry => ({
  at: addMinutes(NOW, seq),
  actor: 'p-1',
  action: 'request.approve',
  subject: `R-${seq}`,
  outcome: 'ok',
  detail: { state: 'approved', days: seq },
});

function chainOf(entries: readonly AuditEntry[]): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const each of entries) {
    const previous = events.at(-1)?.hash ?? GENESIS;
    const seq = events.length + 1;
    events.push({ ...each, seq, previous, hash: hashOf(each, seq, previous) });
  }
  return events;
}

const whole = chainOf([1, 2, 3, 4, 5].map(entry));

const at = (index: number): AuditEvent => whole[index] as AuditEvent;

const without = (index: number) => whole.toSpliced(index, 1);

describe('a chain of events', () => {
  it('is whole as it was written, and empty', () => {
    expect(findFault(whole)).toBeUndefined();
    expect(findFault([])).toBeUndefined();
  });

  it('can be checked in pieces', () => {
    expect(findFault(whole.slice(2), at(1))).toBeUndefined();
    expect(findFault(whole.slice(3), at(1))).toEqual({ kind: 'missing', seq: 3 });
  });

  it.each<[string, Partial<AuditEvent>]>([
    ['moment', { at: NOW }],
    ['actor', { actor: 'p-2' }],
    ['action', { action: 'request.deny' }],
    ['subject', { subject: 'R-9' }],
    ['outcome', { outcome: 'own-request' }],
    ['detail', { detail: { state: 'approved', days: 7 } }],
    ['one more detail', { detail: { state: 'approved', days: 3, mode: 'copy' } }],
    ['hash', { hash: GENESIS }],
  ])('names an event whose %s was altered', (_, change) => {
    expect(findFault(whole.with(2, { ...at(2), ...change }))).toEqual({ kind: 'altered', seq: 3 });
  });

  it('names the next where an altered event was hashed anew', () => {
    const changed = { ...at(2), outcome: 'denied' };
    const forged = { ...changed, hash: hashOf(changed, 3, at(2).previous) };
    expect(findFault(whole.with(2, forged))).toEqual({ kind: 'unlinked', seq: 4 });
  });

  it.each([0, 1, 3])('names the place of a deleted event: number %d', (index) => {
    expect(findFault(without(index))).toEqual({ kind: 'missing', seq: index + 1 });
  });

  it('names the place of a deleted event behind which the rest was renumbered', () => {
    const renumbered = without(1).map((event, i) => ({ ...event, seq: i + 1 }));
    expect(findFault(renumbered)).toEqual({ kind: 'unlinked', seq: 2 });
  });

  it('names an inserted event', () => {
    const extra = { ...at(1), subject: 'R-9' };
    expect(findFault(whole.toSpliced(2, 0, extra))).toEqual({ kind: 'missing', seq: 3 });
    const renumbered = whole.toSpliced(2, 0, extra).map((event, i) => ({ ...event, seq: i + 1 }));
    expect(findFault(renumbered)).toEqual({ kind: 'unlinked', seq: 3 });
  });

  it('names two events that changed places', () => {
    expect(findFault(whole.with(1, at(2)).with(2, at(1)))).toEqual({ kind: 'missing', seq: 2 });
  });

  it('does not depend on the order of the details’ keys', () => {
    const one = { ...entry(1), detail: { a: 1, b: 2 } };
    const other = { ...entry(1), detail: { b: 2, a: 1 } };
    expect(hashOf(one, 1, GENESIS)).toBe(hashOf(other, 1, GENESIS));
  });
});
