import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../kernel/time.ts';
import type { AuditRow, Db } from '../../platform/database/tables.ts';
import { type AuditEvent, type ChainFault, findFault, GENESIS, leafOf } from './model/chain.ts';
import { createMerkleTree, type MerkleTree } from './model/merkleTree.ts';
import { sequence, waitingForNumber } from './sequenceStore.ts';

const PAGE = 1000;

/** The whole chain as it was read: the first fault, its end included, and the tree of what stands there. */
export interface Examined {
  readonly fault: ChainFault | undefined;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly tree: MerkleTree;
}

/** Reads the audit. What is committed gets its number first, unless whoever reads must change nothing. */
export function auditReader(db: Db, { changesNothing = false } = {}) {
  const first = changesNothing ? async () => {} : () => sequence(db);

  async function* numbered(): AsyncIterable<AuditEvent> {
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('audit_events')
        .selectAll()
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(PAGE)
        .execute();
      // SQLite answers at once: whoever else waits for this process gets a turn between two pages.
      await setImmediate();
      yield* rows.map(toAuditEvent);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.seq;
    }
  }
  const end = (): Promise<Examined['head']> =>
    db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow();

  /** Shows each event to `look` on the way. */
  const examine = async (look: (event: AuditEvent) => void = () => {}): Promise<Examined> => {
    await first();
    const head = await end();
    const tree = createMerkleTree();
    let fault: ChainFault | undefined;
    let last: { seq: number; hash: string } = { seq: 0, hash: GENESIS };
    for await (const event of numbered()) {
      if (event.seq > head.seq) {
        // Appended while we read; or put there by somebody who did not move the head.
        if (event.seq > (await end()).seq) fault ??= { kind: 'unlinked', seq: event.seq };
        break;
      }
      fault ??= findFault([event], last);
      last = { seq: event.seq, hash: event.hash };
      tree.push(leafOf(event));
      look(event);
    }
    if (last.seq < head.seq) fault ??= { kind: 'missing', seq: last.seq + 1 };
    if (last.hash !== head.hash) fault ??= { kind: 'altered', seq: last.seq };
    return { fault, head, tree };
  };

  return {
    head: async () => {
      await first();
      return end();
    },
    events: async function* () {
      await first();
      yield* numbered();
    },
    examine,
    verify: async (): Promise<ChainFault | undefined> => (await examine()).fault,
    waiting: (now: Instant) => waitingForNumber(db, now),
    /** Numbers what is committed. */
    sequence: () => sequence(db),
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
    tally: async (from: Instant, to: Instant) => {
      await first();
      return db
        .selectFrom('audit_events')
        .select((eb) => ['action', 'outcome', eb.fn.countAll<number>().as('count')])
        .where('at', '>=', from)
        .where('at', '<', to)
        .groupBy(['action', 'outcome'])
        .execute();
    },
  };
}

export type AuditReader = ReturnType<typeof auditReader>;

const toAuditEvent = ({ at, detail, ...row }: AuditRow): AuditEvent => ({
  ...row,
  at: at as Instant,
  detail: JSON.parse(detail) as AuditEvent['detail'],
});
