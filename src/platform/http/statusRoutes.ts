import { hashSecret, isSameHash } from '../../kernel/hashing.ts';
import { isLoopback } from '../../kernel/loopback.ts';
import type { Figure, Health } from './inboundRoute.ts';
import { type Answer, jsonAnswer, textAnswer } from './response.ts';
import type { Request, Route } from './route.ts';

export interface StatusDeps {
  readonly health: () => Promise<Health>;
  readonly figures: () => Promise<readonly Figure[]>;
  /** What whoever reads `/metrics` must give; null: only this machine may read it. */
  readonly metricsToken: string | null;
}

/** `/health` for whoever restarts the desk, `/metrics` for whoever watches it. */
export const statusRoutes = ({ health, figures, metricsToken }: StatusDeps): readonly Route[] => [
  {
    method: 'GET',
    path: '/health',
    answer: async () => {
      const standing = await health();
      return jsonAnswer(standing.ok ? 200 : 503, standing);
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    answer: async (request) =>
      (metricsToken === null ? notFromHere(request) : notWithToken(request, metricsToken)) ?? {
        status: 200,
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        body: (await figures()).map(figureText).join(''),
      },
  },
];

/** What proxies add to a request that they pass on: it comes from this machine, and was not made here. */
const PASSED_ON = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|.*-client-ip|.*-connecting-ip)$/;

const notFromHere = ({ socket, headers }: Request): Answer | undefined =>
  isLoopback(socket.remoteAddress ?? '') && !Object.keys(headers).some((name) => PASSED_ON.test(name))
    ? undefined
    : textAnswer(403, 'Figures are for this machine only. To read them from another, set METRICS_TOKEN.');

const notWithToken = ({ headers }: Request, token: string): Answer | undefined => {
  const given = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return isSameHash(hashSecret(given), hashSecret(token))
    ? undefined
    : textAnswer(401, 'Give METRICS_TOKEN as a bearer token.', { 'www-authenticate': 'Bearer' });
};

/** One figure in Prometheus' text format; a name that ends in `_total` only ever grows. */
function figureText([name, help, now]: Figure): string {
  const kind = name.endsWith('_total') ? 'counter' : 'gauge';
  const words = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `# HELP ${name} ${words}\n# TYPE ${name} ${kind}\n${name} ${now}\n`;
}
