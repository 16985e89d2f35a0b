/** What Slack refuses beyond, in characters or in number: one table (docs.slack.dev, Block Kit reference). */
export const SLACK_LIMITS = {
  messageBlocks: 50,
  modalBlocks: 100,
  /** Text of one rich text part. Slack states none; this is what it states for a section. */
  richText: 3000,
  /** All the words of a message together; beyond about this Slack answers `msg_blocks_too_long`. */
  messageWords: 12_000,
  header: 150,
  context: 2000,
  imageAlt: 2000,
  imageTitle: 2000,
  label: 2000,
  placeholder: 150,
  inputText: 3000,
  buttonText: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  buttonValue: 2000,
  buttonUrl: 3000,
  actionsInBlock: 25,
  optionText: 75,
  optionValue: 150,
  options: 100,
  radioOptions: 10,
  actionId: 255,
  blockId: 255,
  modalTitle: 24,
  modalButton: 24,
  callbackId: 255,
  privateMetadata: 3000,
  /** Fallback text: Slack advises 4,000 and cuts silently at 40,000. */
  fallbackText: 4000,
} as const;

/** Ids and values may not be cut, since something else is then meant: too long is a fault of the caller. */
export function within(limit: keyof typeof SLACK_LIMITS, text: string): string {
  if (text.length > SLACK_LIMITS[limit])
    throw new Error(`Slack takes at most ${SLACK_LIMITS[limit]} characters as ${limit}; this has ${text.length}`);
  return text;
}
