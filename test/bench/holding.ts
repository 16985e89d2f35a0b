import { join } from 'node:path';
import { outboxQueue } from '../../src/adapters/db/outboxStore.ts';
import { systemClock } from '../../src/adapters/clock.ts';
import { buildCore } from '../../src/core.ts';
import { addMinutes } from '../../src/domain/time.ts';
import { createDispatcher } from '../../src/usecases/dispatchOutbox.ts';
import { createDrawPost } from '../../src/usecases/drawPost.ts';
import { startAzurite } from '../support/azurite.ts';
import { buildPractice, PRIYA } from '../builders.ts';
import { createRecordingLog } from '../support/recordingLog.ts';
import { storeCalls } from '../support/recordings.ts';
import { buildWav } from '../support/wav.ts';
import { placeHold } from '../../src/usecases/cases/placeHold.ts';
import { withFolder } from './folder.ts';
import { timed } from './measure.ts';
import { connectStorage } from '../../src/adapters/blob/connect.ts';

const COUNT = 400;
const wavs = [20,30,40,50,60].map(s => Buffer.from(buildWav({codec:'mulaw', durationMs: s*1000})));

await withFolder(async (folder) => {
  const azurite = await startAzurite();
  const now = systemClock.now();
  const calls = Array.from({length: COUNT}, (_, n) => { const start = addMinutes(now, -60-n*10); return {
    name: `${start.slice(0,10).replaceAll('-','/')}/${n}.wav`, wav: wavs[n%5]!, metadata: { start, extension: '204', number: '01632960123', direction: 'inbound', duration: String([20,30,40,50,60][n%5]) } }; });
  await storeCalls(azurite.connectionString, calls);
  let wake = () => {};
  const core = await buildCore({ publicUrl: null, databaseUrl: join(folder, 'desk.sqlite'), storage: { connectionString: azurite.connectionString }, practice: buildPractice(), log: createRecordingLog() }, () => wake());
  const { deps, usecases, database } = core;
  await usecases.indexRecordings.whole();
  const dispatcher = createDispatcher({ ...deps, queue: outboxQueue(database.db), drawPost: createDrawPost({ ...deps, platforms: [] }), cutClip: usecases.cutClip, deleteClip: usecases.deleteClip, deleteRecording: usecases.deleteRecording, copyHeld: usecases.copyHeld, deleteHeld: usecases.deleteHeld });
  wake = dispatcher.wake;
  dispatcher.start();
  const svc = connectStorage({ connectionString: azurite.connectionString });
  const rec = svc.getContainerClient('recordings'), holds = svc.getContainerClient('holds');
  const peer = (round: number, read: boolean) => timed(async () => { let i = 0; await Promise.all(Array.from({length: Number(process.env.ATONCE ?? 4)}, async () => { while (i < COUNT) { const k = i++; const b = holds.getBlobClient(`${round}/${k}.wav`); const p = await b.beginCopyFromURL(rec.getBlobClient(calls[k]!.name).url); await p.pollUntilDone(); if (read) await b.downloadToBuffer(); } })); });
  for (let round = 0; round < 6; round += 1) {
    const bare = await peer(round, false), back = await peer(100+round, true);
    const cpu = process.cpuUsage();
    const ms = await timed(async () => {
      const recordings = await deps.uow.read(s => s.recordings.search({ from: '0000' as never, to: '9999' as never, numbers: ['+441632960123'], words: [], extensions: [] }, null, 1000));
      const hold = await deps.uow.run(s => placeHold(s, { caseId: null, reason: 'x', owner: PRIYA, ownerName: 'P', endsOn: '2030-01-01', recordings }, now, deps));
      dispatcher.wake();
      await dispatcher.idle();
      const t = await deps.uow.read(s => s.holds.tally(hold.id));
      if (t.held !== COUNT) throw new Error(JSON.stringify(t));
    });
    const u = process.cpuUsage(cpu);
    console.log({ ours: Math.round(COUNT*1000/ms), bare: Math.round(COUNT*1000/bare), back: Math.round(COUNT*1000/back), cpu: (u.user+u.system)/1000 });
  }
  await dispatcher.stop(); await database.close(); await azurite.stop();
});
process.exit(0);
