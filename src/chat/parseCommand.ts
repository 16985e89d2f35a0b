import type { Practice } from '../features/practice/model/practice.ts';
import { readIntent } from '../features/requests/model/wish/readIntent.ts';
import { readWish } from '../features/requests/model/wish/readWish.ts';
import type { Clock } from '../kernel/ports.ts';
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

/** What a sentence in somebody's own chat asks for: what they typed is handed on, whichever it is. */
export function parseSentence(
  message: string,
  { clock, practice }: { readonly clock: Clock; readonly practice: Practice },
): TypedCommand {
  const typed = parseCommand(message);
  if (typed) return typed;
  const reading = readWish(message, { now: clock.now(), zone: practice.zone, staff: practice.directory.people });
  return readIntent(message.trim(), reading) ?? { command: 'recordings-help', text: '' };
}
