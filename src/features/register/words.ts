import { listOf } from '../../kernel/listOf.ts';
import { callLengthText, countOf, dateText, lengthText, momentText } from '../../kernel/text.ts';
import { caseTitle, channelText, clockFacts, HELD, subjectQueryText } from '../cases/caseWords.ts';
import { type CaseRecord, type PoliceFields, stepOf } from '../cases/model/case.ts';
import type { ClockReading } from '../cases/model/deadline.ts';
import type { HeldCopy, Hold } from '../cases/model/hold.ts';
import type { Fact, FactGroup, PackDisclosure, PackHeldRecording } from '../releases/model/pack.ts';
import { formatOffset } from '../requests/model/part.ts';
import type { Agreement } from '../requests/model/request.ts';
import type { ClipTerms } from '../requests/model/terms.ts';
import { modeText } from '../requests/text.ts';
import type { Disclosure, DisclosureKind } from './model/disclosure.ts';

const fact = (title: string, value: string): Fact => ({ title, value });

/** What was asked for, as it was reported and as the force completed it. */
export function groupsOf(caseRecord: CaseRecord, zone: string): readonly FactGroup[] {
  const { report } = caseRecord;
  const police = stepOf(caseRecord, 'police-details')?.fields;
  return listOf([
    {
      title: 'The request',
      facts: [
        fact('Asked by', report.from),
        fact('Received', `${dateText(report.receivedOn)}: ${channelText(report.channel)}`),
        fact('Reported by', `${report.reporterName}, ${momentText(report.reportedAt, zone)}`),
        fact('What was asked for', report.details),
        fact('Calls that are meant', subjectQueryText(caseRecord)),
      ],
    },
    police && { title: 'What the force states', facts: policeFacts(police) },
  ]);
}

const policeFacts = (fields: PoliceFields): readonly Fact[] => [
  fact('Officer', `${fields.rank} ${fields.officer}, ${fields.force}`),
  fact('Contact', fields.contact),
  fact('About', fields.subject),
  fact('Offence', fields.offence ?? 'not named: that would prejudice the investigation'),
  fact('Power', fields.power),
  fact('Why it is necessary', fields.necessity),
  fact('Authorised by', fields.authorisedBy),
  fact('To be delivered', fields.delivery),
];

/** How the due date came about, with every pause. */
export function clockWords(clock: ClockReading | null): readonly Fact[] {
  if (clock === null) return [];
  const pauses = clock.pauses.map(({ from, until }) =>
    fact(
      'Paused',
      `${dateText(from)}, when clarification was asked for, to ${until === null ? 'now: it has not come' : dateText(until)}`,
    ),
  );
  const stopped =
    clock.stoppedOn === null
      ? []
      : [fact('Dealt with', `${dateText(clock.stoppedOn)}${clock.isLate ? ', LATE' : ', in time'}`)];
  const [runs, ...rest] = clockFacts(clock).map(([title, value]) => fact(title, value));
  return listOf([runs, ...pauses, ...rest, ...stopped]);
}

export const kindWords = (caseRecord: CaseRecord): string =>
  `${caseTitle(caseRecord)} (policy ${caseRecord.kind === 'police' ? '5.6' : '5.4, 5.5'})`;

export const approvalSlotText = ({ seat, delegate }: Agreement): string =>
  seat === 'director' ? 'director' : delegate ? 'stand-in for the Data Protection Officer' : 'Data Protection Officer';

export const termsWords = ({ recordingId, fromMs, toMs, mode, days }: ClipTerms): string =>
  `${formatOffset(fromMs)} to ${formatOffset(toMs)} of ${recordingId}, ${modeText(mode)}, ${countOf(days, 'day')}`;

export const holdFacts = (hold: Hold, zone: string): readonly Fact[] => [
  fact('Reason', hold.reason),
  fact('Owner', hold.ownerName),
  fact('Placed', momentText(hold.placedAt, zone)),
  fact('To be looked at by', dateText(hold.endsOn)),
  fact('State', holdStateWords(hold, zone)),
];

export function holdStateWords({ state, released }: Hold, zone: string): string {
  switch (state) {
    case 'active':
      return 'in force';
    case 'release-proposed':
      return 'in force; a director has yet to agree to its end';
    case 'released':
      return released === null ? 'ended' : `ended ${momentText(released.at, zone)}`;
  }
}

export const heldWords = (copy: HeldCopy, zone: string): PackHeldRecording => ({
  recording: copy.recordingId,
  callStart: momentText(copy.recording.startedAt, zone),
  length: callLengthText(copy.recording.durationMs),
  bytes: copy.recording.bytes,
  sha256: copy.sha256,
  heldSince: copy.heldAt === null ? null : momentText(copy.heldAt, zone),
  state: HELD[copy.state] + (copy.fault === null ? '' : `: ${copy.fault}`),
});

/** What left, in a few words that stand before whom it went to. */
export const DISCLOSED: Readonly<Record<DisclosureKind, string>> = {
  'link-given': 'Link given',
  heard: 'Heard through the link',
  'copy-given': 'Copy given',
  'link-ended': 'Link ended',
};

/** Names are erased from old lines; the line stays. */
const erasable = (name: string): string => (name === '' ? 'erased' : name);

export const disclosureWords = (line: Disclosure, zone: string): PackDisclosure => ({
  at: momentText(line.at, zone),
  what: DISCLOSED[line.kind],
  request: line.requestId,
  recipient: erasable(line.recipient),
  ground: line.ground,
  by: erasable(line.by),
  length: lengthText(line.durationMs),
  silenced: redactedText(line.silenced),
  sha256: line.sha256,
});

const redactedText = (parts: number): string =>
  parts === 0 ? 'nothing silenced' : `${countOf(parts, 'part')} silenced`;
