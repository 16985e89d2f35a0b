import { listOf } from '../../kernel/listOf.ts';
import type { Button, ListRow } from '../../platform/cards/layouts.ts';
import { countOf } from '../../platform/cards/wording.ts';

/** What fits a message on both platforms with its buttons. */
const ROWS_SHOWN = 8;

interface Page {
  readonly rows: readonly ListRow[];
  /** How many there are in all, where more than one page is needed. */
  readonly more: string | undefined;
  readonly buttons: readonly Button[];
}

/** One page of a list, which is paged in place. */
export function pageOf(rows: readonly ListRow[], page: number, button: (title: string, page: number) => Button): Page {
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_SHOWN));
  const at = Math.min(page, pages);
  return {
    rows: rows.slice((at - 1) * ROWS_SHOWN, at * ROWS_SHOWN),
    more: pages === 1 ? undefined : `Page ${at} of ${pages}: ${countOf(rows.length, 'line')} in all.`,
    buttons: listOf([at > 1 && button('Page before', at - 1), at < pages && button('Next page', at + 1)]),
  };
}
