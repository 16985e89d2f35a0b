import { type Acknowledged, deliverSigned, type Envelope } from '../demo/slack/signed.ts';
import type { SlackSocket } from '../fakes/slackSocket.ts';

export interface Sender {
  deliver(type: Envelope, payload: Readonly<Record<string, unknown>>): Promise<Acknowledged>;
}

export const overHttp = (events: () => string, secret: string): Sender => ({
  deliver: (type, payload) => deliverSigned(events(), secret, type, payload),
});

export const overSocket = (socket: SlackSocket): Sender => ({
  deliver: async (type, payload) => ({ status: 200, body: await socket.deliver(type, payload) }),
});
