/** Everything that is asked for a page at a time, each page after the last item of the one before. */
export async function* pagesOf<Item>(
  size: number,
  page: (after: Item | null, size: number) => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  for (let after: Item | null = null; ; ) {
    const items: readonly Item[] = await page(after, size);
    if (items.length > 0) yield items;
    if (items.length < size) return;
    after = items.at(-1) ?? null;
  }
}

/** The same in one list. */
export async function allPages<Item>(...asked: Parameters<typeof pagesOf<Item>>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const page of pagesOf(...asked)) all.push(...page);
  return all;
}
