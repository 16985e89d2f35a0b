import { NEW } from '../../../kernel/target.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { field } from '../../../platform/cards/field.ts';
import type { CaseLayout, FormLayout } from '../../../platform/cards/layouts.ts';
import { dateText, listText, momentText } from '../../../platform/cards/wording.ts';
import { CHANNELS, channelText } from '../caseWords.ts';
import type { CaseKind } from '../model/case.ts';
import { SUBJECT_QUERY_FIELDS } from '../search/cards.ts';
import type { CaseCardOf } from './views.ts';

interface ReportWords {
  readonly title: string;
  readonly explain: string;
  readonly fromLabel: string;
  readonly detailsLabel: string;
  readonly thanks: string;
}

const WORDS: Readonly<Record<CaseKind, ReportWords>> = {
  'subject-access': {
    title: 'Subject access request',
    explain:
      'Somebody asks for what we hold about them. They need not use any special words. Send it on at once: the time to answer is already running.',
    fromLabel: 'Who asks, and how to reach them',
    detailsLabel: 'What they asked for, in their words',
    thanks:
      'The Data Protection Officer has been told and takes it from here. Please keep the letter or e-mail, and promise the person nothing but that they will be answered.',
  },
  police: {
    title: 'Police request',
    explain:
      'The police, or another body that deals with crime, ask for a recording. Tell them nothing and play them nothing: the Data Protection Officer answers (policy 5.6).',
    fromLabel: 'Who asks: name, rank, force, and how to reach them',
    detailsLabel: 'What they asked for',
    thanks:
      'The Data Protection Officer has been told and takes it from here. If the officer rings again, say so to the Data Protection Officer; do not play or describe the call.',
  },
};

/** `/subject-access` and `/police-request`: short, so that nobody puts it off. Which calls are meant may stay open. */
export function presentReportForm({ report, form, today }: CaseCardOf<'report-form'>): FormLayout {
  const { title, explain, fromLabel, detailsLabel } = WORDS[report];
  return {
    title,
    explain,
    speak: `Tell the Data Protection Officer of a ${title.toLowerCase()}.`,
    fields: [
      field('text', 'from', fromLabel, { maxLength: 500, missing: 'Say who asks.' }),
      field('date', 'receivedOn', 'Received on', {
        missing: 'Say when it was received: today or earlier.',
        usual: today,
      }),
      field('choice', 'channel', 'How it came', {
        missing: 'Choose how it came.',
        choices: Object.entries(CHANNELS).map(([value, name]) => ({ title: name, value })),
      }),
      field('text', 'details', detailsLabel, {
        maxLength: 2000,
        missing: 'Say what they asked for.',
        hint: 'If you know which calls are meant, fill in what follows: they are then kept from the nightly deletion at once.',
      }),
      ...SUBJECT_QUERY_FIELDS,
    ],
    sendTitle: 'Send',
    // The action that reports a kind of case is called as the kind is.
    action: report,
    target: NEW,
    form,
  };
}

/** To the person who reported it: that it has been passed on, or that they must see to that themselves. */
export function presentReportReceived({ caseRecord, unreached, zone }: CaseCardOf<'report-received'>): CaseLayout {
  const { title, thanks } = WORDS[caseRecord.kind];
  const { report } = caseRecord;
  return {
    title,
    ...(unreached.length === 0
      ? { tone: 'good', status: 'Sent to the Data Protection Officer. Thank you.' }
      : {
          tone: 'attention',
          status: `The desk could not reach ${listText(unreached)}. Ring them now: the time is running.`,
        }),
    speak: `${title}: sent to the Data Protection Officer.`,
    facts: [
      row('Case', caseRecord.id),
      row('Reported', momentText(report.reportedAt, zone)),
      row('Received on', dateText(report.receivedOn)),
      row('How it came', channelText(report.channel)),
    ],
    next: thanks,
  };
}
