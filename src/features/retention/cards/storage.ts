import type { CardData } from '../../../platform/cards/cardData.ts';
import { row } from '../../../platform/cards/factRow.ts';
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
    'Set the time zone',
    'If all files of one phone system are listed: say in the practice file which zone its clock is in.',
  ],
];

/** To the DPO: files nobody can find or ask for, and how to mend that. Their names are shown as they are, as plain text. */
export function presentUnreadFiles({ total, files, zone }: RetentionCardOf<'unread-files'>): CardData {
  const shown = files.slice(0, FILES_SHOWN);
  const more = total - shown.length;
  const status =
    total === 1
      ? '1 file is stored that the desk cannot read as a call.'
      : `${total} files are stored that the desk cannot read as calls.`;
  return {
    tone: 'warning',
    status,
    speak: `Files the desk cannot read. ${status}`,
    files: shown.map(({ name, storedAt, goesAt }) => ({
      name: shorten(name, NAME_SHOWN, '…'),
      dates: `Stored ${momentText(storedAt, zone)}. Will be deleted ${momentText(goesAt, zone)}.`,
    })),
    ...(more > 0 ? { more: `And ${countOf(more, 'more', 'more')}.` } : {}),
    ways: WAYS.map(([title, value]) => row(title, value)),
  };
}

/** Settings of the storage account that keep recordings longer than the policy allows, each with its mend. */
export function presentStorageAlarm({ traps, at, zone }: RetentionCardOf<'storage-alarm'>): CardData {
  const good = traps.length === 0;
  const status = good
    ? 'Put right: what the desk deletes is gone for good.'
    : `Storage keeps recordings longer than the policy allows: ${countOf(traps.length, 'thing')} to put right.`;
  return {
    tone: good ? 'good' : 'attention',
    status,
    speak: status,
    traps: traps.map(({ what, mend }) => ({ what, mend })),
    seen: `Checked ${momentText(at, zone)}.`,
  };
}
