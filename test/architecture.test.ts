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

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

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
    const imports = [...withoutComments(text).matchAll(IMPORT)].map(([, what]) => resolved(file, what as string));
    return { file, text, imports };
  });

const isIn = (folder: string, file: string): boolean => file.startsWith(`${folder}/`);

const ours = (what: string): boolean => /\.(ts|json)$/.test(what);

const under = (folder: string): readonly Source[] => sources.filter(({ file }) => isIn(folder, file));

/** Files that import a package, or one of a scope given as `@scope/`. */
const usersOf = (name: string): readonly string[] =>
  sources
    .filter(({ imports }) => imports.some((what) => what === name || (name.endsWith('/') && what.startsWith(name))))
    .map(({ file }) => file);

/** The layers, lowest first: a file imports from its own layer and from those below. */
const LAYERS = ['kernel', 'platform', 'features', 'chat', 'app', 'cli'] as const;

/** Features by what may call what: an act calls acts of its own rank or of a lower one. */
const RANKS: readonly (readonly string[])[] = [
  ['practice', 'people', 'audit', 'messaging', 'recordings'],
  ['requests'],
  ['cases'],
  ['register'],
  ['listening'],
  ['releases'],
  ['retention'],
  ['intake'],
  ['home'],
];

/** The roles of files in a feature, lowest first: a file imports from its own role and from those below. */
const ROLES = ['model', 'store', 'act', 'cards', 'handlers', 'web'] as const;

type Role = (typeof ROLES)[number];

const layerOf = (file: string): number =>
  // The settings are read by what is composed; the stores’ one type stands between the features and their
  // parts.
  file.startsWith('config/')
    ? LAYERS.indexOf('app')
    : file === 'stores.ts'
      ? LAYERS.indexOf('features')
      : LAYERS.indexOf(file.split('/')[0] as (typeof LAYERS)[number]);

const featureOf = (file: string): string | undefined => /^features\/([^/]+)\//.exec(file)?.[1];

function roleOf(file: string): Role {
  const parts = file.split('/').slice(2);
  const last = parts.at(-1) as string;
  if (parts.includes('model')) return 'model';
  if (parts.includes('store') || /^(?:store|rows|.*Store)\.ts$/.test(last)) return 'store';
  if (parts.includes('cards') || last === 'cards.ts') return 'cards';
  if (parts.includes('handlers') || last === 'handlers.ts') return 'handlers';
  return parts.includes('web') ? 'web' : 'act';
}

const rankOf = (feature: string): number => RANKS.findIndex((rank) => rank.includes(feature));

interface Import {
  readonly file: string;
  readonly what: string;
}

const imports: readonly Import[] = sources.flatMap((source) =>
  source.imports.filter(ours).map((what) => ({ file: source.file, what })),
);

const across = imports.filter(({ file, what }) => {
  const [from, to] = [featureOf(file), featureOf(what)];
  return from !== undefined && to !== undefined && from !== to;
});

const shown = (broken: readonly Import[]): readonly string[] => broken.map(({ file, what }) => `${file} -> ${what}`);

