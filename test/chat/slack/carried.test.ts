import { describe, expect, it } from 'vitest';
import { decodeCarried, encodeCarried } from '../../../src/chat/slack/carried.ts';
import { SLACK_LIMITS } from '../../../src/chat/slack/limits.ts';
import { parsePlace, pressedMessage } from '../../../src/chat/slack/parse.ts';
import { SHORTENED } from '../../../src/platform/cards/literalText.ts';

const MOST = SLACK_LIMITS.buttonValue;

const carried = (values: Readonly<Record<string, string>>) => {
  const text = encodeCarried({ id: 'new', values }, MOST);
  return { text, values: decodeCarried(text, 'new').values };
};

describe('what a Slack button carries', () => {
  it('is whole as long as it fits', () => {
    const reason = 'A reason, said “twice”.\n'.repeat(60);
    expect(carried({ reason, time: '15:10' }).values).toEqual({ reason, time: '15:10' });
  });

  it.each([
    'A long story. ',
    '"',
    'a\n',
    '🐕',
  ])('keeps the beginning of what is too long (%j), and all else', (piece) => {
    const reason = piece.repeat(5_000);
    const { text, values } = carried({ reason, time: '15:10' });
    expect(text.length).toBeLessThanOrEqual(MOST);
    expect(values.time).toBe('15:10');
    expect(values.reason?.startsWith(piece) && values.reason.endsWith(SHORTENED)).toBe(true);
  });

  it.each([
    'new\npress\n{"reason":7,"time":"15:10"}',
    'new\npress\nnonsense',
    '\n\n[]',
    '',
  ])('is read as texts alone, whatever comes back (%j)', (text) => {
    const { values } = decodeCarried(text, 'new');
    expect(Object.values(values).every((value) => typeof value === 'string')).toBe(true);
    expect(values.reason).toBeUndefined();
  });
});

describe('the message that a button stands on', () => {
  it('is known where only one person sees it, so that it counts once, but is no place of a card', () => {
    const body = { channel: { id: 'C1' }, container: { is_ephemeral: true, message_ts: '7.1' } };
    expect(pressedMessage(body)).toBe('7.1');
    expect(parsePlace(body)).toBeUndefined();
    expect(pressedMessage({ channel: { id: 'C1' }, message: { ts: '7.2' } })).toBe('7.2');
  });
});
