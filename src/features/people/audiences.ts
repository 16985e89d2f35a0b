import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import type { Audience } from '../messaging/model/post.ts';
import type { Practice } from '../practice/model/practice.ts';
import { directoryNow } from './currentDirectory.ts';
import { standingIn } from './model/person.ts';

/** The DPO and those standing in, and the DPO's channel when there is one. */
export async function dpoAudiences(
  stores: Stores,
  practice: Pick<Practice, 'directory'>,
  now: Instant,
): Promise<readonly Audience[]> {
  const directory = await directoryNow(stores, practice, now);
  const people = [...new Set([...directory.dpo, ...standingIn(directory, now)])].map(
    (email) => ({ kind: 'person', email }) as const,
  );
  const bound = (await stores.channels.bindingsOf('dpo')).length > 0;
  return bound ? [...people, { kind: 'channel', channel: 'dpo' }] : people;
}

/** Who reads the reports: the managers' channel, or until one is bound the managers' own chats; where none is named, the directors'. */
export async function managerAudiences(
  stores: Stores,
  { directory }: Practice,
): Promise<readonly Audience[]> {
  if ((await stores.channels.bindingsOf('managers')).length > 0)
    return [{ kind: 'channel', channel: 'managers' }];
  const people = directory.managers.length > 0 ? directory.managers : directory.directors;
  return people.map((email) => ({ kind: 'person', email }));
}
