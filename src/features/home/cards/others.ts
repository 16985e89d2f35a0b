import type { CardView } from '../../../chat/cardView.ts';
import type { Tone } from '../../../platform/cards/adaptiveCard.ts';
import type { CardData } from '../../../platform/cards/cardData.ts';
import { countOf, momentText } from '../../../platform/cards/wording.ts';
import type { AccessRequest } from '../../requests/model/request.ts';
import type { RequestLine } from '../../requests/requestView.ts';

type Of<Kind extends CardView['kind']> = Extract<CardView, { kind: Kind }>;

/** What fits a message on both platforms with its buttons. */
const LINES_SHOWN = 10;

export const presentListenLink = ({ requestId, url, openBy, zone, oneUse }: Of<'listen-link'>): CardData => ({
  tone: 'good',
  status: `Open it by ${momentText(openBy, zone)}.`,
  speak: 'Your link to the recording is ready.',
  url,
  id: requestId,
  next: oneUse
    ? 'The link works once, in one browser, for you alone. If it has run out, press Another link.'
    : 'The link is for you alone: do not pass it on. If it has run out, press Another link.',
});

/** A person's own requests, newest first, as given. */
export function presentMyRequests({ lines, zone }: Of<'my-requests'>): CardData {
  const more = lines.length - LINES_SHOWN;
  const status =
    lines.length === 0 ? 'You have not asked for a recording yet.' : countOf(lines.length, 'request');
  return {
    tone: 'emphasis',
    status,
    speak: `Your requests. ${status}`,
    lines: lines.slice(0, LINES_SHOWN).map((line) => requestLine(line, zone)),
    ...(more > 0 ? { more: `${countOf(more, 'older request')} not shown.` } : {}),
  };
}

const requestLine = (line: RequestLine, zone: string): CardData => ({
  id: line.id,
  title: line.title,
  standing: `${requestStateText(line.state)}${line.until === null ? '' : ` until ${momentText(line.until, zone)}`}. Asked ${momentText(line.submittedAt, zone)}.`,
  canListen: line.canListen,
  canWithdraw: line.canWithdraw,
  hasButtons: line.canListen || line.canWithdraw,
});

/** Where a request stands, in its requester’s words. */
export function requestStateText(state: AccessRequest['state']): string {
  switch (state) {
    case 'submitted':
    case 'awaiting-approval':
      return 'Waiting for agreement';
    case 'awaiting-answer':
      return 'Waiting for your answer';
    case 'approved':
      return 'Agreed, being prepared';
    case 'released':
      return 'Ready to listen';
    case 'closed':
      return 'Over';
    case 'denied':
      return 'Denied';
    case 'withdrawn':
      return 'Withdrawn';
    case 'lapsed':
      return 'Lapsed';
    case 'revoked':
      return 'Access stopped';
  }
}

export const presentHelp = ({ practiceName, slash, isApprover, isDpo, policyUrl }: Of<'help'>): CardData => ({
  tone: 'emphasis',
  status: `Call recordings at ${practiceName}.`,
  speak: 'What the Recording Desk can do for you.',
  commands: [...COMMANDS, ...(isDpo ? DPO_COMMANDS : [])].map(([command, does]) => ({
    title: slash ? `/${command}` : command,
    value: does,
  })),
  how: slash ? 'Type any of these in a message:' : 'Send me any of these words:',
  ...(isApprover
    ? {
        approver:
          'You are one of those who decide. Requests come to you as cards: approve, deny, or ask a question. You cannot decide on your own request, or on a call you took part in.',
      }
    : {}),
  ...(policyUrl === null ? {} : { policyUrl }),
});

const COMMANDS: readonly (readonly [string, string])[] = [
  ['recording-desk', 'What waits for you, what you may hear, your cases'],
  ['request-recording', 'Ask to hear a call recording. You can add what you know: yesterday 3.10pm ext 204'],
  ['my-requests', 'See what became of your requests, and listen'],
  ['card-payment', 'A card was read out: delete that call'],
  ['unrecorded-line', 'A caller does not want to be recorded'],
  ['subject-access', 'Somebody asks for what we hold about them'],
  ['police-request', 'The police ask for a recording'],
  ['recording-policy', 'The rules, in short'],
];

const DPO_COMMANDS: readonly (readonly [string, string])[] = [
  ['find-recordings', 'Find recordings of a person (the Data Protection Officer)'],
  ['disclosures', 'What left the practice, and the register to export'],
  ['dpo-delegate', 'Name somebody to stand in for you between two days'],
];

const TONES: Readonly<Record<Of<'notice'>['tone'], Tone>> = {
  good: 'good',
  plain: 'emphasis',
  warning: 'warning',
};

export const presentNotice = ({ tone, title, text, backTo = '' }: Of<'notice'>): CardData => ({
  tone: TONES[tone],
  title,
  speak: `${title}. ${text}`,
  text,
  backTo,
});
