import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelBinding } from '../../src/features/people/model/binding.ts';
import { endChild, freePort, takesConnections } from './childProcess.ts';
import { startFront } from './front.ts';
import type { DemoSeat } from './page.ts';
import { type Playground, startPlayground } from './playground.ts';
import { type SlackClient, startSlackClient } from './slack/server.ts';

export const ON_TEAMS = [
  { email: 'dana@example.com', name: 'Dana Drew', role: 'director' },
  { email: 'paula@example.com', name: 'Paula Park', role: 'Data Protection Officer' },
  { email: 'rita@example.com', name: 'Rita Moss', role: 'receptionist' },
] as const;

const TOM = { email: 'tom@example.com', name: 'Tom Hale', role: 'nurse' };

const DAVID = { email: 'david@example.com', name: 'David Drake', role: 'director' };

/** The Slack side: one client in which either of two people is signed in. */
export const startSlackSide = (deskPort: number): Promise<SlackClient> =>
  startSlackClient([TOM, DAVID], DAVID, deskPort);

/** A Teams client for each person; `undo` gets what ends each. */
export async function startSeats(
  root: string,
  deskPort: number,
  undo: (() => Promise<unknown>)[],
): Promise<readonly Playground[]> {
  const ports = await portsFor(join(root, 'ports.json'), ON_TEAMS.length);
  const playgrounds: Playground[] = [];
  for (const [index, person] of ON_TEAMS.entries()) {
    const playground = await startPlayground({
      person,
      deskPort,
      port: ports[index] ?? 0,
      folder: join(root, 'playgrounds', person.email.split('@')[0] ?? ''),
      groupName: 'Managers',
    });
    undo.push(() => endChild(playground.child));
    const front = await startFront(playground.port);
    undo.push(front.stop);
    playgrounds.push({ ...playground, url: front.url });
  }
  return playgrounds;
}

/** The same ports as the last time, where they are free: the desk keeps where its cards stand by address. */
async function portsFor(file: string, count: number): Promise<readonly number[]> {
  const before = readPorts(file);
  const ports: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const old = before[index];
    ports.push(old === undefined || (await takesConnections(old)) ? await freePort() : old);
  }
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}

function readPorts(file: string): readonly (number | undefined)[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as readonly number[];
  } catch {
    return []; // the first time
  }
}

export const seatsOf = (slack: SlackClient, playgrounds: readonly Playground[]): readonly DemoSeat[] => [
  { id: 'slack', who: 'Slack: Tom Hale, David Drake', url: slack.url },
  ...ON_TEAMS.map(({ name, role }, index) => ({
    id: name.split(' ')[0]?.toLowerCase() ?? '',
    who: `Teams: ${name}, ${role}`,
    url: playgrounds[index]?.url ?? '',
  })),
];

/** The directors have a channel on both platforms; the managers Dana's group chat, since a playground has one channel. */
export function bindingsIn({ workspace }: SlackClient, playgrounds: readonly Playground[]): readonly ChannelBinding[] {
  const slack = { channel: 'directors', platform: 'slack', address: workspace.directors } as const;
  const danas = playgrounds.find(({ person }) => person.email === 'dana@example.com');
  if (!danas) return [slack];
  return [
    slack,
    { channel: 'directors', platform: 'teams', address: danas.channelAddress },
    { channel: 'managers', platform: 'teams', address: danas.groupAddress },
  ];
}
