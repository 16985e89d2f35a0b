import { err, type Result } from './result.ts';
import { momentText } from './text.ts';
import type { Instant } from './time.ts';

/** Every reason the desk says no: what the person reads, what happened and what to do next. */
const REFUSAL_TEXTS = {
  'request-not-found': 'The desk does not know this request any more. Type /my-requests to see yours.',
  'not-staff': 'Only staff of the practice can use the desk. Ask the practice manager to add your address.',
  'guest-account':
    'This is a guest’s account. Use your own account of the practice; whoever runs the desk can let single guests in.',
  'foreign-account': 'This account belongs to another organisation. Use your own account of the practice.',
  'inactive-account':
    'This account cannot use the desk: it is deactivated, belongs to an app, or has no e-mail address.',
  'unconfirmed-address':
    'Confirm the e-mail address of this account first: look for the message with its link in your mail. Then try again.',
  'account-held':
    'The desk does not know yet that this account is yours: it is new, or its address or name has changed. The Data Protection Officer (for the officer’s own account a director) has been asked, and until then nothing can be done here. If you have another account, use that one.',
  'account-refused':
    'It was decided that this account does not belong to the person whose address or name it has. Speak to the Data Protection Officer.',
  'channel-unknown':
    'The platform does not say who reads this channel, so nothing was changed. Try again in a moment; if it stays so, the app lacks the permission to look: have it installed again.',
  'channel-shared':
    'This channel is shared with another organisation, whose people would read the cards. Use a channel of the practice’s own.',
  'check-not-found': 'This question is over. Where one is open, it stands on a newer card.',
  'check-settled': 'This has been decided already. Nothing has been changed.',
  'not-to-confirm':
    'Only the Data Protection Officer can say whose an account is; of the officer’s own account, a director. Nobody says it of their own.',
  'not-an-approver': 'Only the people this request is put to can decide on it. Nothing has been changed.',
  'own-request': 'This is your own request, so somebody else has to decide on it.',
  'party-to-call': 'You are a party to this call, so somebody else has to decide on it.',
  'already-decided': 'This request has been decided already. Nothing has been changed.',
  'already-agreed': 'You have agreed to this already. It now needs somebody else.',
  'slot-taken': 'Your agreement is not needed: somebody in your role has agreed already.',
  'question-open':
    'A question to the requester is still open. Only the person who asked can approve before the answer comes; anyone who decides can still deny.',
  'no-question': 'There is no open question on this request. Nothing has been sent.',
  'not-the-requester': 'Only the person who made this request can do that.',
  'not-the-dpo': 'Only the Data Protection Officer, or whoever stands in for them, can do that.',
  'copy-not-agreed': 'This access is for listening only. If you need a copy, make a new request and say why.',
  'no-such-recording': 'Choose one of the recordings in the list.',
  'recording-gone':
    'That recording has been deleted in the meantime, so there is nothing to release. Choose another, or deny with that reason.',
  'sound-unreadable':
    'Nothing can be cut from that recording: its file has no sound, is damaged, or is in a format the desk does not cut. Choose another, or deny with that reason; the Data Protection Officer can have the file looked at.',
  'hearing-forbidden':
    'In this practice nobody hears a call before it is decided. Decide by what the card says of it, or ask a question.',
  'too-long-to-hear':
    'This call is longer than two hours, too long to be heard here first. Decide by what the card says of it, or ask a question.',
  'part-empty': 'That part is empty: “to” must come after “from”, inside the recording.',
  'part-too-long': 'That part is longer than may be released at once. Choose a shorter one.',
  'terms-wider':
    'Somebody has agreed to less than this. You can narrow what they agreed to, not widen it. Deny if it is not right.',
  'days-out-of-range': 'Choose one of the offered lengths of time.',
  'statement-missing': 'Fill in the statement this purpose asks of you. It is kept word for word.',
  'reason-missing': 'Write a sentence here first.',
  'text-too-long': 'That text is too long. Shorten it to 1,000 characters.',
  'card-number':
    'That looks like a payment card number. Card numbers must never be typed here: nothing was kept. Take it out and send again.',
  'purpose-not-yours': 'Requests for this purpose are raised by the Data Protection Officer from a case.',
  'already-sent': 'This form has been sent already, and it counted once. Type /my-requests to see what became of it.',
  'too-many-requests': 'You have made many requests today. Speak to a director, or try again tomorrow.',
  'nobody-entitled':
    'Nobody is left who could decide on this: everyone who might is you or took part in the call. Speak to the Data Protection Officer. Nothing has been sent.',
  'clip-not-ready': 'The clip is still being prepared. You will be told here when it can be heard.',
  'access-ended': 'This access has ended. If you still need to hear the call, make a new request.',
  'link-used': 'This link has been used already. Press the button in the chat for a new one.',
  'link-replaced':
    'A newer link to the same has been asked for, and this one ended with that. Go on with the newest, or press the button in the chat for another. If it was not you, tell the Data Protection Officer.',
  'link-expired': 'This link has run out. Press the button in the chat for a new one.',
  'link-unknown': 'The desk does not know this link. Press the button in the chat for a new one.',
  'other-browser': 'This link was opened in another browser. Press the button in the chat for a new one.',
  'case-not-found': 'The desk does not know this case any more. Nothing has been changed.',
  'case-closed': 'This case is closed. Nothing has been changed.',
  'case-refused': 'This case was refused as a whole, so nothing can be released from it.',
  'confidential-case':
    'This case is confidential: only the Data Protection Officer can work on it. Nothing has been changed.',
  'own-report':
    'You reported this case yourself, so in an emergency only the Data Protection Officer releases from it, or somebody else who stands in. Nothing has been released.',
  'step-not-open': 'That cannot be done as the case stands now. Look at its card again.',
  'identity-first':
    'Write down first how you know who is asking: press “Identity verified”. Then release the recording.',
  'police-incomplete':
    'The request is not complete: press “Complete the request” and fill in what the force has to say. Nothing has been sent.',
  'emergency-not-seen':
    'A director must first read what was released in the emergency. It is in each director’s own chat.',
  'not-a-director': 'Only a director can do that. Nothing has been changed.',
  'not-held': 'That recording is neither stored nor held any more, so there is nothing to release.',
  'hold-not-open': 'This hold has been dealt with already. Nothing has been changed.',
  'purge-settled': 'This has been settled already. Nothing has been changed.',
  'lock-decided': 'This has been decided already. Nothing has been changed.',
  'evidence-locked':
    'A deletion order met this call, so nobody hears it until the Data Protection Officer has decided on its card: redact it, delete it, or unlock it.',
  'evidence-being-copied': 'The call is still being copied. Nothing has been changed: try again in a few minutes.',
  'own-order':
    'You reported this call yourself, and nobody deletes evidence alone. Redact at most half of it, or unlock it; or end its hold, which takes a director too.',
  'opt-out-keeps-hold':
    'A caller’s wish not to be recorded does not overrule a hold (policy 5.8). Redact at most half of it, or unlock it; to delete the copies, end the hold with a director.',
  'nothing-to-hold': 'There is nothing stored to hold. What has been deleted cannot be brought back.',
  'search-over': 'This search is over. Type /find-recordings to search again.',
  'delegation-over': 'This stand-in is over already. Nothing has been changed.',
  'no-public-address':
    'The desk has no address that a browser can reach, so it has no page for this. Whoever runs the desk has to set PUBLIC_URL and start it again.',
  'not-from-a-case':
    'That is for recordings released from a subject access or police case. This request does not come from one.',
  'not-redacted-yet':
    'Settle first what is silenced: press “Silence parts”, mark what others said, or say there that nothing needs silencing.',
  'spans-invalid':
    'One of the marked parts is empty, runs backwards or lies outside the clip. Nothing has been saved: mend it and save again.',
  'too-many-spans':
    'At most 200 parts can be marked. Nothing has been saved: join some that lie close together and save again.',
  'copy-by-documents':
    'What is released from a case is not saved here: press “Copy to hand over” on its card. That copy is silenced as settled, and stands in the register.',
  'no-external-link': 'No outside link is in force, so there is nothing to end.',
  'external-link-unknown':
    'This link is not known. Check that you have the whole of it, or ask the practice that sent it for a new one.',
  'external-link-locked':
    'This link is locked, because a wrong passcode was typed too often. Ask the practice that sent it for a new one.',
  'external-link-ended':
    'This link can no longer be used. If you still need to hear the recording, ask the practice that sent it.',
  'no-playbacks-left':
    'The recording has been heard as often as was agreed. If you need to hear it again, ask the practice that sent the link.',
  'external-other-browser':
    'The passcode was typed in another browser. Open the link you were sent and type the passcode here.',
  'external-replaced':
    'The passcode has been typed again since, so the recording goes on there and no longer here. Open the link you were sent to hear it here. If it was not you, tell the practice that sent it.',
  'external-playback-over':
    'The time for listening on this page has run out. Open the link you were sent again and type the passcode.',
  'changed-meanwhile': 'Somebody changed this at the same moment. Look at the card again and repeat what you wanted.',
  'storage-unavailable':
    'The recordings’ storage does not answer just now. Nothing is lost: try again in a few minutes.',
} as const satisfies Readonly<Record<string, string>>;

