/** What was tried, in the words of a report. */
const TRIED: readonly (readonly [prefix: string, text: string])[] = [
  ['request.submit', 'Asking for a recording'],
  ['request.approve', 'Approving a request'],
  ['request.deny', 'Denying a request'],
  ['request.ask', 'Asking the requester'],
  ['request.answer', 'Answering a question'],
  ['request.withdraw', 'Withdrawing a request'],
  ['access.revoke', 'Stopping an access'],
  ['link.mint', 'Getting a listen link'],
  ['clip.open', 'Opening a listen link'],
  ['clip.hear', 'Listening'],
  ['clip.copy', 'Keeping a copy'],
  ['clip.silence', 'Settling what is silenced'],
  ['clip.hand-over', 'Taking a copy to hand over'],
  ['page.mint', 'Getting a link to a page of the desk'],
  ['page.open', 'Opening a page of the desk'],
  ['page.file', 'Saving a file from a page of the desk'],
  ['outside.create', 'Making an outside link'],
  ['outside.end', 'Ending an outside link'],
  ['outside.passcode', 'Opening an outside link'],
  ['case.pack', 'Making a case pack'],
  ['register.read', 'Reading the register of disclosures'],
  ['channel.bind', 'Binding a channel'],
  ['press.', 'Opening a card’s form'],
  ['order.', 'Ordering a deletion'],
  ['desk.use', 'Using the desk at all'],
];

/** Why it was refused, in the words of a report; what is not here is said as the audit has it. */
const WHY: Readonly<Record<string, string>> = {
  'not-staff': 'not of the practice',
  'not-an-approver': 'not one of those who decide',
  'own-request': 'their own request',
  'party-to-call': 'a party to the call',
  'already-decided': 'decided already',
  'already-agreed': 'agreed already',
  'seat-taken': 'somebody else had agreed',
  'not-the-requester': 'not the requester',
  'not-the-dpo': 'not the Data Protection Officer',
  'too-many-requests': 'too many in a day',
  'nobody-entitled': 'nobody left to decide',
  'access-ended': 'the access had ended',
  'link-used': 'the link was used already',
  'link-expired': 'the link had run out',
  'link-unknown': 'no such link',
  'other-browser': 'another browser',
  'wrong-passcode': 'a wrong passcode',
  'outside-link-locked': 'locked by wrong passcodes',
  'outside-link-ended': 'the outside link had ended',
  'no-hearings-left': 'heard as often as was agreed',
  'outside-other-browser': 'another browser',
  'outside-hearing-over': 'the hearing had run out',
  'not-silenced-yet': 'nobody had settled what is silenced',
  'card-number': 'a payment card number was typed',
  'purpose-not-yours': 'a purpose that is the DPO’s',
};

/** A refused attempt in a report's words: “Opening a listen link: the link was used already”. */
export function refusedText(action: string, outcome: string): string {
  const tried = TRIED.find(([prefix]) => action.startsWith(prefix))?.[1] ?? action;
  return `${tried}: ${WHY[outcome] ?? outcome.replaceAll('-', ' ')}`;
}
