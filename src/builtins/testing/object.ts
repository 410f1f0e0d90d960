/** Objects whose parts are properties: what tests and reports of tests give. */
import { Association, isAssociation } from '../../expr/association.ts';
import { Boxed, type Expr, isCall, Kind, Normal, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';

export type Properties = ReadonlyMap<string, Expr>;

export function propertyObject(name: string, properties: Properties): Boxed<Properties> {
  const head = system(name);
  return new Boxed(head, properties, () =>
    normal(head, Association.from([...properties].map(([k, v]) => [new Str(k), v] as const))),
  );
}

/** Of such an object. */
export function propertiesOf(e: Expr, name: string): Properties | undefined {
  return e.kind === Kind.Boxed && e.head === system(name) ? (e.content as Properties) : undefined;
}

/** Of what such an object prints as: its only argument is an association with names as keys. */
function writtenProperties([entries, ...others]: readonly Expr[]): Properties | undefined {
  if (entries === undefined || others.length > 0 || !isAssociation(entries)) return undefined;
  return new Map([...entries.entries()].flatMap(([k, v]) => (k.kind === Kind.String ? [[k.value, v] as const] : [])));
}

type Derived = Readonly<Record<string, (p: Properties) => Expr>>;

interface Kept {
  readonly usage: string;
  readonly shown: (p: Properties) => string;
  /** Properties that follow from others. */
  readonly derived?: Derived;
  /** Has it all properties that others follow from? What somebody wrote may lack some. */
  readonly isWhole: (p: Properties) => boolean;
  readonly examples: Builtin['examples'];
}

/** The builtin of such objects: what they print as becomes one again, and they answer for their properties. */
export const objectBuiltin = (name: string, { usage, shown, derived = {}, isWhole, examples }: Kept): Builtin =>
  builtin(name, {
    usage,
    messages: { noprop: '`1` is not a known property; the known ones are `2`.' },
    evaluate(args) {
      const properties = writtenProperties(args);
      return properties && isWhole(properties) ? propertyObject(name, properties) : undefined;
    },
    apply(head, args, e) {
      const properties = propertiesOf(head, name);
      return properties === undefined || args.length !== 1
        ? undefined
        : propertyValue(properties, derived, args[0]!, e);
    },
    // A box of this head holds properties.
    shown: (b) => shown((b as Boxed<Properties>).content),
    examples,
  });

/** object["Property"], object[{"Property", ...}], object["Properties"], with the properties that follow from others. */
function propertyValue(properties: Properties, derived: Derived, key: Expr, e: Evaluation): Expr | undefined {
  if (isCall(key, S.List)) {
    const values = key.args.map((k) => propertyValue(properties, derived, k, e));
    return values.every((v) => v !== undefined) ? Association.of(key.args, values) : undefined;
  }
  const names = [...new Set([...properties.keys(), ...Object.keys(derived)])].sort();
  const list = new Normal(
    S.List,
    names.map((n) => new Str(n)),
  );
  if (key.kind !== Kind.String) return undefined;
  if (key.value === 'Properties') return list;
  if (Object.hasOwn(derived, key.value)) return derived[key.value]!(properties);
  return properties.get(key.value) ?? e.message('noprop', key, list);
}
