import type { AdaptiveCard } from '../../platform/cards/adaptiveCard.ts';
import { shorten } from '../../platform/cards/literalText.ts';
import { inRows } from '../../platform/cards/rows.ts';

/** What Teams refuses beyond, or does not show: one table. */
export const TEAMS_LIMITS = {
  /** A message with its card, as UTF-8 JSON. Teams states about 28 KB; the rest is the envelope's. */
  cardBytes: 26 * 1024,
  /** Buttons below a card; the rest would hide behind a menu. */
  actions: 6,
  /** People a card may be refreshed for. */
  refreshUserIds: 60,
} as const;

/** The texts of text blocks, runs and facts, and what is read out. */
const CUT: readonly string[] = ['text', 'value', 'speak'];

/** Texts shorter than this are left whole. */
const SHORT_ENOUGH = 200;

const bytesOf = (card: unknown): number => Buffer.byteLength(JSON.stringify(card), 'utf8');

/**
 * The card within what Teams takes: the longest texts are cut visibly. What somebody is typing in an input is
 * never cut. Throws when the card is too large all the same, or has too many buttons.
 */
export function withinTeamsLimits(card: AdaptiveCard): AdaptiveCard {
  if ((card.actions?.length ?? 0) > TEAMS_LIMITS.actions)
    throw new Error(`Teams shows at most ${TEAMS_LIMITS.actions} buttons; this card has ${card.actions?.length}`);
  let fitted = card;
  for (let longest = 4000; bytesOf(fitted) > TEAMS_LIMITS.cardBytes; longest = Math.floor(longest * 0.8)) {
    if (longest < SHORT_ENOUGH)
      throw new Error(`Teams takes at most ${TEAMS_LIMITS.cardBytes} bytes; this card has ${bytesOf(fitted)}`);
    fitted = cutTexts(card, longest) as AdaptiveCard;
  }
  return fitted;
}

/**
 * The card as Teams gets it: buttons that a telephone would cut off stand in rows below the rest. Where a button draws
 * the form anew with what stands in it, no empty input may keep the client from sending that: the desk asks for it.
 */
export function forTeams(card: AdaptiveCard): AdaptiveCard {
  const isRedrawn = (card.actions ?? []).some(
    (action) => action.type === 'Action.Execute' && !action.data.submit && action.associatedInputs === 'auto',
  );
  const fitted = withinTeamsLimits(isRedrawn ? withoutRequired(card) : card);
  const rows = inRows(fitted.actions ?? []);
  if (rows.length < 2) return fitted;
  return {
    ...fitted,
    body: [...fitted.body, ...rows.map((actions) => ({ type: 'ActionSet' as const, actions }))],
    actions: [],
  };
}

const withoutRequired = (card: AdaptiveCard): AdaptiveCard =>
  JSON.parse(JSON.stringify(card, (key, value) => (key === 'isRequired' ? undefined : value)));

function cutTexts(node: unknown, longest: number): unknown {
  if (Array.isArray(node)) return node.map((item) => cutTexts(item, longest));
  if (typeof node !== 'object' || node === null) return node;
  const part = node as Record<string, unknown>;
  const isInput = typeof part.type === 'string' && part.type.startsWith('Input.');
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      typeof value === 'string' && !isInput && CUT.includes(key)
        ? cutEscaped(value, longest)
        : cutTexts(value, longest),
    ]),
  );
}

/** An escape is not cut in half. */
const cutEscaped = (text: string, longest: number): string =>
  shorten(text, longest).replace(/\\(?=… \(shortened\)$)/, '');
