import type { Instant } from '../../kernel/time.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { Checkpoint } from './model/checkpoint.ts';

/** A checkpoint that the desk has signed. */
interface SignedCheckpoint extends Pick<Checkpoint, 'size' | 'root'> {
  readonly note: string;
  /** When it was written to the container; null until then. */
  readonly stored_at: string | null;
}

export const checkpointStore = (db: Db) => ({
  /** Keeps it in place of one of as many events, which says the same. */
  keep: async ({ size, root, note }: Omit<SignedCheckpoint, 'stored_at'>, madeAt: Instant) => {
    await db
      .insertInto('audit_checkpoints')
      .values({ size, root, note, made_at: madeAt, stored_at: null })
      .onConflict((c) => c.column('size').doUpdateSet({ note }))
      .execute();
  },
  /** The smallest first. */
  all: (): Promise<readonly SignedCheckpoint[]> =>
    db.selectFrom('audit_checkpoints').selectAll().orderBy('size').execute(),
  markStored: async (size: number, at: Instant) => {
    await db.updateTable('audit_checkpoints').set({ stored_at: at }).where('size', '=', size).execute();
  },
});
