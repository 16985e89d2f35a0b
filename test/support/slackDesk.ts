import type { Post } from '../../src/features/messaging/model/post.ts';
import { buildChangeablePractice, RITA } from '../builders.ts';
import { startTestDesk, type TestDesk, type TestDeskOptions } from './desk.ts';
import type { StoredCall } from './recordings.ts';
import { type Sent, startTestSlack, type TestSlack } from './slack.ts';
import { buttonsOf, type SlackMessage, type SlackView, wordsOf } from './slackShapes.ts';
import { until } from './until.ts';
import { buildWav, expectedSamples, type WavRecipe } from './wav.ts';

/** Twenty seconds of noise that differs everywhere, so that a part heard shows where it was cut. */
export const NOISE: WavRecipe = {
  codec: 'mulaw',
  durationMs: 20_000,
  sampleAt: (frame) => ((frame * 7919) % 20_011) - 10_000,
};

/** The 16-bit samples of that noise between two moments. */
export const noiseBetween = (fromMs: number, toMs: number): readonly number[] =>
  expectedSamples(NOISE).slice(fromMs * 8, toMs * 8);

/** Yesterday's call, as 3CX names it: from outside to Rita's extension's neighbour. */
export const CALL: StoredCall = {
  name: '210/[Mrs Alder]_01632960123-210_20261123151000(7001).wav',
  wav: buildWav(NOISE),
};

/** A request form filled in well for that call. */
export const FILLED: Readonly<Record<string, string>> = {
  purpose: 'complaint',
  reason: 'The client says that we quoted less.',
  date: '2026-11-23',
  time: '15:10',
  extension: '210',
  number: '01632 960123',
  parties: 'Mrs Alder',
};

interface StandingCard {
  readonly post: Post;
  readonly message: SlackMessage;
}

export interface SlackDesk extends TestDesk {
  readonly slack: TestSlack;
  /**
   * Opens the request form as this person and sends it filled in. Gives the request's id once all its cards
   * are posted.
   */
  ask(email: string, changes?: Readonly<Record<string, string>>): Promise<string>;
  /** Types a command that opens a form, and sends the form filled in. */
  fill(email: string, command: string, typed: Readonly<Record<string, string>>): Promise<Sent>;
  /** Every copy of every card about a request, as Slack shows it now. */
  cards(subject: string): Promise<readonly StandingCard[]>;
  /** The newest card of a kind; for one audience, when told. */
  card(subject: string, kind: Post['card'], audience?: string): Promise<SlackMessage>;
  /** What was said beside a card to somebody, or in a channel, in the order in which it was. */
  told(subject: string, audience: string): Promise<readonly string[]>;
  /** Presses a button that opens a second step. */
  open(email: string, message: SlackMessage, button: string): Promise<SlackView>;
  /** Presses Approve on a card and sends the second step. */
  approve(email: string, message: SlackMessage, typed?: Readonly<Record<string, string>>): Promise<Sent>;
  /** Presses a button and gives the message that only the person who pressed it can read. */
  hearBack(email: string, message: SlackMessage, button: string): Promise<string>;
  /** Presses Listen and gives the link. */
  listen(email: string, subject: string): Promise<string>;
}

export interface SlackDeskOptions extends TestDeskOptions {
  readonly socketMode?: boolean;
  /** False when no channel is bound at the start. */
  readonly bound?: boolean;
  readonly practiceFile?: Readonly<Record<string, unknown>>;
}

/** The desk with Slack before it and storage behind it. */
export async function startSlackDesk(options: SlackDeskOptions = {}): Promise<SlackDesk> {
  const { socketMode = false, bound = true, practiceFile = {}, ...rest } = options;
  const slack = await startTestSlack({ socketMode });
  const test = await startTestDesk({
    calls: [CALL],
    practice: buildChangeablePractice(practiceFile),
    ...rest,
    settings: {
      slack: slack.settings,
      channels: bound
        ? (['directors', 'dpo'] as const).map((channel) => ({
            channel,
            platform: 'slack' as const,
            address: slack.emulator.channelIds[channel],
          }))
        : [],
      ...rest.settings,
    },
  });
  slack.connect(test.url);
  return withActs(test, slack);
}

