import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fromEpochMs } from '../../kernel/time.ts';
import type { LocalFile } from '../../platform/storage/ports.ts';

export interface Walked {
  readonly files: readonly LocalFile[];
  /** Links, which may lead anywhere, and are not followed. */
  readonly links: number;
  /** Folders and files that could not be looked at, from the folder on. */
  readonly closed: readonly string[];
}

const PIECE_BYTES = 1024 * 1024;

/** Every file in a folder and the folders below it, in name order. Links are counted and not followed. */
export async function walkFolder(root: string): Promise<Walked> {
  const files: LocalFile[] = [];
  const closed: string[] = [];
  let links = 0;

  async function enter(folder: string): Promise<void> {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) links += 1;
      else
        try {
          if (entry.isDirectory()) await enter(path);
          else if (entry.isFile()) files.push(await look(path));
        } catch {
          closed.push(path);
        }
    }
  }

  async function look(path: string): Promise<LocalFile> {
    const { size, mtimeMs } = await lstat(join(root, path));
    return {
      path,
      bytes: size,
      modified: fromEpochMs(Math.floor(mtimeMs)),
      pieces: () => createReadStream(join(root, path), { highWaterMark: PIECE_BYTES }),
    };
  }

  await enter('');
  return { files, links, closed };
}
