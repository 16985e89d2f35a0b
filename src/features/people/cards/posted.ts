import type { Context } from '../../../stores.ts';
import { ERASED } from '../../messaging/model/notice.ts';
import type { PostLoaders } from '../../messaging/posted.ts';
import { nameOfPerson } from '../names.ts';
import type { AccountCard } from './account.ts';
import type { DelegationCard } from './delegation.ts';

export const postedPeople: PostLoaders<'delegation' | 'account-check', DelegationCard | AccountCard> = {
  'account-check': async ({ context, post }) => (await loadAccountCard(context, post.subject)) ?? ERASED,
  delegation: async ({ context, post }) => {
    const delegation = await context.delegations.find(post.subject);
    if (!delegation) return ERASED;
    const { directory, zone } = context.practice;
    return {
      kind: 'delegation',
      delegation,
      name: await nameOfPerson(context, delegation.email),
      namedBy: await nameOfPerson(context, delegation.namedBy),
      now: context.now,
      mayEnd: post.audience.kind === 'person' && directory.dpo.includes(post.audience.email),
      zone,
    };
  },
};

/** The question whose an account is, as it stands; undefined when the account has been forgotten. */
export async function loadAccountCard(context: Context, id: string): Promise<AccountCard | undefined> {
  const account = await context.people.findCheck(id);
  if (!account) return undefined;
  const { heldFor, besides, settled } = account;
  return {
    kind: 'account-check',
    id,
    account,
    whose:
      context.practice.directory.people.find(({ email }) => email === account.email)?.name ??
      'somebody not in the practice file',
    besides: besides === null || heldFor === 'changed-address' ? besides : await nameOfPerson(context, besides),
    settledBy: settled && (await nameOfPerson(context, settled.by)),
    zone: context.practice.zone,
  };
}
