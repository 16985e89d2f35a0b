import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve('src');

interface Source {
  /** Path inside src, with forward slashes. */
  readonly file: string;
  readonly text: string;
  /** What it imports: a path inside src, or a package's name. */
  readonly imports: readonly string[];
}

/** `import … from`, `export … from`, `import '…'` and `import('…')`. */
const IMPORT = /(?<!['\w])(?:from\s*|import\s*\(?\s*)'([^'\s]+)'/g;

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

function resolved(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(SRC, resolve(SRC, dirname(file), specifier));
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    const imports = [...withoutComments(text).matchAll(IMPORT)].map(([, what]) =>
      resolved(file, what as string),
    );
    return { file, text, imports };
  });

const isIn = (folder: string, file: string): boolean => file.startsWith(`${folder}/`);
const ours = (what: string): boolean => /\.(ts|json)$/.test(what);
const under = (folder: string): readonly Source[] => sources.filter(({ file }) => isIn(folder, file));

/** `file -> import` of each import `allowed` does not allow. */
const strangers = (
  from: readonly Source[],
  allowed: (what: string, file: string) => boolean,
): readonly string[] =>
  from.flatMap(({ file, imports }) =>
    imports.filter((what) => !allowed(what, file)).map((what) => `${file} -> ${what}`),
  );

/** Files that import a package, or one of a scope given as `@scope/`. */
const usersOf = (name: string): readonly string[] =>
  sources
    .filter(({ imports }) =>
      imports.some((what) => what === name || (name.endsWith('/') && what.startsWith(name))),
    )
    .map(({ file }) => file);

describe('imports point left only: domain <- usecases <- adapters <- main.ts, cli/', () => {
  it('reads every file', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap(({ imports }) => imports).filter((what) => what.startsWith('..'))).toEqual([]);
  });

  it('domain imports domain alone, and four packages without I/O', () => {
    const packages = ['temporal-polyfill', 'libphonenumber-js', 'chrono-node', 'node:crypto'];
    expect(strangers(under('domain'), (what) => isIn('domain', what) || packages.includes(what))).toEqual([]);
  });

  it('use cases import the domain and each other', () => {
    const allowed = (what: string) =>
      isIn('domain', what) || isIn('usecases', what) || what === 'node:crypto';
    expect(strangers(under('usecases'), allowed)).toEqual([]);
  });

  it('an adapter imports no other, except that slack and teams use cards', () => {
    const folderOf = (file: string): string => file.split('/').slice(0, 2).join('/');
    const allowed = (what: string, file: string): boolean => {
      if (!ours(what) || isIn('domain', what) || isIn('usecases', what)) return true;
      if (folderOf(what) === folderOf(file)) return true;
      return ['adapters/slack', 'adapters/teams'].includes(folderOf(file)) && isIn('adapters/cards', what);
    };
    expect(strangers(under('adapters'), allowed)).toEqual([]);
  });

  it('the settings import domain and ports', () => {
    const allowed = (what: string) =>
      !ours(what) ||
      ['config', 'domain'].some((folder) => isIn(folder, what)) ||
      ['usecases/ports.ts', 'usecases/recordingReader.ts'].includes(what);
    expect(strangers(under('config'), allowed)).toEqual([]);
  });

  it('nothing imports main.ts but the command line, and nothing imports that', () => {
    const importers = sources.filter(({ imports }) => imports.includes('main.ts')).map(({ file }) => file);
    expect(importers.filter((file) => !isIn('cli', file))).toEqual([]);
    expect(strangers(sources, (what, file) => !isIn('cli', what) || isIn('cli', file))).toEqual([]);
  });
});

describe('what is used in one place only', () => {
  const elsewhere = (name: string, ...folders: readonly string[]): readonly string[] =>
    usersOf(name).filter((file) => !folders.some((folder) => isIn(folder, file) || file === folder));

  it.each([
    ['botbuilder', ['adapters/teams']],
    ['@slack/', ['adapters/slack']],
    // The demonstration puts its sample calls into the emulator it has started; the doctor looks at the account itself.
    ['@azure/', ['adapters/blob', 'cli/demo', 'cli/doctor', 'cli/doctor.ts']],
    ['kysely', ['adapters/db']],
    ['pg', ['adapters/db']],
    ['node:sqlite', ['adapters/db']],
    ['restify', ['adapters/http']],
    ['node-cron', ['adapters/scheduler']],
    ['adaptivecards-templating', ['adapters/cards']],
    ['pino', ['adapters/log']],
    ['date-holidays', ['adapters/calendar']],
    ['pdfkit', ['adapters/papers']],
    ['csv-stringify', ['adapters/papers']],
    ['zod', ['config', 'adapters/telephony']],
  ])('%s', (name, folders) => {
    expect(usersOf(name)).not.toEqual([]);
    expect(elsewhere(name, ...folders)).toEqual([]);
  });

  it('the process’s environment: read by the settings, and passed on to the programs the demonstration starts', () => {
    const readers = sources.filter(({ text }) =>
      /process\.env|\benv\b.*from 'node:process'/.test(withoutComments(text)),
    );
    const passedOn = /^cli\/demo(\.ts$|\/)/;
    expect(
      readers.map(({ file }) => file).filter((file) => !isIn('config', file) && !passedOn.test(file)),
    ).toEqual([]);
  });

  it('the clock and chance: the domain and the use cases are given them', () => {
    const own =
      /\bDate\.now\(|new Date\(\)|Temporal\.Now|Math\.random|\brandom(?:Bytes|Int|UUID)\(|performance\.now/;
    const users = [...under('domain'), ...under('usecases')].filter(({ text }) =>
      own.test(withoutComments(text)),
    );
    expect(users.map(({ file }) => file)).toEqual([]);
  });
});

describe('files', () => {
  it('are named for what they do', () => {
    const vague = /^(?:utils?|helpers?|common|managers?|misc|shared)\b|(?:Utils?|Helpers?|Manager)\b/;
    const names = sources.flatMap(({ file }) => [...dirname(file).split('/'), basename(file, '.ts')]);
    expect(names.filter((name) => vague.test(name))).toEqual([]);
  });

  it('export by name', () => {
    const byDefault = /^export\s+default\b|^export\s*\{[^}]*\bas\s+default\b/m;
    expect(sources.filter(({ text }) => byDefault.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
