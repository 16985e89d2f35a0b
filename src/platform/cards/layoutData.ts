import { encodeTarget } from '../../kernel/target.ts';
import type { CardData, CardValue } from './cardData.ts';
import { formData } from './formData.ts';
import type { Button, ButtonGroup, Layouts, ListRow } from './layouts.ts';
import { inRows } from './rows.ts';
import type { TemplateName } from './templates.ts';

/** Lists a template goes through, which may be empty and never missing. */
const NO_LISTS = { facts: [], sections: [], notes: [], rows: [], outcome: [], advice: [], alarms: [] } as const;

/** What a template is filled with, made of its layout. Everything is text by then. */
export function layoutData<Name extends TemplateName>(template: Name, layout: Layouts[Name]): CardData {
  const {
    backTo,
    buttons = [],
    noteButtons = [],
    groups = [],
    rows,
    sections,
    ...rest
  } = asForm(template, layout) as Partial<Layouts['case'] & Layouts['request'] & { readonly backTo: unknown }>;
  return plain({
    ...NO_LISTS,
    ...rest,
    // An empty text has nothing to head.
    sections: (sections ?? []).filter(({ text }) => text !== ''),
    rows: (rows ?? []).map(rowData),
    buttons: buttons.map(buttonData),
    noteButtons: noteButtons.map(buttonData),
    groups: [{ heading: '', buttons }, ...groups].flatMap(groupData),
    backTo: typeof backTo === 'string' ? backTo : backTo === undefined ? '' : encodeTarget(backTo as Button['target']),
  }) as CardData;
}

const asForm = <Name extends TemplateName>(template: Name, layout: Layouts[Name]): object =>
  template === 'form' ? formData(layout as Layouts['form']) : layout;

const buttonData = ({ title, action, target, style = 'default', values = {} }: Button): CardData => ({
  title,
  action,
  id: encodeTarget(target),
  style,
  values,
});

const rowData = ({ title, text, buttons = [] }: ListRow): CardData => ({
  title,
  text,
  buttons: buttons.map((button) => ({ ...buttonData(button), tooltip: `${button.title}: ${title}` })),
});

const groupData = ({ heading, buttons }: ButtonGroup): readonly CardData[] =>
  inRows(buttons).map((row, at) => ({ heading: at === 0 ? heading : '', buttons: row.map(buttonData) }));

/** Without what is undefined: a template takes that for a text. */
function plain(value: unknown): CardValue {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as CardValue;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, plain(inner)]),
  );
}
