import { momentText } from '../../../kernel/text.ts';
import { createPdfDocument, type PdfDocument } from '../../../platform/pdf/document.ts';
import { seal } from '../../../platform/pdf/seal.ts';
import { checkpointLine } from '../../audit/model/checkpoint.ts';
import { type CasePack, canonicalJson, type PackDecision } from '../model/pack.ts';
import { block, facts, heading, paragraph, table, title } from './parts.ts';

/** The name under which a pack lies in its paper. */
const ATTACHMENT = 'case-pack.json';

/** Draws everything of one case, to be read; holds it as data too, and states its own SHA-256, to be checked. */
export async function drawCasePack(pack: CasePack): Promise<Buffer> {
  const made = momentText(pack.madeAt, pack.zone);
  const sheet = createPdfDocument({
    title: `Case pack ${pack.caseId}`,
    author: pack.practice,
    madeAt: pack.madeAt,
    foot: `Case pack ${pack.caseId}, made ${made} by ${pack.madeBy}`,
  });
  title(sheet, pack.practice, `Case pack ${pack.caseId}`, pack.kind);
  facts(sheet, [
    { title: 'Made', value: `${made} by ${pack.madeBy}` },
    { title: 'Times', value: `${pack.zone}, unless marked UTC` },
  ]);
  for (const group of [...pack.groups, { title: 'The legal clock', facts: pack.clock }])
    if (group.facts.length > 0) {
      heading(sheet, group.title);
      facts(sheet, group.facts);
    }
  drawTimeline(sheet, pack);
  drawDecisions(sheet, pack);
  drawHolds(sheet, pack);
  drawDisclosures(sheet, pack);
  drawAudit(sheet, pack);
  sheet.attach(ATTACHMENT, Buffer.from(canonicalJson(pack)), 'What this document says, and the audit events, as data');
  return seal(await sheet.finish());
}

function drawTimeline(sheet: PdfDocument, { timeline }: CasePack): void {
  heading(sheet, 'What happened');
  table(
    sheet,
    { When: 112, Who: 96, What: 255 },
    timeline.map(({ at, by, what, words }) => ({
      cells: [[block(at)], [block(by)], [block(what, 'strong'), ...(words === '' ? [] : [block(words)])]],
    })),
  );
}

function drawDecisions(sheet: PdfDocument, { decisions }: CasePack): void {
  heading(sheet, 'Who agreed to what');
  if (decisions.length === 0) paragraph(sheet, 'Nothing has been agreed to.');
  for (const decision of decisions) drawDecision(sheet, decision);
}

function drawDecision(sheet: PdfDocument, decision: PackDecision): void {
  sheet.keep(60);
  sheet.space(4);
  paragraph(sheet, `${decision.request}: ${decision.who}, ${decision.seat}, ${decision.at}`, 'strong');
  const said = {
    'Agreed to': decision.terms,
    Comment: decision.comment,
    'Statement, word for word': decision.statement,
    'SHA-256 of the statement': decision.statementSha256,
    Consultation: decision.consultation,
  };
  const given = Object.entries(said).flatMap(([title, value]) => (value === null ? [] : [{ title, value }]));
  facts(sheet, given, 12);
}

const sha = (sha256: string | null) => block(`SHA-256  ${sha256 ?? 'not known: it has not been copied'}`, 'mono');

function drawHolds(sheet: PdfDocument, { holds }: CasePack): void {
  heading(sheet, 'What is held');
  if (holds.length === 0) paragraph(sheet, 'Nothing is held for this case.');
  for (const hold of holds) {
    sheet.keep(90);
    paragraph(sheet, `Hold ${hold.id}`, 'strong');
    facts(sheet, hold.facts, 12);
    table(
      sheet,
      { Recording: 128, 'Call began': 112, Length: 62, Bytes: 60, State: 81 },
      hold.recordings.map((held) => ({
        cells: [
          [block(held.recording, 'mono')],
          [block(held.callStart)],
          [block(held.length)],
          [block(held.bytes.toLocaleString('en-GB'))],
          [block(held.state), ...(held.heldSince === null ? [] : [block(`since ${held.heldSince}`, 'small')])],
        ],
        under: sha(held.sha256),
      })),
    );
  }
}

function drawDisclosures(sheet: PdfDocument, { disclosures }: CasePack): void {
  heading(sheet, 'What left the practice');
  table(
    sheet,
    { When: 112, 'What, and to whom': 160, 'Ground, and by whom': 191 },
    disclosures.map((line) => ({
      cells: [
        [block(line.at)],
        [block(line.what, 'strong'), block(line.recipient), block(`${line.length}; ${line.silenced}`, 'small')],
        [block(line.ground), block(`${line.by}; request ${line.request}`, 'small')],
      ],
      under: sha(line.sha256),
    })),
  );
}

function drawAudit(sheet: PdfDocument, { audit, proof, manifest }: CasePack): void {
  const last = audit.at(-1);
  heading(sheet, 'What the audit says');
  paragraph(
    sheet,
    `These are the audit’s entries about this case up to entry ${manifest.to}, and that of this pack’s making. They are attached to this document, each with the proof that it is among the audit’s ${proof.size} entries:`,
  );
  table(
    sheet,
    { Entry: 40, 'When (UTC)': 128, 'Act, and what came of it': 168, Hash: 97 },
    audit.map((event) => ({
      cells: [
        [block(String(event.seq))],
        [block(event.at, 'mono')],
        [block(`${event.action}, ${event.subject}: ${event.outcome}`)],
        [block(event.hash.slice(0, 16), 'mono')],
      ],
    })),
  );
  paragraph(sheet, 'What vouches for them', 'strong');
  facts(sheet, [
    { title: 'Made by', value: `entry ${last?.seq ?? ''}, ${last?.hash ?? ''}` },
    { title: 'Root of all entries', value: proof.root },
    { title: 'Signed', value: proof.checkpoint === null ? `no. ${proof.why}` : checkpointLine(proof.checkpoint) },
  ]);
  paragraph(sheet, 'How to check this pack', 'strong');
  for (const text of howToCheck(proof.checkpoint !== null)) paragraph(sheet, text);
}

/** Anybody can make up a whole pack, so whoever checks one is told what else is needed. */
const howToCheck = (isSigned: boolean): readonly string[] => [
  isSigned
    ? 'Ask the practice, by another way than this file came, for the public key of its desk. npm run audit -- verify --pack FILE --key KEY, in any copy of the desk and without its database, then checks that the desk made this file and that nothing in it has been changed since. Without the key it finds whatever was changed in this file, and not a file that was made up whole.'
    : 'npm run audit -- verify --pack FILE, in any copy of the desk and without its database, finds whatever was changed in this file. It is not signed, so that does not find a file that was made up whole, or changed and given a new SHA-256.',
  'Where the desk runs, npm run audit -- verify --pack FILE --against-database looks for the SHA-256 of the file in its own audit, and names the first morning report that vouches for that. Somebody who is not of the practice asks the practice to do so.',
];
