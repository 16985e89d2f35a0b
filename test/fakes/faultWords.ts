import type { FaultKind } from '../../src/kernel/fault.ts';

/** Words as their owners document them, by what the desk must take each for. */
const wordsOf = (byKind: Readonly<Record<string, string>>): readonly (readonly [string, FaultKind])[] =>
  Object.entries(byKind).flatMap(([kind, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word) => [word, kind as FaultKind] as const),
  );

/**
 * Every error of chat.postMessage, chat.update, chat.postEphemeral, conversations.open, .info and .history, users.info
 * and .lookupByEmail, views.open, .push, .update and .publish, files.getUploadURLExternal and
 * .completeUploadExternal (docs.slack.dev/reference/methods).
 */
export const SLACK_DOCUMENTED = wordsOf({
  place: `
      app_access_restricted cannot_dm_bot channel_is_limited_access channel_not_found
      channel_type_not_supported ekm_access_denied invalid_channel invalid_user_combination is_archived
      is_inactive messages_tab_disabled method_not_supported_for_channel_type no_permission
      not_enough_users not_in_channel posting_to_channel_denied posting_to_general_channel_denied
      restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel
      restricted_action_thread_locked restricted_action_thread_only_channel team_not_found too_many_users
      user_disabled user_is_external_guest user_not_found user_not_in_channel user_not_visible
      users_list_not_supplied users_not_found
  `,
  app: `
      access_denied accesslimited account_inactive deprecated_endpoint enterprise_is_restricted
      invalid_auth method_deprecated missing_scope not_allowed_token_type not_authed
      team_access_not_granted token_expired token_revoked two_factor_setup_required
  `,
  passing: `
      external_channel_migrating fatal_error file_update_failed internal_error message_limit_exceeded
      messaging_processing_failed org_login_required rate_limited ratelimited request_timeout
      service_unavailable streaming_state_conflict team_added_to_org update_failed
  `,
  item: `
      alt_txt_too_large as_user_not_supported attachment_payload_limit_exceeded block_mismatch
      blocked_file_type cannot_reply_to_message cant_broadcast_message cant_update_message
      channels_limit_exceeded draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
      duplicate_channel_not_found duplicate_external_id duplicate_message_not_found edit_window_closed
      exchanged_trigger_id expired_trigger_id file_deleted file_is_deleted file_not_found
      file_share_limit_reached file_type_not_allowed file_upload_size_restricted file_uploads_disabled
      file_uploads_except_images_disabled hash_conflict invalid_arg_name invalid_arguments
      invalid_array_arg invalid_attachments invalid_blocks invalid_blocks_format invalid_charset
      invalid_cursor invalid_form_data invalid_metadata_filter_keys invalid_metadata_format
      invalid_metadata_schema invalid_post_type invalid_trigger_id invalid_ts_latest invalid_ts_oldest
      markdown_text_conflict max_file_sharing_exceeded message_not_found metadata_must_be_sent_from_app
      metadata_too_large missing_argument missing_file_data missing_post_type missing_profile_id
      msg_blocks_too_long msg_too_long no_dual_broadcast_content_update no_text not_enabled not_found
      not_implemented push_limit_reached send_on_behalf_not_allowed slack_connect_blocked_file_type
      slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
      slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
      slack_connect_lists_sharing_blocked snippet_too_large storage_limit_reached too_many_attachments
      too_many_contact_cards unable_to_share_files unknown_snippet_type unknown_subtype view_too_large
  `,
});

