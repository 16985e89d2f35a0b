import { parseArgs } from 'node:util';
import { benchAlerting } from './alerting.ts';
import { benchCommands } from './commands.ts';
import { benchCutting } from './cutting.ts';
import { benchDecisions } from './decisions.ts';
import { benchGrowth } from './growth.ts';
import { benchHolding } from './holding.ts';
import { benchIndexing } from './indexing.ts';
import { benchInstances } from './instances.ts';
import { benchMatching } from './matching.ts';
import type { Figure } from './measure.ts';
import { benchOneBad } from './oneBad.ts';
import { benchPurging } from './purging.ts';
import { benchSearching } from './searching.ts';

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  commands: benchCommands,
  decisions: benchDecisions,
  instances: benchInstances,
  matching: benchMatching,
  searching: benchSearching,
  cutting: benchCutting,
  growth: benchGrowth,
  indexing: benchIndexing,
  purging: benchPurging,
  oneBad: benchOneBad,
  holding: benchHolding,
  alerting: benchAlerting,
};

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });

const { json = false, only } = values;

if (only !== undefined && !BENCHES[only]) {
  process.stderr.write(`There is no ${only}. Choose one of: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}

const figures: Figure[] = [];

for (const [name, bench] of Object.entries(BENCHES)) {
  if (only !== undefined && only !== name) continue;
  if (!json) process.stdout.write(`${name} …\n`);
  const found = await bench();
  figures.push(...found);
  if (!json) process.stdout.write(`${found.map(lineOf).join('\n')}\n\n`);
}

if (json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);

process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;

function lineOf({ name, ours, peer, unit, ratio, target, holds }: Figure): string {
  const figure = `${ours} against ${peer} ${unit}`;
  return `  ${holds ? 'holds' : 'FAILS'}  ${name.padEnd(72)} ${figure.padEnd(36)} ratio ${String(ratio).padEnd(8)} ${target}`;
}
