import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The practice's own tenant. */
export const TENANT = 'tenant-of-the-practice';

export interface SentActivity {
  readonly conversation: string;
  readonly id: string;
  readonly card:
    | { readonly body: unknown; readonly actions?: readonly { verb?: string; data?: { id?: string } }[] }
    | undefined;
  readonly text: string;
}

/** Somebody on the roster; what is not told is as for a member of the practice's own tenant. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly userPrincipalName?: string;
  readonly aadObjectId?: string;
  readonly tenantId?: string;
  readonly userRole?: string;
}

interface RefusalDetail {
  readonly headers?: Record<string, string>;
  readonly holding?: string;
  /** The connector's own word; `Refused` unless told. */
  readonly code?: string;
}

export interface TeamsConnector {
  readonly serviceUrl: string;
  /** The messages of a conversation as Teams shows them now, the oldest first. */
  messages(conversation: string): readonly SentActivity[];
  /** Every send and change, in order. */
  readonly calls: readonly { readonly method: string; readonly conversation: string }[];
  /**
   * Answers the next calls about a conversation with this status; of those alone that hold a word, when one is told.
   */
  refuse(conversation: string, status: number, times: number, more?: RefusalDetail): void;
  /** Takes the next message of a conversation, and loses the answer. */
  loseAnswer(conversation: string): void;
  /** Puts somebody on the roster, or changes what it says of them. */
  put(member: Member): void;
  /** Takes somebody off the roster. */
  remove(id: string): void;
  /** Deletes a message, as an administrator does. */
  delete(conversation: string, id: string): void;
  /** Takes every call about a conversation from now on, and never answers. */
  hang(): void;
  /** How many it has taken since. */
  hanging(): number;
  stop(): Promise<void>;
}

/**
 * The Bot Connector as the desk uses it, for what the playground cannot do: refusing. It knows conversations
 * and members, gives ids, and refuses what Teams refuses: unknown members, messages that are not there, cards
 * too large.
 */
export async function startTeamsConnector(people: readonly Member[]): Promise<TeamsConnector> {
  const members = new Map(people.map((member) => [member.id, member]));
  const messages = new Map<string, SentActivity[]>();
  const refusals: (RefusalDetail & { conversation: string; status: number; times: number })[] = [];
  const lost = new Set<string>();
  const calls: { method: string; conversation: string }[] = [];
  let counter = 0;
  let isHanging = false;
  let hanging = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readText(request);
    const [, conversation = '', what = '', id = ''] =
      /^\/v3\/conversations\/([^/]+)(?:\/(activities|members))?(?:\/([^/?]+))?/
        .exec(request.url ?? '')
        ?.map(decodeURIComponent) ?? [];
    const answer = (status: number, value: unknown = {}, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
    };
    if (what === 'members') {
      const member = members.get(id);
      return member
        ? answer(200, {
            userPrincipalName: member.email,
            aadObjectId: `object-of-${id}`,
            tenantId: TENANT,
            userRole: 'user',
            ...member,
          })
        : answer(404, { error: { code: 'MemberNotFoundInConversation' } });
    }
    if (isHanging) {
      hanging += 1;
      return;
    }
    const refusal = refusals.find(
      (r) => r.conversation === conversation && r.times > 0 && body.includes(r.holding ?? ''),
    );
    if (refusal) {
      refusal.times -= 1;
      return answer(refusal.status, { error: { code: refusal.code ?? 'Refused' } }, refusal.headers);
    }
    if (Buffer.byteLength(body) > 40 * 1024) return answer(413, { error: { code: 'MessageSizeTooBig' } });
    calls.push({ method: request.method ?? '', conversation });
    const stored = messages.get(conversation) ?? [];
    const sent = activityOf(conversation, body, id);
    if (request.method === 'POST') {
      counter += 1;
      const made = { ...sent, id: `message-${counter}` };
      messages.set(conversation, [...stored, made]);
      if (lost.delete(conversation)) return void request.socket.destroy();
      return answer(201, { id: made.id });
    }
    if (request.method === 'PUT' && stored.some((m) => m.id === id)) {
      messages.set(
        conversation,
        stored.map((m) => (m.id === id ? sent : m)),
      );
      return answer(200, { id });
    }
    return answer(404, { error: { code: 'ActivityNotFoundInConversation' } });
  };

  const server: Server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    messages: (conversation) => messages.get(conversation) ?? [],
    calls,
    refuse: (conversation, status, times, more = {}) => void refusals.push({ conversation, status, times, ...more }),
    put: (member) => void members.set(member.id, member),
    remove: (id) => void members.delete(id),
    loseAnswer: (conversation) => void lost.add(conversation),
    delete: (conversation, id) =>
      void messages.set(
        conversation,
        (messages.get(conversation) ?? []).filter((each) => each.id !== id),
      ),
    hang: () => {
      isHanging = true;
    },
    hanging: () => hanging,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function activityOf(conversation: string, body: string, id: string): SentActivity {
  const activity = JSON.parse(body || '{}') as {
    text?: string;
    attachments?: readonly { content?: SentActivity['card'] }[];
  };
  return { conversation, id, card: activity.attachments?.[0]?.content, text: JSON.stringify(activity) };
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
