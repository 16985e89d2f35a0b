import { webApi } from '@slack/bolt';
import { DeliveryFault } from '../../features/messaging/deliveryFault.ts';

/** What Slack's words mean for the desk, and the mend. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  channel_not_found: 'Slack does not show this channel to the desk. Invite it there: /invite @Recording Desk',
  not_in_channel: 'The desk is not in this channel. Invite it there: /invite @Recording Desk',
  is_archived: 'This channel is archived. Bind another.',
  user_not_found: 'Slack does not know this person.',
  users_not_found: 'Slack knows nobody with this address.',
  user_disabled: 'This person’s Slack account is switched off.',
  cannot_dm_bot: 'This is a bot, not a person.',
  restricted_action: 'The workspace does not let the desk post here.',
};

/** A card Slack will never take: waiting would only hold up everything behind it. */
const NEVER_TAKEN = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'invalid_arguments',
]);

const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

const SETTINGS: Readonly<Record<string, string>> = {
  invalid_auth: 'Slack refuses the token: check SLACK_BOT_TOKEN.',
  not_authed: 'Slack refuses the token: check SLACK_BOT_TOKEN.',
  token_revoked: 'The Slack token was revoked: install the app again and set SLACK_BOT_TOKEN.',
  account_inactive: 'The Slack app was removed: install it again and set SLACK_BOT_TOKEN.',
  missing_scope: 'The Slack app lacks a scope: install it again from manifest/slack/manifest.json.',
};

/** Slack's errors as the desk's own, once. Their messages are dropped: they can hold what was sent. */
export function deliveryFault(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error;
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new DeliveryFault('later', 'Slack asks to wait.', error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    const remedy = UNREACHABLE[code];
    if (remedy) return new DeliveryFault('unreachable', remedy);
    if (GONE.has(code)) return new DeliveryFault('gone', 'The message is not there any more.');
    if (NEVER_TAKEN.has(code))
      return new DeliveryFault(
        'unreachable',
        `Slack does not take this card (${code}). Tell whoever looks after the desk.`,
      );
    if (code === 'ratelimited') return new DeliveryFault('later', 'Slack asks to wait.', 30_000);
    return new DeliveryFault('later', SETTINGS[code] ?? `Slack did not take it (${code}).`);
  }
  if (error instanceof webApi.WebAPIHTTPError)
    return new DeliveryFault('later', `Slack does not answer well just now (${error.statusCode}).`);
  return new DeliveryFault('later', 'Slack cannot be reached just now.');
}

/**
 * The class of a fault, for the log; Slack's own code where there is one. Never its message, which can hold
 * what was sent.
 */
export function faultOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  return error instanceof Error ? error.name : 'unknown';
}
