import { ERASED } from '../../messaging/model/notice.ts';
import type { PostLoaders } from '../../messaging/posted.ts';
import { nameOfPerson } from '../names.ts';
import type { DelegationCard } from './delegation.ts';

export const postedDelegations: PostLoaders<'delegation', DelegationCard> = {
  delegation: async ({ stores, post, deps, now }) => {
    const delegation = await stores.delegations.find(post.subject);
    if (!delegation) return ERASED;
    const { directory, zone } = deps.practice;
    return {
      kind: 'delegation',
      delegation,
      name: await nameOfPerson(stores, deps, delegation.email),
      namedBy: await nameOfPerson(stores, deps, delegation.namedBy),
      now,
      mayEnd: post.audience.kind === 'person' && directory.dpo.includes(post.audience.email),
      zone,
    };
  },
};
