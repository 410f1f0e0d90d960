/** Composition, RightComposition, Identity, Through, Comap, OperatorApplied, Curry and their kin: functions as data. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, Kind, Normal, normal } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { elements, functionForm, rebuild, wholeOf } from '../values/sequences.ts';

export const Identity = builtin('Identity', {
  usage: 'Identity[expr] gives expr (the identity operation).',
  arity: 1,
  packed: true,
  evaluate: ([x]) => x,
  examples: { 'Identity[x]': 'x', 'Identity[x, y]': ['Identity[x, y]', 'Identity::argx'] },
});

export const Construct = builtin('Construct', {
  usage: 'Construct[f, x, y, ...] gives f[x, y, ...].',
  arity: [1, Number.POSITIVE_INFINITY],
  packed: true,
  evaluate: ([f, ...args]) => new Normal(f!, args),
  examples: {
    'Construct[f, x, y]': 'f[x, y]',
    'MapThread[Construct, {{Sin, Cos}, {0, 0}}]': '{0, 1}',
    'Construct[]': ['Construct[]', 'Construct::argm'],
  },
});

const composition = (
  name: string,
  {
    usage,
    rightmostFirst,
    examples,
  }: { readonly usage: string; readonly rightmostFirst: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Flat | Attribute.OneIdentity,
    evaluate(args, e) {
      if (args.length === 0) return Identity.symbol;
      if (args.length === 1) return args[0];
      const kept = args.filter((f) => f !== Identity.symbol);
      return kept.length === args.length ? undefined : normal(e.symbol, ...kept);
    },
    apply(head, args) {
      const functions = (head as Normal).args;
      const [first, ...rest] = rightmostFirst ? functions.slice().reverse() : functions;
      if (first === undefined) return undefined;
      return rest.reduce<Expr>((x, f) => normal(f, x), new Normal(first, args));
    },
    examples,
  });
export const Composition = composition('Composition', {
  usage: 'f1 @* f2 @* f3 represents a composition of the functions f1, f2 and f3: the rightmost is applied first.',
  rightmostFirst: true,
  examples: { '(f @* g)[x, y]': 'f[g[x, y]]', 'Composition[f, Identity]': 'f', 'Composition[]': 'Identity' },
});
export const RightComposition = composition('RightComposition', {
  usage: 'f1 /* f2 /* f3 represents a composition on the right: f1 is applied first.',
  rightmostFirst: false,
  examples: { '(f /* g)[x, y]': 'g[f[x, y]]', 'RightComposition[f]': 'f' },
});

export const Through = builtin('Through', {
  usage:
    'Through[p[f1, f2][x]] gives p[f1[x], f2[x]].\nThrough[expr, h] transforms wherever h occurs in the head of expr.',
  arity: [1, 2],
  evaluate([x, h]) {
    if (x!.kind !== Kind.Normal) return x;
    const head = x!.head;
    if (isAssociation(head)) return head.mapValues((f) => new Normal(f, (x as Normal).args));
    if (head.kind !== Kind.Normal || (h !== undefined && !same(head.head, h))) return x;
    return new Normal(
      head.head,
      head.args.map((f) => new Normal(f, (x as Normal).args)),
    );
  },
  examples: {
    'Through[{f, g}[x]]': '{f[x], g[x]}',
    'Through[(f + g)[x, y]]': 'f[x, y] + g[x, y]',
    'Through[(f + g)[x], List]': '(f + g)[x]',
    'Through[]': ['Through[]', 'Through::argt'],
  },
});

const coMap = (
  name: string,
  {
    usage,
    apply,
    examples,
  }: { readonly usage: string; readonly apply: (f: Expr, x: Expr) => Expr; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    apply: functionForm,
    evaluate([fs, x], e) {
      if (x === undefined) return undefined;
      const functions = elements(fs!);
      if (functions === undefined) return e.message('normal', int(1), normal(e.symbol, fs!, x));
      return isAssociation(fs!)
        ? fs.mapValues((f) => apply(f, x))
        : rebuild(
            fs!,
            functions.map((f) => apply(f, x)),
          );
    },
    examples,
  });
export const Comap = coMap('Comap', {
  usage: 'Comap[{f1, f2, ...}, x] gives {f1[x], f2[x], ...}.\nComap[fs] represents an operator form.',
  apply: (f, x) => normal(f, x),
  examples: {
    'Comap[{f, g}, x]': '{f[x], g[x]}',
    'Comap[{Min, Max}][{3, 1}]': '{1, 3}',
    'Comap[f, x]': ['Comap[f, x]', 'Comap::normal'],
  },
});
export const ComapApply = coMap('ComapApply', {
  usage: 'ComapApply[{f1, f2, ...}, {x1, x2, ...}] gives {f1[x1, x2, ...], f2[x1, x2, ...], ...}.',
  apply: (f, x) => new Normal(f, elements(x) ?? [x]),
  examples: {
    'ComapApply[{Plus, Times}, {2, 5}]': '{7, 10}',
    'ComapApply[f, {x}]': ['ComapApply[f, {x}]', 'ComapApply::normal'],
  },
});

export const ComposeList = builtin('ComposeList', {
  usage: 'ComposeList[{f1, f2, ...}, x] generates a list of the form {x, f1[x], f2[f1[x]], ...}.',
  arity: 2,
  evaluate([fs, x], e) {
    const functions = elements(fs!);
    if (functions === undefined) return e.message('list', normal(e.symbol, fs!, x!), int(1));
    const out = [x!];
    for (const f of functions) out.push(normal(f, out.at(-1)!));
    return normal(S.List, ...out);
  },
  examples: {
    'ComposeList[{f, g}, x]': '{x, f[x], g[f[x]]}',
    'ComposeList[f, x]': ['ComposeList[f, x]', 'ComposeList::list'],
  },
});

/** Rules for taking 1 to 5 arguments one by one: name[f, n][x1]...[xn], and in another order by a list. */
function oneByOne(name: string): Record<string, string> {
  const rules: Record<string, string> = {};
  for (let n = 1; n <= 5; n++) {
    const names = Array.from({ length: n }, (_, i) => `x${i + 1}`);
    const calls = names.map((x) => `[${x}_]`).join('');
    rules[`${name}[f_, ${n}]${calls}`] = `f[${names.join(', ')}]`;
    rules[`${name}[f_, order_List]${calls} /; Sort[order] === Range[${n}]`] = `f @@ {${names.join(', ')}}[[order]]`;
  }
  return rules;
}
export const OperatorApplied = builtin('OperatorApplied', {
  usage:
    'OperatorApplied[f, x] waits: OperatorApplied[f][y][x] gives f[x, y].\nOperatorApplied[f, {i1, ..., in}][x1]...[xn] gives f with the arguments in the order i1, ..., in.\nOperatorApplied[f, n] takes n arguments one by one.',
  arity: [1, 2],
  rules: { 'OperatorApplied[f_][y_][x_]': 'f[x, y]', ...oneByOne('OperatorApplied') },
  evaluate: () => undefined,
  examples: {
    'OperatorApplied[f][y][x]': 'f[x, y]',
    'OperatorApplied[f, {2, 3, 1}][a][b][c]': 'f[b, c, a]',
    'OperatorApplied[f, 3][a][b]': 'OperatorApplied[f, 3][a][b]',
    'OperatorApplied[]': ['OperatorApplied[]', 'OperatorApplied::argt'],
  },
});
export const Curry = builtin('Curry', {
  usage: 'Curry[f], Curry[f, n] and Curry[f, {i1, ..., in}] are OperatorApplied with the same arguments.',
  arity: [1, 2],
  evaluate: (args) => normal(OperatorApplied.symbol, ...args),
  examples: {
    '{Curry[f][x][y], Curry[f, 2][x][y], Curry[f, {2, 1}][x][y]}': '{f[y, x], f[x, y], f[y, x]}',
    'Curry[]': ['Curry[]', 'Curry::argt'],
  },
});
export const CurryApplied = builtin('CurryApplied', {
  usage:
    'CurryApplied[f, n][x1]...[xn] gives f[x1, ..., xn].\nCurryApplied[f, {i1, ..., in}][x1]...[xn] gives f with the arguments in the order i1, ..., in.',
  arity: 2,
  rules: oneByOne('CurryApplied'),
  evaluate: () => undefined,
  examples: {
    'CurryApplied[f, 2][a][b]': 'f[a, b]',
    'CurryApplied[f, {2, 1}][a][b]': 'f[b, a]',
    'CurryApplied[f]': ['CurryApplied[f]', 'CurryApplied::argr'],
  },
});
export const ReverseApplied = builtin('ReverseApplied', {
  usage:
    'ReverseApplied[f][x1, x2, ..., xn] gives f[xn, ..., x2, x1].\nReverseApplied[f, n] reverses the first n arguments.',
  arity: [1, 2],
  evaluate: () => undefined,
  apply(head, args) {
    const [f, spec] = (head as Normal).args;
    const n = spec === undefined ? args.length : wholeOf(spec);
    if (f === undefined || n === undefined || n > args.length) return undefined;
    return new Normal(f, [...args.slice(0, n).reverse(), ...args.slice(n)]);
  },
  examples: {
    'ReverseApplied[f][x, y, z]': 'f[z, y, x]',
    'ReverseApplied[f, 2][x, y, z]': 'f[y, x, z]',
    'ReverseApplied[]': ['ReverseApplied[]', 'ReverseApplied::argt'],
  },
});

export const composing: readonly Builtin[] = [
  Identity,
  Construct,
  Composition,
  RightComposition,
  Through,
  Comap,
  ComapApply,
  ComposeList,
  OperatorApplied,
  Curry,
  CurryApplied,
  ReverseApplied,
];
