/** So long that what has not come by then never will, on however busy a machine. */
const NEVER_MS = 60_000;

/** Looks again until there is something to see, and gives that. Rejects with what it waited for when there never is. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + NEVER_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen as NonNullable<T>;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
