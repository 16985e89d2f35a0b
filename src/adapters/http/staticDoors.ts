import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Door } from './door.ts';

const TYPES = {
  'clip-page.js': 'text/javascript; charset=utf-8',
  'clip-page.css': 'text/css; charset=utf-8',
} as const;

type StaticFile = keyof typeof TYPES;

const NAMES = Object.keys(TYPES) as readonly StaticFile[];

const FILES = new Map(
  NAMES.map((name) => [name, readFileSync(new URL(`./page/${name}`, import.meta.url))] as const),
);

const fingerprint = (name: StaticFile): string =>
  createHash('sha256')
    .update(FILES.get(name) ?? '')
    .digest('hex')
    .slice(0, 12);

/** Where a page finds a file of its own; the address changes with the file. */
const addressOf = (name: StaticFile): string => `/static/${name}?v=${fingerprint(name)}`;

export const SCRIPT_ADDRESS = addressOf('clip-page.js');
export const STYLE_ADDRESS = addressOf('clip-page.css');

/** The page's own script and style. They hold nothing of anybody, so a browser may keep them for an hour. */
export const staticDoors = (): readonly Door[] =>
  NAMES.map((name) => ({
    method: 'GET',
    path: `/static/${name}`,
    answer: async () => ({
      status: 200,
      headers: { 'content-type': TYPES[name], 'cache-control': 'public, max-age=3600' },
      body: FILES.get(name) ?? '',
    }),
  }));
