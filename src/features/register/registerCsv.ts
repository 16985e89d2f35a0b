import { stringify } from 'csv-stringify/sync';
import { REGISTER_COLUMNS, type RegisterLine } from './registerLine.ts';

/**
 * The register as CSV: UTF-8 with a byte order mark, by which Excel knows it for such, and the line ends of RFC 4180.
 * What would be read as a formula (a value that begins with = + - @ or a tab) gets an apostrophe in front, and every
 * value stands in quotes, so that a line break inside one begins no row: names and reasons come from outside.
 */
export const registerCsv = (lines: readonly RegisterLine[]): Uint8Array =>
  Buffer.from(
    stringify([...lines], {
      header: true,
      columns: Object.entries(REGISTER_COLUMNS).map(([key, header]) => ({ key, header })),
      bom: true,
      escape_formulas: true,
      quoted_string: true,
      quoted_empty: false,
      record_delimiter: 'windows',
    }),
  );
