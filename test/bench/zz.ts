import { randomIds } from '../../src/adapters/clock.ts';
import { openDatabase } from '../../src/adapters/db/dialect.ts';
import { createUnitOfWork } from '../../src/adapters/db/unitOfWork.ts';
import { createApprove, createDeny } from '../../src/usecases/decideRequest.ts';
import { createSubmitRequest } from '../../src/usecases/submitRequest.ts';
import { buildPerson, buildPractice, buildRecording, DANA, NOW } from '../builders.ts';
const database = await openDatabase(':memory:');
let on = false; const seen: string[] = [];
const ex = database.db.getExecutor() as any; const orig = ex.compileQuery.bind(ex);
const uow = createUnitOfWork({...database, db: database.db.withPlugin({ transformQuery: (a: any) => a.node, transformResult: async (a: any) => a.result }) as never}, { now: () => NOW, newId: randomIds.unique, outboxFilled: () => {} });
const deps = { uow, practice: buildPractice(), ids: randomIds, clock: { now: () => NOW } };
await uow.run(async ({recordings, channels}) => { await recordings.upsert([{...buildRecording({id:'rec-1'}),etag:'e'}]); await channels.bind({channel:'directors',platform:'slack',address:'C1'}); });
const FORM = { purpose: 'complaint', reason: 'Complaint about a bill', whenKind: 'about', date: '2026-11-23', time: '15:10', extension: '208', numberKind: 'known', number: '01632 960123', partiesNotKnown: 'true' };
const submit=createSubmitRequest(deps), approve=createApprove(deps), deny=createDeny(deps); const d=buildPerson({email:DANA,roles:['director']});
await import("node:inspector/promises").then(async ({Session})=>{(globalThis as any).ses=new Session();(globalThis as any).ses.connect();await (globalThis as any).ses.post("Profiler.enable");});
const time: Record<string, number[]> = { approve: [], deny: [] };
for (let i=0;i<4000;i++){ const m=await submit({actor:buildPerson({email:`s${i}@example.com`}),values:FORM,once:String(i)}); if(!m.ok) throw 1; const id=m.value.request.id;
 const a=performance.now(); const r = i%2? await deny({requestId:id,actor:d,reason:'No no no'}) : await approve({requestId:id,actor:d,values:{recordingId:'rec-1',from:'0:30',to:'1:30',days:'3',mode:'listen'}}); time[i%2?'deny':'approve']!.push(performance.now()-a); if(!r.ok) throw JSON.stringify(r.error); }
for (const [k,v] of Object.entries(time)) { v.sort((a,b)=>a-b); console.log(k, v[1000]!.toFixed(3), v[1900]!.toFixed(3)); }
