import { toInstant } from '../../src/kernel/time.ts';
import { DANA, DAVID, PRIYA, RITA, TOM } from '../builders.ts';
import { slackMessageHtml, slackModalHtml } from '../cards/gallerySlack.ts';
import { launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { CALL, startSlackDesk } from '../support/slackDesk.ts';
import { wordsOf } from '../support/slackShapes.ts';
import { until } from '../support/until.ts';
import { createSlackShot } from './slackShot.ts';

/**
 * Takes the pictures of docs/guide/cases.md in Slack: what a running desk has sent to Slack's API, drawn as
 * Slack draws it.
 */
const desk = await startSlackDesk({
  calls: [CALL],
  clock: createTestClock(toInstant('2026-11-24T10:00:00Z')),
  practiceFile: { roles: { directors: [DANA, DAVID], dpo: [PRIYA], dpoDelegates: [] } },
});

const browser = await launchBrowser();

const shoot = createSlackShot(browser);

const message = async (subject: string, ...which: [Parameters<typeof desk.card>[1], string?]) =>
  slackMessageHtml((await desk.card(subject, ...which)).blocks);

const step = async (id: string, button: string, typed: Readonly<Record<string, string>>) => {
  const form = await desk.open(PRIYA, await desk.card(id, 'case', PRIYA), button);
  const sent = await desk.slack.submit(PRIYA, form, typed);
  if (sent.kind === 'errors') throw new Error(JSON.stringify(sent.errors));
  await desk.settled();
};

const report = async (command: string, letter: string, typed: Readonly<Record<string, string>>) => {
  const sent = await desk.fill(RITA, command, typed);
  const id = new RegExp(`${letter}-[0-9A-Z]{7}`).exec(sent.kind === 'view' ? wordsOf(sent.view) : '')?.[0];
  if (!id) throw new Error('Not reported');
  await desk.settled();
  await until('what is held', async () => wordsOf(await desk.card(id, 'case', PRIYA)).includes('1 held and checked'));
  return id;
};

try {
  await desk.slack.command(RITA, '/subject-access');
  await shoot(slackModalHtml(await desk.slack.modal(RITA)), 'slack-sar-report');
  const sar = await report('/subject-access', 'S', {
    from: 'Mrs Alder, 14 Mill Lane',
    receivedOn: '2026-11-24',
    channel: 'letter',
    details: 'The call about my bill.',
    numbers: '01632 960123',
  });
  await shoot(await message(sar, 'case', PRIYA), 'slack-sar-case');
  await step(sar, 'Identity verified', { on: '2026-11-24', text: 'Known to the practice.' });
  await step(sar, 'Ask for clarification', { on: '2026-11-24', text: 'All calls, or the one about the bill?' });
  await shoot(await message(sar, 'case', PRIYA), 'slack-sar-paused');
  desk.clock.set(toInstant('2026-11-27T10:00:00Z'));
  await step(sar, 'Clarification received', { on: '2026-11-27', text: 'The one about the bill.' });
  await step(sar, 'Release a recording', { from: '0:02', to: '0:08', reason: 'It is the call she asks for.' });
  const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(sar));
  const releaseId = request?.id ?? '';
  await desk.approve(DANA, await desk.card(releaseId, 'approver', DANA), {});
  await shoot(await message(releaseId, 'release', PRIYA), 'slack-sar-redact');
  await step(sar, 'Answered', { on: '2026-11-27', text: 'Link by e-mail, passcode by telephone.' });
  await step(sar, 'Close', {});

  const police = await report('/police-request', 'P', {
    from: 'PC 1287 Lena Frost, Northshire Police',
    receivedOn: '2026-11-27',
    channel: 'phone',
    details: 'The call from 01632 960123 on Monday.',
  });
  await shoot(await message(police, 'case', 'dpo'), 'slack-police-channel');
  await step(police, 'Emergency', { text: 'The caller is outside the house.' });
  await step(police, 'Release a recording', { reason: 'To find the caller.' });
  await until('the notice', async () => wordsOf(await desk.card(police, 'emergency-notice', DAVID)) !== '');
  await shoot(await message(police, 'emergency-notice', DAVID), 'slack-police-emergency');

  await desk.fill(PRIYA, '/dpo-delegate', { email: TOM, from: '2026-11-27', until: '2026-11-30' });
  const asked = await desk.ask(RITA, { purpose: 'disciplinary', reason: 'A client was sworn at.' });
  await desk.approve(TOM, await desk.card(asked, 'approver', TOM), {
    statement: 'I agree to this part being heard by the investigating manager only.',
    consultation: 'By telephone today at nine.',
  });
  await shoot(await message(asked, 'delegate-agreed', PRIYA), 'slack-delegate-agreed');
  await shoot(slackMessageHtml((await desk.slack.openHome(PRIYA)).blocks), 'slack-home');
} finally {
  await browser.close();
  await desk.stop();
}
