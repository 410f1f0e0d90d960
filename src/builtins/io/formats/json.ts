/** JSON as file formats: "JSON" gives objects as lists of rules, "RawJSON" as associations. */
import { Association, isAssociation } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Real, Str } from '../../../expr/expr.ts';
import { unpackLevel } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { type JsonTree, readJsonTree, writeJsonTree } from '../../../formats/json.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { decimalText } from '../../../syntax/decimal-text.ts';
import { list, packedList } from '../../values/sequences.ts';
import { type Format, type FormatCall, format } from './format.ts';
import { decode, encode } from './text.ts';

/** Integers stay integers, everything with a point or an exponent is a real. */
function numberValue(text: string): Expr {
  if (!/^-?\d+$/.test(text)) return new Real(Number(text));
  const n = Number(text);
  return int(Number.isSafeInteger(n) ? n : BigInt(text));
}

type ObjectForm = (entries: readonly (readonly [Expr, Expr])[]) => Expr;
const asRules: ObjectForm = (entries) => list(entries.map(([k, v]) => normal(S.Rule, k, v)));
const asAssociation: ObjectForm = (entries) => Association.from(entries);

function valueOf(x: JsonTree<Expr>, object: ObjectForm): Expr {
  if (x === null) return S.Null;
  if (typeof x === 'boolean') return x ? S.True : S.False;
  if (typeof x === 'string') return new Str(x);
  if (x instanceof Map)
    return object([...x].map(([k, v]) => [new Str(k), valueOf(v as JsonTree<Expr>, object)] as const));
  if (Array.isArray(x)) return packedList(x.map((v) => valueOf(v as JsonTree<Expr>, object)));
  return x as Expr;
}

/** undefined for values that JSON cannot say. */
function treeOf(x: Expr): JsonTree<Expr> | undefined {
  switch (x.kind) {
    case Kind.Integer:
    case Kind.Real:
    case Kind.BigReal:
    case Kind.Rational:
      return x;
    case Kind.String:
      return x.value;
    case Kind.Symbol:
      return x === S.True ? true : x === S.False ? false : x === S.Null ? null : undefined;
    case Kind.Packed:
      return treeOf(unpackLevel(x));
    case Kind.Association:
      return isAssociation(x) ? objectOf(x.entries()) : undefined;
    case Kind.Normal: {
      if (!isCall(x, S.List)) return undefined;
      if (x.args.length > 0 && x.args.every(isRule)) return objectOf(x.args.map((r) => r.args as [Expr, Expr]));
      const items = x.args.map(treeOf);
      return items.every((i) => i !== undefined) ? items : undefined;
    }
    default:
      return undefined;
  }
}
function objectOf(entries: readonly (readonly [Expr, Expr, ...unknown[]])[]): JsonTree<Expr> | undefined {
  const out = new Map<string, JsonTree<Expr>>();
  for (const [k, v] of entries) {
    const value = treeOf(v);
    if (k.kind !== Kind.String || value === undefined) return undefined;
    out.set(k.value, value);
  }
  return out;
}

/** Reals are written with a point or an exponent; numbers that are not finite have no JSON. */
function numberText(x: Expr): string {
  if (x.kind === Kind.Integer) return decimalText(x.value);
  const n = x.kind === Kind.Rational ? Number(x.num) / Number(x.den) : Number((x as Real).value);
  if (!Number.isFinite(n)) throw new FormatError('JSON', `${n} is not a JSON number`);
  const text = String(n);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

const jsonFormat = (name: string, extensions: readonly string[], object: ObjectForm): Format =>
  format(name, {
    extensions,
    options: { Compact: 'False' },
    read: { Data: (bytes) => valueOf(readJsonTree(decode(bytes), numberValue), object) },
    write(value, call: FormatCall) {
      const tree = treeOf(value);
      if (tree === undefined) return undefined;
      return encode(writeJsonTree(tree, numberText, call.option('Compact') === S.True ? '' : '\t'));
    },
  });

export const JSONFormat = jsonFormat('JSON', ['json'], asRules);
export const RawJSON = jsonFormat('RawJSON', [], asAssociation);

export const jsonFormats: readonly Format[] = [JSONFormat, RawJSON];
