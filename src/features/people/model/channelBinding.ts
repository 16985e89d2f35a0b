import { CHANNELS, type ChannelName } from '../../messaging/model/post.ts';

/** `use this channel for directors`, said as a whole message: a sentence that only holds these words binds nothing. */
export function parseChannelBinding(text: string): ChannelName | undefined {
  const match = /^use this channel for (?:the )?(\w+)[.!]?$/i.exec(text.trim());
  return CHANNELS.find((name) => name === match?.[1]?.toLowerCase());
}
