import { GUIDE } from './demo/guide.ts';
import { PortTaken, startDemo } from './demo/startDemo.ts';

/** `npm run demo`: the main job on this computer, with nothing to sign up for. `-- --fresh` starts over. */
const port = Number(process.env.PORT || 3978);

process.stdout.write('Starting storage, three Teams clients and the desk…\n');

try {
  const demo = await startDemo({
    port,
    folder: '.demo',
    fresh: process.argv.includes('--fresh'),
    logLevel: process.argv.includes('--log') ? 'info' : 'silent',
  });
  process.stdout.write(`\nOpen ${demo.url}\n\n${GUIDE.map((line, i) => `${i + 1}. ${line}\n`).join('')}\n`);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    process.stdout.write('\nEnding…\n');
    void demo.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
} catch (error) {
  if (!(error instanceof PortTaken)) throw error;
  process.stderr.write(`${error.message} End what uses it, or choose another: PORT=4000 npm run demo\n`);
  process.exit(1);
}
