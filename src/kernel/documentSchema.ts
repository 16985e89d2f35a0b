import { z } from 'zod';
import type { Instant } from './time.ts';

type Immutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Immutable<Item>[]
    : { readonly [Key in keyof T]: Immutable<T[Key]> };

/** The type of a document, from the schema that reads it. Documents are never changed in place. */
export type Document<Schema extends z.ZodType> = Immutable<z.output<Schema>>;

const INSTANT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const instantSchema = z.custom<Instant>(
  (value) => typeof value === 'string' && INSTANT.test(value),
  'Invalid moment',
);
