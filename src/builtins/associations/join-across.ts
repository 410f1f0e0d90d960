/** JoinAcross: two tables of associations joined where the values under some keys agree. */
import { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { builtin, type Evaluation } from '../builtin.ts';
import { elements, list } from '../values/sequences.ts';
import { asAssociation, keyIn } from './entries.ts';

/** The keys to compare: in rows of the first table, and in rows of the second. */
interface Match {
  readonly left: readonly Expr[];
  readonly right: readonly Expr[];
}
function matchIn(spec: Expr): Match {
  const parts = isCall(spec, S.List) ? spec.args : [spec];
  const side = (s: Expr, i: number): Expr => keyIn(isRule(s) ? s.args[i]! : s);
  return { left: parts.map((s) => side(s, 0)), right: parts.map((s) => side(s, 1)) };
}

function rowsOf(x: Expr, e: Evaluation): Association[] | undefined {
  const rows = x.kind === Kind.Association ? undefined : elements(x)?.map(asAssociation);
  return rows?.every((r) => r !== undefined) ? rows : e.message('invrl', x);
}

/** The values under the keys, as one key of an index; undefined where one is not there. */
function signature(row: Association, keys: readonly Expr[]): Expr | undefined {
  const values = keys.map((k) => row.get(k));
  return values.every((v) => v !== undefined) ? list(values) : undefined;
}
const keysOf = (rows: readonly Association[]): readonly Expr[] =>
  Association.from(rows.flatMap((r) => r.keys.map((k) => [k, S.Null] as const))).keys;
const UNMATCHED = normal(S.Missing, new Str('Unmatched'));
/** A row with further columns that say that nothing was found. */
const completed = (row: Association, columns: readonly Expr[]): Association =>
  Association.from([...row.entries(), ...columns.filter((k) => !row.has(k)).map((k) => [k, UNMATCHED] as const)]);

const KINDS: Readonly<Record<string, { readonly left: boolean; readonly right: boolean }>> = {
  Inner: { left: false, right: false },
  Left: { left: true, right: false },
  Right: { left: false, right: true },
  Outer: { left: true, right: true },
};

function join(a: readonly Association[], b: readonly Association[], { left, right }: Match, kind: string): Expr {
  const index = Association.from([]);
  const members: number[][] = [];
  b.forEach((row, i) => {
    const key = signature(row, right);
    if (key === undefined) return;
    const at = index.indexOf(key);
    if (at >= 0) members[at]!.push(i);
    else {
      index.put(key, S.Null);
      members.push([i]);
    }
  });
  const used = new Set<number>();
  const keep = KINDS[kind]!;
  const out: Association[] = [];
  for (const row of a) {
    const key = signature(row, left);
    const found = key === undefined ? [] : (members[index.indexOf(key)] ?? []);
    for (const i of found) {
      used.add(i);
      out.push(Association.from([...row.entries(), ...b[i]!.entries()]));
    }
    if (found.length === 0 && keep.left) out.push(completed(row, keysOf(b)));
  }
  if (keep.right)
    b.forEach((row, i) => {
      if (!used.has(i)) out.push(completed(row, keysOf(a)));
    });
  return list(out);
}

export const JoinAcross = builtin('JoinAcross', {
  usage:
    'JoinAcross[{a1, a2, ...}, {b1, b2, ...}, key] joins associations ai and bj whose values under key agree.\nJoinAcross[alist, blist, {key1, key2, ...}] compares several keys; keya -> keyb compares different ones.\nJoinAcross[alist, blist, spec, "kind"] does an "Inner", "Left", "Right" or "Outer" join.',
  arity: [3, 4],
  messages: { kind: '`1` is not a kind of join; known are `2`.' },
  evaluate([x, y, spec, kind], e) {
    const name = kind === undefined ? 'Inner' : kind.kind === Kind.String ? kind.value : '';
    if (!Object.hasOwn(KINDS, name)) return e.message('kind', kind!, list(Object.keys(KINDS).map((k) => new Str(k))));
    const a = rowsOf(x!, e);
    const b = a && rowsOf(y!, e);
    return a && b && join(a, b, matchIn(spec!), name);
  },
  examples: {
    'JoinAcross[{<|a -> 1, b -> x|>, <|a -> 2, b -> y|>}, {<|a -> 1, c -> z|>}, Key[a]]':
      '{<|a -> 1, b -> x, c -> z|>}',
    'JoinAcross[{<|"k" -> 1|>}, {<|"k" -> 2, "v" -> 3|>}, "k", "Outer"]':
      '{<|"k" -> 1, "v" -> Missing["Unmatched"]|>, <|"k" -> 2, "v" -> 3|>}',
    'JoinAcross[5, {}, a]': ['JoinAcross[5, {}, a]', 'JoinAcross::invrl'],
  },
});
