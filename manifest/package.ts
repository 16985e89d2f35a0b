import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { CommandFailed, runCommand } from '../src/cli/command.ts';
import { slackManifest, teamsManifest } from './manifests.ts';

/**
 * `npm run manifest -- --url https://desk.example.org --app-id GUID`: what Slack and Teams are given to
 * install the desk.
 */
const USAGE = `Say where the desk stands, and for Teams the bot's application id:
  npm run manifest -- --url https://desk.example.org --app-id 00000000-0000-0000-0000-000000000000
  npm run manifest -- --socket-mode        (Slack without a public address)`;

await runCommand(
  {
    usage: USAGE,
    options: { url: { type: 'string' }, 'app-id': { type: 'string' }, 'socket-mode': { type: 'boolean' } },
  },
  async ({ values }) => {
    const url = values.url?.replace(/\/+$/, '');
    const isSocket = values['socket-mode'] ?? false;
    if ((!url && !isSocket) || (url && !/^https:\/\/[^/]+$/.test(url))) throw new CommandFailed(USAGE, 2);
    mkdirSync('dist', { recursive: true });
    writeFileSync('dist/slack-manifest.json', asJson(slackManifest(isSocket ? null : (url ?? null))));
    process.stdout.write(
      'dist/slack-manifest.json: paste it at api.slack.com/apps, Create New App, From a manifest.\n',
    );
    if (!url || !values['app-id']) return;
    writeFileSync('dist/recording-desk-teams.zip', teamsPackage(url, values['app-id']));
    process.stdout.write(
      'dist/recording-desk-teams.zip: upload it in the Teams admin centre, Manage apps, Upload new app.\n',
    );
  },
);

function asJson(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The app package Teams takes: the manifest and two icons, in a zip. */
function teamsPackage(address: string, appId: string): Uint8Array {
  const icon = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`teams/${name}`, import.meta.url)));
  return zipSync({
    'manifest.json': strToU8(asJson(teamsManifest(address, appId))),
    'color.png': icon('color.png'),
    'outline.png': icon('outline.png'),
  });
}