export type Refusal = keyof typeof REFUSAL_TEXTS;

/** Why, in the words of a report, where the code itself would not do. */
const IN_REPORTS: Readonly<Partial<Record<string, string>>> = {
  'not-staff': 'not of the practice',
  'account-held': 'an account nobody had confirmed',
  'account-refused': 'an account that is not theirs',
  'not-an-approver': 'not one of those who decide',
  'own-request': 'their own request',
  'party-to-call': 'a party to the call',
  'already-decided': 'decided already',
  'already-agreed': 'agreed already',
  'slot-taken': 'somebody else had agreed',
  'not-the-requester': 'not the requester',
  'not-the-dpo': 'not the Data Protection Officer',
  'card-number': 'a payment card number was typed',
  'purpose-not-yours': 'a purpose that is the DPO’s',
  'too-many-requests': 'too many in a day',
  'nobody-entitled': 'nobody left to decide',
  'access-ended': 'the access had ended',
  'link-used': 'the link was used already',
  'link-replaced': 'a newer link had taken its place',
  'link-expired': 'the link had run out',
  'link-unknown': 'no such link',
  'other-browser': 'another browser',
  'case-closed': 'the case was closed',
  'case-refused': 'the case was refused',
  'confidential-case': 'a confidential case',
  'own-report': 'a case they reported',
  'step-not-open': 'that step was not open',
  'identity-first': 'identity not verified yet',
  'police-incomplete': 'the particulars were missing',
  'evidence-locked': 'locked by a deletion order',
  'own-order': 'their own order',
  'not-redacted-yet': 'nobody had settled what is silenced',
  'external-link-locked': 'locked by wrong passcodes',
  'external-link-ended': 'the outside link had ended',
  'no-playbacks-left': 'heard as often as was agreed',
  'external-other-browser': 'another browser',
  'external-replaced': 'it had begun anew elsewhere',
  'external-playback-over': 'the hearing had run out',
} satisfies Readonly<Partial<Record<Refusal, string>>>;

