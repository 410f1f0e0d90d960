/** StringJoin and StringRiffle: strings out of pieces. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { joinedTexts } from '../../pace.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bytesAskedFor, wholeOf } from '../values/sequences.ts';

/** Strings in nested lists, in order; undefined when anything else is among them. */
function pieces(args: readonly Expr[]): string | undefined {
  let other = false;
  const textOf = (a: Expr): string => {
    const t = a.kind === Kind.String ? a.value : isCall(a, S.List) && !other ? pieces(a.args) : undefined;
    if (t === undefined) other = true;
    return t ?? '';
  };
  // Few texts make ropes: one that grows in a loop is not copied.
  const text = args.length < MANY_PIECES ? args.reduce((t, a) => t + textOf(a), '') : joinedTexts(args, textOf);
  return other ? undefined : text;
}
const MANY_PIECES = 64;

export const StringJoin = builtin('StringJoin', {
  usage:
    '"s1" <> "s2" <> ... or StringJoin["s1", "s2", ...] yields a string consisting of a concatenation of the si; lists are flattened.',
  attributes: Attribute.Flat | Attribute.OneIdentity,
  // Concatenation makes ropes: text that grows in a loop is not copied.
  pair: (a, b) => (a.kind === Kind.String && b.kind === Kind.String ? new Str(a.value + b.value) : undefined),
  evaluate(args, e) {
    const text = pieces(args);
    if (text !== undefined) return new Str(text);
    const bad = args.findIndex(
      (a) =>
        a.kind !== Kind.String &&
        (isCall(a, S.List) ? pieces([a]) === undefined : a.kind !== Kind.Normal && a.kind !== Kind.Symbol),
    );
    return bad < 0 ? undefined : e.message('string', int(bad + 1), normal(S.HoldForm, normal(S.StringJoin, ...args)));
  },
  examples: {
    '"a" <> "b" <> "c"': '"abc"',
    'StringJoin[{"a", {"b"}}]': '"ab"',
    'StringJoin[]': '""',
    '"a" <> x': '"a" <> x',
    '"a" <> 1': ['"a" <> 1', 'StringJoin::string'],
  },
});

export const StringRepeat = builtin('StringRepeat', {
  usage:
    'StringRepeat["str", n] creates a string consisting of n copies of "str".\nStringRepeat["str", n, max] makes it at most max characters long.',
  attributes: Attribute.Listable,
  arity: [2, 3],
  evaluate([s, n, max], e) {
    const k = wholeOf(n);
    if (s!.kind !== Kind.String || k === undefined || k < 0)
      return s!.kind === Kind.String
        ? e.message('intnn', int(2), normal(e.symbol, s!, n!))
        : e.message('string', int(1), normal(e.symbol, s!, n!));
    if (k * s!.value.length > 2 ** 29) return e.message('nomem', bytesAskedFor(k * s!.value.length));
    const limit = wholeOf(max);
    const text = s!.value.repeat(k);
    return new Str(limit === undefined ? text : text.slice(0, limit));
  },
  examples: {
    'StringRepeat["ab", 3]': '"ababab"',
    'StringRepeat["x", 0]': '""',
    'StringRepeat["abc", 10, 5]': '"abcab"',
    'StringRepeat["a", -1]': ['StringRepeat["a", -1]', 'StringRepeat::intnn'],
  },
});

export const StringRiffle = builtin('StringRiffle', {
  usage:
    'StringRiffle[{s1, s2, ...}] creates a string from the strings or expressions si, separated by spaces.\nStringRiffle[list, sep] puts sep between them.\nStringRiffle[list, {"left", "sep", "right"}] also puts delimiters around them.\nStringRiffle[list, sep1, sep2, ...] uses sepk at level k.',
  arity: [1, Number.POSITIVE_INFINITY],
  messages: {
    list: 'List expected at position `1` in `2`.',
    delim: 'String or list of three strings expected at position `1` in `2`.',
  },
  evaluate([x, ...separators], e) {
    if (!isCall(x!, S.List)) return e.message('list', int(1), normal(e.symbol, x!, ...separators));
    const bad = separators.findIndex(
      (s) =>
        s.kind !== Kind.String &&
        !(isCall(s, S.List) && s.args.length === 3 && s.args.every((a) => a.kind === Kind.String)),
    );
    if (bad >= 0) return e.message('delim', int(bad + 2), normal(e.symbol, x, ...separators));
    // Without separators, lists inside become lines.
    const depth = depthOf(x);
    const seps = separators.length > 0 ? separators : depth > 1 ? [new Str('\n'), new Str(' ')] : [new Str(' ')];
    return new Str(riffle(x, seps, 0, e));
  },
  examples: {
    'StringRiffle[{"a", "b", "c"}]': '"a b c"',
    'StringRiffle[{1, 2, 3}, ", "]': '"1, 2, 3"',
    'StringRiffle[{"a", "b"}, {"[", ",", "]"}]': '"[a,b]"',
    'StringRiffle[{{1, 2}, {3, 4}}, "\\n", "\\t"]': '"1\\t2\\n3\\t4"',
    'StringRiffle["a"]': ['StringRiffle["a"]', 'StringRiffle::list'],
  },
});
const depthOf = (x: Expr): number => (isCall(x, S.List) ? 1 + Math.max(0, ...x.args.map(depthOf)) : 0);
function riffle(x: Expr, separators: readonly Expr[], level: number, e: Evaluation): string {
  if (!isCall(x, S.List)) return x.kind === Kind.String ? x.value : e.session.outputForm(x);
  const spec = separators[Math.min(level, separators.length - 1)]!;
  const inner = x.args.map((a) => riffle(a, separators, level + 1, e));
  if (spec.kind === Kind.String) return inner.join(spec.value);
  const [left, middle, right] = (spec as typeof x).args.map((a) => (a as Str).value);
  return `${left}${inner.join(middle)}${right}`;
}

export const joining: readonly Builtin[] = [StringJoin, StringRepeat, StringRiffle];
