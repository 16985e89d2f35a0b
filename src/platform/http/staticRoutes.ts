import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Route } from './route.ts';

const TYPES = {
  'clip-page.js': 'text/javascript; charset=utf-8',
  'clip-page.css': 'text/css; charset=utf-8',
  'desk-page.css': 'text/css; charset=utf-8',
  'external-page.css': 'text/css; charset=utf-8',
  'redaction-page.js': 'text/javascript; charset=utf-8',
  'redaction-list.js': 'text/javascript; charset=utf-8',
  'redaction-marks.js': 'text/javascript; charset=utf-8',
  'redaction-picture.js': 'text/javascript; charset=utf-8',
  'redaction-saving.js': 'text/javascript; charset=utf-8',
  'redaction-sound.js': 'text/javascript; charset=utf-8',
} as const;

type StaticFile = keyof typeof TYPES;

const NAMES = Object.keys(TYPES) as readonly StaticFile[];

const FILES = new Map(NAMES.map((name) => [name, readFileSync(new URL(`./page/${name}`, import.meta.url))] as const));

const fingerprint = (names: readonly StaticFile[]): string => {
  const hash = createHash('sha256');
  for (const name of names) hash.update(FILES.get(name) ?? '');
  return hash.digest('hex').slice(0, 12);
};

/** Where a page finds a file of its own; the address changes with the file. */
const addressOf = (name: StaticFile): string => `/static/${name}?v=${fingerprint([name])}`;

/** Of a script that imports others by their names: all of them stand under an address that changes with any. */
const moduleAddressOf = (name: StaticFile): string => `/static/${fingerprint(NAMES)}/${name}`;

export const SCRIPT_ADDRESS = addressOf('clip-page.js');

export const STYLE_ADDRESS = addressOf('clip-page.css');

export const REDACTION_SCRIPT = moduleAddressOf('redaction-page.js');

export const DESK_STYLE = addressOf('desk-page.css');

export const EXTERNAL_STYLE = addressOf('external-page.css');

/** The pages' own scripts and styles. They hold nothing of anybody, so a browser may keep them for an hour. */
export const staticRoutes = (): readonly Route[] =>
  NAMES.flatMap((name) =>
    [`/static/${name}`, `/static/:version/${name}`].map((path) => ({
      method: 'GET' as const,
      path,
      answer: async () => ({
        status: 200,
        headers: { 'content-type': TYPES[name], 'cache-control': 'public, max-age=3600' },
        body: FILES.get(name) ?? '',
      }),
    })),
  );
