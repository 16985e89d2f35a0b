import type { CardView } from '../../chat/cardView.ts';
import type { CardData } from '../../platform/cards/cardData.ts';
import { sheetData } from '../../platform/cards/layouts.ts';
import { countOf, lengthText, momentText } from '../../platform/cards/wording.ts';
import { DISCLOSED } from './words.ts';

type Of<Kind extends CardView['kind']> = Extract<CardView, { kind: Kind }>;

/** The newest lines of the register of everything disclosed. */
export const presentRegister = ({ lines, hasMore, canExport, zone }: Of<'register'>): CardData =>
  sheetData({
    title: 'Disclosures',
    tone: 'emphasis',
    status:
      lines.length === 0 ? 'Nothing has left the practice.' : 'What left the practice, the newest first.',
    speak: 'The register of disclosures.',
    rows: lines.map((line) => ({
      title: `${DISCLOSED[line.kind]}: ${line.toWhom === '' ? 'erased' : line.toWhom}`,
      text: `${momentText(line.at, zone)}, ${line.requestId}, ${line.ground}, ${lengthText(line.durationMs)}${line.silenced > 0 ? `, ${countOf(line.silenced, 'part')} silenced` : ''}`,
      buttons: [],
    })),
    ...(hasMore ? { more: 'Older lines stand in the file.' } : {}),
    next: canExport
      ? 'The file has disclosures, holds, cases and refusals, one a line, for a spreadsheet.'
      : 'The file needs the desk’s own address: set PUBLIC_URL.',
    groups: canExport
      ? [
          {
            heading: '',
            buttons: [{ title: 'Get the register (CSV)', verb: 'register-papers', id: 'register' }],
          },
        ]
      : [],
  });
