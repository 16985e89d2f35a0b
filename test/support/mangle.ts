import fc from 'fast-check';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Values that stand where another kind was expected. No address of anything outside this machine. */
const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    0,
    -1,
    1e308,
    '',
    ' ',
    '\0',
    '\ud800',
    '__proto__',
    'constructor',
    '%',
    '%E0%A4%A',
    '../../x',
    '{{DATE(x)}}',
    'x'.repeat(5_000),
    [],
    [[]],
    [null],
    {},
    { __proto__: 'x', toString: 1 } as unknown as Json,
    { id: {} },
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** Every place in a value, as the keys that lead to it. */
function placesIn(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function changed(value: Json, [key, ...rest]: readonly string[], change: Json | undefined): Json | undefined {
  if (key === undefined) return change;
  if (typeof value !== 'object' || value === null) return value;
  const inner = changed((value as Record<string, Json>)[key] ?? null, rest, change);
  if (Array.isArray(value)) {
    const list = [...value];
    if (inner === undefined) list.splice(Number(key), 1);
    else list[Number(key)] = inner;
    return list;
  }
  const { [key]: _, ...others } = value as Record<string, Json>;
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** A good payload of which up to four places hold something else, or nothing. */
export const mangled = (good: Json): fc.Arbitrary<Json> =>
  fc.array(fc.tuple(fc.nat(), fc.option(strange, { nil: undefined })), { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<Json>((value, [at, change]) => {
      const places = placesIn(value);
      return changed(value, places[at % places.length] ?? [], change) ?? null;
    }, good),
  );
