import type { SelectQueryBuilder } from 'kysely';
import type { Db, Tables } from './tables.ts';

/** All that several questions find, in one answer; each keeps its own order and limit. There must be one at least. */
export function unionOf<Row>(db: Db, questions: readonly SelectQueryBuilder<Tables, keyof Tables, Row>[]) {
  const [first, ...others] = questions.map((each) => db.selectFrom(each.as('some')).selectAll());
  if (!first) throw new Error('There is no question');
  return others.reduce((all, each) => all.unionAll(each), first);
}
