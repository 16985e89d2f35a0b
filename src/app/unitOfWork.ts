import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { noOutbox, type Outbox, outboxDraft } from '../features/messaging/outboxStore.ts';
import type { Practice } from '../features/practice/model/practice.ts';
import { type Clock, VersionConflict } from '../kernel/ports.ts';
import type { Instant } from '../kernel/time.ts';
import { isConnectionLost } from '../platform/database/databaseFaults.ts';
import type { Database } from '../platform/database/open.ts';
import type { Db } from '../platform/database/tables.ts';
import { type Context, type Stores, storesOn, type UnitOfWork } from '../stores.ts';

export interface UnitOfWorkDeps extends Pick<Context, 'ids' | 'practice' | 'isWorkingDay'> {
  readonly clock: Clock;
  /** Called after a commit that put something in the outbox. */
  readonly outboxFilled: () => void;
  /** Called after every commit. */
  readonly committed?: () => void;
}

const ATTEMPTS = 5;

/** Milliseconds before an act whose connection was lost is done again; a server that restarts is back within them. */
const LOST_WAITS_MS = [100, 400, 1_000, 2_000];

/** PostgreSQL's words for "somebody else was first": unique violation, serialization failure, deadlock. */
const CONFLICT_CODES = new Set(['23505', '40001', '40P01']);

export function createUnitOfWork({ db, transact }: Database, deps: UnitOfWorkDeps): UnitOfWork {
  const runOnce = async <T>(act: (context: Context) => Promise<T>): Promise<T> => {
    let filled = false;
    const result = await transact(async (trx) => {
      // SQLite works without letting go. One turn of the loop before each transaction lets waiting answers go
      // out first.
      await setImmediate();
      const outbox = outboxDraft(deps.clock.now);
      const acted = await act(contextOn(trx, deps, outbox));
      filled = await outbox.flush(trx);
      return acted;
    });
    if (filled) deps.outboxFilled();
    deps.committed?.();
    return result;
  };
  return {
    run: (act) =>
      despiteLoss(async () => {
        for (let attempt = 1; ; attempt += 1) {
          try {
            return await runOnce(act);
          } catch (error) {
            if (!isConflict(error) || attempt === ATTEMPTS) throw error;
          }
        }
      }),
    read: (look) => despiteLoss(() => look(contextOn(db, deps, noOutbox))),
  };
}

/** Does it again where the connection to the database was lost: what had not been committed is undone. */
async function despiteLoss<T>(act: () => Promise<T>): Promise<T> {
  for (const waitMs of LOST_WAITS_MS)
    try {
      return await act();
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await wait(waitMs);
    }
  return act();
}

const isConflict = (error: unknown): boolean =>
  error instanceof VersionConflict || CONFLICT_CODES.has((error as { code?: string }).code ?? '');

function contextOn(db: Db, deps: UnitOfWorkDeps, outbox: Outbox): Context {
  const { clock, ids, practice, isWorkingDay } = deps;
  const stores = storesOn(db, ids.unique, outbox);
  const now = clock.now();
  let current: Promise<Practice> | undefined;
  const practiceNow = (): Promise<Practice> => {
    current ??= asItStands(practice, stores, now);
    return current;
  };
  const recordAudit: Context['recordAudit'] = async (by, { action, outcome = 'ok', subject = '-', detail = {} }) =>
    stores.audit.append({
      at: now,
      actor: typeof by === 'string' ? by : await stores.people.idOf(by.email),
      action,
      subject,
      outcome,
      detail,
    });
  return { ...stores, now, ids, practice, practiceNow, recordAudit, isWorkingDay };
}

/** The practice file with the delegates whom the DPO has named in the chat (policy 5.7), and those who are away. */
async function asItStands(practice: Practice, { delegations, absences }: Stores, now: Instant): Promise<Practice> {
  const [named, away] = [await delegations.current(now), await absences.current(now)];
  if (named.length === 0 && away.length === 0) return practice;
  const { directory } = practice;
  const dpoDelegates = [...directory.dpoDelegates, ...named];
  return { ...practice, directory: { ...directory, dpoDelegates, absences: away } };
}