function withActs(test: TestDesk, slack: TestSlack): SlackDesk {
  const desk: SlackDesk = {
    ...test,
    slack,
    fill: async (email, command, typed) => {
      await slack.command(email, command);
      return slack.submit(email, await unfolded(slack, email, await slack.modal(email), typed), typed);
    },
    ask: async (email, changes = {}) => {
      const sent = await desk.fill(email, '/request-recording', { ...FILLED, ...changes });
      const id = sent.kind === 'view' ? /R-[0-9A-Z]{7}/.exec(wordsOf(sent.view))?.[0] : undefined;
      if (!id) throw new Error(`The request was not taken: ${JSON.stringify(sent)}`);
      await test.settled();
      return id;
    },
    cards: async (subject) => {
      const posts = await test.desk.uow.read((stores) => stores.posts.findBySubject(subject));
      const standing: StandingCard[] = [];
      for (const post of posts)
        for (const ref of post.refs.filter(({ platform }) => platform === 'slack')) {
          const message = (await slack.messages(ref.conversation)).find(({ ts }) => ts === ref.messageId);
          if (message) standing.push({ post, message });
        }
      return standing.sort((a, b) => (a.message.ts < b.message.ts ? -1 : 1));
    },
    card: (subject, kind, audience) =>
      until(`a card ${kind} of ${subject}`, async () => {
        const cards = await desk.cards(subject);
        return cards.findLast(
          ({ post }) => !post.word && post.card === kind && (audience === undefined || audienceOf(post) === audience),
        )?.message;
      }),
    told: async (subject, audience) =>
      (await desk.cards(subject))
        .filter(({ post }) => post.word && audienceOf(post) === audience)
        .map(({ message }) => wordsOf(message)),
    open: async (email, message, button) => {
      await slack.press(email, message, button);
      return slack.modal(email);
    },
    approve: async (email, message, typed = {}) => {
      const sent = await slack.submit(email, await desk.open(email, message, 'Approve'), typed);
      await test.settled();
      return sent;
    },
    hearBack: async (email, message, button) => {
      await slack.press(email, message, button);
      return wordsOf(await slack.whisper(email));
    },
    listen: async (email, subject) => {
      await slack.press(email, await desk.card(subject, 'requester', email), 'listen');
      const link = buttonsOf(await slack.whisper(email)).find(({ url }) => url)?.url;
      if (!link) throw new Error('No link came');
      return link;
    },
    stop: async () => {
      await test.stop();
      await slack.stop();
    },
  };
  return desk;
}

/** The form with every input that is typed in: what a purpose needs comes when it is chosen, a span when it is asked for. */
async function unfolded(
  slack: TestSlack,
  email: string,
  form: SlackView,
  typed: Readonly<Record<string, string>>,
): Promise<SlackView> {
  const has = (view: SlackView, input: string): boolean => view.blocks.some(({ block_id: id }) => id === input);
  const known = (view: SlackView) => Object.fromEntries(Object.entries(typed).filter(([input]) => has(view, input)));
  let view = form;
  if (typed.purpose && form.callback_id === 'request') view = await slack.choose(email, view, 'purpose', known(view));
  if (('dateTo' in typed || 'timeTo' in typed) && !has(view, 'dateTo')) {
    await slack.pressInView(email, view, 'request', known(view));
    view = await slack.redrawn(email, view);
  }
  return view;
}

const audienceOf = ({ audience }: Post): string => (audience.kind === 'person' ? audience.email : audience.channel);

/** A released request of Rita's, agreed to by this director, from 0:02 to 0:05 unless told. */
export async function released(
  desk: SlackDesk,
  director: string,
  typed: Readonly<Record<string, string>> = { from: '0:02', to: '0:05' },
): Promise<string> {
  const id = await desk.ask(RITA);
  await desk.approve(director, await desk.card(id, 'approver'), typed);
  return id;
}
