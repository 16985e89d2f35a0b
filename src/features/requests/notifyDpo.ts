import type { Context } from '../../stores.ts';
import type { Audience } from '../messaging/model/post.ts';
import { postToAll } from '../messaging/post.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { oversightAudiences } from './approverAudiences.ts';
import type { AccessRequest, Agreement } from './model/request.ts';

/** A delegate’s agreement is told to the DPO at once (policy 5.7). */
export async function notifyDpo(context: Context, request: AccessRequest, { by, terms }: Agreement): Promise<void> {
  const { dpo, dpoDelegates } = (await context.practiceNow()).directory;
  const isDelegate = (email: string) => !dpo.includes(email) && dpoDelegates.some((each) => each.email === email);
  const found = await findRecording(context, request, terms.recordingId);
  const overseers = await oversightAudiences(context, request, found ? [found.recording] : []);
  const isTold = (each: Audience) => each.kind === 'person' && each.email !== by && !isDelegate(each.email);
  await postToAll(context, request.id, 'delegate-agreed', overseers.filter(isTold));
}
