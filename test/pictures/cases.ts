import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { choose, fill, press } from '../support/playground.ts';
import { drag, givenLink, openDeskPage, PARTICULARS, takeStep } from '../support/playgroundCases.ts';
import { startTeamsDemo } from '../support/teamsDemo.ts';

/** Takes the pictures of docs/guide/cases.md in Teams from a running demonstration: `node test/pictures/cases.ts`. */
const PICTURES = new URL('../../docs/pictures/', import.meta.url).pathname;

const PHONE = { width: 390, height: 780 };

const WINDOW = { width: 900, height: 900 };

const { browser, rita, dana, paula, stop } = await startTeamsDemo();

const shoot = async (card: Locator, name: string): Promise<Locator> => {
  await card.scrollIntoViewIfNeeded();
  await card.screenshot({ path: `${PICTURES}${name}.png` });
  return card;
};

const shootPage = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
};

try {
  // A card taller than the window would stand under the client's own bar.
  for (const { page } of [rita, dana, paula]) await page.setViewportSize({ width: 1400, height: 2400 });

  await rita.say('/subject-access');
  const report = await rita.card('Somebody asks for what we hold about them');
  await fill(report, {
    'Who asks': 'Mrs Alder, 14 Mill Lane',
    'What they asked for': 'The call about my bill',
    'Telephone numbers': '01632 960123',
  });
  await choose(rita, report, 'How it came', 'Letter');
  await shoot(report, 'case-report');
  await press(report, 'Send');
  await shoot(await rita.card('Sent to the Data Protection Officer'), 'case-reported');
  const alert = await paula.card(/Subject access request S-[\s\S]*1 held and checked/);
  await shoot(alert, 'teams-case');
  await takeStep(paula, alert, ['Identity verified', 'Ask for proof only where', 'Write it down'], {
    'How you know': 'A client for years; signature compared.',
  });
  await press(await paula.card('Release a recording'), 'Release a recording');
  const release = await paula.card('This is your agreement to it');
  await release.getByText('A copy to hand over').click();
  await fill(release, { 'Why this recording': 'It is the call she asks for.' });
  await shoot(release, 'case-release');
  await press(release, 'Release');
  await dana.goTo('Personal Chat');
  await press(await shoot(await dana.card(/Subject access request[\s\S]*Approve/), 'case-director'), 'Approve');
  await press(await dana.card('Approve a request'), 'Approve');
  await press(await paula.card('Silence others’ words first'), 'Silence parts');

  const redaction = await openDeskPage(paula, 'Silence parts');
  await redaction.setViewportSize(WINDOW);
  await drag(redaction, 0.3, 0.4);
  await drag(redaction, 0.6, 0.7);
  await shootPage(redaction, 'redaction');
  await redaction.setViewportSize(PHONE);
  await shootPage(redaction, 'redaction-phone');
  await redaction.getByRole('button', { name: 'Silence these parts' }).click();
  await redaction.locator('#saved').getByText('parts are silent').waitFor();
  await redaction.close();

  await press(await shoot(await paula.card(/Release R-[\s\S]*Give a link/), 'case-release-settled'), 'Give a link');
  const linkForm = await paula.card('You get a link and a passcode');
  await fill(linkForm, { 'For whom': 'Mrs Alder' });
  await choose(paula, linkForm, 'How you give the passcode', 'By telephone');
  await press(linkForm, 'Make the link');
  await shoot(await paula.card('Write both down now'), 'case-link');
  const { url, passcode } = await givenLink(paula);
  const visitor = await (await browser.newContext({ viewport: PHONE })).newPage();
  await visitor.goto(url);
  await visitor.screenshot({ path: `${PICTURES}external-link.png` });
  await visitor.getByLabel('Passcode').fill(passcode);
  await visitor.getByRole('button', { name: 'Listen' }).click();
  await visitor.waitForURL(/\/playback\//);
  await visitor.getByRole('button', { name: /play/i }).first().click();
  await paula.card(/For Mrs Alder[\s\S]*opened 1 time of 3/);
  await visitor.screenshot({ path: `${PICTURES}external-player.png` });
  await visitor.context().close();
  await press(await paula.card(/Release R-[\s\S]*Copy to hand over/), 'Copy to hand over');
  const documents = await openDeskPage(paula, 'Copy to hand over');
  await documents.setViewportSize(WINDOW);
  await documents.screenshot({ path: `${PICTURES}case-documents.png` });
  await documents.close();
  await takeStep(
    paula,
    await paula.card(/Subject access request S-[\s\S]*Answered/),
    ['Answered', 'The clock stops', 'Write it down'],
    { How: 'A link by e-mail, the passcode by telephone.' },
  );
  await takeStep(paula, await paula.card('Dealt with on'), ['Close', 'Close the case', 'Close'], {});
  const closed = await shoot(await paula.card('Closed.'), 'case-closed');
  await press(closed, 'Case pack');
  const pack = await openDeskPage(paula, 'Case pack');
  const [download] = await Promise.all([pack.waitForEvent('download'), pack.locator('ul.files a').first().click()]);
  // A page of it is drawn by hand, with whatever draws PDFs.
  await download.saveAs(join(tmpdir(), 'case-pack.pdf'));
  await pack.close();
  await paula.say('/disclosures');
  await shoot(await paula.card(/^Disclosures/), 'case-register');

  await rita.say('/police-request');
  const police = await rita.card('Tell them nothing and play them nothing');
  await fill(police, {
    'Who asks': 'PC 1287 Lena Frost, Northshire Police',
    'What they asked for': 'The call from 07700 900456 this morning',
  });
  await choose(rita, police, 'How it came', 'Telephone');
  await shoot(police, 'police-report');
  await press(police, 'Send');
  const asked = await shoot(await paula.card(/Police request P-/), 'police-case');
  await press(asked, 'Complete the request');
  const fields = await paula.card('What the force must say');
  await fill(fields, PARTICULARS);
  await shoot(fields, 'police-fields');
  await press(fields, 'Complete');
  await shoot(await paula.card('Particulars complete'), 'police-complete');

  await rita.say('/request-recording yesterday 3.10pm ext 204 01632 960123 disciplinary process');
  const request = await rita.card('I understood');
  await press(request, 'Send');
  await press(await paula.card(/Still to agree[\s\S]*Disciplinary process/), 'Approve');
  const agreement = await paula.card('Approve a request');
  await fill(agreement, { 'Your written agreement': 'I agree to this part being heard for this process only.' });
  await shoot(agreement, 'disciplinary-form');
  await press(agreement, 'Approve');
  await shoot(await dana.card(/Disciplinary process[\s\S]*I agree to this part being heard/), 'disciplinary-director');
  await paula.say('/find-recordings');
  const search = await paula.card('What you search for, and why, is written down');
  await fill(search, { 'Why you search': 'What we hold about Mrs Alder', 'Telephone numbers': '01632 960123' });
  await press(search, 'Find');
  await shoot(await paula.card('the newest first'), 'case-found');
} finally {
  await stop();
}
