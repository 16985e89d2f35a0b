import type { TargetKind, TargetOf } from '../../../kernel/target.ts';
import type { PostedCard } from './postedCard.ts';

/** What is known of an action before anybody presses it. */
export interface ActionSpec {
  /** What its button is about; `any` takes whatever the button names. */
  readonly about: TargetKind | 'any';
  /** It asks for something before it acts: a modal on Slack, on Teams the same card answered in place. */
  readonly form?: true;
  /** Slack shows what it replies in a modal, though nothing is asked. */
  readonly modal?: true;
  /** What it replies takes the place of the modal it was pressed in: the next page, the search once more. */
  readonly inPlace?: true;
  /** It raises something new: only in the person's own chat, and once for each copy of its form. */
  readonly raises?: true;
  /** It leads back from a card answered in place; on Slack the card it came from still stands. */
  readonly leadsBack?: true;
  /** It shows a card once more, so the card is shown though a copy of it stands in the chat. */
  readonly shows?: true;
  /** What it does that cannot be undone: Slack asks first, with this sentence. */
  readonly confirm?: string;
  /** The posted cards its button may stand on. */
  readonly standsOn?: readonly PostedCard[];
}

export type ActionSpecs = Readonly<Record<string, ActionSpec>>;

/** What a button or a form of an action may name: what the action is about. */
export type About<Spec extends ActionSpec> = Spec['about'] extends TargetKind
  ? TargetOf<Spec['about']>
  : TargetOf<TargetKind>;

/** Those actions of a feature that have a form. */
export type FormActions<Specs extends ActionSpecs> = {
  readonly [Name in keyof Specs & string]: Specs[Name] extends { readonly form: true } ? Name : never;
}[keyof Specs & string];

/** What is known of a command before anybody types it: the help card and both manifests are made of it. */
export interface CommandSpec {
  /** What it does, in the words of the platforms' menus. */
  readonly does: string;
  /** The same for the help card, where that says more; null where the card leaves the command out. */
  readonly help?: string | null;
  /** An example of what may be typed after it. */
  readonly hint?: string;
  /** The help card shows it to the DPO alone. */
  readonly forDpo?: true;
  /** Teams lists ten commands and no more: this one can be typed all the same. */
  readonly typedOnly?: true;
  /** Slack shows what it replies in a modal: a form, or a card where enough was typed. */
  readonly form?: true;
  /** It may be answered in a channel, since it tells of no call. */
  readonly inChannels?: true;
}

export type CommandSpecs = Readonly<Record<string, CommandSpec>>;
