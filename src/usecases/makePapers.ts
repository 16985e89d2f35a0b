import { ok } from '../domain/result.ts';
import type { MakePapers } from './paperPorts.ts';
import type { LookAtCopy, TakeCopy } from './takeCopy.ts';

interface Parts {
  readonly lookAtCopy: LookAtCopy;
  readonly takeCopy: TakeCopy;
}

/** The files of each kind of papers. The sound of a copy is made, and written down as given, only when it is taken. */
export const createMakePapers =
  ({ lookAtCopy, takeCopy }: Parts): MakePapers =>
  async (papers, subject, actor) => {
    if (papers !== 'cover-sheet') return ok([]);
    const act = { requestId: subject, actor };
    const copy = await lookAtCopy(act);
    if (!copy.ok) return copy;
    return ok([
      {
        name: copy.value.name,
        contentType: 'audio/wav',
        bytes: async () => {
          const taken = await takeCopy(act);
          return taken.ok ? ok(taken.value.wav) : taken;
        },
      },
    ]);
  };
