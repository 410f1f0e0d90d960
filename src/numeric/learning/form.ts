/** What plain data look like: models and codings come back from files and programs, which anybody may have written. */

/** Plain data, as a file holds them. */
export type Plain =
  | string
  | number
  | boolean
  | ArrayLike<number>
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** `count`: a whole number that an array may be as long as. A field whose name ends in ? may be missing; others may be there besides. */
export type Form = 'number' | 'count' | 'text' | 'flag' | 'numbers' | readonly [Form] | FieldForms;
type FieldForms = { readonly [field: string]: Form };

const MOST = 2 ** 24;

/** What is read from a program is a list. */
const isNumbers = (p: Plain): boolean =>
  p instanceof Float64Array || (Array.isArray(p) && p.every((x) => typeof x === 'number'));

export function hasForm(p: Plain | undefined, form: Form): boolean {
  if (p === undefined) return false;
  if (form === 'number') return typeof p === 'number';
  if (form === 'count') return Number.isInteger(p) && (p as number) >= 0 && (p as number) <= MOST;
  if (form === 'text') return typeof p === 'string';
  if (form === 'flag') return typeof p === 'boolean';
  if (form === 'numbers') return isNumbers(p);
  if (Array.isArray(form)) return Array.isArray(p) && p.every((x: Plain) => hasForm(x, form[0] as Form));
  if (typeof p !== 'object' || Array.isArray(p) || isNumbers(p)) return false;
  const fields = p as { readonly [field: string]: Plain };
  return Object.entries(form).every(([name, f]) => {
    const field = name.replace(/\?$/, '');
    return (field !== name && fields[field] === undefined) || hasForm(fields[field], f);
  });
}
