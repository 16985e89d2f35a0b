import type { Deps } from '../../stores.ts';
import type { CommandSpecs } from '../messaging/model/actions.ts';
import { type ActionHandlers, type CommandHandlers, type Reply, show } from '../messaging/reply.ts';
import type { Actor } from '../people/actor.ts';
import { mayActAsDpo, mayDecide } from '../people/model/person.ts';
import type { HomeCard } from './cards/views.ts';
import type { LoadHome } from './loadHome.ts';
import type { homeActions, homeCommands } from './model/actions.ts';

export interface HomeHandlerDeps extends Pick<Deps, 'practice'> {
  readonly commands: CommandSpecs;
  readonly loadHome: LoadHome;
}

/** What is replied to whoever opens the desk, or asks what it can do. */
export function createHomeHandlers({ loadHome, practice, commands }: HomeHandlerDeps) {
  const home = async (actor: Actor, page: number): Promise<Reply<HomeCard>> =>
    show({ kind: 'home', view: await loadHome(actor), page });

  const help = (_text: string, actor: Actor): Reply<HomeCard> =>
    show({
      kind: 'help',
      practiceName: practice.name,
      commands,
      isApprover: mayDecide(actor),
      isDpo: mayActAsDpo(actor),
      policyUrl: practice.policyUrl,
    });

  const actions: ActionHandlers<typeof homeActions, HomeCard> = {
    home: ({ target, actor }) => home(actor, target.page),
  };
  const handlers: CommandHandlers<typeof homeCommands, HomeCard> = {
    'recording-desk': (_text, actor) => home(actor, 1),
    'recordings-help': help,
    'recording-policy': help,
  };
  return { actions, commands: handlers };
}
