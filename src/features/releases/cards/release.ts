import { listOf } from '../../../kernel/listOf.ts';
import { type FactRow, row } from '../../../platform/cards/factRow.ts';
import { field } from '../../../platform/cards/field.ts';
import type { Button, CaseLayout, ClipLayout, FormLayout } from '../../../platform/cards/layouts.ts';
import { countOf, listText, momentText } from '../../../platform/cards/wording.ts';
import { listeningActions } from '../../listening/model/actions.ts';
import { type ExternalLink, MAX_ATTEMPTS, PASSCODE_ROUTES } from '../../listening/model/externalLink.ts';
import { buttonsOf } from '../../messaging/button.ts';
import { recordingLine } from '../../recordings/text.ts';
import type { RequestView } from '../../requests/loadRequestView.ts';
import { formatOffset } from '../../requests/model/part.ts';
import { nameOf, recordingRow, termsText, when } from '../../requests/requestFacts.ts';
import { endedStatus, endingReason, isOpen, overStatus } from '../../requests/status.ts';
import { releaseActions } from '../model/actions.ts';
import { DAYS_OFFERED, PLAYBACKS_OFFERED } from '../model/externalLinkForm.ts';
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

const button = buttonsOf(releaseActions);

const ROUTES: Readonly<Record<(typeof PASSCODE_ROUTES)[number], string>> = {
  telephone: 'By telephone',
  'in-person': 'In person',
  post: 'By post',
  'text-message': 'By text message',
};

const releasedBy = (view: RequestView): FactRow =>
  row('Released by', listText(view.request.agreements.map((given) => nameOf(view, given.by))));

/** To whoever raised a release: hear it, silence others' words, hand it over. */
export function presentRelease({ view, outside }: ReleaseCardOf<'release'>): CaseLayout {
  const { request, grant } = view;
  const open = isOpen(view);
  const standing = open
    ? {
        tone: 'good' as const,
        status: `Agreed. ${grant?.redaction ? 'It may be handed over' : 'Silence others’ words first'}, until ${when(view, grant?.until ?? view.now)}.`,
      }
    : request.state === 'released' || request.state === 'closed'
      ? overStatus(view)
      : endedStatus(view);
  const reason = endingReason(view);
  return {
    ...standing,
    title: `Release ${request.id}`,
    speak: `Release ${request.id} of case ${request.caseId ?? ''}. ${standing.status}`,
    facts: listOf([
      row('Case', request.caseId ?? ''),
      grant !== null && row('What', termsText(grant.terms, view.agreed)),
      view.agreed !== null && recordingRow(view, view.agreed),
      releasedBy(view),
      grant?.redaction && row('Silenced', silencedText(grant.redaction.spans)),
      ...outside.map((link) => row(`For ${link.recipient}`, externalText(link, view))),
    ]),
    ...(reason === undefined ? {} : { sections: [{ heading: 'Why', text: reason }] }),
    next: open
      ? grant?.redaction
        ? 'Give a link, with the passcode by another route; or save the copy with its cover sheet.'
        : 'Listen to all of it, then press Silence parts: mark what tells of other people, or say that nothing has to be.'
      : 'There is nothing more to do here.',
    buttons: open ? releaseButtons(view, outside) : [],
  };
}

function releaseButtons(
  { request: { id }, grant, now }: RequestView,
  outside: readonly ExternalLink[],
): readonly Button[] {
  const target = { kind: 'request', id } as const;
  const settled = grant !== null && grant.redaction !== null;
  const inForce = outside.some((link) => link.end === null && now < link.until);
  return listOf([
    buttonsOf(listeningActions)('Listen', 'listen', target),
    settled ? button('Silence parts again', 'redact', target) : button('Silence parts', 'redact', target, 'positive'),
    settled && button('Give a link', 'give-link', target, 'positive'),
    settled && grant.terms.mode === 'copy' && button('Copy to hand over', 'hand-over', target),
    inForce && button('Withdraw the link', 'end-links', target, 'destructive'),
  ]);
}

const silencedText = (spans: readonly { readonly fromMs: number; readonly toMs: number }[]): string =>
  spans.length === 0
    ? 'nothing had to be'
    : listText(spans.slice(0, 6).map(({ fromMs, toMs }) => `${formatOffset(fromMs)} to ${formatOffset(toMs)}`)) +
      (spans.length > 6 ? ` and ${spans.length - 6} more` : '');

