import { NAMES } from '../builders.ts';
import { BOT_USER, type SlackEmulator as Emulator, startSlackEmulator as start } from '../demo/slack/emulator.ts';

export { BOT_TOKEN, BOT_USER } from '../demo/slack/emulator.ts';

export const APP_TOKEN = 'xapp-desk';

/** The workspace's private channels; the desk is invited to the first two. */
const CHANNELS = ['directors', 'dpo', 'closed'] as const;

export interface SlackEmulator extends Emulator {
  readonly channelIds: Readonly<Record<(typeof CHANNELS)[number], string>>;
  isMember(channel: string): Promise<boolean>;
}

/** The stateful Slack Web API with the practice's people, their channels, and the desk as an installed app. */
export async function startSlackEmulator(people: readonly string[] = Object.keys(NAMES)): Promise<SlackEmulator> {
  const emulator = await start({
    people: people.map((email) => ({ email, name: NAMES[email] ?? email })),
    channels: CHANNELS,
  });
  const [first = ''] = people;
  const channelIds = emulator.channelIds as SlackEmulator['channelIds'];
  for (const name of ['directors', 'dpo'] as const)
    await emulator.apiAs(first, 'conversations.invite', { channel: channelIds[name], users: BOT_USER });
  return {
    ...emulator,
    channelIds,
    isMember: async (channel) => {
      const { members } = await emulator.apiAs<{ members: readonly string[] }>(first, 'conversations.members', {
        channel,
      });
      return members.includes(BOT_USER);
    },
  };
}
