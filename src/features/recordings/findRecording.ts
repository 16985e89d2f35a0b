import type { RecordingId } from '../../kernel/ids.ts';
import type { Context } from '../../stores.ts';
import type { Recording } from './model/recording.ts';

type HeldCopy = Awaited<ReturnType<Context['holds']['findKept']>>[number];

export interface FoundRecording {
  readonly recording: Recording;
  /** Its copy in `holds`, from which a case is served: it stays when the live recording goes. */
  readonly held: HeldCopy | null;
}

/**
 * A recording as a request may have it: the live one, and for a request raised from a case the held copy too,
 * of whose making there is proof. Undefined while a deletion order keeps it locked.
 */
export async function findRecording(
  context: Pick<Context, 'recordings' | 'holds'>,
  { caseId }: { readonly caseId: string | null },
  id: RecordingId,
): Promise<FoundRecording | undefined> {
  const live = await context.recordings.find(id);
  const copies = caseId === null ? [] : await context.holds.findKept([id]);
  if (copies.length > 0 && (await context.holds.lockedAmong([id])).has(id)) return undefined;
  const held = copies.find(({ state }) => state === 'held') ?? copies[0] ?? null;
  // A copy that was redacted has a length and a size of its own.
  const recording = held?.recording ?? live;
  return recording && { recording, held };
}
