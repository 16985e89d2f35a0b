import type { CardView, ReportKind, ReportView } from '../../usecases/cardView.ts';
import type { CardData } from './expand.ts';
import { presentForm } from './presentForm.ts';
import { row } from './presentRequest.ts';
import { dateText, momentText } from './wording.ts';

/** Ways a report can have come, as the form offers them. */
const CHANNELS = {
  letter: 'Letter',
  email: 'E-mail',
  phone: 'Telephone',
  'in-person': 'In person',
  other: 'Another way',
};

const channelText = (channel: string): string =>
  Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel as keyof typeof CHANNELS] : channel;

interface ReportWords {
  readonly title: string;
  readonly explain: string;
  readonly fromLabel: string;
  readonly detailsLabel: string;
  readonly sendVerb: 'send-subject-access' | 'send-police';
  readonly alert: string;
  readonly toDo: string;
  readonly thanks: string;
}

const WORDS: Readonly<Record<ReportKind, ReportWords>> = {
  'subject-access': {
    title: 'Subject access request',
    explain:
      'Somebody asks for what we hold about them. They need not use any special words. Send it on at once: the time to answer is already running.',
    fromLabel: 'Who asks, and how to reach them',
    detailsLabel: 'What they asked for, in their words',
    sendVerb: 'send-subject-access',
    alert: 'Somebody asks for what the practice holds about them (policy 5.4, 5.5).',
    toDo: 'Check who they are, then raise a request for the recording. An answer is due by the same date next month, counted from the day of receipt. Nothing that answers it may be destroyed meanwhile.',
    thanks:
      'The Data Protection Officer has been told and takes it from here. Please keep the letter or e-mail, and promise the person nothing but that they will be answered.',
  },
  police: {
    title: 'Police request',
    explain:
      'The police, or another body that deals with crime, ask for a recording. Tell them nothing and play them nothing: the Data Protection Officer answers (policy 5.6).',
    fromLabel: 'Who asks: name, rank, force, and how to reach them',
    detailsLabel: 'What they asked for',
    sendVerb: 'send-police',
    alert: 'The police, or another body that deals with crime, ask for a recording (policy 5.6).',
    toDo: 'Ring the force on its published number to be sure who is asking, then complete the request for the recording. The law permits the practice to answer; it compels nothing without a court order.',
    thanks:
      'The Data Protection Officer has been told and takes it from here. If the officer rings again, say so to the Data Protection Officer; do not play or describe the call.',
  },
};

export function presentReportForm({
  report,
  form,
  today,
}: Extract<CardView, { kind: 'report-form' }>): CardData {
  const { title, explain, fromLabel, detailsLabel, sendVerb } = WORDS[report];
  return {
    title,
    explain,
    fromLabel,
    detailsLabel,
    sendVerb,
    speak: `Tell the Data Protection Officer of a ${title.toLowerCase()}.`,
    today,
    channels: Object.entries(CHANNELS).map(([value, name]) => ({ title: name, value })),
    ...presentForm(form, { from: '', receivedOn: today, channel: '', details: '' }),
  };
}

/** To the DPO: everything that was reported. */
export function presentReportAlert(report: ReportView, zone: string): CardData {
  const { title, alert, toDo } = WORDS[report.kind];
  return {
    title,
    tone: 'attention',
    status: alert,
    speak: `${title}, reported by ${report.reportedBy}.`,
    facts: [
      row('Reported by', `${report.reportedBy}, ${momentText(report.reportedAt, zone)}`),
      row('Received on', dateText(report.receivedOn)),
      row('How it came', channelText(report.channel)),
    ],
    from: report.from,
    details: report.details,
    toDo,
  };
}

/** To the person who reported it. */
export function presentReportReceived(report: ReportView, zone: string): CardData {
  const { title, thanks } = WORDS[report.kind];
  return {
    title,
    tone: 'good',
    status: 'Sent to the Data Protection Officer. Thank you.',
    speak: `${title}: sent to the Data Protection Officer.`,
    facts: [
      row('Reported', momentText(report.reportedAt, zone)),
      row('Received on', dateText(report.receivedOn)),
      row('How it came', channelText(report.channel)),
    ],
    next: thanks,
  };
}
