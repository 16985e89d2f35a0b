import { pcm16SamplesOf } from './wav.ts';

/** A browser that has opened a listen link. */
export interface OpenedLink {
  readonly page: string;
  readonly cookie: string;
  readonly audio: string;
}

/** Opens the link’s page, presses its button, and gives the player that it leads to. */
export async function openLink(url: string): Promise<OpenedLink> {
  const looked = await fetch(url);
  if (looked.status !== 200) throw new Error(`The link's page answers ${looked.status}`);
  const pressed = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' },
  });
  const location = pressed.headers.get('location');
  if (!location) throw new Error(`The button answers ${pressed.status}`);
  const page = new URL(location, url).href;
  return { page, cookie: pressed.headers.get('set-cookie')?.split(';')[0] ?? '', audio: `${page}/audio` };
}

export const range = (opened: OpenedLink, from: number, to: number): Promise<Response> =>
  fetch(opened.audio, { headers: { cookie: opened.cookie, range: `bytes=${from}-${to}` } });

/** Fetches the clip in ranges as a player does, and gives its samples. */
export async function hearAll(opened: OpenedLink, step = 20_000): Promise<readonly number[]> {
  const pieces: Buffer[] = [];
  for (let at = 0, total = 1; at < total; ) {
    const answer = await range(opened, at, at + step - 1);
    if (answer.status !== 206) throw new Error(`The sound answers ${answer.status}`);
    total = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1]);
    const piece = Buffer.from(await answer.arrayBuffer());
    pieces.push(piece);
    at += piece.length;
  }
  return pcm16SamplesOf(Buffer.concat(pieces));
}
