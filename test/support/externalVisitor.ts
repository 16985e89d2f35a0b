import { randomUUID } from 'node:crypto';
import type { RedactedSpan } from '../../src/features/requests/model/grant.ts';
import { CASE, DPO, type Release, type TestDesk } from './listeningDesk.ts';

export const PAULA = { email: DPO, name: 'Paula Price', emails: [], roles: [], extensions: [] };

export const VALUES = { recipient: 'Mrs Alder', route: 'telephone', days: '7', playbacks: '3' };

/** A released clip of a case whose redaction is saved, and an external link to it. */
export async function giveExternal(
  desk: TestDesk,
  release: Release,
  { spans = [], ...values }: { readonly spans?: readonly RedactedSpan[] } & Readonly<Record<string, unknown>> = {},
) {
  const clip = await desk.release({ fromCase: true, ...release });
  const { requestId } = clip;
  const settled = await desk.acts.saveRedaction({ requestId, actor: PAULA, spans });
  if (!settled.ok) throw new Error(settled.error.code);
  const given = await desk.acts.giveExternalLink({
    requestId,
    actor: PAULA,
    values: { ...VALUES, ...(values as Record<string, string>) },
    idempotencyKey: randomUUID(),
  });
  if (!given.ok) throw new Error(JSON.stringify(given.error));
  return { ...clip, redaction: settled.value, ...given.value };
}

/** What a browser sends when a passcode is typed on the page. */
export async function typePasscode(url: string, passcode: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ passcode }).toString(),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const location = answer.headers.get('location');
  const page = location ? new URL(location, url).href : '';
  const hear = (range?: string) =>
    fetch(`${page}/audio`, { headers: { cookie, ...(range === undefined ? {} : { range }) } });
  return {
    answer,
    status: answer.status,
    cookie,
    page,
    hear,
    read: (path = '') => fetch(`${page}${path}`, { headers: { cookie } }),
  };
}

/** A passcode that differs from this one. */
export const wrongOnes = (passcode: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) =>
    String((Number(passcode.replace('-', '')) + 1 + i) % 10 ** 8).padStart(8, '0'),
  );

/** The register’s lines about the case, `kind` by `kind`. */
export const register = async (desk: TestDesk, requestId: string) =>
  (await desk.uow.read(({ disclosures }) => disclosures.findByCase(CASE))).filter(
    (line) => line.requestId === requestId,
  );

export const outcomes = async (desk: TestDesk, requestId: string): Promise<string[]> =>
  (await desk.events(requestId)).map(({ action, outcome }) => `${action} ${outcome}`);
