import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { teamsChannelAddress } from '../../src/chat/teams/address.ts';
import { startChild, untilReady } from './childProcess.ts';

/** Somebody who signs in to a playground of their own. */
export interface PlaygroundPerson {
  readonly email: string;
  readonly name: string;
}

export interface Playground {
  readonly person: PlaygroundPerson;
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Where the desk posts in this playground's channel. */
  readonly channelAddress: string;
  /** Where it posts in this playground's group chat. */
  readonly groupAddress: string;
}

export const DEMO_TENANT = '00000000-0000-0000-0000-000000000001';

const BOT = { id: '00000000-0000-0000-0000-00000000000b', name: 'Recording Desk' };

/** The playground's settings ask for exactly five other users; without an address they read no channel. */
const OTHERS = ['tom', 'priya', 'uma', 'vera', 'will'];

/** An object id that is each person's own, whichever playground they stand in. */
const objectId = (email: string): string =>
  createHash('sha256')
    .update(email)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const user = (name: string, email: string) => {
  const [givenName = name, surname = name] = name.split(' ');
  return {
    id: `user-${email.split('@')[0]}`,
    name,
    userPrincipleName: email,
    aadObjectId: objectId(email),
    givenName,
    surname,
    email,
  };
};

const channelId = (person: PlaygroundPerson): string => `channel-of-${person.email.split('@')[0]}`;

const groupId = (person: PlaygroundPerson): string => `group-${person.email.split('@')[0]}`;

/** It takes one channel beside General, no more; the group chat may have any name. */
function settingsFor(person: PlaygroundPerson, groupName: string, tenantId: string) {
  const name = person.email.split('@')[0];
  return {
    version: '0.1.1',
    tenantId,
    bot: BOT,
    currentUser: user(person.name, person.email),
    users: OTHERS.map((other) => ({ ...user(other, `${other}.other`), email: '', userPrincipleName: '' })),
    personalChat: { id: `chat-${name}` },
    groupChat: { id: groupId(person), name: groupName },
    team: {
      id: `team-${name}`,
      name: 'Practice',
      aadGroupId: '00000000-0000-0000-0000-000000000031',
      channels: [{ id: channelId(person), name: 'Directors' }],
    },
  };
}

const entry = (): string => createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');

/** Starts Microsoft's Teams-like client with one person signed in. Its settings are YAML, of which JSON is a part. */
export async function startPlayground(options: {
  readonly person: PlaygroundPerson;
  readonly deskPort: number;
  readonly port: number;
  readonly folder: string;
  readonly tenantId?: string;
  readonly groupName?: string;
}): Promise<Playground> {
  const { person, deskPort, port, folder, tenantId = DEMO_TENANT, groupName = 'Group chat' } = options;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, '.m365agentsplayground.yml'),
    JSON.stringify(settingsFor(person, groupName, tenantId), null, 2),
  );
  const endpoint = `http://127.0.0.1:${deskPort}/api/messages`;
  const child = startChild({
    entry: entry(),
    args: ['start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--dt'],
    folder,
    // It would open a browser by itself, and end where there is none.
    environment: { TEAMSAPPTESTER_BROWSER: 'none' },
  });
  // It tries the port with a listener of its own and resets what connects to that: only an answer says it is up.
  const url = `http://localhost:${port}/`;
  const answers = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  await untilReady(child, `The playground of ${person.name}`, answers);
  const addressOf = (id: string): string =>
    teamsChannelAddress({ channelId: id, tenantId, bot: BOT, serviceUrl: `http://localhost:${port}/_connector` });
  return {
    person,
    url,
    port,
    child,
    channelAddress: addressOf(channelId(person)),
    groupAddress: addressOf(groupId(person)),
  };
}
