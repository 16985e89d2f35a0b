import { caseCommands, searchCommands } from '../features/cases/model/actions.ts';
import { homeCommands } from '../features/home/model/actions.ts';
import type { CommandSpec } from '../features/messaging/model/actions.ts';
import { delegationCommands } from '../features/people/model/actions.ts';
import { registerCommands } from '../features/register/model/actions.ts';
import { requestCommands } from '../features/requests/model/actions.ts';
import { orderCommands } from '../features/retention/model/actions.ts';

const { 'recording-desk': desk, ...help } = homeCommands;

/** Every command, in the order in which people read of them. */
export const COMMANDS = {
  'recording-desk': desk,
  ...requestCommands,
  ...orderCommands,
  ...caseCommands,
  ...searchCommands,
  ...registerCommands,
  ...delegationCommands,
  ...help,
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type Command = keyof typeof COMMANDS;

export const isCommand = (name: string | undefined): name is Command =>
  name !== undefined && Object.hasOwn(COMMANDS, name);
