import type { ActionsBlock, Button } from '@slack/types';
import type { CardAction, ExecuteAction } from '../../platform/cards/adaptiveCard.ts';
import { shorten } from '../../platform/cards/literalText.ts';
import { type Action, isAction, specOf } from '../actions.ts';
import { encodeCarried } from './carried.ts';
import { SLACK_LIMITS, within } from './limits.ts';
import { plain } from './richText.ts';

/** A link's button tells Slack nothing the desk needs; its clicks are acknowledged and left. */
const LINK_ACTION = 'open-url';

/** The action in an action id made here (`listen`, `listen:2`), or null for a link or a stranger's id. */
export function parseActionId(actionId: string): Action | null {
  const name = actionId.replace(/:\d+$/, '');
  return isAction(name) ? name : null;
}

/** Gives each action id once in a message: the second `listen` is `listen:2`. */
export function uniqueIds(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}:${count}`;
  };
}

const leadsBack = (name: string): boolean => isAction(name) && specOf(name).leadsBack === true;

/** Buttons in rows Slack takes. The value of a button is what it is about, and nothing else. */
export function actionsBlocks(
  actions: readonly CardAction[],
  unique: (name: string) => string,
): readonly ActionsBlock[] {
  // A card answered in place needs a way back; on Slack the card it came from still stands.
  const shown = actions.filter((action) => action.type !== 'Action.Execute' || !leadsBack(action.verb));
  const buttons = shown.map((action) => button(action, unique));
  const rows = Math.ceil(buttons.length / SLACK_LIMITS.actionsInBlock);
  return Array.from({ length: rows }, (_, index) => ({
    type: 'actions',
    elements: buttons.slice(index * SLACK_LIMITS.actionsInBlock, (index + 1) * SLACK_LIMITS.actionsInBlock),
  }));
}

function button(action: CardAction, unique: (name: string) => string): Button {
  const text = plain(action.title, 'buttonText');
  switch (action.type) {
    case 'Action.Execute':
      return {
        type: 'button',
        action_id: within('actionId', unique(action.verb)),
        text,
        value: within('buttonValue', encodeCarried(action.data, SLACK_LIMITS.buttonValue)),
        ...(action.tooltip === undefined
          ? {}
          : { accessibility_label: shorten(action.tooltip, SLACK_LIMITS.buttonText) }),
        ...confirmed(action),
        ...styled(action.style),
      };
    case 'Action.OpenUrl':
      return {
        type: 'button',
        action_id: unique(LINK_ACTION),
        text,
        url: within('buttonUrl', action.url),
        ...styled(action.style),
      };
  }
}

const styled = (style: CardAction['style'] | 'destructive'): { style?: 'primary' | 'danger' } =>
  style === 'positive' ? { style: 'primary' } : style === 'destructive' ? { style: 'danger' } : {};

/** What cannot be undone is asked once more. */
function confirmed({ verb, title }: ExecuteAction): Pick<Button, 'confirm'> {
  const says = isAction(verb) ? specOf(verb).confirm : undefined;
  if (says === undefined) return {};
  const text = (words: string) => plain(words, 'confirmText');
  return {
    confirm: {
      title: plain(title, 'confirmTitle'),
      text: text(says),
      confirm: plain(title, 'confirmButton'),
      deny: plain('Cancel', 'confirmButton'),
      style: 'danger',
    },
  };
}
