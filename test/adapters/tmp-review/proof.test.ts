import { afterEach, describe, expect, it } from 'vitest';
import { addDays, addHours, addMinutes, toInstant } from '../../../src/domain/time.ts';
import { buildPractice, DANA, DAVID, PRIYA, RITA, TOM } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';
import { buildWav } from '../../support/wav.ts';
import { cardOfPost } from '../../../src/usecases/cardOfPost.ts';
import { createWorkingDays } from '../../../src/adapters/calendar/workingDays.ts';
import { renderCard } from '../../../src/adapters/cards/cardFor.ts';
import { readFileSync } from 'node:fs';

const NOON = toInstant('2026-11-24T12:00:00Z');
let desk: SimulatedDesk;
let practice: any;
afterEach(() => desk.stop());
const wav = buildWav({ codec: 'mulaw', durationMs: 5_000 });
const deliver = (name: string, start: string, more: Record<string, string> = {}) =>
  desk.storage.deliver(`${start.slice(0, 10).replaceAll('-', '/')}/${name}.wav`, wav, {
    start, extension: '204', number: '01632960123', direction: 'inbound', duration: '5', ...more,
  });
const begin = async (over: any = {}) => { practice = buildPractice(over); desk = await startSimulatedDesk(practice, NOON); };
const actor = async (email: string) => {
  const f = await desk.usecases.resolveActor({ platform: 'slack', userId: email, email, name: email, address: null });
  if (!f.ok) throw new Error('Nobody'); return f.value;
};
const report = async (kind: any = 'subject-access', values: any = {}) => {
  const t = await desk.usecases.reportCase({ actor: await actor(RITA), kind, once: `f${Math.random()}`, values: {
    from: 'Mrs Alder', receivedOn: '2026-11-24', channel: 'letter', details: 'My calls', numbers: '01632 960123', ...values } });
  if (!t.ok) throw new Error(JSON.stringify(t.error));
  for (let i = 0; i < 3; i++) await desk.tick();
  return t.value.id;
};
const step = async (id: string, kind: any, values: any, who = PRIYA) => desk.usecases.takeCaseStep({ caseId: id, actor: await actor(who), kind, values });
const holdOf = async (id: string) => (await desk.uow.read(({ holds }) => holds.ofCase(id)))[0];
const copies = async (id: string) => { const h = await holdOf(id); return h ? desk.uow.read(({ holds }) => holds.copiesOf(h.id)) : []; };
const raise = async (id: string, over: any = {}, once = `r${Math.random()}`, who = PRIYA) => {
  const [c] = await copies(id);
  return desk.usecases.raiseRelease({ caseId: id, actor: await actor(who), once, values: { recordingId: c?.recordingId ?? '', from: '0:00', to: '', mode: 'copy', days: '7', reason: 'It is theirs', ...over } });
};
const posts = (id: string) => desk.uow.read(({ posts }) => posts.ofSubject(id));
const textOf = async (post: any) => {
  const c = await desk.uow.read((s) => cardOfPost(s, post, { practice, clock: desk.clock, isWorkingDay: createWorkingDays('england-and-wales') }));
  return c ? JSON.stringify(renderCard(c)) : '';
};
const events = async () => { const all: any[] = []; for await (const e of desk.audit.events()) all.push(e); return all; };
const POLICE = { officer: 'Lena Frost', rank: 'PC', force: 'Northshire', contact: 'x@police', subject: 'Call of Monday', offence: 'Theft', power: 'DPA', necessity: 'need', authorisedBy: 'Insp Reeve', delivery: 'link' };
const DELEG = { roles: { directors: [DANA, DAVID], dpo: [PRIYA], dpoDelegates: [{ email: TOM, from: '2026-11-20', until: '2026-11-30' }] } };

