/** Lists of a length that one statement takes: SQLite allows 32,766 values. */
export function* batches<T>(all: readonly T[], size = 500): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

interface ByName<Query> {
  where(column: 'blob_name', operator: '>' | '<=', name: string): Query;
}

/** Narrows rows to the names after `after` (exclusive) up to `to` (inclusive); null leaves an end open. */
export function within<Query extends ByName<Query>>(
  rows: Query,
  { after, to }: { readonly after: string | null; readonly to: string | null },
): Query {
  const begun = after === null ? rows : rows.where('blob_name', '>', after);
  return to === null ? begun : begun.where('blob_name', '<=', to);
}
