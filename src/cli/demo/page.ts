import type { InboundRoute } from '../../usecases/inboundRoute.ts';

export interface DemoSeat {
  readonly who: string;
  readonly url: string;
}

/** The demonstration's five lines, on the terminal and on the page. */
export const GUIDE: readonly string[] = [
  'As Rita (receptionist), type: /request-recording yesterday 3.10pm ext 204 01632 960123 Mrs Alder complaint about a bill',
  'Fill in who spoke (Mrs Alder), press Send; then, as Dana (director), open the channel Directors and press Approve.',
  'Choose from 0:09 to 0:20, agree, and see every card change. As Rita, press Listen, open the link and hear just that part.',
  'Ask again with the purpose Legal enquiry: now Paula (Data Protection Officer) must agree as well, each in her own chat.',
  'As Paula, press Stop access while Rita listens: the page falls silent. Ctrl-C on the terminal ends everything.',
];

/** One page with a client for each person, side by side. */
export function demoRoute(seats: () => readonly DemoSeat[]): InboundRoute {
  return {
    method: 'GET',
    path: '/demo',
    maxBytes: 0,
    answer: async () => ({
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-src ${seats()
          .map(({ url }) => new URL(url).origin)
          .join(' ')}; base-uri 'none'; form-action 'none'`,
        'cross-origin-embedder-policy': 'unsafe-none',
        'cross-origin-opener-policy': 'unsafe-none',
      },
      body: page(seats()),
    }),
  };
}

const page = (seats: readonly DemoSeat[]): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recording Desk: demonstration</title>
<style>
  :root { color-scheme: light; font-family: system-ui, sans-serif; }
  body { margin: 0; display: flex; flex-direction: column; height: 100vh; background: #f3f2f1; }
  header { padding: .6rem 1rem; background: #fff; border-bottom: 1px solid #ddd; }
  h1 { font-size: 1rem; margin: 0 0 .3rem; }
  ol { margin: 0; padding-left: 1.3rem; font-size: .85rem; line-height: 1.45; }
  main { flex: 1; min-height: 0; display: grid; grid-template-columns: repeat(3, minmax(31rem, 1fr)); gap: .5rem; padding: .5rem; overflow-x: auto; }
  section { display: flex; flex-direction: column; min-height: 0; background: #fff; border-radius: .4rem; overflow: hidden; border: 1px solid #ddd; }
  h2 { font-size: .85rem; margin: 0; padding: .4rem .7rem; background: #4b4d9e; color: #fff; }
  /* The client shows its log while it is wide and hides it when it becomes narrow: so it loads wide. */
  iframe { flex: 1; border: 0; width: 100%; min-height: 30rem; zoom: .7; animation: settle 5s step-end; }
  @keyframes settle { from { width: 90rem; } to { width: 100%; } }
  @media (max-width: 60rem) { body { height: auto; } main { grid-template-columns: 1fr; } iframe { min-height: 80vh; } }
</style>
</head>
<body>
<header>
<h1>Recording Desk: three people, one request</h1>
<ol>${GUIDE.map((line) => `<li>${line}</li>`).join('')}</ol>
</header>
<main>
${seats
  .map(
    ({ who, url }) =>
      `<section aria-label="${who}"><h2>${who}</h2><iframe title="${who}" src="${url}" allow="clipboard-write"></iframe></section>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;
