import { teamsChannelAddress } from '../../src/chat/teams/address.ts';
import { BOB, DANA, DAVID, NAMES, PRIYA, RITA, STRANGER, TOM } from '../builders.ts';
import { startTeamsConnector, TENANT, type TeamsConnector } from '../fakes/teamsConnector.ts';
import { startTestDesk, type TestDesk, type TestDeskOptions } from './desk.ts';
import type { StoredCall } from './recordings.ts';
import { chatOf, type TeamsSender, teamsSender } from './teamsSender.ts';
import { buildWav } from './wav.ts';

export interface TeamsDesk extends TestDesk {
  readonly connector: TeamsConnector;
  readonly teams: TeamsSender;
  /** Lets these people open the desk, so that cards can reach them. */
  meet(...users: readonly string[]): Promise<void>;
  /** Fills in and sends a request as Rita; gives its id. */
  ask(changes?: Readonly<Record<string, string>>): Promise<string>;
}

export const DIRECTORS = 'channel-directors';

const userOf = (email: string): string => email.split('@')[0] ?? email;

/** Yesterday's call of the test clock, at ten past three. */
export const CALL: StoredCall = {
  name: '204/[Mrs Alder]_01632960123-204_20261123151000(7).wav',
  wav: buildWav({ codec: 'mulaw', channels: 2, sampleRate: 8000, durationMs: 60_000 }),
};

export const GOOD_FORM: Readonly<Record<string, string>> = {
  purpose: 'complaint',
  reason: 'A complaint about a bill',
  date: '2026-11-23',
  time: '15:10',
  extension: '204',
  number: '01632 960123',
  parties: 'Mrs Alder',
};

/** The desk with Teams before it; its connector is a server that refuses what a test tells it to. */
export async function startTeamsDesk(
  options: { readonly calls?: readonly StoredCall[]; readonly settings?: TestDeskOptions['settings'] } = {},
): Promise<TeamsDesk> {
  const emails = [RITA, TOM, DANA, DAVID, PRIYA, BOB, STRANGER];
  const connector = await startTeamsConnector(
    emails.map((email) => ({ id: userOf(email), name: NAMES[email] ?? email, email })),
  );
  const bot = { id: 'bot', name: 'Recording Desk' };
  const address = teamsChannelAddress({
    channelId: DIRECTORS,
    tenantId: TENANT,
    bot,
    serviceUrl: connector.serviceUrl,
  });
  const desk = await startTestDesk({
    calls: options.calls ?? [CALL],
    settings: {
      teams: { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: TENANT },
      channels: [{ channel: 'directors', platform: 'teams', address }],
      ...options.settings,
    },
  });
  const teams = teamsSender(desk.url, connector.serviceUrl);
  return {
    ...desk,
    connector,
    teams,
    meet: async (...users) => {
      for (const user of users) await teams.type(user, 'help');
    },
    ask: async (changes = {}) => {
      await teams.type('rita', '/request-recording');
      const form = connector.messages(chatOf('rita')).at(-1);
      const answered = await teams.submit('rita', form ?? { conversation: chatOf('rita'), id: 'none' }, 'request', {
        id: 'new',
        ...GOOD_FORM,
        ...changes,
      });
      await desk.settled();
      const id = /R-[0-9A-Z]{7}/.exec(answered.text)?.[0];
      if (!id) throw new Error(`Not taken: ${answered.text.slice(0, 2000)}`);
      return id;
    },
    stop: async () => {
      await desk.stop();
      await connector.stop();
    },
  };
}
