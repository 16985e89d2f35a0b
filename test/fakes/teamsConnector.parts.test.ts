import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CardView } from '../../src/chat/cards.ts';
import { TeamsAdapter } from '../../src/chat/teams/adapter.ts';
import { teamsChannelAddress } from '../../src/chat/teams/address.ts';
import { createTeamsPlatform } from '../../src/chat/teams/notifier.ts';
import { DANA } from '../builders.ts';
import { endChild, freePort } from '../demo/childProcess.ts';
import { DEMO_TENANT, startPlayground } from '../demo/playground.ts';
import { startTeamsConnector } from './teamsConnector.ts';

interface Connector {
  readonly channelAddress: string;
  stop(): Promise<void>;
}

/** The connector the tests refuse with must take and refuse what Microsoft's own does. */
const CONNECTORS: Readonly<Record<string, () => Promise<Connector>>> = {
  'the Agents Playground': async () => {
    const folder = await mkdtemp(join(tmpdir(), 'playground-'));
    const person = { email: DANA, name: 'Dana Drew' };
    const playground = await startPlayground({ person, deskPort: 9, port: await freePort(), folder });
    return {
      channelAddress: playground.channelAddress,
      stop: async () => {
        await endChild(playground.child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
  'the fake': async () => {
    const fake = await startTeamsConnector([]);
    const at = { channelId: 'channel', tenantId: DEMO_TENANT, bot: { id: 'bot', name: 'Recording Desk' } };
    return { channelAddress: teamsChannelAddress({ ...at, serviceUrl: fake.serviceUrl }), stop: fake.stop };
  },
};

const access = { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: DEMO_TENANT } as const;

const card = (text: string): CardView => ({ kind: 'notice', tone: 'plain', title: 'A card', text });

describe.each(Object.entries(CONNECTORS))('a Teams connector: %s', (_name, start) => {
  it('gives each message an id, changes one that stands, and says when one does not', async () => {
    const connector = await start();
    try {
      const teams = createTeamsPlatform(new TeamsAdapter(access), access);
      const first = await teams.post(connector.channelAddress, card('One'));
      const second = await teams.post(connector.channelAddress, card('Two'));
      expect(first.messageId).not.toBe('');
      expect(second.messageId).not.toBe(first.messageId);
      await teams.update(first, card('One, changed'));
      await expect(teams.update({ ...first, messageId: 'none-such' }, card('x'))).rejects.toMatchObject({
        kind: 'item',
        isMissing: true,
      });
    } finally {
      await connector.stop();
    }
  });
});
