import { row } from '../../../platform/cards/factRow.ts';
import type { CaseLayout } from '../../../platform/cards/layouts.ts';
import { countOf, momentText } from '../../../platform/cards/wording.ts';
import { buttonsOf } from '../../messaging/button.ts';
import { retentionActions } from '../model/actions.ts';
import type { RetentionCardOf } from './views.ts';

const button = buttonsOf(retentionActions);

/** To the DPO: may a night delete far more than the nights before? */
export function presentPurgeQuestion({ question }: RetentionCardOf<'purge-question'>): CaseLayout {
  const { id, due, usual, stored, askedAt, agreed, zone } = question;
  const what = countOf(due, 'recording');
  return {
    title: 'May so much be deleted?',
    tone: agreed ? 'good' : 'attention',
    status: agreed
      ? `Yes, said ${agreed.name}, ${momentText(agreed.at, zone)}. The deletion goes on within ten minutes.`
      : `The nightly deletion would delete ${what}. Nothing has been deleted yet.`,
    speak: `The nightly deletion would delete ${what}, far more than usual, and waits for you.`,
    facts: [
      row('Would be deleted', what),
      row('A night before, at most', usual === null ? 'this is the first night' : countOf(usual, 'recording')),
      row('Stored', countOf(stored, 'recording')),
      row('Asked', momentText(askedAt, zone)),
    ],
    next: agreed
      ? 'There is nothing left to do.'
      : 'A clock that is wrong, or a wrong limit in the practice file, would delete what must still be kept: look at both first. If they are right, say yes. Until then recordings may pass their limit.',
    buttons: agreed ? [] : [button('Yes, delete them', 'agree-purge', { kind: 'purge', id }, 'destructive')],
  };
}
