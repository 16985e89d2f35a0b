import { dateIn } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { Audience } from '../messaging/model/post.ts';
import { postToAll, queueKeyOf } from '../messaging/post.ts';
import { dpoAudiences, managerAudiences } from '../people/audiences.ts';

/** Something that keeps the desk from its work, or from telling people what they must know. */
export interface Trouble {
  /** The card's title, where it is not that messages do not arrive. */
  readonly title?: string;
  /** What that means, where it is not that the desk cannot do its work. */
  readonly status?: string;
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** What to do, in a sentence. */
  readonly remedy: string;
}

/** Tells the DPO and the managers, and others where told, once a day about one thing. True when it is news. */
export async function tellTrouble(
  context: Context,
  about: string,
  trouble: Trouble,
  also: readonly Audience[] = [],
): Promise<boolean> {
  const { now, practice, summaries } = context;
  const { title, status, ...finding } = trouble;
  const id = `reach-${about}-${dateIn(now, practice.zone)}`;
  if (await summaries.find(id)) return false;
  await summaries.insert(id, now, {
    kind: 'reach-alarm',
    ...(title === undefined ? {} : { title }),
    ...(status === undefined ? {} : { status }),
    findings: [finding],
    at: now,
    zone: practice.zone,
  });
  const told = [...(await dpoAudiences(context)), ...(await managerAudiences(context)), ...also];
  const each = [...new Map(told.map((audience) => [queueKeyOf(audience), audience])).values()];
  await postToAll(context, id, 'reach-alarm', each);
  await context.recordAudit('desk', { action: 'reach.alarm', subject: id, outcome: 'alarm' });
  return true;
}
