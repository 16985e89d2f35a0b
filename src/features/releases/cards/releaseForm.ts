import { listOf } from '../../../kernel/listOf.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { field } from '../../../platform/cards/field.ts';
import type { FormLayout } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import { recordingLine } from '../../recordings/text.ts';
import type { ReleaseCardOf } from './views.ts';

/** Which recording of a case is to leave, which part, how long it may be heard. */
export function presentReleaseForm(card: ReleaseCardOf<'release-form'>): FormLayout {
  const { view, recordings, moreRecordings, dayChoices, isAtOnce, consultation, form } = card;
  const retention = { zone: view.zone, now: view.now, schedule: null };
  return {
    title: 'Release a recording',
    explain: `This is your agreement to it.${isAtOnce ? ' Since it is an emergency, it is released at once.' : ' One director must agree as well.'} Others’ words can be silenced before anything leaves.`,
    speak: `Release a recording of case ${view.caseRecord.id}.`,
    facts: [row('Case', view.caseRecord.id)],
    fields: listOf([
      field('choice', 'recordingId', 'Which recording', {
        missing: 'Choose the recording.',
        choices: recordings.map((each) => ({ title: recordingLine(each, retention), value: each.id })),
        hint:
          moreRecordings > 0
            ? `${countOf(moreRecordings, 'more recording')} held for this case not listed. Press Find recordings to come upon one of them: Use, then Release it from this case.`
            : '',
        ...(recordings.length === 1 && recordings[0] ? { usual: recordings[0].id } : {}),
      }),
      field('line', 'from', 'From, in minutes and seconds', { usual: '0:00' }),
      field('line', 'to', 'To (leave empty for the end)'),
      field('radio', 'mode', 'How', {
        required: true,
        usual: 'listen',
        choices: [
          { title: 'To be heard through a link', value: 'listen' },
          { title: 'A copy to hand over, or a link', value: 'copy' },
        ],
      }),
      field('choice', 'days', 'For how long', {
        required: true,
        usual: String(dayChoices.at(-1) ?? 30),
        choices: dayChoices.map((days) => ({ title: countOf(days, 'day'), value: String(days) })),
      }),
      field('text', 'reason', 'Why this recording answers the request', { missing: 'Say why.' }),
      consultation !== null && field('text', 'consultation', consultation, { required: true }),
    ]),
    sendTitle: 'Release',
    action: 'release',
    target: { kind: 'case', id: view.caseRecord.id },
    form,
  };
}
