import { refusalInReports } from '../../kernel/refusal.ts';

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
  ['clip.play', 'Listening'],
  ['clip.copy', 'Keeping a copy'],
  ['request.hear-first', 'Hearing a call before deciding'],
  ['hearing.play', 'Hearing a call before deciding'],
  ['request.choose-part', 'Choosing the part to allow'],
  ['redaction.play', 'Listening for what to silence'],
  ['clip.redact', 'Settling what is silenced'],
  ['clip.hand-over', 'Taking a copy to hand over'],
  ['page.mint', 'Getting a link to a page of the desk'],
  ['page.open', 'Opening a page of the desk'],
  ['page.file', 'Saving a file from a page of the desk'],
  ['external-link.create', 'Making an outside link'],
  ['external-link.end', 'Ending an outside link'],
  ['external-link.passcode', 'Opening an outside link'],
  ['case.pack', 'Making a case pack'],
  ['case.release', 'Releasing a recording from a case'],
  ['case.', 'Taking a step of a case'],
  ['subject-access.report', 'Reporting a subject access request'],
  ['police.report', 'Reporting a police request'],
  ['recordings.', 'Searching the recordings'],
  ['hold.place', 'Placing a hold'],
  ['hold.', 'Deciding on a hold'],
  ['evidence.', 'Deciding on a held call that was reported for deletion'],
  ['delegation.', 'Naming a stand-in for the Data Protection Officer'],
  ['register.read', 'Reading the register of disclosures'],
  ['channel.bind', 'Binding a channel'],
  ['press.', 'Opening a card’s form'],
  ['order.', 'Ordering a deletion'],
  ['desk.use', 'Using the desk at all'],
];

/** A refused attempt in a report's words: “Opening a listen link: the link was used already”. */
export function refusedText(action: string, outcome: string): string {
  const tried = TRIED.find(([prefix]) => action.startsWith(prefix))?.[1] ?? action;
  return `${tried}: ${outcome === 'wrong-passcode' ? 'a wrong passcode' : refusalInReports(outcome)}`;
}
