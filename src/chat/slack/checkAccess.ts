import { webApi } from '@slack/bolt';
import { clientOptions, type SlackAccess } from './access.ts';
import { quietLogger } from './quietLogger.ts';

/** What the desk does in Slack, by the scopes it takes; manifest/slack/manifest.json asks for the same. */
export const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'im:history',
  'im:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
] as const;

/** The workspace behind the token, and the scopes it lacks. */
export async function checkSlack(
  access: SlackAccess,
): Promise<{ readonly team: string; readonly missingScopes: readonly string[] }> {
  const client = new webApi.WebClient(access.botToken, { ...clientOptions(access), logger: quietLogger });
  const answer = await client.auth.test();
  const granted = answer.response_metadata?.scopes;
  return {
    team: answer.team ?? 'unknown',
    missingScopes: granted === undefined ? [] : SCOPES.filter((scope) => !granted.includes(scope)),
  };
}
