/** Either a value, or a refusal drawn from a closed list. The domain returns these; it never throws for what a person can do wrong. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** For the `default` of an exhaustive switch: reached only when the types lie. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`);
}
