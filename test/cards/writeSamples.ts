/** Writes `cards/*.sample.json` from the sample views: run after a change of wording, then read what changed. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { present } from '../../src/chat/presentCard.ts';
import { SAMPLE_VIEWS } from './sampleViews.ts';

const folder = new URL('../../cards/', import.meta.url);

for (const file of readdirSync(folder)) if (file.endsWith('.sample.json')) rmSync(new URL(file, folder));

for (const [name, view] of Object.entries(SAMPLE_VIEWS)) {
  writeFileSync(new URL(`${name}.sample.json`, folder), `${JSON.stringify(present(view).data, null, 2)}\n`);
}
