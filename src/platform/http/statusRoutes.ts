import type { Figure, Health } from './inboundRoute.ts';
import { jsonAnswer } from './response.ts';
import type { Route } from './route.ts';

export interface StatusDeps {
  readonly health: () => Promise<Health>;
  readonly figures: () => Promise<readonly Figure[]>;
}

/** `/health` for whoever restarts the desk, `/metrics` for whoever watches it. */
export const statusRoutes = ({ health, figures }: StatusDeps): readonly Route[] => [
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
    answer: async () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: (await figures()).map(figureText).join(''),
    }),
  },
];

/** One figure in Prometheus' text format; a name that ends in `_total` only ever grows. */
function figureText({ name, help, value }: Figure): string {
  const kind = name.endsWith('_total') ? 'counter' : 'gauge';
  const words = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `# HELP ${name} ${words}\n# TYPE ${name} ${kind}\n${name} ${value}\n`;
}
