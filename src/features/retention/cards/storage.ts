import { row } from '../../../platform/cards/factRow.ts';
import type { ListLayout } from '../../../platform/cards/layouts.ts';
import { shorten } from '../../../platform/cards/literalText.ts';
import { countOf, momentText } from '../../../platform/cards/wording.ts';
import type { RetentionCardOf } from './views.ts';

const FILES_SHOWN = 10;

/** A name may have a thousand characters, and ten must fit a card. */
const NAME_SHOWN = 200;

const WAYS: readonly (readonly [string, string])[] = [
  ['Rename', 'Give the file the name that the phone system gives its recordings.'],
  ['Add metadata', 'On the file in storage: start, extension, number, direction, duration.'],
  ['Add a .json', 'Beside the audio, of the same name, with the same fields.'],
  [
    'Convert',
    'A format that cannot be cut: have it stored again as WAV (PCM, A-law or mu-law) or MP3, under the same name.',
  ],
  [
    'Set the time zone',
    'If all files of one phone system are listed: say in the practice file which zone its clock is in.',
  ],
];

/** To the DPO: files nobody can find or ask for, and how to mend that; their names as they are, as plain text. */
export function presentUnreadFiles({ total, files, zone }: RetentionCardOf<'unread-files'>): ListLayout {
  const shown = files.slice(0, FILES_SHOWN);
  const more = total - shown.length;
  const status = `${countOf(total, 'file is', 'files are')} stored that the desk cannot read, or not wholly.`;
  return {
    title: 'Files the desk cannot read',
    tone: 'warning',
    status,
    speak: `Files the desk cannot read. ${status}`,
    rows: shown.map(({ name, storedAt, goesAt, why = '' }) => ({
      title: shorten(name, NAME_SHOWN, '…'),
      text: `${shorten(why, NAME_SHOWN, '…')} Stored ${momentText(storedAt, zone)}. Will be deleted ${momentText(goesAt, zone)}.`.trim(),
    })),
    ...(more > 0 ? { more: `And ${countOf(more, 'more', 'more')}.` } : {}),
    advice: [
      {
        heading: 'Why it matters',
        text: 'Nobody can ask for a call whose time is not known, or hear one that cannot be cut; what is not understood is missing from what the desk knows of a call. They are deleted at the times above: by the call, or by the day they were stored where nothing says when it was. A deletion order reaches them by those times too.',
      },
      { heading: 'What to do, one of these', facts: WAYS.map(([title, value]) => row(title, value)) },
    ],
    next: 'docs/operations.md lists the names and fields the desk reads.',
  };
}

/** Settings of the storage account that keep recordings longer than the policy allows, each with its mend. */
export function presentStorageAlarm({ findings, at, zone }: RetentionCardOf<'storage-alarm'>): ListLayout {
  const good = findings.length === 0;
  const status = good
    ? 'Put right: what the desk deletes is gone for good.'
    : `Storage keeps recordings longer than the policy allows: ${countOf(findings.length, 'thing')} to put right.`;
  return {
    title: 'Deleted recordings may not be gone',
    tone: good ? 'good' : 'attention',
    status,
    speak: status,
    rows: findings.map(({ what, remedy }) => ({ title: what, text: `What to do: ${remedy}` })),
    more: `Checked ${momentText(at, zone)}.`,
  };
}

/** Whom the desk cannot tell, or what else is wrong, and what to do about it. */
export function presentReachAlarm({ title, findings, at, zone, ...card }: RetentionCardOf<'reach-alarm'>): ListLayout {
  const usual =
    title === undefined
      ? 'The desk does not reach everybody it must tell.'
      : 'The desk cannot do its work as it should.';
  const { status = usual } = card;
  return {
    title: title ?? 'Messages do not arrive',
    tone: 'attention',
    status,
    speak: `${title ?? 'Messages do not arrive'}. ${findings.map(({ what }) => what).join(' ')}`,
    rows: findings.map(({ what, remedy }) => ({ title: what, text: `What to do: ${remedy}` })),
    more: `Noticed ${momentText(at, zone)}.`,
  };
}