describe('proofs', () => {
  it('A late-arriving recording, case with no hold', async () => {
    await begin();
    const id = await report();
    console.log('A hold at report', await holdOf(id));
    deliver('late', addHours(NOON, -3));
    for (let i = 0; i < 3; i++) { desk.clock.set(addMinutes(desk.clock.now(), 10)); await desk.tick(); }
    console.log('A hold after late arrival', (await holdOf(id))?.id, 'stored', desk.storage.namesIn('recordings').length);
    for (let d = 0; d < 31; d++) { desk.clock.set(addDays(desk.clock.now(), 1)); await desk.tick(); }
    console.log('A after a month: stored', desk.storage.namesIn('recordings'), 'held', desk.storage.namesIn('holds'));
  });
  it('B once consumed by a refused release', async () => {
    await begin(); deliver('c', addHours(NOON, -3)); await desk.tick();
    const id = await report(); await step(id, 'identity-verified', { on: '2026-11-24', text: 'licence' });
    const one = await raise(id, { reason: '' }, 'view-1');
    const two = await raise(id, {}, 'view-1');
    console.log('B first', JSON.stringify(one.ok || one.error), 'second', JSON.stringify(two.ok || two.error));
    console.log('B requests', (await desk.uow.read(({ requests }) => requests.ofCase(id))).length);
  });
  it('C emergency seen once, second release', async () => {
    await begin(); deliver('c', addHours(NOON, -3)); deliver('d', addHours(NOON, -2)); await desk.tick();
    const id = await report('police');
    await step(id, 'emergency', { text: 'danger' });
    await raise(id); for (let i=0;i<3;i++) await desk.tick();
    console.log('C seen', (await desk.usecases.seeEmergency({ caseId: id, actor: await actor(DANA) })).ok);
    await step(id, 'police-details', POLICE);
    const cs = await copies(id);
    const second = await raise(id, { recordingId: cs[1]?.recordingId });
    for (let i=0;i<3;i++) await desk.tick();
    const reqs = await desk.uow.read(({ requests }) => requests.ofCase(id));
    console.log('C second', second.ok, reqs.map((r) => [r.id, r.state, r.rule.seats]));
    const ps = (await posts(id)).filter((p) => p.card === 'emergency-notice');
    console.log('C notices', ps.length, (await textOf(ps.at(-1))).match(/Read by[^"]*|Please read[^"]*/g));
    console.log('C close', JSON.stringify((await step(id, 'closed', { text: 'done' })).ok));
  });
  it('D emergency by mistake: cannot be closed', async () => {
    await begin(); deliver('c', addHours(NOON, -3)); await desk.tick();
    const id = await report('police');
    await step(id, 'emergency', { text: 'a mistake' });
    await step(id, 'police-details', POLICE);
    await step(id, 'refused', { on: '2026-11-24', ground: 'trawling', text: 'no' });
    const c = await step(id, 'closed', { text: 'over' });
    console.log('D close', JSON.stringify(c.ok || c.error), 'notices', (await posts(id)).filter((p) => p.card === 'emergency-notice').length);
  });
  it('E DPO who is a party raises', async () => {
    await begin(); deliver('c', addHours(NOON, -3), { extension: '203', parties: 'Priya Patel, Mrs Alder' }); await desk.tick();
    const id = await report(); await step(id, 'identity-verified', { on: '2026-11-24', text: 'licence' });
    const r = await raise(id); console.log('E raise by party', r.ok || JSON.stringify(r.error));
    const reqs = await desk.uow.read(({ requests }) => requests.ofCase(id)); console.log('E', reqs.map((q) => [q.state, q.agreements.map((a) => a.by)]));
  });
  it('F ex-delegate: card redrawn full, listen link', async () => {
    await begin(DELEG); deliver('c', addHours(NOON, -3)); await desk.tick();
    const id = await report(); await step(id, 'identity-verified', { on: '2026-11-24', text: 'licence' });
    const r = await raise(id, { consultation: 'by phone' }, 'x', TOM);
    console.log('F raise by delegate', r.ok, 'posts to Priya about it:');
    const [req] = await desk.uow.read(({ requests }) => requests.ofCase(id));
    console.log((await posts(req!.id)).map((p) => [p.card, JSON.stringify(p.audience)]));
    const ap = await desk.usecases.approve({ requestId: req!.id, actor: await actor(DANA), values: { recordingId: req!.agreements[0]!.terms.recordingId, from: '0:00', to: '', days: '7', mode: 'copy' } });
    console.log('F approve', ap.ok || JSON.stringify((ap as any).error)); for (let i=0;i<3;i++) await desk.tick();
    desk.clock.set(toInstant('2026-12-01T12:01:00Z')); 
    console.log('F roles', (await actor(TOM)).roles);
    const link = await desk.usecases.mintListenLink({ requestId: req!.id, actor: await actor(TOM) });
    console.log('F listen by ex-delegate', link.ok || JSON.stringify(link.error));
    await step(id, 'clarification-asked', { on: '2026-11-30', text: 'SECRET QUESTION' });
    const tom = (await posts(id)).find((p) => p.card === 'case' && (p.audience as any).email === TOM);
    console.log('F ex-delegate card has new words', (await textOf(tom)).includes('SECRET QUESTION'));
    const show = await desk.usecases.dialogue.press('show', req!.id, await actor(TOM));
    console.log('F show by ex-delegate', show.card.kind);
  });
  it('G confidential police: stand-in sees access/link-locked card; show', async () => {
    await begin(DELEG); deliver('c', addHours(NOON, -3), { parties: 'Mrs Secret' }); await desk.tick();
    const id = await report('police'); await step(id, 'police-details', POLICE);
    await desk.usecases.markConfidential({ caseId: id, actor: await actor(PRIYA) });
    const r = await raise(id, { reason: 'SECRETREASON' }); console.log('G raise', r.ok);
    const [req] = await desk.uow.read(({ requests }) => requests.ofCase(id));
    const ap = await desk.usecases.approve({ requestId: req!.id, actor: await actor(DANA), values: { recordingId: req!.agreements[0]!.terms.recordingId, from: '0:00', to: '', days: '7', mode: 'copy' } });
    console.log('G approve', ap.ok); for (let i=0;i<3;i++) await desk.tick();
    const ps = await posts(req!.id);
    for (const p of ps) { const t = await textOf(p); console.log('G', p.card, JSON.stringify(p.audience), 'secret reason', t.includes('SECRETREASON'), 'number', t.includes('960123'), 'party', t.includes('Mrs Secret')); }
    for (const v of ['show', 'open-revoke'] as const) { const s = await desk.usecases.dialogue.press(v, req!.id, await actor(TOM)); console.log('G tom', v, s.card.kind, JSON.stringify(renderCard(s.card)).includes('SECRETREASON')); }
    const rv = await desk.usecases.revoke({ requestId: req!.id, actor: await actor(TOM), reason: 'I can' }); console.log('G revoke by stand-in', rv.ok);
  });
  it('H refusals audited', async () => {
    await begin(); deliver('c', addHours(NOON, -3)); await desk.tick();
    const id = await report(); const n = (await events()).length;
    const rita = await actor(RITA);
    const hold = (await holdOf(id))!;
    const before = (await events()).length;
    for (const [v, i] of [['show', id], ['open-identity', id], ['open-release', id], ['back', id], ['show', hold.id], ['open-renew', hold.id], ['open-end-hold', hold.id], ['open-search', 'new'], ['open-found', 'F-1:rec'], ['open-outside', 'R-1']] as const) {
      const s = await desk.usecases.dialogue.press(v as any, i, rita);
      const now = await events();
      console.log('H', v, i, s.card.kind, (s.card as any).text?.slice(0, 50), 'new audit events', now.length - before, now.slice(before).map((e) => e.action));
    }
    for (const c of ['find-recordings', 'dpo-delegate', 'disclosures'] as const) { const b = (await events()).length; await desk.usecases.dialogue.command(c, '', rita); console.log('H command', c, (await events()).slice(b).map((e) => e.action)); }
  });
  it('I second SAR after live is gone', async () => {
    await begin(); deliver('c', addHours(NOON, -3)); await desk.tick();
    const one = await report();
    for (let d = 0; d < 31; d++) { desk.clock.set(addDays(desk.clock.now(), 1)); await desk.tick(); }
    const two = await report('subject-access', { receivedOn: '2026-12-25' });
    console.log('I held', desk.storage.namesIn('holds'), 'second case hold', await holdOf(two));
    const f = await desk.usecases.findRecordings({ actor: await actor(PRIYA), values: { reason: 'SAR two', numbers: '01632 960123' } });
    if (!f.ok) throw 0;
    const rec = (f.value.found[0] as any).recording;
    console.log('I found', f.value.found[0]!.kind);
    const add = await desk.usecases.holdFound({ actor: await actor(PRIYA), searchId: f.value.search.id, recordingId: rec.id, values: { to: two } });
    console.log('I add to second case', add.ok || JSON.stringify(add.error));
    const h = (await holdOf(one))!;
    await desk.usecases.proposeEnd({ holdId: h.id, actor: await actor(PRIYA), values: { reason: 'answered' } });
    console.log('I end', (await desk.usecases.agreeToEnd({ holdId: h.id, actor: await actor(DANA) })).ok); await desk.tick(); await desk.tick();
    console.log('I held now', desk.storage.namesIn('holds'), 'second case open', (await desk.uow.read(({ cases }) => cases.open())).map((c) => c.id));
  });
  it('J 1100 recordings', async () => {
    await begin(); for (let i = 0; i < 1100; i++) deliver(`c${i}`, addMinutes(NOON, -i * 20 - 60)); await desk.tick();
    const id = await report();
    for (let i = 0; i < 12; i++) { desk.clock.set(addMinutes(desk.clock.now(), 6)); await desk.tick(); }
    const h = (await holdOf(id))!; console.log('J tally', await desk.uow.read(({ holds }) => holds.tally(h.id)));
    const card = (await posts(id)).find((p) => p.card === 'case'); const t = await textOf(card); console.log('J card', t.match(/[^"]*(held|left out|more than|1,?0)[^"]*/g)?.slice(0, 8));
  });
  it('K lost after crash between copy and settle', async () => {
    await begin(); deliver('c', addHours(NOON, -3)); await desk.tick();
    const vault = desk.storage.vault as any; const read = vault.read; let crashed = false;
    vault.read = async (n: string) => { if (!crashed) { crashed = true; for (const r of desk.storage.namesIn('recordings')) await desk.storage.remover.remove('recordings', [r]); throw new Error('killed'); } return read(n); };
    const t = await desk.usecases.reportCase({ actor: await actor(RITA), kind: 'subject-access', once: 'k', values: { from: 'A', receivedOn: '2026-11-24', channel: 'letter', details: 'x', numbers: '01632 960123' } });
    if (!t.ok) throw 0; for (let i = 0; i < 5; i++) { desk.clock.set(addMinutes(desk.clock.now(), 6)); await desk.tick(); }
    console.log('K', (await copies(t.value.id)).map((c) => [c.state, c.fault]), 'in holds', desk.storage.namesIn('holds'));
    const p = await posts(t.value.id); console.log('K posts', p.map((x) => x.card));
  });
  it('L delegation with an empty from', async () => {
    await begin();
    const r = await desk.usecases.delegateDpo({ actor: await actor(PRIYA), once: 'l', values: { email: TOM, from: '', until: '2026-12-01' } }).catch((e: any) => ({ thrown: String(e) }));
    console.log('L', JSON.stringify(r));
    const s = await desk.usecases.delegateDpo({ actor: await actor(PRIYA), once: 'l2', values: { email: TOM, from: 'tomorrow', until: 'zzz' } }).catch((e: any) => ({ thrown: String(e) }));
    console.log('L2', JSON.stringify(s));
  });
  it('M DPO who is a director sees own emergency', async () => {
    await begin({ roles: { directors: [DANA, PRIYA], dpo: [PRIYA] } }); deliver('c', addHours(NOON, -3)); await desk.tick();
    const id = await report('police'); await step(id, 'emergency', { text: 'danger' }); await raise(id); for (let i=0;i<3;i++) await desk.tick();
    console.log('M', (await desk.usecases.seeEmergency({ caseId: id, actor: await actor(PRIYA) })).ok);
  });
  it('N lost copy: alarm?', async () => {
    await begin(); deliver('c', addHours(NOON, -3)); await desk.tick();
    const vault = desk.storage.vault as any; const copyIn = vault.copyIn;
    vault.copyIn = async (a: string, b: string) => { await desk.storage.remover.remove('recordings', [a]); return copyIn(a, b); };
    const id = await report();
    console.log('N', (await copies(id)).map((c) => c.state), (await posts(id)).map((p) => [p.card, (p.audience as any).email]));
    desk.clock.set(toInstant('2026-11-25T12:00:00Z')); for (let i=0;i<3;i++) await desk.tick();
    const s: any = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-25')); console.log('N alarms', s?.report?.alarms);
  });
});
