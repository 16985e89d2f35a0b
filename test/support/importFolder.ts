import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Folder {
  readonly path: string;
  /** Writes a file as it was left at `modified`, ISO 8601. */
  write(path: string, content: Uint8Array | string, modified?: string): Promise<void>;
  remove(): Promise<void>;
}

/** A folder of recordings copied off a phone system. */
export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'calls-'));
  return {
    path,
    async write(file, content, modified = '2026-05-14T12:20:00.000Z') {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), content);
      await utimes(join(path, file), new Date(modified), new Date(modified));
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
