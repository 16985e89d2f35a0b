import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePracticeFile } from '../../src/config/practiceFile.ts';
import { practiceSourceOf } from '../../src/config/settings.ts';
import { DANA, DAVID, PRACTICE_FILE, PRIYA, RITA, TOM } from '../builders.ts';
import { type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { wordsOf } from '../support/slackShapes.ts';
import { until } from '../support/until.ts';

let folder: string;

let file: string;

let desk: SlackDesk;

const MINUTE = 60_000;

const ROLES = PRACTICE_FILE.roles;

const fileWith = (roles: object, more: object = {}): string =>
  JSON.stringify({ ...PRACTICE_FILE, ...more, roles: { ...ROLES, ...roles } });

const start = async (roles: object, settings: object = {}): Promise<void> => {
  const text = fileWith(roles);
  await writeFile(file, text);
  const read = parsePracticeFile(text, file);
  if (!read.ok) throw new Error(read.faults.join());
  desk = await startSlackDesk({
    practiceFile: { roles: { ...ROLES, ...roles } },
    settings: { roleGroups: read.value.roleGroups, practiceSource: practiceSourceOf(file), ...settings },
  });
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
  file = join(folder, 'practice.json');
});

afterEach(async () => {
  await desk.stop();
  await rm(folder, { recursive: true, force: true });
});

const directors = (): readonly string[] => desk.practice.directory.directors;

const told = async (email: string): Promise<string> => {
  await desk.settled();
  return (await desk.slack.chat(email)).map(wordsOf).join('\n');
};

const roleEvents = async () => {
  const ids = await desk.desk.uow.run(async ({ people }) => ({
    [await people.idOf(DAVID)]: 'David',
    [await people.idOf(TOM)]: 'Tom',
    [await people.idOf(DANA)]: 'Dana',
  }));
  return (await desk.allEvents())
    .filter(({ action }) => action.startsWith('role.'))
    .map(({ action, subject, detail }) => `${action} ${ids[subject] ?? subject} ${detail.role}`);
};

describe('a practice file that is edited under a running desk', () => {
  it('is in force within seconds, written down by ids, and told to the DPO of before and of now', async () => {
    await start({});
    const id = await desk.ask(RITA);
    const form = await desk.open(DAVID, await desk.card(id, 'approver'), 'Approve');
    await writeFile(file, fileWith({ directors: [DANA], dpo: [TOM] }, { limits: { grantDays: [2] } }));
    await until('the change to be in force', () => (directors().length === 1 ? true : undefined));
    const sent = await desk.slack.submit(DAVID, form, { from: '0:02', to: '0:05' });
    expect(JSON.stringify(sent)).toContain('Only the people this request is put to');
    expect((await desk.request(id)).state).toBe('awaiting-approval');
    expect(desk.practice.limits.grantDays).toEqual([2]);
    await until('the change to be written down', async () => ((await roleEvents()).length > 0 ? true : undefined));
    expect(await roleEvents()).toEqual(expect.arrayContaining(['role.take David directors', 'role.give Tom dpo']));
    for (const email of [PRIYA, TOM]) {
      expect(await told(email)).toContain('David Drake is no longer director.');
      expect(await told(email)).toContain('Changed: grantDays.');
    }
    const events = JSON.stringify(await desk.allEvents());
    for (const secret of [DAVID, 'David Drake', TOM]) expect(events).not.toContain(secret);
  });

  it('keeps the last good one, and alarms, while the file is wrong; and takes it when it is mended', async () => {
    await start({});
    await writeFile(file, fileWith({ directors: [] }));
    await until('the alarm', async () =>
      (await told(PRIYA)).includes('Name at least one director') ? true : undefined,
    );
    expect(directors()).toEqual([DANA, DAVID]);
    expect(desk.log.lines.some(({ event }) => event === 'practice.invalid')).toBe(true);
    await writeFile(file, fileWith({ directors: [DANA] }));
    await until('the change to be in force', () => (directors().length === 1 ? true : undefined));
  });

  it('alarms about no file that is half written and whole a moment later', async () => {
    await start({});
    const whole = fileWith({ directors: [DANA] });
    await writeFile(file, whole.slice(0, whole.length / 2));
    await desk.desk.practice.readFile();
    await writeFile(file, whole);
    await until('the change to be in force', () => (directors().length === 1 ? true : undefined));
    await desk.desk.practice.readFile();
    expect(await told(PRIYA)).not.toContain('cannot be read');
  });

  it('keeps what is set once, such as the time of the deletion, until the next start', async () => {
    await start({});
    await writeFile(file, fileWith({ directors: [DANA] }, { deletionTime: '04:00' }));
    await until('the change to be in force', () => (directors().length === 1 ? true : undefined));
    expect(desk.practice.purgeAt).toBe('02:30');
    expect(desk.log.lines.find(({ event }) => event === 'practice.waits-for-start')?.fields).toEqual({
      fields: 'purgeAt',
    });
  });

  it('tells once of a change that two instances read', async () => {
    await start({});
    await writeFile(file, fileWith({ directors: [DANA] }));
    await Promise.all([desk.desk.practice.readFile(), desk.desk.practice.readFile()]);
    expect(await roleEvents()).toEqual(['role.take David directors']);
    await desk.desk.practice.readFile();
    expect(await roleEvents()).toHaveLength(1);
  });
});

