import { createUnitOfWork, type UnitOfWorkDeps } from '../../src/app/unitOfWork.ts';
import { randomIds } from '../../src/platform/clock.ts';
import type { Database } from '../../src/platform/database/open.ts';
import { createWorkingDays } from '../../src/platform/workingDays.ts';
import type { UnitOfWork } from '../../src/stores.ts';
import { buildPractice, NOW } from '../builders.ts';

/** A unit of work over a database, at a fixed moment and in an ordinary practice unless told. */
export function buildUnitOfWork(database: Database, parts: Partial<UnitOfWorkDeps> = {}): UnitOfWork {
  const practice = parts.practice ?? buildPractice();
  return createUnitOfWork(database, {
    clock: { now: () => NOW },
    ids: randomIds,
    practice,
    isWorkingDay: createWorkingDays(practice.holidays),
    outboxFilled: () => {},
    ...parts,
  });
}
