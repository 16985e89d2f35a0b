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
 * of whose making there is proof.
 */
export async function findRecording(
  context: Pick<Context, 'recordings' | 'holds'>,
  { caseId }: { readonly caseId: string | null },
  id: RecordingId,
): Promise<FoundRecording | undefined> {
  const live = await context.recordings.find(id);
  const copies = caseId === null ? [] : await context.holds.findKept([id]);
  const held = copies.find(({ state }) => state === 'held') ?? copies[0] ?? null;
  const recording = live ?? held?.recording;
  return recording && { recording, held };
}
