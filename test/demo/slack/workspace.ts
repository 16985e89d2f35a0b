import type { KnownBlock, ModalView } from '@slack/types';
import { BOT_USER, startSlackEmulator } from './emulator.ts';

type Json = Readonly<Record<string, unknown>>;

export interface SlackPerson {
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

export type SlackView = Omit<Partial<ModalView>, 'blocks'> & {
  readonly id: string;
  readonly blocks: readonly KnownBlock[];
};

/** What was said in a conversation, or to one person alone. */
export interface SlackMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  readonly user?: string;
  readonly reply_count?: number;
  readonly isWhisper?: true;
}

/** What one person has before them beside the conversations, which the emulator keeps. */
export interface Seat extends SlackPerson {
  readonly id: string;
  /** Their own chat with the desk. */
  readonly chat: string;
  /** Modals, the one on top last. */
  views: readonly SlackView[];
  home: SlackView | null;
  /** What only they see, each in its conversation. */
  readonly whispers: { readonly channel: string; message: SlackMessage }[];
}

export type Workspace = Awaited<ReturnType<typeof startWorkspace>>;

/** An emulated workspace of these people, with a channel of the directors that only `director` and the desk are in. */
export async function startWorkspace(people: readonly SlackPerson[], director: SlackPerson) {
  const emulator = await startSlackEmulator({ people, channels: ['directors'] });
  const { api, apiAs, userIds } = emulator;
  const directors = emulator.channelIds.directors ?? '';
  const inDirectors = <T>(method: string, more = {}) =>
    apiAs<T>(director.email, method, { channel: directors, ...more });
  const { members } = await inDirectors<{ members: readonly string[] }>('conversations.members');
  for (const user of members) if (user !== userIds[director.email]) await inDirectors('conversations.kick', { user });
  await inDirectors('conversations.invite', { users: BOT_USER });
  const seats: Seat[] = [];
  for (const person of people) {
    const id = userIds[person.email] ?? '';
    const { channel } = await api<{ channel: { id: string } }>('conversations.open', { users: id });
    seats.push({ ...person, id, chat: channel.id, views: [], home: null, whispers: [] });
  }
  const triggers = new Map<string, Seat>();
  const whisper = ({ whispers }: Seat, channel: string, said: Pick<SlackMessage, 'text' | 'blocks'>): void => {
    whispers.push({ channel, message: { ...said, ts: `${Date.now() / 1000}`, isWhisper: true } });
  };
  return {
    ...emulator,
    directors,
    director,
    seats,
    whisper,
    /** A trigger of this person's, by which the desk may open a modal; on top of one when it is given. */
    begin: async (seat: Seat, viewId?: string): Promise<string> => {
      const trigger = await emulator.trigger(seat.id, viewId);
      triggers.set(trigger, seat);
      return trigger;
    },
    /** Takes note of what the desk has shown by a call that was taken: the emulator shows no views itself. */
    note: (method: string, body: Readonly<Record<string, string>>, answer: Json): void => {
      const view = answer.view as SlackView | undefined;
      const seat = triggers.get(body.trigger_id ?? '') ?? seats.find(({ id }) => id === (body.user_id ?? body.user));
      if (view && method === 'views.update')
        for (const each of seats) each.views = each.views.map((open) => (open.id === view.id ? view : open));
      if (seat && method === 'chat.postEphemeral')
        whisper(seat, body.channel ?? '', { text: body.text ?? '', blocks: JSON.parse(body.blocks ?? '[]') });
      if (!seat || !view) return;
      if (method === 'views.open') seat.views = [view];
      if (method === 'views.push') seat.views = [...seat.views, view];
      if (method === 'views.publish') seat.home = view;
    },
    /** All that somebody reads in a conversation, each thread below its beginning. */
    messages: async (channel: string, { whispers }: Seat): Promise<readonly SlackMessage[]> => {
      type Answer = { readonly messages: readonly SlackMessage[] };
      const { messages } = await api<Answer>('conversations.history', { channel, limit: '1000' });
      const threads = messages.map(async (first) => {
        if (!first.reply_count) return [first];
        return (await api<Answer>('conversations.replies', { channel, ts: first.ts, limit: '1000' })).messages;
      });
      const alone = whispers.filter((each) => each.channel === channel).map(({ message }) => [message]);
      return [...(await Promise.all(threads)), ...alone].sort(([a], [b]) => Number(a?.ts) - Number(b?.ts)).flat();
    },
  };
}
