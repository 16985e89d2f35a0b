import type { FormState } from '../../../kernel/form.ts';
import { listOf } from '../../../kernel/listOf.ts';
import { NEW, type TargetOf } from '../../../kernel/target.ts';
import type { PlainDate } from '../../../kernel/time.ts';
import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { field } from '../../../platform/cards/field.ts';
import type { Button, Field, FormLayout, ListLayout, ListRow } from '../../../platform/cards/layouts.ts';
import { callLengthText, dateText, momentText } from '../../../platform/cards/wording.ts';
import { buttonsOf } from '../../messaging/button.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import { recordingDetails, recordingLine } from '../../recordings/text.ts';
import { subjectQueryText } from '../caseWords.ts';
import type { CaseLine } from '../listCases.ts';
import { searchActions } from '../model/actions.ts';
import type { FoundView, SearchHit } from './findRecordings.ts';

/** What the cards about the DPO's searches are of. */
export type FoundCard =
  | { readonly kind: 'search-form'; readonly form: FormState; readonly today: PlainDate }
  | { readonly kind: 'found'; readonly view: FoundView }
  /** What to do with one found recording, or with all of them. */
  | {
      readonly kind: 'found-form';
      /** The search, and the recording where it is one. */
      readonly target: TargetOf<'search'>;
      readonly recording: Recording | null;
      /** False when only a held copy of it is left. */
      readonly isStored: boolean;
      readonly cases: readonly CaseLine[];
      /** Those of them under whose hold it stands, so that it may be released from them. */
      readonly releasable: readonly CaseLine[];
      readonly form: FormState;
      readonly zone: string;
    };

type Of<Kind extends FoundCard['kind']> = Extract<FoundCard, { readonly kind: Kind }>;

const button = buttonsOf(searchActions);

/** The choice that asks to hear a found recording. */
export const TO_REQUEST = 'request';

const RELEASE_FROM = 'release from ';

/** The case that the choice releases a found recording from; undefined for every other choice. */
export const caseToReleaseFrom = (choice: string): string | undefined =>
  choice.startsWith(RELEASE_FROM) ? choice.slice(RELEASE_FROM.length) : undefined;

/** Which calls: the same inputs wherever somebody says so. */
export const SUBJECT_QUERY_FIELDS: readonly Field[] = [
  field('line', 'person', 'Name of the person on the calls'),
  field('line', 'numbers', 'Telephone numbers', {
    hint: 'In any spelling; several with commas: 01632 960123, +44 7700 900456',
  }),
  field('line', 'extension', 'Extension'),
  field('date', 'callsFrom', 'Calls from'),
  field('date', 'callsTo', 'Calls until'),
];

/** `/find-recordings`: the DPO's own. */
const presentSearchForm = ({ form }: Of<'search-form'>): FormLayout => ({
  title: 'Find recordings',
  explain:
    'What you search for, and why, is written down. What you fill in must all hold; what you leave empty does not count.',
  speak: 'Find recordings of a person.',
  fields: [field('line', 'reason', 'Why you search', { missing: 'Say why.', maxLength: 500 }), ...SUBJECT_QUERY_FIELDS],
  sendTitle: 'Find',
  action: 'search',
  target: NEW,
  form,
});

/** One page of what was found: what is stored, what is held, what was deleted. */
function presentFound(view: FoundView): ListLayout {
  const { search, found, page, hasMore } = view;
  const status =
    found.length === 0
      ? 'No recording is stored or held that fits, and no receipt of a deleted one.'
      : `Page ${page}${hasMore ? '' : ', the last'}: ${found.length} ${found.length === 1 ? 'call' : 'calls'}, the newest first.`;
  const more: readonly Button[] = hasMore
    ? [button('Next page', 'more-found', { kind: 'search', id: search.id, page: page + 1 })]
    : [];
  const all: readonly Button[] = found.some(({ kind }) => kind !== 'deleted')
    ? [button('Use all of them', 'use-found', { kind: 'search', id: search.id })]
    : [];
  return {
    title: 'What was found',
    tone: found.length === 0 ? 'emphasis' : 'good',
    status,
    speak: status,
    facts: [row('Searched for', subjectQueryText(search)), row('Search', search.id)],
    sections: [{ heading: 'Why', text: search.reason }],
    rows: found.map((each) => rowOf(each, view)),
    next:
      found.length === 0
        ? 'A name is found only where the phone system gives names: try the number, or the extension and the dates.'
        : 'Use holds a recording, puts it to a case or releases it from one, or asks to hear it.',
    buttons: [...all, ...more, button('Search again', 'search', NEW)],
  };
}

function rowOf(found: SearchHit, { search, zone }: FoundView): ListRow {
  if (found.kind === 'deleted') {
    const { receipt } = found;
    return {
      title: `${momentText(receipt.startedAt, zone)}: deleted`,
      text: `${receipt.extension === null ? 'extension not known' : `extension ${receipt.extension}`}, ${callLengthText(receipt.durationMs)}. Deleted ${momentText(receipt.deletedAt, zone)}. Receipt ${receipt.recordingId}`,
      buttons: [],
    };
  }
  const { recording } = found;
  const retention = { zone, now: recording.startedAt, schedule: null };
  const details = recordingDetails(recording, retention).replace(/, held$/, '');
  const state = found.kind === 'held' ? 'held' : found.isHeld ? 'stored, and held' : 'stored';
  return {
    title: `${momentText(recording.startedAt, zone)}: ${state}`,
    text: recording.parties === '' ? details : `${details}, ${recording.parties}`,
    buttons: [button('Use', 'use-found', { kind: 'search', id: search.id, recording: recording.id })],
  };
}

/** What to do with one found recording, or with all of them. */
function presentFoundForm({
  target,
  recording,
  isStored,
  cases,
  releasable,
  form,
  zone,
}: Of<'found-form'>): FormLayout {
  const what = recording === null ? 'everything this search finds' : 'this recording';
  return {
    title: recording === null ? 'Use all of them' : 'Use a recording',
    speak: `What to do with ${what}.`,
    facts:
      recording === null
        ? []
        : [row('Recording', recordingLine(recording, { zone, now: recording.startedAt, schedule: null }))],
    fields: [
      field('choice', 'to', `What to do with ${what}`, {
        missing: 'Choose one.',
        choices: listOf([
          ...releasable.map((line) => ({ title: `Release it from ${line.id}`, value: `${RELEASE_FROM}${line.id}` })),
          ...cases
            .filter((line) => !releasable.includes(line))
            .map((line) => ({ title: `Put to ${line.id}, received ${dateText(line.receivedOn)}`, value: line.id })),
          { title: 'Hold it by itself, past the thirty days', value: 'hold' },
          recording !== null && isStored && { title: 'Ask to hear it: fills in the request form', value: TO_REQUEST },
        ]),
      }),
      field('text', 'reason', 'Why it must be kept (for a hold by itself)', { maxLength: 500 }),
    ],
    sendTitle: 'Do it',
    action: 'use-found',
    target,
    backTo: { kind: 'search', id: target.id },
    form,
  };
}

export const searchCards: CardDrawers<FoundCard> = {
  'search-form': { template: 'form', draw: presentSearchForm },
  found: { template: 'list', draw: ({ view }) => presentFound(view) },
  'found-form': { template: 'form', draw: presentFoundForm },
};
