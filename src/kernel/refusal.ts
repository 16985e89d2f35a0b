import { err, type Result } from './result.ts';
import { dateIn, type Instant, timeIn } from './time.ts';

/**
 * Every reason the desk says no to an act on a request, a clip or a link: `text` is what the person reads,
 * what happened and what to do next; `inReports` says why in the words of a report, where the code itself
 * would not do.
 */
const REFUSAL_TEXTS = {
  'request-not-found': {
    text: 'The desk does not know this request any more. Type /my-requests to see yours.',
  },
  'not-staff': {
    text: 'Only staff of the practice can use the desk. Ask the practice manager to add your address.',
    inReports: 'not of the practice',
  },
  'guest-account': {
    text: 'This is a guest’s account. Use your own account of the practice; whoever runs the desk can let single guests in.',
    inReports: 'a guest’s account',
  },
  'foreign-account': {
    text: 'This account belongs to another organisation. Use your own account of the practice.',
    inReports: 'an account of another organisation',
  },
  'inactive-account': {
    text: 'This account cannot use the desk: it is deactivated, belongs to an app, or has no e-mail address.',
    inReports: 'a deactivated account',
  },
  'unconfirmed-address': {
    text: 'Confirm the e-mail address of this account first: look for the message with its link in your mail. Then try again.',
    inReports: 'an address nobody has confirmed',
  },
  'account-held': {
    text: 'The desk does not know yet that this account is yours: it is new, or its address or name has changed. The Data Protection Officer (for the officer’s own account a director) has been asked, and until then nothing can be done here. If you have another account, use that one.',
    inReports: 'an account nobody had confirmed',
  },
  'account-refused': {
    text: 'It was decided that this account does not belong to the person whose address or name it has. Speak to the Data Protection Officer.',
    inReports: 'an account that was refused',
  },
  'account-settled': { text: 'This has been decided already. Nothing has been changed.' },
  'not-to-confirm': {
    text: 'Only the Data Protection Officer can say whose an account is; of the officer’s own account, a director. Nobody says it of their own.',
  },
  'not-an-approver': {
    text: 'Only the people this request is put to can decide on it. Nothing has been changed.',
    inReports: 'not one of those who decide',
  },
  'own-request': {
    text: 'This is your own request, so somebody else has to decide on it.',
    inReports: 'their own request',
  },
  'party-to-call': {
    text: 'You are a party to this call, so somebody else has to decide on it.',
    inReports: 'a party to the call',
  },
  'already-decided': {
    text: 'This request has been decided already. Nothing has been changed.',
    inReports: 'decided already',
  },
  'already-agreed': {
    text: 'You have agreed to this already. It now needs somebody else.',
    inReports: 'agreed already',
  },
  'slot-taken': {
    text: 'Your agreement is not needed: somebody in your role has agreed already.',
    inReports: 'somebody else had agreed',
  },
  'question-open': {
    text: 'A question to the requester is still open. Only the person who asked can approve before the answer comes; anyone who decides can still deny.',
  },
  'no-question': { text: 'There is no open question on this request. Nothing has been sent.' },
  'not-the-requester': {
    text: 'Only the person who made this request can do that.',
    inReports: 'not the requester',
  },
  'not-the-dpo': {
    text: 'Only the Data Protection Officer, or whoever stands in for them, can do that.',
    inReports: 'not the Data Protection Officer',
  },
  'copy-not-agreed': {
    text: 'This access is for listening only. If you need a copy, make a new request and say why.',
  },
  'no-such-recording': { text: 'Choose one of the recordings in the list.' },
  'recording-gone': {
    text: 'That recording has been deleted in the meantime, so there is nothing to release. Choose another, or deny with that reason.',
  },
  'sound-unreadable': {
    text: 'Nothing can be cut from that recording: its file has no sound, is damaged, or is in a format the desk does not cut. Choose another, or deny with that reason; the Data Protection Officer can have the file looked at.',
  },
  'part-empty': { text: 'That part is empty: “to” must come after “from”, inside the recording.' },
  'part-too-long': { text: 'That part is longer than may be released at once. Choose a shorter one.' },
  'terms-wider': {
    text: 'Somebody has agreed to less than this. You can narrow what they agreed to, not widen it. Deny if it is not right.',
  },
  'days-out-of-range': { text: 'Choose one of the offered lengths of time.' },
  'statement-missing': { text: 'Fill in the statement this purpose asks of you. It is kept word for word.' },
  'reason-missing': { text: 'Write a sentence here first.' },
  'text-too-long': { text: 'That text is too long. Shorten it to 1,000 characters.' },
  'card-number': {
    text: 'That looks like a payment card number. Card numbers must never be typed here: nothing was kept. Take it out and send again.',
    inReports: 'a payment card number was typed',
  },
  'purpose-not-yours': {
    text: 'Requests for this purpose are raised by the Data Protection Officer from a case.',
    inReports: 'a purpose that is the DPO’s',
  },
  'already-sent': {
    text: 'This form has been sent already, and it counted once. Type /my-requests to see what became of it.',
  },
  'too-many-requests': {
    text: 'You have made many requests today. Speak to a director, or try again tomorrow.',
    inReports: 'too many in a day',
  },
  'nobody-entitled': {
    text: 'Nobody is left who could decide on this: everyone who might is you or took part in the call. Speak to the Data Protection Officer. Nothing has been sent.',
    inReports: 'nobody left to decide',
  },
  'clip-not-ready': { text: 'The clip is still being prepared. You will be told here when it can be heard.' },
  'access-ended': {
    text: 'This access has ended. If you still need to hear the call, make a new request.',
    inReports: 'the access had ended',
  },
  'link-used': {
    text: 'This link has been used already. Press the button in the chat for a new one.',
    inReports: 'the link was used already',
  },
  'link-expired': {
    text: 'This link has run out. Press the button in the chat for a new one.',
    inReports: 'the link had run out',
  },
  'link-unknown': {
    text: 'The desk does not know this link. Press the button in the chat for a new one.',
    inReports: 'no such link',
  },
  'other-browser': {
    text: 'This link was opened in another browser. Press the button in the chat for a new one.',
    inReports: 'another browser',
  },
  'case-not-found': { text: 'The desk does not know this case any more. Nothing has been changed.' },
  'case-closed': {
    text: 'This case is closed. Nothing has been changed.',
    inReports: 'the case was closed',
  },
  'case-refused': {
    text: 'This case was refused as a whole, so nothing can be released from it.',
    inReports: 'the case was refused',
  },
  'confidential-case': {
    text: 'This case is confidential: only the Data Protection Officer can work on it. Nothing has been changed.',
    inReports: 'a confidential case',
  },
  'step-not-open': {
    text: 'That cannot be done as the case stands now. Look at its card again.',
    inReports: 'that step was not open',
  },
  'identity-first': {
    text: 'Write down first how you know who is asking: press “Identity verified”. Then release the recording.',
    inReports: 'identity not verified yet',
  },
  'police-incomplete': {
    text: 'The request is not complete: press “Complete the request” and fill in what the force has to say. Nothing has been sent.',
    inReports: 'the particulars were missing',
  },
  'emergency-not-seen': {
    text: 'A director must first read what was released in the emergency. It is in each director’s own chat.',
  },
  'not-a-director': { text: 'Only a director can do that. Nothing has been changed.' },
  'not-held': { text: 'That recording is neither stored nor held any more, so there is nothing to release.' },
  'hold-not-open': { text: 'This hold has been dealt with already. Nothing has been changed.' },
  'purge-settled': { text: 'This has been settled already. Nothing has been changed.' },
  'lock-decided': { text: 'This has been decided already. Nothing has been changed.' },
  'evidence-locked': {
    text: 'A deletion order met this call, so nobody hears it until the Data Protection Officer has decided on its card: redact it, delete it, or unlock it.',
    inReports: 'locked by a deletion order',
  },
  'evidence-being-copied': {
    text: 'The call is still being copied. Nothing has been changed: try again in a few minutes.',
  },
  'own-order': {
    text: 'You reported this call yourself, and nobody deletes evidence alone. Redact at most half of it, or unlock it; or end its hold, which takes a director too.',
    inReports: 'their own order',
  },
  'opt-out-keeps-hold': {
    text: 'A caller’s wish not to be recorded does not overrule a hold (policy 5.8). Redact at most half of it, or unlock it; to delete the copies, end the hold with a director.',
  },
  'nothing-to-hold': {
    text: 'There is nothing stored to hold. What has been deleted cannot be brought back.',
  },
  'search-over': { text: 'This search is over. Type /find-recordings to search again.' },
  'delegation-over': { text: 'This stand-in is over already. Nothing has been changed.' },
  'no-public-address': {
    text: 'The desk has no address that a browser can reach, so it has no page for this. Whoever runs the desk has to set PUBLIC_URL and start it again.',
  },
  'not-from-a-case': {
    text: 'That is for recordings released from a subject access or police case. This request does not come from one.',
  },
  'not-redacted-yet': {
    text: 'Settle first what is silenced: press “Silence parts”, mark what others said, or say there that nothing needs silencing.',
    inReports: 'nobody had settled what is silenced',
  },
  'spans-invalid': {
    text: 'One of the marked parts is empty, runs backwards or lies outside the clip. Nothing has been saved: mend it and save again.',
  },
  'too-many-spans': {
    text: 'At most 200 parts can be marked. Nothing has been saved: join some that lie close together and save again.',
  },
  'copy-by-documents': {
    text: 'What is released from a case is not saved here: press “Copy to hand over” on its card. That copy is silenced as settled, and stands in the register.',
  },
  'no-external-link': { text: 'No outside link is in force, so there is nothing to end.' },
  'external-link-unknown': {
    text: 'This link is not known. Check that you have the whole of it, or ask the practice that sent it for a new one.',
  },
  'external-link-locked': {
    text: 'This link is locked, because a wrong passcode was typed too often. Ask the practice that sent it for a new one.',
    inReports: 'locked by wrong passcodes',
  },
  'external-link-ended': {
    text: 'This link can no longer be used. If you still need to hear the recording, ask the practice that sent it.',
    inReports: 'the outside link had ended',
  },
  'no-playbacks-left': {
    text: 'The recording has been heard as often as was agreed. If you need to hear it again, ask the practice that sent the link.',
    inReports: 'heard as often as was agreed',
  },
  'external-other-browser': {
    text: 'The passcode was typed in another browser. Open the link you were sent and type the passcode here.',
    inReports: 'another browser',
  },
  'external-playback-over': {
    text: 'The time for listening on this page has run out. Open the link you were sent again and type the passcode.',
    inReports: 'the hearing had run out',
  },
  'changed-meanwhile': {
    text: 'Somebody changed this at the same moment. Look at the card again and repeat what you wanted.',
  },
  'storage-unavailable': {
    text: 'The recordings’ storage does not answer just now. Nothing is lost: try again in a few minutes.',
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export type Refusal = keyof typeof REFUSAL_TEXTS;

interface RefusalText {
  readonly text: string;
  readonly inReports?: string;
}

export const REFUSALS = Object.keys(REFUSAL_TEXTS) as readonly Refusal[];

const isRefusal = (code: string): code is Refusal => Object.hasOwn(REFUSAL_TEXTS, code);

/**
 * Why an attempt was refused, in the words of a report; an outcome that is no refusal of the list is said as
 * the audit has it.
 */
export function refusalInReports(outcome: string): string {
  const known: RefusalText | undefined = isRefusal(outcome) ? REFUSAL_TEXTS[outcome] : undefined;
  return known?.inReports ?? outcome.replaceAll('-', ' ');
}

/** A refusal with what makes its sentence useful: who decided, and when. */
export interface Refused {
  readonly code: Refusal;
  readonly by: string | null;
  readonly at: Instant | null;
}

export const refusal = (code: Refusal, by: string | null = null, at: Instant | null = null): Refused => ({
  code,
  by,
  at,
});

export const refused = (...facts: Parameters<typeof refusal>): Result<never, Refused> => err(refusal(...facts));

/** `ok`, or the refusal: what the audit keeps of an attempt. */
export const outcomeOf = (result: Result<unknown, Refusal | Refused>): string =>
  result.ok ? 'ok' : typeof result.error === 'string' ? result.error : result.error.code;

/** The sentence for a refusal; who was first is named where it is known. */
export function refusalText(refused: Refused, zone: string): string {
  const { text } = REFUSAL_TEXTS[refused.code];
  if (refused.by === null || refused.at === null) return text;
  return `${text} (${refused.by}, ${dateIn(refused.at, zone)} ${timeIn(refused.at, zone)})`;
}
