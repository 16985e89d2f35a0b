import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { startDesk } from '../app/start.ts';
import { practiceSourceOf } from '../config/settings.ts';
import { isPostgresUrl } from '../platform/database/open.ts';
import { createLog } from '../platform/log.ts';
import { runCommand } from './command.ts';
import { settingsOrExit } from './settingsOrExit.ts';

/** `npm start`: runs the desk until it is told to stop. */
await runCommand({ usage: 'npm start' }, async () => {
  const { environment, practice, channels, roleGroups } = settingsOrExit();
  const log = createLog(environment.logLevel);
  if (!isPostgresUrl(environment.databaseUrl))
    mkdirSync(dirname(environment.databaseUrl), { recursive: true, mode: 0o700 });
  const practiceSource = practiceSourceOf(environment.practiceFile);
  const desk = await startDesk({ ...environment, practice, channels, roleGroups, practiceSource, log });
  process.on('SIGHUP', () => void desk.practice.readFile().catch(() => log.error('practice.not-read')));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      log.info('desk.stopping');
      void desk.stop().then(() => process.exit(0));
    });
});
