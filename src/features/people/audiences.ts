import type { Context } from '../../stores.ts';
import type { Audience } from '../messaging/model/post.ts';
import { currentDelegates, type Directory } from './model/person.ts';

/** The DPO and those standing in, and the DPO's channel when there is one. */
export async function dpoAudiences(context: Context): Promise<readonly Audience[]> {
  const directory = (await context.practiceNow()).directory;
  const people = [...new Set([...directory.dpo, ...currentDelegates(directory, context.now)])].map(
    (email) => ({ kind: 'person', email }) as const,
  );
  const bound = (await context.channels.bindingsOf('dpo')).length > 0;
  return bound ? [...people, { kind: 'channel', channel: 'dpo' }] : people;
}

/**
 * Who reads the reports: the managers' channel, or until one is bound the managers' own chats; where none is
 * named, the directors'.
 */
export async function managerAudiences(context: Context): Promise<readonly Audience[]> {
  if ((await context.channels.bindingsOf('managers')).length > 0) return [{ kind: 'channel', channel: 'managers' }];
  return managersThemselves(context.practice);
}

/** Each director, in their own chat. */
export const directorAudiences = ({ practice }: Context): readonly Audience[] =>
  practice.directory.directors.map((email) => ({ kind: 'person', email }));

/** The own chats of the managers, or of the directors where nobody is named as a manager. */
export const managersThemselves = ({ directory }: { readonly directory: Directory }): readonly Audience[] =>
  (directory.managers.length > 0 ? directory.managers : directory.directors).map((email) => ({
    kind: 'person',
    email,
  }));
