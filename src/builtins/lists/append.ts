/** Append, Prepend and Join: longer lists. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal, Packed } from '../../expr/expr.ts';
import { sizeOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { move, stepped } from '../../pace.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, list, operatorForm, packedList, range, rebuild, wholeOf } from '../values/sequences.ts';

const entriesOf = (x: Expr): readonly (readonly [Expr, Expr, boolean])[] | undefined => {
  if (isRule(x)) return [[x.args[0], x.args[1], x.head === S.RuleDelayed]];
  if (isAssociation(x)) return x.entries();
  if (isCall(x, S.List) && x.args.every(isRule))
    return x.args.map((r) => [(r as Normal).args[0]!, (r as Normal).args[1]!, (r as Normal).head === S.RuleDelayed]);
  return undefined;
};

const adding = (
  name: string,
  {
    usage,
    join,
    first,
    examples,
  }: {
    readonly usage: string;
    readonly join: (items: readonly Expr[], x: Expr) => Expr[];
    readonly first: boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    apply: operatorForm,
    evaluate([x, item], e) {
      if (item === undefined) return undefined;
      if (isAssociation(x!)) {
        const added = entriesOf(item);
        if (added === undefined) return e.message('invrl', item);
        return Association.from(
          first
            ? [...added, ...x.entries().filter(([k]) => !Association.from(added).has(k))]
            : [...x.entries(), ...added],
        );
      }
      const items = elements(x!);
      return items === undefined
        ? e.message('normal', int(1), normal(e.symbol, x!, item))
        : x!.kind === Kind.Packed
          ? packedList(join(items, item))
          : rebuild(x!, join(items, item));
    },
    examples,
  });
export const Append = adding('Append', {
  usage: 'Append[expr, elem] gives expr with elem appended.',
  join: (a, x) => [...a, x],
  first: false,
  examples: {
    'Append[{a}, b]': '{a, b}',
    'Append[<|"a" -> 1|>, "b" -> 2]': '<|"a" -> 1, "b" -> 2|>',
    'Append[x, 1]': ['Append[x, 1]', 'Append::normal'],
  },
});
export const Prepend = adding('Prepend', {
  usage: 'Prepend[expr, elem] gives expr with elem prepended.',
  join: (a, x) => [x, ...a],
  first: true,
  examples: { 'Prepend[{a}, b]': '{b, a}' },
});

export const Join = builtin('Join', {
  usage:
    'Join[list1, list2, ...] concatenates lists or other expressions that share the same head.\nJoin[list1, list2, ..., n] joins the objects at level n in each of the lists.',
  attributes: Attribute.Flat | Attribute.OneIdentity,
  packed: true,
  evaluate(args, e) {
    if (args.length === 0) return list([]);
    if (args.every(isAssociation)) return Association.from(args.flatMap((a) => a.entries()));
    const level = wholeOf(args.at(-1));
    if (level !== undefined && args.length > 2) return joinAt(level, args, e);
    const heads = args.map((a) => (a.kind === Kind.Normal ? a.head : a.kind === Kind.Packed ? S.List : undefined));
    const bad = heads.indexOf(undefined);
    if (bad >= 0) return e.message('normal', int(bad + 1), normal(e.symbol, ...args));
    const other = heads.findIndex((h) => h !== heads[0]);
    if (other >= 0) return e.message('heads', heads[0]!, heads[other]!, int(1), int(other + 1));
    const packed = joinPacked(args);
    if (packed !== undefined) return packed;
    const parts = args.map((a) => elements(a)!);
    const items: Expr[] = new Array<Expr>(parts.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const p of parts)
      for (let i = 0; i < p.length; i++) {
        stepped(i);
        items[at++] = p[i]!;
      }
    return args.some((a) => a.kind === Kind.Packed) ? packedList(items) : new Normal(heads[0]!, items);
  },
  examples: {
    'Join[{a}, {b, c}]': '{a, b, c}',
    'Join[<|"a" -> 1|>, <|"a" -> 2|>]': '<|"a" -> 2|>',
    'Join[{1}, f[2]]': ['Join[{1}, f[2]]', 'Join::heads'],
    'Join[{{1}}, {{2}}, 2]': '{{1, 2}}',
    'Join[{{{1}}}, {{{2}}}, 3]': '{{{1, 2}}}',
    'Join[{{1}}, x, 2]': ['Join[{{1}}, x, 2]', 'Join::normal'],
  },
});

/** Join[list1, list2, ..., n]: what stands at the same place is joined, and so on down to level n. */
function joinAt(level: number, args: readonly Expr[], e: Evaluation): Expr | undefined {
  const call = normal(Join.symbol, ...args);
  if (level < 1) return e.message('intpm', call, int(args.length));
  if (level === 1) return normal(Join.symbol, ...args.slice(0, -1));
  const rows = args.slice(0, -1).map((a) => elements(a));
  const bad = rows.indexOf(undefined);
  if (bad >= 0) return e.message('normal', int(bad + 1), call);
  const longest = rows.reduce((n, r) => Math.max(n, r!.length), 0);
  return list(
    range(0, longest).map((i) => {
      const beside = rows.map((r) => r![i] ?? list([]));
      return normal(Join.symbol, ...beside, ...(level > 2 ? [int(level - 1)] : []));
    }),
  );
}

/** Packed arrays of one type whose elements have one shape, one behind the other; undefined for anything else. */
function joinPacked(args: readonly Expr[]): Packed | undefined {
  const [first] = args;
  if (first?.kind !== Kind.Packed) return undefined;
  const rest = first.shape.slice(1);
  let n = 0;
  for (const a of args) {
    if (a.kind !== Kind.Packed || a.type !== first.type || a.shape.length !== first.shape.length) return undefined;
    if (!rest.every((d, i) => d === a.shape[i + 1])) return undefined;
    n += a.shape[0]!;
  }
  const data = first.type === 'Real32' ? new Float32Array(n * sizeOf(rest)) : new Float64Array(n * sizeOf(rest));
  let at = 0;
  for (const a of args as readonly Packed[]) {
    move(a.data, 0, a.data.length, data, at);
    at += a.data.length;
  }
  return new Packed(first.type, [n, ...rest], data);
}

export const appending: readonly Builtin[] = [Append, Prepend, Join];
