/** Values of a training as JSON has them, exactly: numbers that are none, typed arrays and expressions have forms of their own. */
import type { Expr } from '../../../expr/expr.ts';
import { fromJson, toJson } from '../../write/expression-json.ts';

const isExpr = (x: object): x is Expr => 'kind' in x && typeof x.kind === 'number';

export function toPlain(x: unknown): unknown {
  if (typeof x === 'number') return Number.isFinite(x) && !Object.is(x, -0) ? x : { number: String(x) };
  if (x === undefined) return { nothing: true };
  if (x instanceof Float32Array) return { single: Array.from(x, toPlain) };
  if (x instanceof Float64Array) return { double: Array.from(x, toPlain) };
  if (Array.isArray(x)) return x.map(toPlain);
  if (typeof x !== 'object' || x === null) return x;
  if (isExpr(x)) return { expr: toJson(x) };
  return { record: Object.entries(x).map(([name, v]) => [name, toPlain(v)]) };
}

export function fromPlain(x: unknown): unknown {
  if (Array.isArray(x)) return x.map(fromPlain);
  if (typeof x !== 'object' || x === null) return x;
  const [kind, value] = Object.entries(x)[0] as [string, never];
  switch (kind) {
    case 'number':
      return Object.is(value, '-0') ? -0 : Number(value);
    case 'nothing':
      return undefined;
    case 'single':
      return Float32Array.from((value as unknown[]).map(fromPlain) as number[]);
    case 'double':
      return Float64Array.from((value as unknown[]).map(fromPlain) as number[]);
    case 'expr':
      return fromJson(value);
    default:
      return Object.fromEntries((value as [string, unknown][]).map(([name, v]) => [name, fromPlain(v)]));
  }
}
