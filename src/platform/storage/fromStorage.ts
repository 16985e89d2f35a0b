import { Fault } from '../../kernel/fault.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { BlobMissing } from './ports.ts';

/** What storage gives, or why a person cannot have it now: a clip goes with its access, and storage may not answer. */
export async function fromStorage<T>(ask: () => Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await ask());
  } catch (error) {
    if (error instanceof BlobMissing) return err('access-ended');
    if (error instanceof Fault) return err('storage-unavailable');
    throw error;
  }
}
