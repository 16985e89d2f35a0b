import type { Refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { CutPart } from '../../platform/audio/audio.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { HoldVault } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import type { FoundRecording } from '../recordings/findRecording.ts';
import { sourceOf } from './cutClip.ts';

/** How many lie in memory at once, and for how long after somebody last asked for one, in milliseconds. */
const KEPT = 2;
const KEPT_MS = 60_000;

/** The whole of a recording as browsers play it. It is decoded while it is heard, in memory: none of it is stored. */
export type WholeSound = (found: FoundRecording) => Promise<Result<CutPart, Refusal>>;

export function createWholeSound(
  deps: Pick<Deps, 'archive' | 'cutter'> & { readonly vault: Pick<HoldVault, 'readRange'> },
): WholeSound {
  const sounds = new Map<string, { readonly sound: ReturnType<WholeSound>; readonly timer: NodeJS.Timeout }>();
  const forget = (name: string): void => {
    clearTimeout(sounds.get(name)?.timer);
    sounds.delete(name);
  };
  const decode: WholeSound = async (found) => {
    const span = { fromMs: 0, toMs: found.recording.durationMs };
    const cut = await fromStorage(() => deps.cutter.cut(sourceOf(deps, found), span));
    if (!cut.ok) return err(cut.error === 'access-ended' ? 'recording-gone' : cut.error);
    return cut.value.ok ? ok(cut.value.value) : err('sound-unreadable');
  };
  return async (found) => {
    const name = found.held?.blobName ?? found.recording.blobName;
    const sound = sounds.get(name)?.sound ?? decode(found);
    forget(name);
    sounds.set(name, { sound, timer: setTimeout(forget, KEPT_MS, name).unref() });
    const [oldest] = sounds.keys();
    if (sounds.size > KEPT && oldest !== undefined) forget(oldest);
    const made = await sound.catch((error: unknown) => {
      forget(name);
      throw error;
    });
    if (!made.ok) forget(name);
    return made;
  };
}
