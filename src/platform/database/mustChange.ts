import type { UpdateResult } from 'kysely';
import { VersionConflict } from '../../kernel/ports.ts';

/** The compare-and-set of every store: throws VersionConflict when somebody else was first. */
export function mustChange(result: UpdateResult): void {
  if (result.numUpdatedRows !== 1n) throw new VersionConflict('Changed meanwhile');
}
