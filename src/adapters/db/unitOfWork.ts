import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/time.ts';
import type { Outbox } from '../../usecases/outboxPorts.ts';
import { type Stores, type UnitOfWork, VersionConflict } from '../../usecases/ports.ts';
import { auditLog } from './auditStore.ts';
import { caseStore, delegationStore, disclosureStore, searchStore } from './caseStores.ts';
import type { Database } from './dialect.ts';
import { holdStore } from './holdStores.ts';
import { inboundStore, jobStore } from './ledgerStores.ts';
import { orderStore, receiptStore } from './orderStores.ts';
import { noOutbox, outboxDraft } from './outboxStore.ts';
import { outsideLinkStore, pageLinkStore } from './pageLinkStores.ts';
import { channelStore, peopleStore, postStore } from './peopleStores.ts';
import { recordingStore } from './recordingStore.ts';
import { grantStore, linkStore, requestStore } from './requestStores.ts';
import { markStore, purgeRunStore, summaryStore, unreadStore } from './retentionStores.ts';
import type { Tables } from './tables.ts';

export interface UnitOfWorkDeps {
  readonly now: () => Instant;
  readonly newId: () => string;
  /** Called after a commit that put something in the outbox. */
  readonly outboxFilled: () => void;
}

const ATTEMPTS = 5;

/** PostgreSQL's words for "somebody else was first": unique violation, serialization failure, deadlock. */
const CONFLICT_CODES = new Set(['23505', '40001', '40P01']);

export function createUnitOfWork({ db }: Database, deps: UnitOfWorkDeps): UnitOfWork {
  const once = async <T>(act: (stores: Stores) => Promise<T>): Promise<T> => {
    let filled = false;
    const result = await db.transaction().execute(async (trx) => {
      // SQLite works without letting go. One turn of the loop before each transaction lets waiting answers go out first.
      await setImmediate();
      const outbox = outboxDraft(deps.now);
      const acted = await act(storesOn(trx, deps, outbox));
      filled = await outbox.flush(trx);
      return acted;
    });
    if (filled) deps.outboxFilled();
    return result;
  };
  return {
    run: async (act) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(act);
        } catch (error) {
          if (!isConflict(error) || attempt === ATTEMPTS) throw error;
        }
      }
    },
    read: (look) => look(storesOn(db, deps, noOutbox)),
  };
}

const isConflict = (error: unknown): boolean =>
  error instanceof VersionConflict || CONFLICT_CODES.has((error as { code?: string }).code ?? '');

function storesOn(db: Kysely<Tables>, deps: UnitOfWorkDeps, outbox: Outbox): Stores {
  return {
    requests: requestStore(db),
    grants: grantStore(db),
    links: linkStore(db),
    pageLinks: pageLinkStore(db),
    outsideLinks: outsideLinkStore(db),
    recordings: recordingStore(db),
    audit: auditLog(db),
    outbox,
    posts: postStore(db),
    people: peopleStore(db, deps.newId),
    channels: channelStore(db),
    inbound: inboundStore(db),
    jobs: jobStore(db),
    unread: unreadStore(db),
    orders: orderStore(db),
    receipts: receiptStore(db),
    purges: purgeRunStore(db),
    summaries: summaryStore(db),
    marks: markStore(db),
    cases: caseStore(db),
    holds: holdStore(db),
    disclosures: disclosureStore(db),
    delegations: delegationStore(db),
    searches: searchStore(db),
  };
}
