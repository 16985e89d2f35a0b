import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, specOf } from '../../../src/chat/actions.ts';
import { decodeTarget } from '../../../src/kernel/target.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import { buildPerson, DANA, DAVID, PRIYA, RITA, TOM } from '../../builders.ts';
import { createTestClock } from '../../support/clock.ts';
import { FIELDS } from '../../support/particulars.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

const SAR = {
  from: 'Mrs Alder',
  receivedOn: '2026-11-24',
  channel: 'letter',
  details: 'The call about my bill.',
  numbers: '01632 960123',
};

const POLICE = {
  from: 'PC 1287 Lena Frost, Northshire Police',
  receivedOn: '2026-11-24',
  channel: 'phone',
  details: 'The call from 01632 960123 on Monday.',
};

/** The last minute of Tom's time, and the first after it. */
const STILL = '2026-11-26T23:59:00Z';

const OVER = '2026-11-27T00:06:00Z';

describe('who may do and see what of a case', () => {
  let desk: SlackDesk;

  beforeAll(async () => {
    desk = await startSlackDesk({
      clock: createTestClock(toInstant('2026-11-24T10:00:00Z')),
      practiceFile: {
        roles: {
          directors: [DANA, DAVID],
          dpo: [PRIYA, DAVID],
          dpoDelegates: [{ email: TOM, from: '2026-11-20', until: '2026-11-26' }],
        },
      },
    });
  });
  afterAll(async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
    await desk.stop();
  });

  const dpo = buildPerson({ email: PRIYA, roles: ['dpo'] });
  const standIn = buildPerson({ email: TOM, roles: ['dpo-delegate'] });
  const receptionist = buildPerson({ email: RITA, roles: [] });
  const report = async (command: string, typed: Readonly<Record<string, string>>): Promise<string> => {
    const sent = await desk.fill(RITA, command, typed);
    const id = /[SP]-[0-9A-Z]{7}/.exec(sent.kind === 'view' ? wordsOf(sent.view) : '')?.[0] ?? '';
    await desk.settled();
    await until('the copy', async () => {
      const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
      return hold && (await desk.desk.uow.read(({ holds }) => holds.tally(hold.id))).held === 1;
    });
    return id;
  };
  const step = async (
    id: string,
    kind: Parameters<SlackDesk['desk']['usecases']['takeCaseStep']>[0]['kind'],
    values: Readonly<Record<string, string>>,
  ) => {
    const taken = await desk.desk.usecases.takeCaseStep({ caseId: id, actor: dpo, kind, values });
    await desk.settled();
    return taken;
  };
  const release = async (id: string, actor = dpo, changes: Readonly<Record<string, string>> = {}) => {
    const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
    const [copy] = await desk.desk.uow.read(({ holds }) => holds.copiesOf(hold?.id ?? ''));
    const raised = await desk.desk.usecases.raiseRelease({
      caseId: id,
      actor,
      values: {
        recordingId: copy?.recordingId ?? '',
        from: '0:00',
        to: '',
        days: '30',
        mode: 'listen',
        reason: 'The reason only those who decide may read.',
        ...changes,
      },
    });
    await desk.settled();
    return raised;
  };
  const requestsOf = (id: string) => desk.desk.uow.read(({ requests }) => requests.findByCase(id));
  const wordsTo = async (subject: string, audience: string): Promise<string> =>
    (await desk.cards(subject))
      .filter(({ post }) =>
        post.audience.kind === 'person' ? post.audience.email === audience : post.audience.channel === audience,
      )
      .map(({ message }) => wordsOf(message))
      .join('\n');

  it('writes down every button and command somebody tried that is not theirs, and tells them nothing', async () => {
    const id = await report('/subject-access', SAR);
    const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
    const tries: readonly (readonly [Action, string])[] = [
      ['show', id],
      ['case-step', `${id}/step/identity-verified`],
      ['release', id],
      ['renew-hold', hold?.id ?? ''],
      ['end-hold', hold?.id ?? ''],
      ['search', 'new'],
      ['use-found', 'F-0000000'],
      ['give-link', 'R-0000000'],
    ];
    for (const [verb, subject] of tries) {
      const said = await desk.desk.usecases.dispatch.press(
        { action: verb, target: decodeTarget(subject, specOf(verb).about), values: {} },
        receptionist,
      );
      expect(JSON.stringify(said), verb).not.toMatch(/Alder|960123/);
    }
    for (const command of ['find-recordings', 'dpo-delegate'] as const)
      await desk.desk.usecases.dispatch.command(command, '', receptionist);
    const refused = (await desk.allEvents()).filter(({ action }) => action.startsWith('press.'));
    expect(refused.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      `press.show ${id}`,
      `press.case-step.identity-verified ${id}`,
      `press.release ${id}`,
      `press.renew-hold ${hold?.id}`,
      `press.end-hold ${hold?.id}`,
      'press.search -',
      'press.use-found -',
      'press.give-link -',
      'press.find-recordings -',
      'press.dpo-delegate -',
    ]);
    expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(new Set(['not-the-dpo']));
  });

  it('raises a release once a part: the same again is refused, another part or a corrected form is not', async () => {
    const id = await report('/subject-access', SAR);
    await step(id, 'identity-verified', { on: '2026-11-24', text: 'Known.' });
    expect(await release(id, dpo, { reason: '' })).toMatchObject({ error: { refused: { code: 'reason-missing' } } });
    expect((await release(id)).ok).toBe(true);
    expect(await release(id)).toMatchObject({ error: { refused: { code: 'already-sent' } } });
    expect((await release(id, dpo, { from: '0:05' })).ok).toBe(true);
    expect(await requestsOf(id)).toHaveLength(2);
  });

  it('tells the DPO when a delegate raises a release, and takes no release of a call from a party to it', async () => {
    const id = await report('/subject-access', SAR);
    await step(id, 'identity-verified', { on: '2026-11-24', text: 'Known.' });
    const { directory } = desk.practice;
    const { people, dpo: dpos } = directory;
    directory.people = [...people, { email: 'party@example.com', emails: [], name: 'Alder', extensions: ['210'] }];
    directory.dpo = [...dpos, 'party@example.com'];
    const party = buildPerson({ email: 'party@example.com', roles: ['dpo'], extensions: ['210'] });
    expect(await release(id, party)).toMatchObject({ error: { refused: { code: 'party-to-call' } } });
    expect((await release(id, standIn, { consultation: 'By telephone today at nine.' })).ok).toBe(true);
    const [request] = await requestsOf(id);
    // Nor does a party silence, link or hand over what others have raised.
    const requestId = request?.id ?? '';
    const { saveRedaction, takeCopy, endExternalLinks } = desk.desk.usecases;
    for (const refused of [
      await saveRedaction({ requestId, actor: party, spans: [] }),
      await takeCopy({ requestId, actor: party }),
      await endExternalLinks({ requestId, actor: party }),
    ])
      expect(refused).toMatchObject({ error: { code: 'party-to-call' } });
    Object.assign(directory, { people, dpo: dpos });
    expect(wordsOf(await desk.card(request?.id ?? '', 'delegate-agreed', PRIYA))).toContain(
      'By telephone today at nine.',
    );
  });

  describe('of a confidential case', () => {
    it('shows names to the DPO alone: neither delegate, director nor channel reads who was on the call', async () => {
      const id = await report('/police-request', POLICE);
      await step(id, 'police-details', FIELDS);
      await desk.desk.usecases.markConfidential({ caseId: id, actor: dpo });
      await release(id);
      const [request] = await requestsOf(id);
      const requestId = request?.id ?? '';
      const asked = await wordsTo(requestId, DANA);
      expect(asked).toContain('left out: the case is confidential');
      expect(asked).not.toMatch(/960123|Alder/);
      const form = wordsOf(await desk.open(DANA, await desk.card(requestId, 'approver', DANA), 'Approve'));
      expect(form).not.toMatch(/960123|Alder/);
      await desk.approve(DANA, await desk.card(requestId, 'approver', DANA), {});
      await until('the release', async () => (await desk.request(requestId)).state === 'released');
      await desk.settled();
      for (const audience of [TOM, 'dpo']) {
        const words = await wordsTo(requestId, audience);
        expect(words, audience).toContain(`It belongs to case ${id}`);
        expect(words, audience).not.toMatch(/960123|Alder|The reason only/);
      }
      expect(await wordsTo(requestId, PRIYA)).toContain('960123');
      for (const verb of ['show', 'revoke'] as const)
        expect(
          JSON.stringify(
            await desk.desk.usecases.dispatch.press(
              { action: verb, target: { kind: 'request', id: requestId }, values: {} },
              standIn,
            ),
          ),
        ).toContain('This case is confidential');
      expect(await desk.desk.usecases.revoke({ requestId, actor: standIn, reason: 'Mine now.' })).toMatchObject({
        error: { code: 'confidential-case' },
      });
    });

    it('tells the DPO’s channel of an ordinary police release without its details', async () => {
      const id = await report('/police-request', POLICE);
      await step(id, 'police-details', FIELDS);
      await release(id);
      const [request] = await requestsOf(id);
      const requestId = request?.id ?? '';
      await desk.approve(DANA, await desk.card(requestId, 'approver', DANA), {});
      await until('the release', async () => (await desk.request(requestId)).state === 'released');
      await desk.settled();
      expect(await wordsTo(requestId, 'dpo')).not.toMatch(/960123|Alder|The reason only/);
      expect(await wordsTo(requestId, TOM)).toContain('The reason only');
    });
  });

  describe('in an emergency', () => {
    it('each release is read by a director who did not raise it, before the case can be closed', async () => {
      const id = await report('/police-request', POLICE);
      await step(id, 'emergency', { text: 'The caller is outside the house.' });
      const david = buildPerson({ email: DAVID, roles: ['dpo', 'director'] });
      expect((await release(id, david)).ok).toBe(true);
      await step(id, 'police-details', FIELDS);
      await step(id, 'answered', { on: '2026-11-24', text: 'Told the control room.' });
      expect(await desk.desk.usecases.acknowledgeEmergency({ caseId: id, actor: david })).toMatchObject({
        error: { code: 'own-request' },
      });
      expect(await step(id, 'closed', { text: '' })).toMatchObject({
        error: { refused: { code: 'emergency-not-seen' } },
      });
      const dana = buildPerson({ email: DANA, roles: ['director'] });
      expect((await desk.desk.usecases.acknowledgeEmergency({ caseId: id, actor: dana })).ok).toBe(true);
      // The particulars are there: what is released from now on takes two again.
      expect((await release(id, dpo, { from: '0:05' })).ok).toBe(true);
      const second = (await requestsOf(id)).find(({ state }) => state === 'awaiting-approval');
      expect(new Set(second?.rule.seats)).toEqual(new Set(['dpo', 'director']));
    });

    it('that was pressed by mistake does not keep the case from being closed', async () => {
      const id = await report('/police-request', POLICE);
      await step(id, 'emergency', { text: 'Pressed by mistake.' });
      await step(id, 'refused', { on: '2026-11-24', ground: 'trawling', text: 'No power named.' });
      expect((await step(id, 'closed', { text: '' })).ok).toBe(true);
    });
  });

  describe('a delegate whose time is over', () => {
    it('hears nothing more of a release, and reads no more of the case on the card they keep', async () => {
      const id = await report('/subject-access', SAR);
      await step(id, 'identity-verified', { on: '2026-11-24', text: 'Known.' });
      await release(id, standIn, { consultation: 'By telephone today at nine.' });
      const [request] = await requestsOf(id);
      const requestId = request?.id ?? '';
      await desk.approve(DANA, await desk.card(requestId, 'approver', DANA), {});
      await until('the release', async () => (await desk.request(requestId)).state === 'released');
      desk.clock.set(toInstant(STILL));
      await desk.tick();
      await desk.settled();
      const minted = await desk.desk.usecases.mintListenLink({ requestId, actor: standIn });
      if (!minted.ok) throw new Error(JSON.stringify(minted.error));
      const link = minted.value.url;
      expect(await wordsTo(id, TOM)).toContain('Mrs Alder');
      desk.clock.set(toInstant(OVER));
      await desk.tick();
      await desk.settled();
      expect(await desk.desk.usecases.mintListenLink({ requestId, actor: standIn })).toMatchObject({
        error: { code: 'not-the-dpo' },
      });
      expect(await desk.desk.usecases.openClip(link.split('/').at(-1) ?? '')).toMatchObject({
        error: { code: 'not-the-dpo' },
      });
      expect(await wordsTo(id, TOM)).not.toMatch(/Mrs Alder|bill/);
      expect(await wordsTo(requestId, TOM)).not.toMatch(/960123|The reason only/);
      expect(await wordsTo(id, PRIYA)).toContain('Mrs Alder');
      // Whoever is the DPO goes on with what the delegate began.
      expect(
        await desk.desk.usecases.dispatch.press(
          { action: 'show', target: { kind: 'request', id: requestId }, values: {} },
          dpo,
        ),
      ).toMatchObject({ card: { kind: 'release' } });
    });
  });
});
