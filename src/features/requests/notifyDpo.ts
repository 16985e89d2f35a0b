import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { postToAll } from '../messaging/post.ts';
import { findRecording } from '../recordings/findRecording.ts';
import type { ActDeps } from './actDeps.ts';
import { withoutParties } from './approverAudiences.ts';
import type { AccessRequest, Agreement } from './model/request.ts';

/** A delegate’s agreement is told to the DPO at once (policy 5.7). */
export async function tellDpo(
  stores: Stores,
  request: AccessRequest,
  { by, terms }: Agreement,
  deps: ActDeps,
  now: Instant,
): Promise<void> {
  const found = await findRecording(stores, request, terms.recordingId);
  const told = deps.practice.directory.dpo
    .filter((email) => email !== by)
    .map((email) => ({ kind: 'person', email }) as const);
  const others = withoutParties(told, deps.practice, request, found ? [found.recording] : [], now);
  await postToAll(stores, request.id, 'delegate-agreed', others, deps);
}
