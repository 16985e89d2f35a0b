import { type Command, isCommand } from './commands.ts';

export interface TypedCommand {
  readonly command: Command;
  /** The rest of the line. */
  readonly text: string;
}

/** A command typed as a message, with or without the slash; the rest of the line is its text. */
export function parseCommand(message: string): TypedCommand | undefined {
  const match = /^\/?([a-z]+(?:[- ][a-z]+)?)\b[\s:,]*([\s\S]*)$/i.exec(message.trim());
  const said = match?.[1]?.toLowerCase().replace(' ', '-');
  if (/^\/?(?:more|help)[\s?!.]*$/i.test(message.trim())) return { command: 'recordings-help', text: '' };
  if (isCommand(said)) return { command: said, text: match?.[2]?.trim() ?? '' };
  // A command of one word, with more behind it.
  const [, first = '', rest = ''] = /^\/?([a-z]+)\b[\s:,]*([\s\S]*)$/i.exec(message.trim()) ?? [];
  const short = first.toLowerCase();
  return isCommand(short) ? { command: short, text: rest.trim() } : undefined;
}
