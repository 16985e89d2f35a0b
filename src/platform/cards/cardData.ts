/** What a template is filled with: text ready to be read, in lists and groups; numbers only for the bars of a chart. */
export type CardValue = string | number | boolean | readonly CardValue[] | CardData;

export interface CardData {
  readonly [name: string]: CardValue;
}
