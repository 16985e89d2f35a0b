import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DANA, DAVID, PRIYA, RITA, TOM } from '../../builders.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await startSlackDesk();
});

afterEach(() => desk.stop());

const chatOf = async (email: string): Promise<string> => {
  await desk.settled();
  return (await desk.slack.chat(email)).map(wordsOf).join('\n');
};

const TERMS = { from: '0:02', to: '0:05', mode: 'copy' };

/** Gives Priya the extension that the call was on. */
const putDpoOnCall = (): void => {
  desk.practice.directory.people = desk.practice.directory.people.map((each) =>
    each.email === PRIYA ? { ...each, extensions: ['210'] } : each,
  );
};

describe('a name that the requester typed among the parties', () => {
  it('keeps no DPO from reading of the release of a complaint as a copy', async () => {
    const id = await desk.ask(RITA, { parties: 'Priya Patel, Mrs Alder' });
    await desk.approve(DANA, await desk.card(id, 'approver'), TERMS);
    const access = wordsOf(await desk.card(id, 'access', PRIYA));
    expect(access).toContain('Rita Reed says that Priya Patel was on this call');
    expect(access).toContain('listen');
  });

  it('keeps no DPO from reading what a stand-in said of being consulted', async () => {
    desk.practice.directory.dpoDelegates = [
      { email: TOM, from: desk.clock.now(), until: '2027-01-01T00:00:00.000Z' as ReturnType<typeof desk.clock.now> },
    ];
    const id = await desk.ask(RITA, { purpose: 'disciplinary', parties: 'Priya Patel' });
    const statements = { ...TERMS, statement: 'I agree.', consultation: 'By telephone.' };
    await desk.approve(TOM, await desk.card(id, 'approver', TOM), statements);
    expect(wordsOf(await desk.card(id, 'delegate-agreed', PRIYA))).toContain('By telephone.');
  });

  it('is shown to approvers as a claim, and bars nobody from deciding', async () => {
    const id = await desk.ask(RITA, { parties: 'Dana Drew' });
    const card = await desk.card(id, 'approver');
    expect(wordsOf(card)).toContain('Rita Reed says that Dana Drew was on this call');
    await desk.approve(DANA, card, TERMS);
    await until('the release', async () => (await desk.request(id)).state === 'released' || undefined);
  });

  it('is answered by whoever is named: they stand back, which is written down, and others decide', async () => {
    const id = await desk.ask(RITA, { parties: 'Dana Drew' });
    const card = await desk.card(id, 'approver');
    await desk.slack.press(DANA, card, 'I was on this call');
    const stood = await until('the card to say so', async () => {
      await desk.settled();
      const now = await desk.card(id, 'approver');
      return wordsOf(now).includes('They decide nothing here') ? now : undefined;
    });
    expect(labelsOf(stood)).not.toContain('I was on this call');
    expect(wordsOf(await desk.open(DANA, stood, 'Approve'))).toContain('You are a party to this call');
    expect((await desk.events(id)).map(({ action, outcome }) => `${action}: ${outcome}`)).toContain(
      'request.stand-back: ok',
    );
    await desk.approve(DAVID, stood, TERMS);
    expect(wordsOf(await desk.card(id, 'access', PRIYA))).toContain('Dana Drew says: I was on this call');
  });

  it('lets nobody without a role stand back', async () => {
    const id = await desk.ask(RITA, { parties: 'Dana Drew' });
    expect(await desk.hearBack(TOM, await desk.card(id, 'approver'), 'I was on this call')).toContain(
      'Only the people',
    );
    expect((await desk.request(id)).stoodBack).toEqual([]);
  });

  it('says at once when nobody is left who may decide', async () => {
    desk.practice.directory.directors = [DANA];
    desk.practice.directory.dpo = [DANA];
    const id = await desk.ask(RITA, { parties: 'Dana Drew' });
    await desk.slack.press(DANA, await desk.card(id, 'approver'), 'I was on this call');
    await until('the requester to be told', async () =>
      (await chatOf(RITA)).includes('Nobody is left') ? true : undefined,
    );
  });
});

describe('a DPO who truly was on the call', () => {
  it('reads of the release all the same when there is no other, and the directors read it too', async () => {
    putDpoOnCall();
    const id = await desk.ask(RITA);
    await desk.approve(DANA, await desk.card(id, 'approver'), TERMS);
    for (const email of [PRIYA, DANA, DAVID])
      expect(wordsOf(await desk.card(id, 'access', email)), email).toContain('Access to a recording');
  });

  it('reads nothing of it where another DPO does', async () => {
    putDpoOnCall();
    desk.practice.directory.dpo = [PRIYA, TOM];
    const id = await desk.ask(RITA);
    await desk.approve(DANA, await desk.card(id, 'approver'), TERMS);
    await desk.card(id, 'access', TOM);
    expect(
      (await desk.cards(id)).filter(({ post }) => post.card === 'access').map(({ post }) => post.audience),
    ).toEqual([{ kind: 'person', email: TOM }]);
  });
});
