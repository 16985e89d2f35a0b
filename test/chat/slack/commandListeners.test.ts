import { setTimeout } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { CardView } from '../../../src/chat/cards.ts';
import type { FinalReply } from '../../../src/chat/dispatch.ts';
import { registerCommands } from '../../../src/chat/slack/commandListeners.ts';
import type { ListenerDeps } from '../../../src/chat/slack/listenerDeps.ts';
import { formsOf } from '../../../src/features/messaging/reply.ts';
import { retentionActions } from '../../../src/features/retention/model/actions.ts';
import { ok } from '../../../src/kernel/result.ts';
import { NEW } from '../../../src/kernel/target.ts';
import { EMPTY_FORM } from '../../cards/sampleRequests.ts';
import { createRecordingLog } from '../../support/recordingLog.ts';

type Handler = (args: Record<string, unknown>) => Promise<void>;

const DELETING: CardView = { kind: 'notice', tone: 'good', title: 'The call is being deleted', text: 'On 204.' };

const FORM: FinalReply = {
  ...formsOf(retentionActions)('card-payment', NEW),
  card: {
    kind: 'order-form',
    reason: 'card-payment',
    form: EMPTY_FORM,
    earliest: '2026-10-24',
    today: '2026-11-23',
    orderMinutes: 10,
    unrecordedLine: null,
    preview: null,
    whence: null,
    zone: 'Europe/London',
  },
};

/** Types a command at a Slack that loses the modal at this step; gives what was shown and what was said in the chat. */
async function type(command: string, answer: FinalReply, lostAt?: 'open' | 'update', takesMs = 0) {
  const handlers = new Map<string, Handler>();
  const app = { command: (name: string, handler: Handler) => void handlers.set(name, handler), shortcut: () => {} };
  const modals: string[] = [];
  const said: string[] = [];
  const view = (step: 'open' | 'update') => async (args: { view: unknown }) => {
    if (lostAt === step) throw new Error('expired_trigger_id');
    modals.push(JSON.stringify(args.view));
    return { view: { id: 'V1' } };
  };
  let asked = 0;
  const answering = async (): Promise<FinalReply> => {
    asked += 1;
    if (takesMs > 0) await setTimeout(takesMs);
    return answer;
  };
  registerCommands(
    app as unknown as App,
    {
      dispatch: { command: answering },
      whoActs: async () => ok({}),
      isNew: async () => true,
      log: createRecordingLog(),
      zone: 'Europe/London',
    } as unknown as ListenerDeps,
  );
  await handlers.get(command)?.({
    ack: async () => {},
    body: { trigger_id: 'T1', user_id: 'U1', text: '' },
    client: { views: { open: view('open'), update: view('update') } },
    respond: async (message: unknown) => void said.push(JSON.stringify(message)),
  });
  return { modals, said, asked };
}

/** Longer than an answer that is shown at once takes. */
const SLOW_MS = 900;

describe.each(['/card-payment', '/unrecorded-line'])('%s', (command) => {
  it('opens the form in one call', async () => {
    const { modals, said } = await type(command, FORM);
    expect(modals).toHaveLength(1);
    expect(modals[0]).toContain('"callback_id":"card-payment"');
    expect(said).toEqual([]);
  });

  it('opens a light modal while the answer takes its time, and fills it', async () => {
    const { modals } = await type(command, FORM, undefined, SLOW_MS);
    expect(modals).toHaveLength(2);
    expect(modals[0]).toContain('One moment');
    expect(modals[1]).toContain('"callback_id":"card-payment"');
  });

  it('shows in the modal what the desk did, when what was typed was enough', async () => {
    const { modals } = await type(command, { kind: 'show', card: DELETING });
    expect(modals[0]).toContain('The call is being deleted');
    expect(modals[0]).not.toContain('"submit"');
  });

  it.each([
    { lost: 'open', takesMs: 0 },
    { lost: 'update', takesMs: SLOW_MS },
  ] as const)('acts all the same when the modal is lost at $lost, and says in the chat what it did', async ({
    lost,
    takesMs,
  }) => {
    const { said, asked } = await type(command, { kind: 'show', card: DELETING }, lost, takesMs);
    expect(asked).toBe(1);
    expect(said.join()).toContain('The call is being deleted');
    expect(said.join()).not.toContain('nothing was changed');
  });

  it('puts a button in the chat that opens the form, when it was the form that is lost', async () => {
    const { said } = await type(command, FORM, 'open');
    expect(said.join()).toContain('Answer and send');
  });
});
