import type { ImportedFile, ImportOutcome } from '../../features/intake/importFolder.ts';

const mebibytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;

const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;

/** Names are shown for what somebody must look at, but not without end. */
const MAX_NAMES = 20;

function named(title: string, of: readonly string[]): string {
  if (of.length === 0) return '';
  const more = of.length > MAX_NAMES ? `    and ${of.length - MAX_NAMES} more\n` : '';
  return `${title}\n${of
    .slice(0, MAX_NAMES)
    .map((line) => `    ${line}\n`)
    .join('')}${more}`;
}

/** What an import did, in words. */
export function summaryOf(
  done: readonly ImportedFile[],
  {
    links,
    closed,
    leftOut,
  }: { readonly links: number; readonly closed: readonly string[]; readonly leftOut: readonly string[] },
  recordingsDays: number,
): string {
  const of = (outcome: ImportOutcome) => done.filter((file) => file.outcome === outcome);
  const paths = (outcome: ImportOutcome) => of(outcome).map(({ path }) => path);
  const stored = of('stored');
  const odd = done.filter(({ outcome, why }) => why !== null && (outcome === 'stored' || outcome === 'same'));
  const bytes = stored.reduce((sum, file) => sum + file.bytes, 0);
  return [
    `Stored: ${files(stored.length)} (${mebibytes(bytes)}). There already: ${of('same').length}.\n`,
    named(
      `Stored, but not understood, or not wholly: ${files(odd.length)}. The Data Protection Officer’s list has them too.`,
      odd.map(({ path, why }) => `${path}: ${why}`),
    ),
    named(`Left out, older than ${recordingsDays} days: ${files(of('too-old').length)}.`, paths('too-old')),
    named(`Left out, no recordings by their names: ${files(leftOut.length)}.`, leftOut),
    links > 0 ? `Links, not followed: ${links}.\n` : '',
    named(`Empty, not stored: ${files(of('empty').length)}.`, paths('empty')),
    named(`Another file stands under the name, left as it is: ${files(of('conflict').length)}.`, paths('conflict')),
    named(
      `Not stored: ${files(of('failed').length)}.`,
      of('failed').map(({ path, why }) => `${path}: ${why}`),
    ),
    named(`Could not be looked at: ${closed.length}.`, closed),
  ].join('');
}

/** True when somebody must look at something. */
export const hasFailed = (done: readonly ImportedFile[], { closed }: { readonly closed: readonly string[] }): boolean =>
  closed.length > 0 || done.some(({ outcome }) => outcome === 'failed' || outcome === 'conflict');
