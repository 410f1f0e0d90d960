/** Positions in expressions: {3, 1}, keys, All; and changes at them. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { elements, list, listItems, rebuild } from '../values/sequences.ts';
import { spanPositions } from '../values/spans.ts';
import { indexIn } from './searching.ts';

export type Path = readonly Expr[];

export const isStep = (x: Expr): boolean => x.kind === Kind.Integer || isCall(x, S.Key) || x.kind === Kind.String;

/** n, {i, j, ...}, or {{i, j, ...}, ...} as paths; undefined when it is no position. */
export function pathsOf(spec: Expr): Path[] | undefined {
  if (isStep(spec)) return [[spec]];
  const items = listItems(spec);
  if (items === undefined) return undefined;
  if (items.length > 0 && items.every((p) => listItems(p) !== undefined)) {
    const paths = items.map((p) => listItems(p)!);
    return paths.every((p) => p.every(isStep)) ? paths : undefined;
  }
  return items.every(isStep) ? [items] : undefined;
}

/** The path with positions counted from the front; undefined when it leads nowhere. */
export function resolved(x: Expr, path: Path): number[] | undefined {
  const out: number[] = [];
  let y: Expr = x;
  for (const step of path) {
    const i = indexIn(y, step);
    if (i === undefined) return undefined;
    out.push(i);
    y = i === 0 ? headOf(y) : elements(y)![i - 1]!;
  }
  return out;
}

/** x with f applied to the part at the path. */
export function changeAt(x: Expr, path: readonly number[], f: (y: Expr) => Expr, level = 0): Expr {
  if (level === path.length) return f(x);
  const i = path[level]!;
  if (isAssociation(x))
    return Association.from(
      x.entries().map(([k, v, d], j) => [k, j + 1 === i ? changeAt(v, path, f, level + 1) : v, d] as const),
    );
  const y = x.kind === Kind.Packed ? unpackLevel(x) : (x as Normal);
  if (i === 0) return new Normal(changeAt(y.head, path, f, level + 1), y.args);
  const args = y.args.slice();
  args[i - 1] = changeAt(args[i - 1]!, path, f, level + 1);
  return x.kind === Kind.Packed ? rebuild(x, args) : new Normal(y.head, args);
}

export const wholePath = (path: readonly number[]): Expr => list(path.map((i) => int(i)));

/** The paths as they are in x; reports partw for one that leads nowhere, psl for what is no position. */
export function pathsIn(x: Expr, spec: Expr, e: Evaluation): number[][] | undefined {
  const paths = pathsOf(spec);
  if (paths === undefined) return e.message('psl', spec);
  const out: number[][] = [];
  for (const p of paths) {
    const r = resolved(x, p);
    if (r === undefined) return e.message('partw', p.length === 1 ? p[0]! : list(p), x);
    out.push(r);
  }
  return out;
}
export const positionMessages = {
  psl: 'Position specification `1` is not an integer, a list of integers, or a list of lists of integers.',
};

/** Paths that a position in ReplacePart and MapAt means; All and spans stand for several steps. */
export function expand(x: Expr, steps: Path): number[][] | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return [[]];
  const n = elements(x)?.length;
  const indices =
    step === S.All && n !== undefined
      ? Array.from({ length: n }, (_, i) => i + 1)
      : isCall(step, S.Span) && n !== undefined
        ? spanPositions(step, n)?.map((i) => i + 1)
        : [indexIn(x, step)];
  if (indices === undefined) return undefined;
  const out: number[][] = [];
  for (const i of indices) {
    if (i === undefined) return undefined;
    const inner = expand(i === 0 ? headOf(x) : elements(x)![i - 1]!, rest);
    if (inner === undefined) return undefined;
    out.push(...inner.map((p) => [i, ...p]));
  }
  return out;
}