describe('roles from a Slack user group', () => {
  const GROUP = { slackGroup: 'S0DIRECTORS' };

  /** What Slack says of the group from now on: its members, or an error of Slack's. */
  const says = (members: readonly string[] | string): void =>
    desk.slack.proxy.amend('usergroups.users.list', () =>
      typeof members === 'string'
        ? { ok: false, error: members }
        : { ok: true, users: members.map((each) => desk.slack.emulator.userIds[each] ?? each) },
    );

  const read = async (minutes: number): Promise<void> => {
    desk.clock.advanceMs(minutes * MINUTE);
    await desk.desk.practice.readGroups();
  };

  it('are beside the list, and go when somebody leaves the group', async () => {
    await start({ directors: [DANA, GROUP] });
    expect(directors()).toEqual([DANA]);
    says([DAVID, TOM]);
    await read(3);
    expect(directors()).toEqual([DANA, DAVID, TOM]);
    says([TOM]);
    await read(3);
    expect(directors()).toEqual([DANA, TOM]);
    expect(await roleEvents()).toEqual([
      'role.give David directors',
      'role.give Tom directors',
      'role.take David directors',
    ]);
    expect(await told(PRIYA)).toContain('David Drake is no longer director.');
  });

  it('are given to no guest and nobody outside the staff who is in the group', async () => {
    await start({ directors: [DANA, GROUP] });
    says([TOM, 'sam@elsewhere.test']);
    await read(3);
    expect(directors()).toEqual([DANA, TOM]);
  });

  it.each([
    'missing_scope',
    'no_such_subteam',
    'internal_error',
  ])('hold for an hour while Slack answers %s, then are nobody’s, and the DPO reads why', async (error) => {
    await start({ directors: [DANA, GROUP] });
    says([TOM]);
    await read(3);
    says(error);
    await read(56);
    expect(directors()).toEqual([DANA, TOM]);
    expect(await told(PRIYA)).not.toContain('for an hour');
    await read(4);
    expect(directors()).toEqual([DANA]);
    expect(await told(PRIYA)).toContain('could not be read for an hour');
    says([TOM]);
    await read(3);
    expect(directors()).toEqual([DANA, TOM]);
  });

  it('of an empty group are nobody’s, and of a group of 10,000 too, with a sentence to the DPO', async () => {
    await start({ directors: [DANA, GROUP] });
    says([]);
    await read(3);
    expect(directors()).toEqual([DANA]);
    expect(await told(PRIYA)).toContain('has nobody in it');
    const asked = desk.slack.proxy.calls.length;
    says(Array.from({ length: 10_000 }, (_, n) => `U${n}`));
    await read(3);
    expect(directors()).toEqual([DANA]);
    expect(desk.slack.proxy.calls.slice(asked).filter(({ method }) => method === 'users.info')).toEqual([]);
  });
});

describe('roles from a group of Microsoft Entra ID', () => {
  const GROUP = { entraGroup: '11111111-2222-3333-4444-555555555555' };

  let graph: Server;

  let answer: { status: number; body: object };

  beforeEach(async () => {
    graph = createServer((request, response) => {
      const isAllowed = request.headers.authorization === 'Bearer a-token';
      const asks = request.url?.startsWith(
        `/v1.0/groups/${GROUP.entraGroup}/transitiveMembers/microsoft.graph.user?$select=mail,userPrincipalName,accountEnabled,userType&$top=999`,
      );
      const { status, body } = !isAllowed ? { status: 401, body: {} } : asks ? answer : { status: 404, body: {} };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`;
    const credential = { getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 }) };
    answer = { status: 200, body: { value: [] } };
    await start({ directors: [DANA, GROUP] }, { entra: { url, credential } });
  });

  afterEach(() => graph.close());

  const user = (mail: string, more: object = {}) => ({
    mail,
    userPrincipalName: mail,
    accountEnabled: true,
    userType: 'Member',
    ...more,
  });

  const read = async (minutes: number, status: number, body: object): Promise<void> => {
    answer = { status, body };
    desk.clock.advanceMs(minutes * MINUTE);
    await desk.desk.practice.readGroups();
  };

  it('are its enabled members’ who are staff, by their mail or else their sign-in name', async () => {
    await read(3, 200, {
      value: [
        user('', { mail: null, userPrincipalName: 'Tom@Example.com' }),
        user(DAVID, { accountEnabled: false }),
        user(RITA, { userType: 'Guest' }),
        user('sam@elsewhere.test'),
      ],
    });
    expect(directors()).toEqual([DANA, TOM]);
  });

  it.each([
    ['answers 500', 500, {}],
    ['answers 403', 403, { error: { code: 'Authorization_RequestDenied' } }],
    ['answers nonsense', 200, { value: [{ name: 'Tom' }] }],
    [
      'has more members than a page',
      200,
      { value: [user(DAVID)], '@odata.nextLink': 'https://graph.microsoft.com/next' },
    ],
  ])('hold for an hour while Graph %s, and then are nobody’s', async (_what, status, body) => {
    await read(3, 200, { value: [user(TOM)] });
    await read(56, status, body);
    expect(directors()).toEqual([DANA, TOM]);
    await read(4, status, body);
    expect(directors()).toEqual([DANA]);
    expect(await told(PRIYA)).toContain('Entra group');
  });
});
