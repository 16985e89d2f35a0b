import { readFileSync } from 'node:fs';
import { COMMANDS } from '../src/chat/commands.ts';
import type { CommandSpec } from '../src/features/messaging/model/actions.ts';

/** Every command with what the platforms' menus say of it. */
const commands = Object.entries<CommandSpec>(COMMANDS);

export interface SlackManifest {
  readonly features: {
    readonly slash_commands: readonly {
      readonly command: string;
      readonly description: string;
      readonly usage_hint?: string;
      readonly url?: string;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url?: string };
    readonly interactivity: { readonly request_url?: string };
    readonly socket_mode_enabled: boolean;
  };
}

export interface TeamsManifest {
  readonly bots: readonly {
    readonly commandLists: readonly {
      readonly scopes: readonly string[];
      readonly commands: readonly { readonly title: string; readonly description: string }[];
    }[];
  }[];
}

const read = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as T;

/** Slack's manifest with every command; `address` is the desk's, or null in Socket Mode, which needs none. */
export function slackManifest(address: string | null): SlackManifest {
  const base = read<SlackManifest>('slack/manifest.json');
  const url = address === null ? {} : { url: `${address}/slack/events` };
  const requests = address === null ? {} : { request_url: `${address}/slack/events` };
  return {
    ...base,
    features: {
      ...base.features,
      slash_commands: commands.map(([name, { does, hint }]) => ({
        command: `/${name}`,
        ...url,
        description: does,
        ...(hint === undefined ? {} : { usage_hint: hint }),
      })),
    },
    settings: {
      ...base.settings,
      event_subscriptions: { ...base.settings.event_subscriptions, ...requests },
      interactivity: { ...base.settings.interactivity, ...requests },
      socket_mode_enabled: address === null,
    },
  };
}

/** The Teams app manifest with the commands that its menu has room for. */
export function teamsManifest(address: string, appId: string): TeamsManifest {
  const filled = (text: string): string =>
    text.replaceAll('{{MICROSOFT_APP_ID}}', appId).replaceAll('{{PUBLIC_URL}}', address);
  const base = JSON.parse(filled(JSON.stringify(read<TeamsManifest>('teams/manifest.json')))) as TeamsManifest;
  const own = {
    scopes: ['personal'],
    commands: commands
      .filter(([name, { typedOnly }]) => !typedOnly && name !== 'recordings-help')
      .map(([title, { does }]) => ({ title, description: does }))
      .concat({ title: 'more', description: 'Everything else that the desk does' }),
  };
  return { ...base, bots: base.bots.map((bot) => ({ ...bot, commandLists: [own, ...bot.commandLists] })) };
}
