/** Looks again until there is something to see; what it waits for stands in the error when there never is. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen as NonNullable<T>;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
