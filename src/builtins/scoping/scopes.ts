/** Module, With, Block and DynamicModule: local names, local constants, local values. */
import { type Expr, int, isCall, Kind, type Normal, normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Slots } from '../../kernel/code/code.ts';
import { mentions, substitute } from '../../kernel/code/substitute.ts';
import type { Definition, Session } from '../../kernel/definitions/definition.ts';
import { catchReturn } from '../../kernel/evaluation/returning.ts';
import { Attribute, type Builtin, builtin, type CallContext, type CompiledCall, type Evaluation } from '../builtin.ts';

interface Local {
  readonly name: Sym;
  readonly value: Expr | undefined;
  readonly delayed: boolean;
}

/** {x, y = v, z := w}; a message when it is no such list. */
function locals(list: Expr, needValues: boolean, e: Evaluation): Local[] | undefined {
  if (!isCall(list, S.List)) return e.message('lvlist', list);
  const out: Local[] = [];
  for (const a of list.args) {
    const local: Local | undefined =
      a.kind === Kind.Symbol
        ? { name: a, value: undefined, delayed: false }
        : (isCall(a, S.Set) || isCall(a, S.SetDelayed)) && a.args.length === 2 && a.args[0]!.kind === Kind.Symbol
          ? { name: a.args[0]!, value: a.args[1]!, delayed: a.head === S.SetDelayed }
          : undefined;
    if (local === undefined || (needValues && local.value === undefined))
      return e.message(needValues ? 'lvws' : 'lvsym', list, a);
    if (out.some((o) => o.name === local.name)) return e.message('dup', local.name, list);
    out.push(local);
  }
  return out;
}

const messages = {
  lvlist: 'Local variable specification `1` is not a List.',
  lvsym: 'Local variable specification `1` contains `2`, which is not a symbol or an assignment to a symbol.',
  lvws: 'Variable `2` in local variable specification `1` requires assignment to a symbol.',
  dup: 'Duplicate local variable `1` found in local variable specification `2`.',
};

const localScope = (
  name: string,
  {
    usage,
    evaluate,
    compile,
    examples,
  }: {
    readonly usage: string;
    readonly evaluate: Builtin['evaluate'];
    readonly compile: NonNullable<Builtin['compile']>;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    compile,
    attributes: Attribute.HoldAll,
    arity: [2, Number.POSITIVE_INFINITY],
    messages,
    examples,
    ...(evaluate && { evaluate }),
  });

interface CompiledLocal {
  readonly name: Sym;
  /** The initial value, as the code around evaluates it. */
  readonly value: ((slots: Slots) => Expr) | undefined;
}

/** The names with code for their initial values; undefined when the list is in any way unusual. */
function compiledLocals(c: CallContext): CompiledLocal[] | undefined {
  const [list] = c.call.args;
  if (c.call.args.length !== 2 || !isCall(list!, S.List)) return undefined;
  const out: CompiledLocal[] = [];
  for (const a of list.args) {
    const plain = a.kind === Kind.Symbol;
    if (!plain && !((isCall(a, S.Set) || isCall(a, S.SetDelayed)) && a.args.length === 2)) return undefined;
    const name = plain ? a : (a as Normal).args[0]!;
    if (name.kind !== Kind.Symbol || out.some((o) => o.name === name)) return undefined;
    const code = plain ? undefined : c.code((a as Normal).args[1]!);
    const delayed = isCall(a, S.SetDelayed);
    out.push({ name, value: code && ((slots) => (delayed ? code.build(slots) : code.run(slots))) });
  }
  return out;
}