function externalText(link: ExternalLink, { zone, now }: Pick<RequestView, 'zone' | 'now'>): string {
  // The register counts what was heard; a passcode may open it and nobody press Play.
  const used = `opened ${countOf(link.playbacks - link.playbacksLeft, 'time')} of ${link.playbacks}`;
  if (link.end?.why === 'locked') return `LOCKED after wrong passcodes, ${momentText(link.end.at, zone)}; ${used}`;
  if (link.end) return `withdrawn ${momentText(link.end.at, zone)}; ${used}`;
  return now < link.until ? `until ${momentText(link.until, zone)}; ${used}` : `over; ${used}`;
}

/** Who gets an external link, for how long, how often. */
export const presentExternalLinkForm = ({ view, form }: ReleaseCardOf<'external-link-form'>): FormLayout => ({
  title: 'Give a link',
  explain:
    'You get a link and a passcode, once. Send the link to the person, and give the passcode by another route, so that whoever reads the one does not have the other.',
  speak: `Give a link to the recording of ${view.request.id}.`,
  facts: [row('Release', view.request.id)],
  fields: [
    field('line', 'recipient', 'For whom', { missing: 'Say for whom it is.' }),
    field('choice', 'route', 'How you give the passcode', {
      required: true,
      choices: PASSCODE_ROUTES.map((value) => ({ title: ROUTES[value], value })),
    }),
    field('choice', 'days', 'For how many days', {
      required: true,
      usual: '7',
      choices: DAYS_OFFERED.map((days) => ({ title: countOf(days, 'day'), value: String(days) })),
    }),
    field('choice', 'playbacks', 'How often it may be heard', {
      required: true,
      usual: '3',
      choices: PLAYBACKS_OFFERED.map((times) => ({ title: countOf(times, 'time'), value: String(times) })),
    }),
  ],
  sendTitle: 'Make the link',
  action: 'give-link',
  target: { kind: 'request', id: view.request.id },
  backTo: { kind: 'release', id: view.request.id },
  form,
});

/** The link and its passcode, shown once. */
export const presentExternalLink = ({
  requestId,
  link,
  url,
  passcode,
  zone,
}: ReleaseCardOf<'external-link'>): ClipLayout => ({
  title: 'The link is made',
  tone: 'good',
  status: 'Write both down now: they are shown this once.',
  speak: 'An outside link is made.',
  facts: [
    row('For', link.recipient),
    row('Passcode', passcode),
    row('Give the passcode', ROUTES[link.route].toLowerCase()),
    row('Until', momentText(link.until, zone)),
    row('May be heard', countOf(link.playbacks, 'time')),
    row('Wrong passcodes', `after ${link.triesLeft} the link is locked for good`),
  ],
  sections: [{ heading: 'The link', text: url }],
  next: `Send the link without the passcode. Once you have given both, press the button: the passcode goes from this chat. What becomes of the link stands on the card of ${requestId}.`,
  buttons: [button('Both are given', 'passcode-given', { kind: 'request', id: requestId }, 'positive')],
});

/** To the DPO: somebody has typed wrong passcodes until the link gave way. */
export function presentLinkLocked({ view, outside }: ReleaseCardOf<'link-locked'>): CaseLayout {
  const { request, zone } = view;
  const locked = outside.filter(({ end }) => end?.why === 'locked');
  return {
    title: 'A link has been locked',
    tone: 'attention',
    status: `A wrong passcode was typed ${countOf(MAX_ATTEMPTS, 'time')}. The link opens for nobody now.`,
    speak: `A link of release ${request.id} has been locked after wrong passcodes.`,
    facts: [
      row('Release', request.id),
      row('Case', request.caseId ?? ''),
      releasedBy(view),
      ...locked.flatMap((link) => [
        row('For', link.recipient),
        row('Locked', momentText(link.end?.at ?? view.now, zone)),
        row('Opened before', countOf(link.playbacks - link.playbacksLeft, 'time')),
      ]),
    ],
    next: `Ask the person whether it was they. If it was not, the link has reached somebody else: nothing was heard by a wrong passcode, but consider how it came there. A new link is given on the card of ${request.id}.`,
  };
}
