import { setTimeout as sleep } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import type { AdaptiveCard } from '../../../platform/cards/adaptiveCard.ts';
import { chartOn, type SlackMessage, toMessage } from '../blocks.ts';
import type { ChartFiles } from './files.ts';

/** Before each try to show a picture: Slack looks files over, for about a second, and refuses them until then. */
const WAITS_MS = [0, 1_000, 2_000, 4_000];

export interface ChartSending {
  readonly files: ChartFiles;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** A card with its message for Slack: a chart on it is in words there. */
export interface DrawnMessage {
  readonly card: AdaptiveCard;
  readonly message: SlackMessage;
}

/**
 * Sends a card with its chart as a picture, or in words where Slack does not take that after a few tries. It waits here,
 * and not in the outbox: what Slack refuses is not there, so trying again doubles nothing, and after seven seconds the
 * report goes out whatever becomes of its picture. A file shared into the channel would stand beside the report, at a
 * time of Slack's choosing, and no redrawing would ever reach it.
 */
export async function sendCard<T>(
  { card, message: inWords }: DrawnMessage,
  { files, pause = sleep }: ChartSending,
  send: (message: SlackMessage) => Promise<T>,
): Promise<T> {
  const chart = chartOn(card);
  const picture = chart ? await files.idOf(chart) : null;
  if (!chart || picture === null) return send(inWords);
  for (const wait of WAITS_MS) {
    if (wait > 0) await pause(wait);
    try {
      return await send(toMessage(card, picture));
    } catch (error) {
      if (!refusesPicture(error)) throw error;
    }
  }
  files.forget(chart);
  return send(inWords);
}

/** Slack says no more than that the blocks are invalid; whether it was the picture shows when they are sent without. */
const refusesPicture = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && /block|file/.test(error.data.error);
