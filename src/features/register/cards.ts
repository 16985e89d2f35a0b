import { NEW } from '../../kernel/target.ts';
import type { CardDrawers } from '../../platform/cards/drawers.ts';
import type { ListLayout } from '../../platform/cards/layouts.ts';
import { countOf, lengthText, momentText } from '../../platform/cards/wording.ts';
import { buttonsOf } from '../messaging/button.ts';
import { releaseActions } from '../releases/model/actions.ts';
import type { Disclosure } from './model/disclosure.ts';
import { DISCLOSED } from './words.ts';

/** What the card of the register is of. */
export interface RegisterCard {
  readonly kind: 'register';
  readonly lines: readonly Disclosure[];
  readonly hasMore: boolean;
  readonly canExport: boolean;
  readonly zone: string;
}

/** The newest lines of the register of everything disclosed. */
const presentRegister = ({ lines, hasMore, canExport, zone }: RegisterCard): ListLayout => ({
  title: 'Disclosures',
  tone: 'emphasis',
  status: lines.length === 0 ? 'Nothing has left the practice.' : 'What left the practice, the newest first.',
  speak: 'The register of disclosures.',
  rows: lines.map((line) => ({
    title: `${DISCLOSED[line.kind]}: ${line.recipient === '' ? 'erased' : line.recipient}`,
    text: `${momentText(line.at, zone)}, ${line.requestId}, ${line.ground}, ${lengthText(line.durationMs)}${line.silenced > 0 ? `, ${countOf(line.silenced, 'part')} silenced` : ''}`,
    buttons: [],
  })),
  ...(hasMore ? { more: 'Older lines stand in the file.' } : {}),
  next: canExport
    ? 'The file has disclosures, holds, cases and refusals, one a line, for a spreadsheet.'
    : 'The file needs the desk’s own address: set PUBLIC_URL.',
  buttons: canExport ? [buttonsOf(releaseActions)('Get the register (CSV)', 'export-register', NEW)] : [],
});

export const registerCards: CardDrawers<RegisterCard> = { register: { template: 'list', draw: presentRegister } };
