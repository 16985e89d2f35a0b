import { auditReader } from '../../src/features/audit/store.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { createDecider } from './decisions.ts';

/** One instance of the desk in a process of its own, which decides what it is told, so many at a time. */
export interface DeciderOptions {
  readonly url: string;
  readonly atOnce: number;
}

const { url, atOnce } = JSON.parse(process.argv[2] ?? '{}') as DeciderOptions;

const database = await openDatabase(url);

const { decide } = createDecider(database);

const audit = auditReader(database.db);

process.on('message', (ids: readonly string[] | 'end') => void (ids === 'end' ? end() : work([...ids.entries()])));

process.send?.('ready');

async function work(left: [number, string][]): Promise<void> {
  const one = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) await decide(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  await audit.sequence();
  process.send?.('done');
}

async function end(): Promise<void> {
  await database.close();
  process.disconnect();
}
