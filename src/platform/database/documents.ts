import type { Insertable, Kysely, SelectQueryBuilder } from 'kysely';
import { z } from 'zod';
import type { Document } from '../../kernel/documentSchema.ts';
import { VersionConflict } from '../../kernel/ports.ts';
import { batches, inBatches } from './queries.ts';
import type { Db, Tables } from './tables.ts';

/** Tables of one pattern: an id, the document as JSON text, and columns that repeat what is queried. */
type DocumentTable = {
  [Table in keyof Tables]: Tables[Table] extends { id: string; body: string } ? Table : never;
}[keyof Tables];

interface DocumentRow {
  readonly id: string;
  readonly version: number;
  readonly body: string;
}

type Columns<Table extends DocumentTable> = Omit<Insertable<Tables[Table]>, keyof DocumentRow>;

type Rows<Table extends DocumentTable> = SelectQueryBuilder<Tables, Table, DocumentRow>;

type Narrow<Table extends DocumentTable> = (rows: Rows<Table>) => Rows<Table>;

type DocumentSchema = z.ZodType<{ id: string }>;

interface DocumentKind<Table extends DocumentTable, Schema extends DocumentSchema> {
  readonly table: Table;
  /** Reads a document as it was written, by an earlier version of the desk too. */
  readonly upgrade: Schema;
  readonly columns: (document: Document<Schema>) => Columns<Table>;
  /**
   * Of documents that carry a `version`, which stands in its column alone: what `save` writes of the columns.
   * The others never change, and naming them would write their indexes anew.
   */
  readonly changing?: readonly (keyof Columns<Table>)[];
}

/** A stored document that its schema refuses. The message names table, id and field, never what stands there. */
class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was read, with what its schema does not know at any depth: an older process loses nothing of a newer one's. */
function withUnknown(raw: unknown, read: unknown): unknown {
  if (Array.isArray(raw) && Array.isArray(read) && raw.length === read.length)
    return read.map((each, at) => withUnknown(raw[at], each));
  if (!isRecord(raw) || !isRecord(read)) return read;
  const known = Object.entries(read).map(([key, value]) => [key, withUnknown(raw[key], value)] as const);
  return { ...raw, ...Object.fromEntries(known) };
}

/** Undefined for a text that is no JSON: its own error would quote what stands there. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The document of a row. Among many, one its schema refuses is given as it is, or by its id; alone it throws. */
function documentOf<Table extends DocumentTable, Schema extends DocumentSchema>(
  { table, upgrade, changing }: DocumentKind<Table, Schema>,
  { id, version, body }: Partial<DocumentRow>,
  isOneOfMany: boolean,
): Document<Schema> {
  const raw = readJson(body as string);
  const { success, data, error } = upgrade.safeParse(raw);
  if (!success && !isOneOfMany)
    throw new UnreadableDocument(`${table} ${id} cannot be read: ${z.prettifyError(error)}`);
  const known = success ? withUnknown(raw, data) : isRecord(raw) ? raw : { id };
  return { ...(known as object), ...(changing ? { version } : {}) } as unknown as Document<Schema>;
}

/** A document as its row. */
export function rowOf<Table extends DocumentTable, Schema extends DocumentSchema>(
  { columns, changing }: DocumentKind<Table, Schema>,
  document: Document<Schema>,
): DocumentRow {
  const { id, version } = document as unknown as DocumentRow;
  const row = { id, body: JSON.stringify(document), ...columns(document) } as unknown as DocumentRow;
  return changing ? { ...row, version } : row;
}

/** The documents of one table. Those with a `version` are saved by compare-and-set, the others over what is there. */
export function documents<Table extends DocumentTable, Schema extends DocumentSchema>(
  db: Db,
  kind: DocumentKind<Table, Schema>,
) {
  const { table, changing } = kind;
  type Doc = Document<Schema>;
  // Kysely cannot reckon with a table that is a parameter: what these tables share is spelt out for it.
  const face = db as unknown as Kysely<{ documents: DocumentRow }>;
  const name = table as unknown as 'documents';
  const isVersioned = changing !== undefined;
  const all = () => face.selectFrom(name).select(isVersioned ? ['id', 'version', 'body'] : ['id', 'body']);

  const read = (row: Partial<DocumentRow>, isOneOfMany = false): Doc => documentOf(kind, row, isOneOfMany);

  /** One that its schema refuses is given as it is: a bad row must not stop the night’s work on the others. */
  const list = async (narrow: Narrow<Table>): Promise<readonly Doc[]> =>
    (await narrow(all() as never).execute()).map((row) => read(row, true));

  /** The same for keys of any number: one statement for so many as it takes. */
  const listIn = (
    keys: readonly string[],
    narrow: (rows: Rows<Table>, some: readonly string[]) => Rows<Table>,
  ): Promise<readonly Doc[]> => inBatches(keys, (some) => list((rows) => narrow(rows, some)));

  return {
    list,
    /** The first that the rows narrowed to give. */
    first: async (narrow: Narrow<Table>): Promise<Doc | undefined> => (await list((rows) => narrow(rows).limit(1)))[0],
    find: async (id: string): Promise<Doc | undefined> => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && read(row);
    },
    listIn,
    /** Those of the given ids that are there. */
    findAll: (ids: readonly string[]): Promise<readonly Doc[]> =>
      listIn(ids, (rows, some) => rows.where('id' as never, 'in', some as never)),
    insert: async (document: Doc): Promise<void> => {
      await face.insertInto(name).values(rowOf(kind, document)).execute();
    },
    /** Leaves alone what is there already, by its id or another key. Gives how many were new. */
    insertNew: async (several: readonly Doc[]): Promise<number> => {
      let added = 0;
      for (const some of batches(several)) {
        const rows = face.insertInto(name).values(some.map((each) => rowOf(kind, each)));
        const { numInsertedOrUpdatedRows = 0n } = await rows.onConflict((c) => c.doNothing()).executeTakeFirst();
        added += Number(numInsertedOrUpdatedRows);
      }
      return added;
    },
    /** Inserts it, or writes it over what is there. */
    put: async (document: Doc): Promise<void> => {
      const { id, ...row } = rowOf(kind, document);
      await face
        .insertInto(name)
        .values({ id, ...row })
        .onConflict((c) => c.column('id').doUpdateSet(row))
        .execute();
    },
    /** Deletes what is older by one of its columns; gives the ids. */
    forget: async (column: keyof Columns<Table>, before: string): Promise<readonly string[]> => {
      const rows = await face
        .deleteFrom(name)
        .where(column as 'id', '<', before)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },
    /** Compare-and-set on `version`; gives it with the version it has now. Throws VersionConflict. */
    save: async <Saved extends Doc & { readonly version: number }>(document: Saved, written = changing ?? []) => {
      const row = rowOf(kind, document);
      const version = document.version + 1;
      const changed = Object.fromEntries(written.map((column) => [column, row[column as 'body']]));
      const { numUpdatedRows } = await face
        .updateTable(name)
        .set({ ...changed, body: row.body, version })
        .where('id', '=', row.id)
        .where('version', '=', document.version)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new VersionConflict('Changed meanwhile');
      return { ...document, version };
    },
  };
}