/** The locals' values are slots of the body: fresh symbols for Module, constants for With. */
function compileScope(
  c: CallContext,
  e: Evaluation,
  value: (l: CompiledLocal, slots: Slots) => Expr,
): CompiledCall | undefined {
  const list = compiledLocals(c);
  const scope = list && c.scope(list.map((l) => l.name));
  if (scope === undefined) return undefined;
  const text = c.call.args[1]!;
  const body = scope.code(text);
  const open = (slots: Slots): Slots =>
    scope.open(
      slots,
      list!.map((l) => value(l, slots)),
    );
  if (!mentions(text, S.Return))
    return {
      run: (slots) => body.run(open(slots)),
      tail: (slots) => body.tail(open(slots)),
      effect: (slots) => body.effect(open(slots)),
    };
  return {
    run(slots) {
      const inner = open(slots);
      return catchReturn(e.session.evaluator, e.symbol, () => body.run(inner));
    },
  };
}

function compileModule(c: CallContext, e: Evaluation): CompiledCall | undefined {
  const session = e.session;
  return compileScope(c, e, (l, slots) => {
    const initial = l.value?.(slots);
    const name = session.names.temporary(l.name);
    if (initial !== undefined) session.definitions.setOwn(name, initial);
    return name;
  });
}

/** Returns the body with fresh symbols for the local names; it is evaluated in the place of the Module. */
function module(args: readonly Expr[], e: Evaluation): Expr | undefined {
  const session = e.session;
  if (args.length !== 2) {
    if (args.length < 2) return undefined;
    return e.message('argrx', e.symbol, int(args.length), int(2));
  }
  const list = locals(args[0]!, false, e);
  if (list === undefined) return undefined;
  const values = list.map((l) => (l.value === undefined || l.delayed ? l.value : e.evaluate(l.value)));
  const names = list.map((l) => session.names.temporary(l.name));
  names.forEach((n, i) => {
    if (values[i] !== undefined) session.definitions.setOwn(n, values[i]);
  });
  const body = substitute(
    args[1]!,
    list.map((l) => l.name),
    names,
    session.names.fresh,
  );
  return mentions(body, S.Return) ? catchReturn(session.evaluator, e.symbol, () => session.evaluate(body)) : body;
}

export const Module = localScope('Module', {
  usage:
    'Module[{x, y, ...}, expr] specifies that occurrences of the symbols x, y, ... in expr should be treated as local.\nModule[{x = x0, ...}, expr] defines initial values for x, ....',
  evaluate: module,
  compile: compileModule,
  examples: {
    'x = 1; Module[{x = 5}, x + 1] + x': '7',
    'f[n_] := Module[{s = 0}, Do[s += i, {i, n}]; s]; f[10]': '55',
    'Module[{a, b = 2}, a = 3; a b]': '6',
    'Module[{3}, 1]': ['Module[{3}, 1]', 'Module::lvsym'],
  },
});

export const DynamicModule = localScope('DynamicModule', {
  usage: 'DynamicModule[{x, y, ...}, expr] is Module where there is no notebook to keep the values in.',
  evaluate: module,
  compile: compileModule,
  examples: { 'DynamicModule[{x = 2}, x^2]': '4' },
});

export const With = localScope('With', {
  usage:
    'With[{x = x0, y = y0, ...}, expr] specifies that all occurrences of the symbols x, y, ... in expr should be replaced by x0, y0, ....',
  evaluate: (args, e) => {
    const session = e.session;
    const body = args[args.length - 1]!;
    let inner = body;
    // Later lists stand inside of the earlier ones, so they see their constants.
    for (let k = args.length - 2; k > 0; k--) inner = normal(S.With, args[k]!, inner);
    const list = locals(args[0]!, true, e);
    if (list === undefined) return undefined;
    const values = list.map((l) => (l.delayed ? l.value! : e.evaluate(l.value!)));
    return substitute(
      inner,
      list.map((l) => l.name),
      values,
      session.names.fresh,
    );
  },
  compile: (c, e) =>
    compiledLocals(c)?.every((l) => l.value !== undefined) === true && !mentions(c.call.args[1]!, S.Return)
      ? compileScope(c, e, (l, slots) => l.value!(slots))
      : undefined,
  examples: {
    'With[{x = 3}, x^2]': '9',
    'With[{x = 2}, Hold[x + y]]': 'Hold[2 + y]',
    'With[{x = 2}, {y = x + 1}, x y]': '6',
    'With[{x}, x]': ['With[{x}, x]', 'With::lvws'],
  },
});

