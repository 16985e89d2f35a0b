import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DANA, DAVID, PRIYA, RITA, STRANGER, TOM } from '../../builders.ts';
import { openLink, range } from '../../support/playback.ts';
import { released, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

let desk: SlackDesk;

/** What the workspace's directory says of somebody besides, or instead of, what the emulator says. */
const says = new Map<string, Readonly<Record<string, unknown>>>();

const MINUTE = 60_000;

beforeEach(async () => {
  says.clear();
  desk = await startSlackDesk();
  for (const method of ['users.info', 'users.lookupByEmail'])
    desk.slack.proxy.amend(method, (answer) => {
      const user = answer.user as { id: string; profile: object } | undefined;
      const { profile = {}, ...more } = (user && says.get(user.id)) ?? {};
      return user
        ? { ...answer, user: { ...user, ...more, profile: { ...user.profile, ...(profile as object) } } }
        : answer;
    });
});

afterEach(() => desk.stop());

const idOf = (email: string): string => desk.slack.emulator.userIds[email] ?? '';

/** Changes what the directory says of somebody, and lets the minute go by for which the desk believes it. */
const set = (email: string, said: Readonly<Record<string, unknown>>): void => {
  says.set(idOf(email), said);
  desk.clock.advanceMs(MINUTE);
};

const typed = async (email: string): Promise<string> => {
  await desk.slack.command(email, '/my-requests');
  return wordsOf(await desk.slack.whisper(email));
};

const outcomes = async (action: string) =>
  (await desk.allEvents()).filter((event) => event.action === action).map(({ outcome, actor }) => ({ outcome, actor }));

/** The question about an account, as it stands in somebody's own chat. */
const question = async (email: string) => {
  await desk.settled();
  const asked = (await desk.slack.chat(email)).findLast((message) =>
    wordsOf(message).includes('Whose is this account?'),
  );
  if (!asked) throw new Error(`${email} was not asked`);
  return asked;
};

/** The same once it is settled. */
const answered = (email: string) =>
  until(`an answer on the card of ${email}`, async () => {
    const asked = await question(email);
    return wordsOf(asked).includes('theirs, said') ? asked : undefined;
  });

describe('an account that is not of the practice’s own workspace', () => {
  it.each([
    [
      'of another workspace in a shared channel',
      { team_id: 'T0OTHER', is_stranger: false },
      'another organisation',
      'foreign-account',
    ],
    ['without a workspace', { team_id: undefined }, 'another organisation', 'foreign-account'],
    ['of a guest of several channels', { is_restricted: true }, 'guest', 'guest-account'],
    ['of a guest of one channel', { is_ultra_restricted: true, is_restricted: true }, 'guest', 'guest-account'],
    ['that is deactivated', { deleted: true }, 'deactivated', 'inactive-account'],
    ['of a bot', { is_bot: true }, 'deactivated', 'inactive-account'],
    ['without an address', { profile: { email: '' } }, 'no e-mail address', 'inactive-account'],
    [
      'whose address nobody confirmed',
      { is_email_confirmed: false },
      'Confirm the e-mail address',
      'unconfirmed-address',
    ],
  ])('%s does nothing, whatever address it shows', async (_what, said, words, outcome) => {
    set(DANA, said);
    expect(await typed(DANA)).toContain(words);
    expect((await outcomes('desk.use')).at(-1)).toEqual({ outcome, actor: 'unknown' });
  });

  it('decides nothing though its address is a director’s, and is sent no private card', async () => {
    set(DANA, { team_id: 'T0OTHER' });
    const id = await desk.ask(RITA, { purpose: 'disciplinary' });
    expect((await desk.slack.chat(DANA)).map(wordsOf).join()).not.toContain(id);
    const posts = await desk.desk.uow.read(({ posts: all }) => all.findBySubject(id));
    const unsent = posts.find(({ audience }) => audience.kind === 'person' && audience.email === DANA);
    expect(unsent?.unreached).toContain('not known to be theirs');
  });

  it('is refused by the workspace its press came from, though the directory knows the user', async () => {
    const payload = (await desk.slack.commandPayload(DANA, '/my-requests')) as Record<string, unknown>;
    await desk.slack.deliver('slash_commands', { ...payload, team_id: 'T0OTHER' });
    expect(wordsOf(await desk.slack.whisper(DANA))).toContain('another organisation');
  });

  it('counts within a minute: somebody deactivated while their approve form is open decides nothing', async () => {
    const id = await desk.ask(RITA);
    const form = await desk.open(DANA, await desk.card(id, 'approver'), 'Approve');
    set(DANA, { deleted: true });
    const sent = await desk.slack.submit(DANA, form, { from: '0:02', to: '0:05' });
    expect(JSON.stringify(sent)).toContain('deactivated');
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });

  it('lets in a guest whom the practice file names, and no other', async () => {
    await desk.stop();
    desk = await startSlackDesk({ practiceFile: { guests: [STRANGER] } });
    desk.slack.proxy.amend('users.info', (answer) => ({
      ...answer,
      user: { ...(answer.user as object), is_restricted: true },
    }));
    expect(await typed(STRANGER)).not.toContain('guest');
    expect(await typed(RITA)).toContain('guest');
  });
});

describe('a second account, a changed address, an imitated name', () => {
  it('holds a second account on a director’s address until the DPO confirms it, and then uses it alone', async () => {
    await typed(DANA);
    set(TOM, { profile: { email: DANA } });
    expect(await typed(TOM)).toContain('has been asked');
    const id = await desk.ask(RITA);
    await desk.slack.press(TOM, await desk.card(id, 'approver'), 'deny');
    expect((await desk.request(id)).state).toBe('awaiting-approval');

    const asked = await question(PRIYA);
    expect(wordsOf(asked)).toContain(DANA);
    expect(wordsOf(asked)).toContain(idOf(TOM));
    await desk.slack.press(PRIYA, asked, 'confirm-account');
    const settled = await answered(PRIYA);
    expect(wordsOf(settled)).toContain('Yes, it is theirs, said Priya Patel');
    expect(labelsOf(settled)).toEqual([]);
    expect(await typed(TOM)).not.toContain('has been asked');

    const direct = await desk.ask(RITA, { purpose: 'disciplinary' });
    expect((await desk.slack.chat(TOM)).map(wordsOf).join()).toContain(direct);
    expect((await desk.slack.chat(DANA)).map(wordsOf).join()).not.toContain(direct);
    // The account that was in use before is asked about in its turn.
    desk.clock.advanceMs(MINUTE);
    expect(await typed(DANA)).toContain('has been asked');
  });

  it.each([
    { deleted: true },
    { is_email_confirmed: false },
  ])('asks about a new account on the address of a director whose own was %o for a moment', async (passing) => {
    await typed(DANA);
    set(DANA, passing);
    await typed(DANA);
    set(TOM, { profile: { email: DANA } });
    expect(await typed(TOM)).toContain('has been asked');
    set(DANA, {});
    expect(await typed(DANA)).not.toContain('has been asked');
  });

  it('lets the account in use read that another asks for its address, and say nothing to it', async () => {
    await typed(DANA);
    set(TOM, { profile: { email: DANA } });
    await typed(TOM);
    expect(await desk.hearBack(DANA, await question(DANA), 'confirm-account')).toContain('Nobody says it of their own');
  });

  it('keeps one question about an account whose address changes again and again', async () => {
    await typed(TOM);
    for (const email of [DANA, PRIYA, DANA, 'tom@elsewhere.test', DANA]) {
      set(TOM, { profile: { email } });
      await typed(TOM);
    }
    await desk.settled();
    const asked = (await desk.slack.chat(PRIYA)).filter((message) =>
      wordsOf(message).includes('Whose is this account?'),
    );
    expect(asked.length).toBeLessThanOrEqual(1);
    const ids = (await desk.allEvents())
      .filter(({ action }) => action === 'account.hold')
      .map(({ subject }) => subject);
    expect(new Set(ids).size).toBe(1);
  });

  it('changes no card any more in the chat of somebody who is off the staff', async () => {
    const id = await desk.ask(RITA, { purpose: 'disciplinary' });
    await desk.card(id, 'approver', DANA);
    desk.practice.directory.staffDomains = ['elsewhere.test'];
    desk.practice.directory.people = desk.practice.directory.people.filter(({ email }) => email !== DANA);
    desk.practice.directory.directors = [DAVID];
    desk.practice.directory.managers = [];
    await typed(DANA);
    await desk.slack.submit(DAVID, await desk.open(DAVID, await desk.card(id, 'approver', DAVID), 'Deny'), {
      reason: 'Written afterwards',
    });
    await desk.settled();
    expect((await desk.slack.chat(DANA)).map(wordsOf).join()).not.toContain('Written afterwards');
  });

  it('leaves the first account in force when the DPO says no, and says so to the second', async () => {
    await typed(DANA);
    set(TOM, { profile: { email: DANA } });
    await typed(TOM);
    await desk.slack.press(PRIYA, await question(PRIYA), 'refuse-account');
    await answered(PRIYA);
    expect(await typed(TOM)).toContain('It was decided that this account does not belong');
    expect(await typed(DANA)).not.toContain('account');
    expect((await outcomes('account.refuse')).map(({ outcome }) => outcome)).toEqual(['ok']);
  });

  it('sends nothing more to an account whose address has changed', async () => {
    await typed(DANA);
    set(DANA, { profile: { email: TOM } });
    expect(await typed(DANA)).toContain('has been asked');
    expect(wordsOf(await question(PRIYA))).toContain('Address before');
    const id = await desk.ask(RITA, { purpose: 'disciplinary' });
    expect((await desk.slack.chat(DANA)).map(wordsOf).join()).not.toContain(id);
  });

  it('holds whoever takes the name of somebody with a role', async () => {
    set(RITA, { profile: { display_name: 'Dаna Drew' } });
    expect(await typed(RITA)).toContain('has been asked');
    const asked = wordsOf(await question(PRIYA));
    expect(asked).toContain('Rita Reed');
    expect(asked).toContain('Name of');
  });

  it('lets a director, and not the DPO, who reads it, say whose the DPO’s own account is', async () => {
    await typed(PRIYA);
    set(TOM, { profile: { email: PRIYA } });
    await typed(TOM);
    await desk.settled();
    expect(wordsOf(await question(PRIYA))).toContain('second account');
    const asked = await question(DAVID);
    expect(await desk.hearBack(PRIYA, asked, 'confirm-account')).toContain('Nobody says it of their own');
    await desk.slack.press(DANA, await question(DANA), 'confirm-account');
    await answered(DANA);
    expect(await desk.hearBack(DAVID, asked, 'refuse-account')).toContain('decided already');
    expect(await typed(TOM)).not.toContain('has been asked');
  });

  it('does not let a receptionist, or the account itself, confirm it', async () => {
    await typed(DANA);
    set(TOM, { profile: { email: DANA } });
    await typed(TOM);
    const asked = await question(PRIYA);
    for (const email of [RITA, TOM, DANA]) await desk.hearBack(email, asked, 'confirm-account');
    expect((await outcomes('account.confirm')).map(({ outcome }) => outcome)).toEqual([
      'not-to-confirm',
      'not-to-confirm',
    ]);
    expect(await typed(TOM)).toContain('has been asked');
  });
});

describe('a link, once its holder is not of the practice any more', () => {
  it('is not opened, and what plays stops, within a minute of the account’s deactivation', async () => {
    const id = await released(desk, DANA);
    const playing = await openLink(await desk.listen(RITA, id));
    expect((await range(playing, 0, 999)).status).toBe(206);
    const unopened = await desk.listen(RITA, await released(desk, DANA, { from: '0:03', to: '0:04' }));
    set(RITA, { deleted: true });
    expect((await range(playing, 1_000, 1_999)).status).toBe(403);
    await expect(openLink(unopened)).rejects.toThrow('403');
    expect((await outcomes('clip.play')).at(-1)?.outcome).toBe('inactive-account');
  });

  it('goes on while Slack does not answer, and stops for somebody taken off the staff at once', async () => {
    const id = await released(desk, DANA);
    const playing = await openLink(await desk.listen(RITA, id));
    desk.slack.proxy.fail('users.info', { kind: 'status', status: 500 }, 1_000);
    for (const from of [0, 1_000, 2_000]) {
      desk.clock.advanceMs(MINUTE);
      expect((await range(playing, from, from + 999)).status).toBe(206);
    }
    desk.practice.directory.staffDomains = ['elsewhere.test'];
    desk.practice.directory.people = [];
    expect((await range(playing, 3_000, 3_999)).status).toBe(403);
  });
});
