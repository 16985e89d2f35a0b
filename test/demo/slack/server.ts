import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { SlackAccess } from '../../../src/chat/slack/access.ts';
import { isLoopback } from '../../../src/kernel/loopback.ts';
import { Html, html } from '../../../src/platform/http/html.ts';
import { createSlackActs } from './acts.ts';
import { BOT_TOKEN } from './emulator.ts';
import { shownTo } from './markup.ts';
import { type SlackPerson, startWorkspace, type Workspace } from './workspace.ts';

type Json = Readonly<Record<string, unknown>>;

export type SlackClient = Awaited<ReturnType<typeof startSlackClient>>;

/** A small Slack-like client on loopback, pressed for real: what people do is sent to the desk signed, as Slack does. */
export async function startSlackClient(people: readonly SlackPerson[], director: SlackPerson, deskPort: number) {
  const secret = randomUUID();
  const workspace = await startWorkspace(people, director);
  const own = { url: '' };
  const acts = createSlackActs({
    workspace,
    secret,
    eventsUrl: `http://127.0.0.1:${deskPort}/slack/events`,
    responseUrl: (token) => `${own.url}/response/${token}`,
  });
  const answer = async (request: IncomingMessage): Promise<string | Json> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', own.url);
    const [, first, second = ''] = pathname.split('/');
    const raw = await bodyOf(request);
    if (first === 'api') return passOn(workspace, request, second, raw);
    if (first === 'response') {
      await acts.respond(second, JSON.parse(raw.toString()));
      return 'ok';
    }
    const seat = workspace.seats.find(({ email }) => email === searchParams.get('as'));
    if (!seat) return pageOf(workspace);
    return isOwn(request) ? acts.act(seat, JSON.parse(raw.toString())) : shownTo(seat, workspace);
  };
  const server = createServer(async (request, response) => {
    const said = await answer(request).catch(() => undefined);
    const type = typeof said === 'string' ? 'text/html; charset=utf-8' : 'application/json';
    response.writeHead(said === undefined ? 500 : 200, { 'content-type': type, 'cache-control': 'no-store' });
    response.end(typeof said === 'string' ? said : JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  own.url = `http://127.0.0.1:${port}`;
  const access: SlackAccess = {
    botToken: BOT_TOKEN,
    signingSecret: secret,
    appToken: null,
    apiUrl: `${own.url}/api/`,
    gapMs: 0,
  };
  return {
    url: `http://localhost:${port}/`,
    /** How the desk signs in to it. */
    access,
    workspace,
    stop: async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
      await workspace.stop();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes the desk's call on to the emulator, and takes note of what came of it. */
async function passOn(workspace: Workspace, request: IncomingMessage, method: string, raw: Buffer): Promise<Json> {
  const { authorization = '', 'content-type': type = '' } = request.headers;
  const headers = { authorization, 'content-type': type };
  const given = await fetch(`${workspace.url}${request.url}`, { method: 'POST', headers, body: new Uint8Array(raw) });
  const answer = (await given.json()) as Json;
  if (answer.ok === true) workspace.note(method, Object.fromEntries(new URLSearchParams(raw.toString())), answer);
  return answer;
}

/** An act comes from the page itself; another site's page may post to this computer too. */
const isOwn = ({ method, headers: { host = '', origin } }: IncomingMessage): boolean =>
  method === 'POST' && isLoopback(`http://${host}`) && origin === `http://${host}`;

const text = (path: string | URL): Html => new Html(readFileSync(path, 'utf8'));

const part = (file: string): Html => text(new URL(`../page/${file}`, import.meta.url));

const pageOf = ({ seats, directors }: Workspace): string =>
  html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slack, emulated</title>
<link rel="icon" href="data:,">
<style>${text(createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'))}${part('slack.css')}</style>
</head>
<body>
<nav aria-label="Who is signed in">${seats.map(({ email, name, role, chat }) => html`<button data-as="${email}" data-chat="${chat}">${name}, ${role}</button>`)}</nav>
<nav aria-label="Where"><button data-place="home">Home</button><button data-place="chat">Recording Desk</button><button data-place="directors" data-channel="${directors}"># directors</button></nav>
<main></main>
<form id="say"><textarea rows="1" aria-label="Message" placeholder="Message or /command"></textarea><button class="primary">Send</button></form>
<dialog id="modal"></dialog><dialog id="sure"></dialog>
<script>${part('slack.js')}</script>
</body>
</html>
`.text;
