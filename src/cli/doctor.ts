import { runCommand } from './command.ts';
import { checkDesk } from './doctor/checks.ts';
import { settingsOrExit } from './settingsOrExit.ts';

/** `npm run doctor`: looks at everything the desk needs and says what to mend. Exit 1 when something is wrong. */
const MARKS = { good: '✓', warning: '!', bad: '✗' } as const;

await runCommand({ usage: 'npm run doctor' }, async () => {
  const findings = await checkDesk(settingsOrExit());
  for (const { level, text } of findings) process.stdout.write(`${MARKS[level]} ${text}\n`);
  const bad = findings.filter(({ level }) => level === 'bad').length;
  process.stdout.write(bad === 0 ? '\nThe desk can run.\n' : `\n${bad} to mend before the desk can run well.\n`);
  return bad === 0 ? 0 : 1;
});