interface Saved {
  readonly d: Definition;
  readonly own: Expr | undefined;
  readonly down: Definition['down'];
  readonly sub: Definition['sub'];
  readonly up: Definition['up'];
  readonly ownRules: Definition['more']['own'];
  readonly attributes: number;
}

/** Runs with the symbols' values saved and cleared; they come back whatever happens. */
export function withSavedValues<T>(names: readonly Sym[], session: Session, f: () => T): T {
  const saved: Saved[] = names.map((n) => {
    const d = session.definitions.definition(n);
    return { d, own: d.own, down: d.down, sub: d.sub, up: d.up, ownRules: d.more.own, attributes: d.attributes };
  });
  for (const s of saved) {
    s.d.own = undefined;
    s.d.owner = undefined;
    s.d.down = undefined;
    s.d.sub = undefined;
    s.d.up = undefined;
    delete s.d.more.own;
    // What is blocked can be changed: Block[{N = 1}, N++].
    s.d.attributes &= ~Attribute.Protected;
    session.definitions.touch(s.d.symbol);
  }
  try {
    return f();
  } finally {
    for (const s of saved) {
      s.d.own = s.own;
      s.d.owner = undefined;
      s.d.down = s.down;
      s.d.sub = s.sub;
      s.d.up = s.up;
      s.d.attributes |= s.attributes & Attribute.Protected;
      if (s.ownRules === undefined) delete s.d.more.own;
      else s.d.more.own = s.ownRules;
      session.restoreSetting(s.d.symbol, s.own);
      session.definitions.touch(s.d.symbol);
    }
  }
}

function block(
  names: readonly Sym[],
  values: readonly (Expr | undefined)[],
  e: Evaluation,
  body: () => Expr,
): Expr | undefined {
  const session = e.session;
  for (const n of names)
    if ((session.definitions.attributesOf(n) & Attribute.Locked) !== 0) return e.message('locked', n);
  return withSavedValues(names, session, () => {
    names.forEach((n, i) => {
      if (values[i] === undefined) return;
      session.restoreSetting(n, values[i]);
      session.definitions.setOwn(n, values[i]);
    });
    return catchReturn(session.evaluator, e.symbol, body);
  });
}

export const Block = localScope('Block', {
  usage:
    'Block[{x, y, ...}, expr] specifies that expr is to be evaluated with local values for the symbols x, y, ....\nBlock[{x = x0, ...}, expr] defines initial local values.',
  evaluate: (args, e) => {
    const session = e.session;
    const list = locals(args[0]!, false, e);
    if (list === undefined) return undefined;
    const values = list.map((l) => (l.value === undefined || l.delayed ? l.value : e.evaluate(l.value)));
    return block(
      list.map((l) => l.name),
      values,
      e,
      () => session.evaluate(args[1]!),
    );
  },
  compile: (c, e) => {
    const list = compiledLocals(c);
    const names = list?.map((l) => l.name) ?? [];
    if (list === undefined || !c.free(names)) return undefined;
    const body = c.code(c.call.args[1]!);
    const session = e.session;
    return {
      run(slots) {
        const values = list.map((l) => l.value?.(slots));
        const call = (): Expr =>
          session.unevaluated(e.symbol, [c.code(c.call.args[0]!).build(slots), body.build(slots)]);
        return block(names, values, e, () => body.run(slots)) ?? call();
      },
    };
  },
  examples: {
    'x = 1; g := x; {Block[{x = 7}, g], x}': '{7, 1}',
    'Block[{y}, y = 3; y^2]': '9',
    'Block[{N = 1}, N++; N]': '2',
    'Block[x, x]': ['Block[x, x]', 'Block::lvlist'],
  },
});
export const scopes: readonly Builtin[] = [Module, DynamicModule, With, Block];
