import type { webApi } from '@slack/bolt';
import { expect, it } from 'vitest';
import type { FinalReply } from '../../../src/chat/dispatch.ts';
import { openModal } from '../../../src/chat/slack/views.ts';
import { notice } from '../../../src/features/messaging/model/notice.ts';
import { createRecordingLog } from '../../support/recordingLog.ts';

const ANSWER: FinalReply = { kind: 'show', card: notice('good', 'Found', 'One call.') };

/** Presses a button in a view that lies where it is said to; gives what was asked of Slack. */
async function pressIn(
  below: { readonly root_view_id: string; readonly previous_view_id: string | null },
  refuses = false,
): Promise<readonly (readonly [string, string])[]> {
  const calls: [string, string][] = [];
  const call = (method: string) => async (args: unknown) => {
    calls.push([method, JSON.stringify(args)]);
    if (refuses && method !== 'update') throw new Error('push_limit_reached');
    return { view: { id: 'V9' } };
  };
  await openModal(
    {
      client: {
        views: { open: call('open'), push: call('push'), update: call('update') },
      } as unknown as webApi.WebClient,
      triggerId: 'T1',
      below: {
        id: 'V3',
        type: 'modal',
        ...below,
        ...{ title: { type: 'plain_text', text: 'Typed' }, blocks: [{ type: 'divider' }] },
      },
      log: createRecordingLog(),
      respond: async () => {},
    },
    async () => ANSWER,
  );
  return calls;
}

it('lays the second and the third view on the one before', async () => {
  expect((await pressIn({ root_view_id: 'V3', previous_view_id: null })).map(([method]) => method)).toEqual(['push']);
  expect((await pressIn({ root_view_id: 'V1', previous_view_id: 'V1' })).map(([method]) => method)).toEqual(['push']);
});

it('draws the fourth in place of the third, since Slack stacks three', async () => {
  const [[method, sent] = ['', '']] = await pressIn({ root_view_id: 'V1', previous_view_id: 'V2' });
  expect(method).toBe('update');
  expect(sent).toContain('"view_id":"V3"');
});

it('says in the open view that Slack refused the next, and leaves what stands in it', async () => {
  const calls = await pressIn({ root_view_id: 'V3', previous_view_id: null }, true);
  expect(calls.map(([method]) => method)).toEqual(['push', 'update']);
  expect(calls[1]?.[1]).toContain('Press or type it once more');
  expect(calls[1]?.[1]).toContain('"type":"divider"');
});
