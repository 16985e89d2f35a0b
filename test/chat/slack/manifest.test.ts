import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/chat/reply.ts';
import { SCOPES } from '../../../src/chat/slack/checkAccess.ts';

const read = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`../../../manifest/${file}`, import.meta.url), 'utf8')) as T;

interface SlackManifest {
  readonly features: { readonly slash_commands: readonly { readonly command: string }[] };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
}

interface TeamsManifest {
  readonly bots: readonly {
    readonly commandLists: readonly {
      readonly scopes: readonly string[];
      readonly commands: readonly { readonly title: string; readonly description: string }[];
    }[];
  }[];
}

/** Developer portal's own limits of a list of commands. */
const TEAMS_COMMANDS = { most: 10, title: 32, description: 128 };

/** Teams lists ten commands and no more: these can be typed all the same, and the help card names them. */
const TYPED_ONLY = ['recording-policy', 'dpo-delegate'];

describe('what Slack and Teams are given to install the desk', () => {
  it('offers every command on both', () => {
    const slack = read<SlackManifest>('slack/manifest.json').features.slash_commands;
    expect(slack.map(({ command }) => command).sort()).toEqual(COMMANDS.map((name) => `/${name}`).sort());
    const lists = read<TeamsManifest>('teams/manifest.json').bots.flatMap((bot) => bot.commandLists);
    const own = lists.find(({ scopes }) => scopes.includes('personal'))?.commands ?? [];
    expect([...own.map(({ title }) => title), ...TYPED_ONLY].sort()).toEqual([...COMMANDS].sort());
  });

  it('keeps within what Teams takes', () => {
    for (const bot of read<TeamsManifest>('teams/manifest.json').bots)
      for (const { commands } of bot.commandLists) {
        expect(commands.length).toBeLessThanOrEqual(TEAMS_COMMANDS.most);
        for (const { title, description } of commands) {
          expect(title.length).toBeLessThanOrEqual(TEAMS_COMMANDS.title);
          expect(description.length).toBeLessThanOrEqual(TEAMS_COMMANDS.description);
        }
      }
  });

  it('asks Slack for what the desk checks that it has', () => {
    expect(read<SlackManifest>('slack/manifest.json').oauth_config.scopes.bot).toEqual([...SCOPES]);
  });
});
