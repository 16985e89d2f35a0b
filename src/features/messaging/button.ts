import type { Button } from '../../platform/cards/layouts.ts';
import type { About, ActionSpecs } from './model/actions.ts';

/** Makes the buttons of a feature's actions; each takes what its action is about and nothing else. */
export const buttonsOf =
  <Specs extends ActionSpecs>(_specs: Specs) =>
  <Name extends keyof Specs & string>(
    title: string,
    action: Name,
    target: About<Specs[Name]>,
    style?: Button['style'],
  ): Button => ({ title, action, target, ...(style === undefined ? {} : { style }) });

/** Buttons that show what they name once more, and lead back to it. */
export const viewActions = {
  show: { about: 'any', shows: true, standsOn: ['case-reminder'] },
  back: { about: 'any', leadsBack: true },
} as const satisfies ActionSpecs;

export const viewButton = buttonsOf(viewActions);