describe('imports point down only', () => {
  it('reads every file, each of a known layer and feature', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(imports.filter(({ what }) => what.startsWith('..'))).toEqual([]);
    expect(sources.filter(({ file }) => layerOf(file) < 0).map(({ file }) => file)).toEqual([]);
    const features = sources.flatMap(({ file }) => featureOf(file) ?? []);
    expect(features.filter((feature) => rankOf(feature) < 0)).toEqual([]);
  });

  it('a layer imports the layers below it', () => {
    const up = imports.filter(({ file, what }) => layerOf(what) > layerOf(file));
    expect(shown(up)).toEqual([]);
  });

  it('within a feature: model < store < acts < cards, handlers, web', () => {
    const up = imports.filter(
      ({ file, what }) =>
        featureOf(file) !== undefined &&
        featureOf(file) === featureOf(what) &&
        ROLES.indexOf(roleOf(what)) > ROLES.indexOf(roleOf(file)),
    );
    expect(shown(up)).toEqual([]);
  });

  it('a feature’s store, cards, handlers and web are its own', () => {
    const strangers = across.filter(({ what }) => !['model', 'act'].includes(roleOf(what)));
    expect(shown(strangers)).toEqual([]);
  });

  it('acts of other features only downwards, and a model knows models alone', () => {
    const up = across.filter(
      ({ file, what }) =>
        roleOf(what) === 'act' &&
        (roleOf(file) === 'model' || rankOf(featureOf(what) as string) > rankOf(featureOf(file) as string)),
    );
    expect(shown(up)).toEqual([]);
  });

  it('at most 56 pairs of features know each other', () => {
    const pairs = new Set(across.map(({ file, what }) => `${featureOf(file)} -> ${featureOf(what)}`));
    expect(pairs.size).toBeLessThanOrEqual(56);
  });

  it('a model does no I/O and knows no SDK', () => {
    const packages = [
      'temporal-polyfill',
      'libphonenumber-js',
      'chrono-node',
      'unhomoglyph',
      'email-providers',
      'node:crypto',
      'zod',
    ];
    const pure = sources.filter(({ file }) => isIn('kernel', file) || roleOf(file) === 'model');
    const foreign = pure.flatMap(({ file, imports: all }) =>
      all.filter((what) => !ours(what) && !packages.includes(what)).map((what) => `${file} -> ${what}`),
    );
    expect(foreign).toEqual([]);
  });
});

describe('what is used in one place only', () => {
  const elsewhere = (name: string, ...folders: readonly string[]): readonly string[] =>
    usersOf(name).filter((file) => !folders.some((folder) => isIn(folder, file) || file === folder));

  it.each([
    ['botbuilder', ['chat/teams']],
    // The demonstration draws the same blocks.
    ['@slack/', ['chat/slack']],
    // The demonstration puts its sample calls into the emulator it has started; the doctor looks at the
    // account itself.
    ['@azure/', ['platform/storage', 'platform/entraGroups.ts', 'cli/doctor', 'cli/doctor.ts']],
    ['pg', ['platform/database']],
    ['node:sqlite', ['platform/database']],
    ['restify', ['platform/http', 'app/http.ts']],
    ['node-cron', ['platform/jobs']],
    ['adaptivecards-templating', ['platform/cards']],
    ['pino', ['platform/log.ts']],
    ['date-holidays', ['platform/workingDays.ts']],
    ['pdfkit', ['platform/pdf']],
    ['csv-stringify', ['features/register/registerCsv.ts']],
  ])('%s', (name, folders) => {
    expect(usersOf(name)).not.toEqual([]);
    expect(elsewhere(name, ...folders)).toEqual([]);
  });

  it('kysely: in the database’s folder, in the stores, and where they are opened', () => {
    const elsewhereUsed = elsewhere('kysely', 'platform/database', 'app/unitOfWork.ts').filter(
      (file) => roleOf(file) !== 'store',
    );
    expect(elsewhereUsed).toEqual([]);
  });

  it('zod: where settings, payloads of platforms and the documents of the database are read', () => {
    const places = [
      'config',
      'chat/slack/inbound.ts',
      'chat/teams/inbound.ts',
      'platform/database',
      'kernel/documentSchema.ts',
      'platform/entraGroups.ts',
    ];
    expect(elsewhere('zod', ...places).filter((file) => !['model', 'store'].includes(roleOf(file)))).toEqual([]);
  });

  it('the process’s environment: read by the settings, and passed on to the programs the demonstration starts', () => {
    const readers = sources.filter(({ text }) =>
      /process\.env|\benv\b.*from 'node:process'/.test(withoutComments(text)),
    );
    const passedOn = /^cli\/demo(\.ts$|\/)/;
    expect(readers.map(({ file }) => file).filter((file) => !isIn('config', file) && !passedOn.test(file))).toEqual([]);
  });

  it('the clock and chance: the features are given them', () => {
    const own = /\bDate\.now\(|new Date\(\)|Temporal\.Now|Math\.random|\brandom(?:Bytes|Int|UUID)\(|performance\.now/;
    const users = [...under('kernel'), ...under('features')].filter(({ text }) => own.test(withoutComments(text)));
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
