import { CommandFailed, runCommand } from '../../src/cli/command.ts';
import { GUIDE } from './page.ts';
import { PortTaken, startDemo } from './startDemo.ts';

/** `npm run demo`: the main job on this computer, with nothing to sign up for. `-- --fresh` starts over. */
const USAGE = `npm run demo                 the desk on this computer, on Slack and on Teams
npm run demo -- --fresh      the same from the beginning
npm run demo -- --log        the same with the desk's log
PORT=4000 npm run demo       on another port`;

await runCommand(
  { usage: USAGE, options: { fresh: { type: 'boolean' }, log: { type: 'boolean' } } },
  async ({ values: { fresh = false, log = false } }) => {
    process.stdout.write('Starting storage, a Slack client, three Teams clients and the desk…\n');
    const demo = await startDemo({
      port: Number(process.env.PORT || 3978),
      folder: '.demo',
      fresh,
      logLevel: log ? 'info' : 'silent',
    }).catch((error: unknown) => {
      if (!(error instanceof PortTaken)) throw error;
      throw new CommandFailed(`${error.message} End what uses it, or choose another: PORT=4000 npm run demo`);
    });
    process.stdout.write(
      `\nOpen ${demo.url} (Ctrl-C ends everything)\n\n${GUIDE.map(({ says, line }, i) => `${i + 1}. ${says}${line ? ` “${line}”` : ''}\n`).join('')}\n`,
    );
    let ending = false;
    const end = (): void => {
      if (ending) return;
      ending = true;
      process.stdout.write('\nEnding…\n');
      void demo.stop().then(() => process.exit(0));
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  },
);
