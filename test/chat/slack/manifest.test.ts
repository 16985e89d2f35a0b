import { describe, expect, it } from 'vitest';
import { slackManifest, teamsManifest } from '../../../manifest/manifests.ts';
import { COMMANDS } from '../../../src/chat/commands.ts';
import { parseCommand } from '../../../src/chat/parseCommand.ts';
import { SCOPES } from '../../../src/chat/slack/checkAccess.ts';

/** Developer portal's own limits of a list of commands. */
const TEAMS_COMMANDS = { most: 10, title: 32, description: 128 };

/** Teams lists ten commands and no more: these can be typed all the same, and the help card names them. */
const TYPED_ONLY = ['recordings-help', 'recording-policy', 'dpo-delegate', 'away'];

const TEAMS = teamsManifest('https://desk.example.com', '00000000-0000-0000-0000-000000000000');

describe('what Slack and Teams are given to install the desk', () => {
  it('offers every command on both', () => {
    const names = Object.keys(COMMANDS);
    const slack = slackManifest('https://desk.example.com').features.slash_commands;
    expect(slack.map(({ command }) => command).sort()).toEqual(names.map((name) => `/${name}`).sort());
    const lists = TEAMS.bots.flatMap((bot) => bot.commandLists);
    const own = lists.find(({ scopes }) => scopes.includes('personal'))?.commands ?? [];
    expect([...own.map(({ title }) => title), ...TYPED_ONLY].sort()).toEqual([...names, 'more'].sort());
    expect(parseCommand('more')).toEqual({ command: 'recordings-help', text: '' });
  });

  it('says where the desk is, and nothing of it in Socket Mode', () => {
    expect(JSON.stringify(slackManifest('https://desk.example.com'))).toContain(
      'https://desk.example.com/slack/events',
    );
    expect(slackManifest(null).settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(slackManifest(null))).not.toContain('/slack/events');
  });

  it('keeps within what Teams takes', () => {
    for (const bot of TEAMS.bots)
      for (const { commands } of bot.commandLists) {
        expect(commands.length).toBeLessThanOrEqual(TEAMS_COMMANDS.most);
        for (const { title, description } of commands) {
          expect(title.length).toBeLessThanOrEqual(TEAMS_COMMANDS.title);
          expect(description.length).toBeLessThanOrEqual(TEAMS_COMMANDS.description);
        }
      }
  });

  it('asks Slack for what the desk checks that it has', () => {
    expect(slackManifest(null).oauth_config.scopes.bot).toEqual([...SCOPES]);
  });
});
