import { ERASED } from '../../messaging/model/notice.ts';
import type { PostLoaders } from '../../messaging/posted.ts';
import { nameOfPerson } from '../names.ts';
import type { DelegationCard } from './delegation.ts';

export const postedDelegations: PostLoaders<'delegation', DelegationCard> = {
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
