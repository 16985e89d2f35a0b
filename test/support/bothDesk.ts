import { randomUUID } from 'node:crypto';
import { teamsChannelAddress } from '../../src/chat/teams/address.ts';
import type { Context } from '../../src/stores.ts';
import { buildUser, DANA, DAVID, NAMES, PRIYA, RITA, TOM } from '../builders.ts';
import { startTeamsConnector, TENANT, type TeamsConnector } from '../fakes/teamsConnector.ts';
import { type SlackDesk, type SlackDeskOptions, startSlackDesk } from './slackDesk.ts';
import { chatOf, type TeamsSender, teamsSender } from './teamsSender.ts';

const DIRECTORS_IN_TEAMS = 'channel-directors';

const userOf = (email: string): string => email.split('@')[0] ?? email;

export interface BothDesk extends SlackDesk {
  readonly connector: TeamsConnector;
  readonly teams: TeamsSender;
  readonly slackPeople: readonly string[];
  readonly teamsPeople: readonly string[];
  /** Lets somebody open the desk in Teams, so that it finds them there first. */
  meet(email: string): Promise<void>;
  /** Writes a word for a person, or a channel, into the outbox. */
  tell(to: string, word: string): Promise<void>;
  /** Orders what was told last to be drawn again. */
  tellAgain(): Promise<void>;
  /** Makes a post for a person that nobody has sent yet; gives its id. */
  postTo(context: Context, email: string, word?: string): Promise<string>;
  /** All that stands in somebody's Teams chat or in the directors' channel there. */
  inTeams(who: string): string;
  /** Reports a card payment, as its form does. */
  orderDeletion(
    email: string,
    values: Readonly<Record<string, string>>,
  ): ReturnType<SlackDesk['desk']['usecases']['orderDeletion']>;
}

/** The desk on both platforms: the directors' channel is on both, Rita and Tom use Teams, the others Slack. */
export async function startBothDesk(options: SlackDeskOptions = {}): Promise<BothDesk> {
  const people = [RITA, TOM, DANA, DAVID, PRIYA];
  const connector = await startTeamsConnector(
    people.map((email) => ({ id: userOf(email), name: NAMES[email] ?? email, email })),
  );
  const desk = await startSlackDesk({
    ...options,
    settings: { teams: { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: TENANT } },
  });
  const address = teamsChannelAddress({
    channelId: DIRECTORS_IN_TEAMS,
    tenantId: TENANT,
    bot: { id: 'bot', name: 'Recording Desk' },
    serviceUrl: connector.serviceUrl,
  });
  await desk.desk.uow.run(({ channels }) => channels.bind({ channel: 'directors', platform: 'teams', address }));
  const teams = teamsSender(desk.url, connector.serviceUrl);
  const meet = async (email: string): Promise<void> => {
    await teams.type(userOf(email), 'help');
    await desk.settled();
  };
  for (const email of [RITA, TOM]) await meet(email);
  let made = 0;
  let last = { to: '', postId: '' };
  const summaryOf = async (context: Context, word: string): Promise<string> => {
    made += 1;
    const id = `word-${made}`;
    const zone = context.practice.zone;
    await context.summaries.insert(id, context.now, {
      kind: 'reach-alarm',
      findings: [{ what: word, remedy: 'Nothing.' }],
      at: context.now,
      zone,
    });
    return id;
  };
  const postTo: BothDesk['postTo'] = async (context, email, word = 'A word') => {
    const id = context.ids.unique();
    await context.posts.insert({
      id,
      subject: await summaryOf(context, word),
      card: 'reach-alarm',
      urgent: false,
      audience: email === 'directors' ? { kind: 'channel', channel: 'directors' } : { kind: 'person', email },
      refs: [],
      word: false,
      unreached: null,
    });
    return id;
  };
  return {
    ...desk,
    connector,
    teams,
    slackPeople: [DANA, DAVID, PRIYA],
    teamsPeople: [RITA, TOM],
    meet,
    postTo,
    tell: (to, word) =>
      desk.desk.uow.run(async (context) => {
        const postId = await postTo(context, to, word);
        last = { to, postId };
        await context.outbox.enqueue(`told:${to}`, { kind: 'draw', postId });
      }),
    tellAgain: () =>
      desk.desk.uow.run(({ outbox }) => outbox.enqueue(`told:${last.to}`, { kind: 'draw', postId: last.postId })),
    inTeams: (who) =>
      JSON.stringify(connector.messages(who === 'directors' ? DIRECTORS_IN_TEAMS : chatOf(userOf(who)))),
    orderDeletion: async (email, values) => {
      const actor = await desk.desk.usecases.resolveActor(
        buildUser(email, { platform: 'teams', userId: `object-of-${userOf(email)}` }),
      );
      if (!actor.ok) throw new Error('Not staff');
      return desk.desk.usecases.orderDeletion({
        actor: actor.value,
        reason: 'card-payment',
        values,
        idempotencyKey: randomUUID(),
      });
    },
    stop: async () => {
      await desk.stop();
      await connector.stop();
    },
  };
}
