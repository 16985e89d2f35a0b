import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelBinding } from '../../features/people/model/binding.ts';
import { endChild, freePort, takesConnections } from './childProcess.ts';
import type { DemoSeat } from './page.ts';
import { type Playground, startPlayground } from './playground.ts';

const SEATS = [
  { email: 'rita@example.com', name: 'Rita Moss', role: 'receptionist' },
  { email: 'dana@example.com', name: 'Dana Drew', role: 'director' },
  { email: 'paula@example.com', name: 'Paula Park', role: 'Data Protection Officer' },
] as const;

/** A client for each person; `undo` gets what ends each. */
export async function startSeats(
  root: string,
  deskPort: number,
  undo: (() => Promise<unknown>)[],
): Promise<readonly Playground[]> {
  const ports = await portsFor(join(root, 'ports.json'), SEATS.length);
  const playgrounds: Playground[] = [];
  for (const [index, person] of SEATS.entries()) {
    const playground = await startPlayground({
      person,
      deskPort,
      port: ports[index] ?? 0,
      folder: join(root, 'playgrounds', person.email.split('@')[0] ?? ''),
      groupName: 'Managers',
    });
    undo.push(() => endChild(playground.child));
    playgrounds.push(playground);
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

export const seatsOf = (playgrounds: readonly Playground[]): readonly DemoSeat[] =>
  SEATS.map(({ name, role }, index) => ({ who: `${name}, ${role}`, url: playgrounds[index]?.url ?? '' }));

/** Both in Dana's client: a playground has one channel, so the managers have its group chat. */
export function bindingsIn(playgrounds: readonly Playground[]): readonly ChannelBinding[] {
  const danas = playgrounds.find(({ person }) => person.email === 'dana@example.com');
  if (!danas) return [];
  return [
    { channel: 'directors', platform: 'teams', address: danas.channelAddress },
    { channel: 'managers', platform: 'teams', address: danas.groupAddress },
  ];
}