/** What happened, as the heading above the sentence. */
const TITLES: readonly (readonly [string, readonly Refusal[]])[] = [
  ['Somebody else decides this', ['own-request', 'party-to-call', 'not-an-approver', 'own-report', 'own-order']],
  ['Not yours to do', ['not-the-requester', 'not-the-dpo', 'not-a-director', 'confidential-case', 'not-to-confirm']],
  ['The desk does not take this account', ['not-staff', 'guest-account', 'foreign-account', 'inactive-account']],
  ['This account is not confirmed', ['account-held', 'account-refused', 'unconfirmed-address']],
  ['Already decided', ['already-decided', 'already-agreed', 'slot-taken', 'check-settled', 'lock-decided']],
  ['Sent already', ['already-sent']],
  ['The access is over', ['access-ended', 'case-closed', 'search-over', 'delegation-over']],
  ['A card number was typed', ['card-number']],
];

export const refusalTitle = (code: Refusal): string =>
  TITLES.find(([, codes]) => codes.includes(code))?.[0] ?? 'Not done';

export const REFUSALS = Object.keys(REFUSAL_TEXTS) as readonly Refusal[];

/** Why an attempt was refused, in a report's words; an outcome that is no refusal is said as the audit has it. */
export const refusalInReports = (outcome: string): string =>
  (Object.hasOwn(IN_REPORTS, outcome) && IN_REPORTS[outcome]) || outcome.replaceAll('-', ' ');

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
  const text = REFUSAL_TEXTS[refused.code];
  if (refused.by === null || refused.at === null) return text;
  return `${text} (${refused.by}, ${momentText(refused.at, zone)})`;
}
