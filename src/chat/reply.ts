import type { Actor } from '../features/people/actor.ts';
import type { FormErrors } from '../kernel/form.ts';
import type { Verb } from './actions.ts';
import type { CardView } from './cardView.ts';

/** A form to fill in: a modal on Slack, the same card answered in place on Teams. */
export interface FormAnswer {
  readonly kind: 'form';
  readonly card: FormCard;
  /** The verb that sends it, and the request's id (empty for a new one). */
  readonly send: Verb;
  readonly id: string;
  readonly errors: FormErrors;
}

export type FormCard = Extract<CardView, { readonly form: unknown }>;

/** What the desk answers the one person who acted. Everybody else's cards are redrawn by the outbox. */
export type Answer = FormAnswer | { readonly kind: 'show'; readonly card: CardView };

export const COMMANDS = [
  'request-recording',
  'my-requests',
  'recordings-help',
  'recording-policy',
  'subject-access',
  'police-request',
  'card-payment',
  'unrecorded-line',
  'recording-desk',
  'find-recordings',
  'disclosures',
  'dpo-delegate',
] as const;

export type Command = (typeof COMMANDS)[number];

/** A command typed as a message, with or without the slash; the rest of the line is its text. */
export function parseCommand(
  message: string,
): { readonly command: Command; readonly text: string } | undefined {
  const match = /^\/?([a-z]+(?:[- ][a-z]+)?)\b[\s:,]*([\s\S]*)$/i.exec(message.trim());
  const said = match?.[1]?.toLowerCase().replace(' ', '-');
  if (/^(?:help|hello|hi)(?:-|$)/.test(said ?? '')) return { command: 'recordings-help', text: '' };
  const command = COMMANDS.find((name) => name === said);
  if (command) return { command, text: match?.[2]?.trim() ?? '' };
  // A command of one word, with more behind it.
  const [, first = '', rest = ''] = /^\/?([a-z]+)\b[\s:,]*([\s\S]*)$/i.exec(message.trim()) ?? [];
  const short = COMMANDS.find((name) => name === first.toLowerCase());
  return short && { command: short, text: rest.trim() };
}

export interface Dialogue {
  /** A command, with what was typed after it. */
  command(command: Command, text: string, actor: Actor): Promise<Answer>;
  /** A button on a card. */
  press(verb: Verb, id: string, actor: Actor): Promise<Answer>;
  /** A filled-in form. `once` names this copy of the form: what it raises is raised once, however often it is sent. */
  send(
    verb: Verb,
    id: string,
    values: Readonly<Record<string, string>>,
    actor: Actor,
    once: string,
  ): Promise<Answer>;
}
