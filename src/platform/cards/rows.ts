/** Letters of the titles that fit one row of buttons on a telephone; more would be cut off there. */
const LETTERS_A_ROW = 34;

/** Buttons in rows that a telephone shows whole. */
export function inRows<Titled extends { readonly title: string }>(
  buttons: readonly Titled[],
): readonly (readonly Titled[])[] {
  const rows: Titled[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    const letters = (row ?? []).reduce((sum, { title }) => sum + title.length, button.title.length);
    if (row === undefined || letters > LETTERS_A_ROW) rows.push([button]);
    else row.push(button);
  }
  return rows;
}
