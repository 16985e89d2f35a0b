import type { Context } from '../../stores.ts';
import { ownChat } from '../messaging/model/post.ts';
import { postToAll } from '../messaging/post.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { withoutParties } from './approverAudiences.ts';
import type { AccessRequest, Agreement } from './model/request.ts';

/** A delegate’s agreement is told to the DPO at once (policy 5.7). */
export async function notifyDpo(context: Context, request: AccessRequest, { by, terms }: Agreement): Promise<void> {
  const found = await findRecording(context, request, terms.recordingId);
  const told = context.practice.directory.dpo.filter((email) => email !== by).map(ownChat);
  const others = withoutParties(told, context.practice, request, found ? [found.recording] : [], context.now);
  await postToAll(context, request.id, 'delegate-agreed', others);
}
