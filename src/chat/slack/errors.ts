import { webApi } from '@slack/bolt';
import { causeOf, Fault, type FaultKind, type FaultRow } from '../../kernel/fault.ts';

const TELL = 'Tell whoever looks after the desk.';

/** Slack's words by what they mean (docs.slack.dev/reference/methods, "Errors" of each method the desk calls). */
const WORDS: readonly (readonly [FaultKind, string, string])[] = [
  [
    'place',
    'Slack does not show this channel to the desk. Invite it there: /invite @Recording Desk',
    'channel_not_found invalid_channel channel_is_limited_access',
  ],
  [
    'place',
    'The desk is not in this channel. Invite it there: /invite @Recording Desk',
    'not_in_channel no_permission',
  ],
  ['place', 'This channel is archived: bring it back.', 'is_archived is_inactive'],
  [
    'place',
    'The workspace does not let the desk post here: allow it.',
    'restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel restricted_action_non_threadable_channel restricted_action_thread_locked posting_to_channel_denied posting_to_general_channel_denied ekm_access_denied channel_type_not_supported method_not_supported_for_channel_type team_not_found',
  ],
  [
    'place',
    'The app takes no messages in people’s own chats: switch on its Messages tab (App Home) in Slack’s settings.',
    'messages_tab_disabled',
  ],
  [
    'place',
    'Slack does not know this person.',
    'user_not_found user_not_visible users_list_not_supplied not_enough_users too_many_users invalid_user_combination user_not_in_channel user_is_external_guest app_access_restricted',
  ],
  ['place', 'Slack knows nobody with this address.', 'users_not_found'],
  ['place', 'This person’s Slack account is switched off.', 'user_disabled'],
  ['place', 'This is a bot, not a person.', 'cannot_dm_bot'],
  ['item', 'The message is not there any more.', 'message_not_found'],
  [
    'item',
    'Slack does not let this message be changed any more.',
    'cant_update_message edit_window_closed block_mismatch cant_broadcast_message no_dual_broadcast_content_update message_not_owned_by_app message_not_in_streaming_state cannot_reply_to_message',
  ],
  [
    'item',
    `Slack does not take this card. ${TELL}`,
    'invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text invalid_attachments too_many_attachments too_many_contact_cards attachment_payload_limit_exceeded markdown_text_conflict invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type missing_post_type invalid_json json_not_object missing_argument as_user_not_supported send_on_behalf_not_allowed duplicate_channel_not_found duplicate_message_not_found draft_already_deleted draft_already_sent draft_has_conflict draft_not_found invalid_metadata_format invalid_metadata_schema invalid_metadata_filter_keys metadata_must_be_sent_from_app metadata_too_large invalid_cursor invalid_limit invalid_ts_latest invalid_ts_oldest',
  ],
  [
    'item',
    'Slack does not take this picture; the card says the same in words.',
    'blocked_file_type file_deleted file_is_deleted file_not_found file_share_limit_reached max_file_sharing_exceeded missing_file_data unable_to_share_files slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked alt_txt_too_large file_type_not_allowed file_upload_size_restricted file_uploads_disabled file_uploads_except_images_disabled snippet_too_large storage_limit_reached unknown_snippet_type unknown_subtype channels_limit_exceeded malware_detected',
  ],
  [
    'item',
    'Slack shows this form no more. Press or type it once more.',
    'expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged not_found push_limit_reached hash_conflict duplicate_external_id view_too_large missing_profile_id not_enabled not_implemented',
  ],
  [
    'app',
    'Slack refuses the token: check SLACK_BOT_TOKEN.',
    'invalid_auth not_authed token_expired not_allowed_token_type',
  ],
  [
    'app',
    'The Slack token was revoked: install the app again and set SLACK_BOT_TOKEN.',
    'token_revoked account_inactive',
  ],
  ['app', 'The Slack app lacks a scope: install it again from manifest/slack/manifest.json.', 'missing_scope'],
  [
    'app',
    'The workspace keeps the desk out: have its owner allow the app, and the address the desk calls from.',
    'access_denied accesslimited team_access_not_granted enterprise_is_restricted two_factor_setup_required',
  ],
  [
    'app',
    `Slack has given up what the desk calls. Install the newest desk. ${TELL}`,
    'deprecated_endpoint method_deprecated upgrade_required unknown_method',
  ],
  [
    'passing',
    'Slack asks to wait.',
    'ratelimited rate_limited message_limit_exceeded messaging_processing_failed streaming_state_conflict',
  ],
  [
    'passing',
    'Slack does not answer well just now.',
    'internal_error fatal_error service_unavailable request_timeout update_failed file_update_failed org_login_required team_added_to_org external_channel_migrating',
  ],
];

/** Every word Slack documents for what the desk calls. */
export const SLACK_WORDS: Readonly<Record<string, FaultRow>> = Object.fromEntries(
  WORDS.flatMap(([kind, remedy, words]) => words.split(' ').map((word) => [word, [kind, remedy]] as const)),
);

/** After these Slack may have done what it was asked ("It's possible some aspect of the operation succeeded"). */
const MAY_BE_DONE = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'update_failed']);

/** Slack's errors as the desk's own, once. Their messages are dropped: they can hold what was sent. */
export function slackFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new Fault('passing', 'ratelimited', 'Slack asks to wait.', { retryAfterMs: error.retryAfter * 1000 });
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    const [kind, remedy] = SLACK_WORDS[code] ?? ['unknown', `Slack did not take it (${code}).`];
    return new Fault(kind, code, remedy, { isMissing: code === 'message_not_found', mayBeDone: MAY_BE_DONE.has(code) });
  }
  const status = error instanceof webApi.WebAPIHTTPError ? error.statusCode : undefined;
  if (status !== undefined)
    return new Fault('passing', `http_${status}`, 'Slack does not answer well just now.', { mayBeDone: status >= 500 });
  // A limit that does not say how long; the package has no error of its own for it.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return new Fault('passing', 'ratelimited', 'Slack asks to wait.');
  return new Fault('passing', 'no_answer', 'Slack cannot be reached just now.', { mayBeDone: true });
}

/** A fault for the log: Slack's own word where there is one. Never a message, which can hold what was sent. */
export const slackCause = (error: unknown): ReturnType<typeof causeOf> =>
  causeOf(error instanceof webApi.SlackError ? slackFault(error) : error);
