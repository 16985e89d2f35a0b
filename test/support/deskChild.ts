import { startDesk } from '../../src/app/start.ts';
import { fromEpochMs } from '../../src/kernel/time.ts';
import { buildPractice } from '../builders.ts';
import { createRecordingLog } from './recordingLog.ts';

/** A desk in a process of its own, to be killed. Its settings come as JSON in `DESK_CHILD`. */
export interface ChildSettings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly connectionString: string;
  readonly slack: NonNullable<Parameters<typeof startDesk>[0]['slack']>;
  readonly directors: string;
  /** How far the clock of this desk is ahead of the real time. */
  readonly aheadMs: number;
}

const settings = JSON.parse(process.env.DESK_CHILD ?? '') as ChildSettings;

const desk = await startDesk({
  port: settings.port,
  host: '127.0.0.1',
  publicUrl: `http://127.0.0.1:${settings.port}`,
  databaseUrl: settings.databaseUrl,
  storage: { connectionString: settings.connectionString },
  slack: settings.slack,
  teams: null,
  practice: buildPractice({ limits: { requestsPerPersonPerDay: 500 } }),
  channels: [{ channel: 'directors', platform: 'slack', address: settings.directors }],
  log: createRecordingLog(),
  clock: { now: () => fromEpochMs(Date.now() + settings.aheadMs) },
});

await desk.jobs.tick();

process.once('SIGTERM', () => void desk.stop().then(() => process.exit(0)));

process.stdout.write('ready\n');
