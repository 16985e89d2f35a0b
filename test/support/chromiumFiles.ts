import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const FONT_SETTINGS = 'desk-fonts.conf';

/** What an unpacked browser consists of. */
export interface ChromiumFiles {
  readonly executable: string;
  /** Libraries to put in `LD_LIBRARY_PATH` when the system has none of its own; empty when it has. */
  readonly libraries: string;
  /** A fontconfig file that knows the fonts from npm, and none of the system's. */
  readonly fontSettings: string;
}

const packageFolder = (): string => dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));

async function versionOf(folder: string): Promise<string> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
}

/**
 * Runs in a process of its own, because the package unpacks into its temporary folder and looks at the
 * environment on import.
 */
const UNPACK = `
  const { inflate } = await import(process.argv[1]);
  for (const archive of process.argv.slice(2)) await inflate(archive);
`;

async function unpackInto(folder: string, packaged: string): Promise<void> {
  const archives = ['chromium.br', 'swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br'];
  const entry = join(packaged, 'build', 'index.js');
  const paths = archives.map((name) => join(packaged, 'bin', name));
  await run(process.execPath, ['--input-type=module', '-e', UNPACK, entry, ...paths], {
    env: { ...process.env, TMPDIR: folder },
  });
}

/**
 * Settings for the place where the folder will stand. Only fonts from npm are known, so that a page looks the
 * same on every machine: Open Sans from the browser's package, and DejaVu for what Open Sans has no shapes
 * for. Every family that is asked for and not there is Open Sans: left to itself, fontconfig takes whatever
 * family has the weight that comes nearest, and a serif for a bold word in a line of sans.
 */
const fontSettings = (place: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${place}/fonts/fonts</dir>
  <cachedir>${place}/fonts-cache</cachedir>
  <match target="pattern">
    <test name="family"><string>monospace</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>DejaVu Sans Mono</string></edit>
  </match>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong"><string>Open Sans</string></edit>
  </match>
</fontconfig>
`;

/** Sans and Mono of every weight; what is bold is never made up from what is not. */
async function addDejaVu(folder: string): Promise<void> {
  const packaged = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  const fonts = (await readdir(packaged)).filter((name) => /^DejaVuSans(Mono)?(-|\.)/.test(name));
  await mkdir(folder, { recursive: true });
  for (const name of fonts) await copyFile(join(packaged, name), join(folder, name));
}

/**
 * Unpacks the browser once per version. Two processes may do it at once: each unpacks beside the place and
 * renames, and the second finds the place taken and uses it.
 */
async function unpackedFolder(): Promise<string> {
  const packaged = packageFolder();
  const place = join(tmpdir(), `recording-desk-browser-${await versionOf(packaged)}`);
  if (existsSync(place)) return place;
  const beside = await mkdtemp(join(tmpdir(), 'recording-desk-unpack-'));
  try {
    await unpackInto(beside, packaged);
    await addDejaVu(join(beside, 'fonts', 'fonts', 'DejaVu'));
    await writeFile(join(beside, FONT_SETTINGS), fontSettings(place));
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}

/**
 * True when the system's own loader finds every library; a bare container lacks three (libnss3, libnspr4,
 * libexpat).
 */
async function hasOwnLibraries(executable: string): Promise<boolean> {
  const { stdout } = await run('ldd', [executable]).catch(() => ({ stdout: 'not found' }));
  return !stdout.includes('not found');
}

/** The browser, unpacked in the temporary folder (about 220 MB, kept for the next run). */
export async function chromiumFiles(): Promise<ChromiumFiles> {
  const folder = await unpackedFolder();
  const executable = join(folder, 'chromium');
  const libraries = (await hasOwnLibraries(executable)) ? '' : join(folder, 'al2023', 'lib');
  return { executable, libraries, fontSettings: join(folder, FONT_SETTINGS) };
}
