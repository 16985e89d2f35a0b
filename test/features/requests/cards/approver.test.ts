import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../../src/features/practice/model/purpose.ts';
import { presentApprover } from '../../../../src/features/requests/cards/approver.ts';
import type { RequestView } from '../../../../src/features/requests/loadRequestView.ts';
import { redactFor } from '../../../../src/features/requests/visibility.ts';
import {
  buildAgreement,
  buildPractice,
  buildRecording,
  buildRequest,
  buildTerms,
  DANA,
  DAVID,
  NOW,
  PRIYA,
  RITA,
} from '../../../builders.ts';
import { viewOf } from '../../../cards/sampleRequests.ts';
import { buildCase, policeFields } from '../../../support/buildCase.ts';

const { directory } = buildPractice();

const recording = buildRecording();

const terms = buildTerms({ recordingId: recording.id });

/** Dana has agreed as a director; the DPO has not yet. */
const half = viewOf(
  buildRequest({ rule: DEFAULT_RULES.legal, agreements: [buildAgreement({ by: DANA, seat: 'director', terms })] }),
  { agreed: recording, candidates: [recording], now: NOW },
);

const readBy = (view: RequestView, audience: Parameters<typeof redactFor>[1]) => {
  const { buttons = [], next } = presentApprover(redactFor(view, audience, directory));
  return [buttons.map(({ title }) => title), next];
};

const inChatOf = (email: string) => ({ kind: 'person', email }) as const;

describe('what a card says is left to whoever reads it', () => {
  it('is nothing to press, once they have agreed', () => {
    expect(readBy(half, inChatOf(DANA))).toEqual([
      [],
      'You have agreed. Nothing is left for you to do: the Data Protection Officer decides.',
    ]);
  });

  it('is to deny, once their slot is filled, and to agree for whom it waits', () => {
    const [buttons, next] = readBy(half, inChatOf(DAVID));
    expect(buttons).toEqual(['Deny']);
    expect(next).toContain('Nothing is left for you to do: the Data Protection Officer decides. Deny still ends it.');
    expect(readBy(half, inChatOf(PRIYA))[0]).toEqual(['Approve', 'Hear it first', 'Deny', 'Ask a question']);
  });

  it('is nothing for directors in their channel, when the DPO alone is left', () => {
    const [buttons, next] = readBy(half, { kind: 'channel', channel: 'directors' });
    expect(buttons).toEqual(['Deny']);
    expect(next).toContain('Nothing is left for directors to do: the Data Protection Officer decides.');
    expect(readBy(half, { kind: 'channel', channel: 'dpo' })[0]).toContain('Approve');
  });

  it('is nothing for whoever may not decide', () => {
    expect(readBy(half, inChatOf(RITA))[0]).toEqual([]);
  });

  it('leaves a hearing out where the practice forbids it, and while an answer is awaited', () => {
    expect(readBy({ ...half, mayHear: false }, inChatOf(PRIYA))[0]).toEqual(['Approve', 'Deny', 'Ask a question']);
    const asked = { ...half, request: { ...half.request, state: 'awaiting-answer' as const } };
    expect(readBy(asked, inChatOf(PRIYA))[0]).toEqual(['Approve', 'Deny']);
  });
});

describe('what a card says of a release that leaves the practice', () => {
  const factsOf = (view: RequestView) =>
    Object.fromEntries((presentApprover(view).facts ?? []).map(({ title, value }) => [title, value]));
  const from = 'Mrs Alder, 1 Mill Lane';
  const released = { ...half, caseRecord: buildCase({ report: { ...buildCase().report, from } }) };

  it('is to whom, by which way, and that nothing leaves before others’ words are settled', () => {
    expect(factsOf(released)).toMatchObject({
      'Leaves the practice to': from,
      By: 'a link with a passcode, to be heard only',
      'Others’ words': expect.stringContaining('nothing leaves until'),
    });
    const copy = buildAgreement({ terms: { ...terms, mode: 'copy' } });
    const asCopy = { ...released, request: { ...released.request, agreements: [copy] } };
    expect(factsOf(asCopy).By).toBe('a copy handed over, or a link with a passcode');
  });

  it('names the officer and the force, and nobody where names are kept from the reader', () => {
    const step = { kind: 'police-details' as const, fields: { ...policeFields, offence: null }, at: NOW, by: PRIYA };
    const police = { ...half, caseRecord: buildCase({ kind: 'police', steps: [step] }) };
    expect(factsOf(police)['Leaves the practice to']).toContain(policeFields.force);
    const nameless = factsOf({ ...released, isNameless: true })['Leaves the practice to'];
    expect(nameless).toContain('the person who asked for their data');
    expect(nameless).not.toContain('Alder');
  });

  it('stands on no card of a request that leaves nothing', () => {
    expect(factsOf(half)).not.toHaveProperty('Leaves the practice to');
  });
});