/** Every word of "Blob service error codes" and "Common REST API error codes", with its status. */
export const STORAGE_DOCUMENTED = wordsOf({
  place: '404:ContainerNotFound 409:ContainerBeingDeleted 409:ContainerDisabled',
  app: `
      401:InvalidAuthenticationInfo 400:InvalidAuthenticationInfo 400:MissingRequiredHeaderAuthorization
      401:NoAuthenticationInformation 403:AccountIsDisabled 403:AuthenticationFailed 403:AuthorizationFailure
      403:AuthorizationPermissionMismatch 403:AuthorizationProtocolMismatch
      403:AuthorizationResourceTypeMismatch 403:AuthorizationServiceMismatch
      403:AuthorizationSourceIPMismatch 403:InsufficientAccountPermissions
      403:KeyVaultEncryptionKeyNotFound
  `,
  passing: `
      408:RequestTimeout 429:TooManyRequests 500:InternalError 500:OperationTimedOut 503:ServerBusy
      500:CannotVerifyCopySource 404:CannotVerifyCopySource 400:Md5Mismatch 409:AccountBeingCreated
      409:BlobBeingRehydrated 409:LeaseAlreadyBroken 409:LeaseAlreadyPresent
      409:LeaseIdMismatchWithBlobOperation 409:LeaseIdMismatchWithContainerOperation
      409:LeaseIdMismatchWithLeaseOperation 412:LeaseIdMissing 409:LeaseIsBreakingAndCannotBeAcquired
      409:LeaseIsBreakingAndCannotBeChanged 412:LeaseLost 412:LeaseNotPresentWithBlobOperation
      409:PendingCopyOperation
  `,
  item: `
      404:BlobNotFound 404:ResourceNotFound 400:BlockListTooLong 400:ConditionHeadersNotSupported
      400:CopyAcrossAccountsNotSupported
      400:EmptyMetadataKey 400:InvalidBlobOrBlock 400:InvalidBlobTier 400:InvalidBlockId
      400:InvalidBlockList 400:InvalidHeaderValue 400:InvalidHttpVerb 400:InvalidInput 400:InvalidMd5
      400:InvalidMetadata 400:InvalidQueryParameterValue 400:InvalidResourceName
      400:InvalidSourceBlobUrl 400:InvalidUri 400:InvalidVersionForPageBlobOperation
      400:InvalidXmlDocument 400:InvalidXmlNodeValue 400:MetadataTooLarge 400:MissingRequiredHeader
      400:MissingRequiredQueryParameter 400:MissingRequiredXmlNode 400:MultipleConditionHeadersNotSupported
      400:OutOfRangeInput 400:OutOfRangeQueryParameterValue 400:RequestUrlFailedToParse
      400:UnsupportedHeader 400:UnsupportedQueryParameter 400:UnsupportedXmlNode
      405:UnsupportedHttpVerb 411:MissingContentLengthHeader 413:RequestBodyTooLarge 416:InvalidRange
      416:InvalidPageRange 409:BlobAlreadyExists 409:BlobArchived 409:BlobImmutableDueToLegalHold
      409:BlobImmutableDueToPolicy 409:BlobNotArchived 409:BlobOperationNotSupported 409:BlobOverwritten
      409:BlobTierInadequateForContentLength 409:BlockCountExceedsLimit 409:CannotChangeToLowerTier
      409:ContainerAlreadyExists 409:ContainerHasLegalHold 409:ContainerImmutabilityPolicyLocked
      409:ContentLengthLargerThanTierLimit 409:CopyIdMismatch 409:FeatureVersionMismatch
      409:IncrementalCopyBlobMismatch 409:IncrementalCopyOfEarlierSnapshotNotAllowed
      409:IncrementalCopySourceMustBeSnapshot 409:InfiniteLeaseDurationRequired 409:InvalidBlobType
      409:InvalidOperation 409:InvalidSourceBlobType 409:LeaseNotPresentWithContainerOperation
      409:LeaseNotPresentWithLeaseOperation 409:NoPendingCopyOperation 409:OperationNotAllowedOnIncrementalCopyBlob
      409:PreviousSnapshotCannotBeNewer 409:PreviousSnapshotNotFound
      409:PreviousSnapshotOperationNotSupported 409:ResourceAlreadyExists 409:ResourceTypeMismatch
      409:SequenceNumberIncrementTooLarge 409:SnapshotCountExceeded 409:SnapshotOperationRateExceeded
      409:SnapshotsPresent 409:SystemInUse 412:AppendPositionConditionNotMet 412:ConditionNotMet
      412:MaxBlobSizeConditionNotMet 412:SequenceNumberConditionNotMet 412:SourceConditionNotMet
      412:TargetConditionNotMet
  `,
});
