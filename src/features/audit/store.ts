import type { Instant } from '../../kernel/time.ts';
import type { AuditRow, Db } from '../../platform/database/tables.ts';
import { type AuditEntry, type AuditEvent, type ChainFault, findFault, GENESIS, hashOf } from './model/chain.ts';

/** Appends under the lock of the head row, so that two instances never fork the chain. */
export const auditLog = (db: Db) => ({
  /** In the order given. */
  append: async (...entries: readonly AuditEntry[]) => {
    if (entries.length === 0) return;
    const head = await db
      .updateTable('audit_head')
      .set((eb) => ({ seq: eb('seq', '+', entries.length) }))
      .returning(['seq', 'hash'])
      .executeTakeFirstOrThrow();
    let { hash } = head;
    const events = entries.map((entry, at) => {
      const [seq, previous] = [head.seq - entries.length + 1 + at, hash];
      hash = hashOf(entry, seq, previous);
      return { ...entry, detail: JSON.stringify(entry.detail), seq, previous, hash };
    });
    await db.insertInto('audit_events').values(events).execute();
    await db.updateTable('audit_head').set({ hash }).execute();
  },
});

export type AuditLog = ReturnType<typeof auditLog>;

const PAGE = 1000;

export function auditReader(db: Db) {
  async function* events(): AsyncIterable<AuditEvent> {
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('audit_events')
        .selectAll()
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(PAGE)
        .execute();
      yield* rows.map(toAuditEvent);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.seq;
    }
  }
  const head = (): Promise<{ readonly seq: number; readonly hash: string }> =>
    db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow();
  return {
    head,
    events,
    /** The hash of each of these events; of one that is not there, none. Before the first is event 0. */
    hashesAt: async (seqs: readonly number[]): Promise<ReadonlyMap<number, string>> => {
      const hashes = new Map([[0, GENESIS]]);
      for (let from = 0; from < seqs.length; from += PAGE) {
        const page = db.selectFrom('audit_events').select(['seq', 'hash']);
        const rows = await page.where('seq', 'in', seqs.slice(from, from + PAGE)).execute();
        for (const { seq, hash } of rows) hashes.set(seq, hash);
      }
      return hashes;
    },
    /** How often each thing was tried in [from, to), by outcome. */
    tally: async (from: Instant, to: Instant) =>
      await db
        .selectFrom('audit_events')
        .select((eb) => ['action', 'outcome', eb.fn.countAll<number>().as('count')])
        .where('at', '>=', from)
        .where('at', '<', to)
        .groupBy(['action', 'outcome'])
        .execute(),
    /** The first fault of the whole chain, its end included; undefined when it is whole. */
    verify: async (): Promise<ChainFault | undefined> => {
      const end = await head();
      let last: { seq: number; hash: string } | undefined;
      for await (const event of events()) {
        if (event.seq > end.seq) {
          // Appended while we read; or put there by somebody who did not move the head.
          if (event.seq > (await head()).seq) return { kind: 'unlinked', seq: event.seq };
          break;
        }
        const fault = findFault([event], last);
        if (fault) return fault;
        last = { seq: event.seq, hash: event.hash };
      }
      if ((last?.seq ?? 0) < end.seq) return { kind: 'missing', seq: (last?.seq ?? 0) + 1 };
      return last && last.hash !== end.hash ? { kind: 'altered', seq: last.seq } : undefined;
    },
  };
}

export type AuditReader = ReturnType<typeof auditReader>;
const toAuditEvent = (row: AuditRow): AuditEvent => ({
  seq: row.seq,
  at: row.at as Instant,
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  outcome: row.outcome,
  detail: JSON.parse(row.detail) as AuditEvent['detail'],
  previous: row.previous,
  hash: row.hash,
});
