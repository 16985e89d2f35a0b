import { listOf } from '../../../kernel/listOf.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { FormLayout } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import { recordingLine } from '../../recordings/text.ts';
import type { ReleaseCardOf } from './views.ts';

/** Which recording of a case is to leave, which part, how long it may be heard. */
export function presentReleaseForm(card: ReleaseCardOf<'release-form'>): FormLayout {
  const { view, recordings, moreRecordings, dayChoices, consultation, form } = card;
  const retention = { zone: view.zone, now: view.now, schedule: null };
  return {
    title: 'Release a recording',
    explain: `This is your agreement to it.${view.caseRecord.steps.some(({ kind }) => kind === 'emergency') ? ' Since it is an emergency, it is released at once.' : ' One director must agree as well.'} Others’ words can be silenced before anything leaves.`,
    speak: `Release a recording of case ${view.caseRecord.id}.`,
    facts: [row('Case', view.caseRecord.id)],
    fields: listOf([
      {
        kind: 'choice',
        id: 'recordingId',
        label: 'Which recording',
        required: true,
        missing: 'Choose the recording.',
        choices: recordings.map((each) => ({ title: recordingLine(each, retention), value: each.id })),
        hint:
          moreRecordings > 0
            ? `${countOf(moreRecordings, 'more recording')} held for this case not listed. Press Find recordings to come upon one of them: Use, then Release it from this case.`
            : '',
        ...(recordings.length === 1 && recordings[0] ? { usual: recordings[0].id } : {}),
      },
      { kind: 'line', id: 'from', label: 'From, in minutes and seconds', usual: '0:00' },
      { kind: 'line', id: 'to', label: 'To (leave empty for the end)' },
      {
        kind: 'radio',
        id: 'mode',
        label: 'How',
        required: true,
        usual: 'listen',
        choices: [
          { title: 'To be heard through a link', value: 'listen' },
          { title: 'A copy to hand over, or a link', value: 'copy' },
        ],
      },
      {
        kind: 'choice',
        id: 'days',
        label: 'For how long',
        required: true,
        usual: String(dayChoices.at(-1) ?? 30),
        choices: dayChoices.map((days) => ({ title: countOf(days, 'day'), value: String(days) })),
      },
      {
        kind: 'text',
        id: 'reason',
        label: 'Why this recording answers the request',
        required: true,
        missing: 'Say why.',
      },
      consultation !== null && ({ kind: 'text', id: 'consultation', label: consultation, required: true } as const),
    ]),
    sendTitle: 'Release',
    action: 'release',
    target: { kind: 'case', id: view.caseRecord.id },
    form,
  };
}
