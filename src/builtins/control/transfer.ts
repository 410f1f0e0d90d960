/** Return, Throw, Catch, Goto, Label: leaving a computation for a place outside of it. */
import { type Expr, isCall, Kind, normal, type Sym } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { GotoSignal, ReturnSignal, ThrowSignal } from '../../kernel/signals.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';

export const Return = builtin('Return', {
  usage:
    'Return[expr] returns the value expr from a function or loop.\nReturn[expr, h] returns expr from the nearest enclosing construct with head h.',
  arity: [0, 2],
  evaluate([value, from]) {
    throw new ReturnSignal(value ?? S.Null, from?.kind === Kind.Symbol ? (from as Sym) : undefined);
  },
  uncaught(signal) {
    const { value, from } = signal as ReturnSignal;
    return from === undefined ? normal(S.Return, value) : normal(S.Return, value, from);
  },
  examples: {
    'f[x_] := (If[x > 2, Return["big"]]; "small"); {f[1], f[5]}': '{"small", "big"}',
    'Do[If[i == 3, Return[i]], {i, 10}]': '3',
    'g[x_] := Module[{y = x}, Return[y^2, Module]; 0]; g[3]': '9',
  },
});

export const Throw = builtin('Throw', {
  usage:
    'Throw[value] stops evaluation and returns value as the value of the nearest enclosing Catch.\nThrow[value, tag] is caught only by Catch[expr, form] where tag matches form.',
  arity: [1, 3],
  messages: { nocatch: 'Uncaught `1` returned to top level.' },
  evaluate([value, tag, fallback]) {
    throw new ThrowSignal(value!, tag, fallback);
  },
  uncaught(signal, e) {
    const { value, tag, fallback } = signal as ThrowSignal;
    if (fallback !== undefined) return e.session.evaluateApart(normal(fallback, value, tag!));
    const call = tag === undefined ? normal(S.Throw, value) : normal(S.Throw, value, tag);
    e.message('nocatch', normal(S.HoldForm, call));
    return normal(S.Hold, call);
  },
  examples: { 'Catch[1; Throw[5]; 7]': '5', 'Catch[Throw[a, t], t]': 'a' },
});

function catching(run: () => Expr, form: Expr | undefined, f: Expr | undefined, e: Evaluation): Expr {
  const session = e.session;
  const depth = session.evaluator.depth;
  try {
    return run();
  } catch (x) {
    if (!(x instanceof ThrowSignal)) throw x;
    if (form === undefined ? x.tag !== undefined : x.tag === undefined || !session.rules.matcher(form)(x.tag)) throw x;
    session.evaluator.depth = depth;
    return f === undefined ? x.value : normal(f, x.value, x.tag!);
  }
}

export const Catch = builtin('Catch', {
  usage:
    'Catch[expr] returns the argument of the first Throw generated in the evaluation of expr.\nCatch[expr, form, f] returns f[value, tag] for the first Throw[value, tag] whose tag matches form.',
  attributes: Attribute.HoldFirst,
  arity: [1, 3],
  evaluate: ([expr, form, f], e) => catching(() => e.evaluate(expr!), form, f, e),
  compile(c, e) {
    const { args } = c.call;
    if (args.length === 0 || args.length > 3) return undefined;
    const [expr, form, f] = args.map((a) => c.code(a));
    return {
      run(slots) {
        // As arguments that are not held, the form and the function are evaluated first.
        const pattern = form?.run(slots);
        const g = f?.run(slots);
        return e.evaluate(catching(() => expr!.run(slots), pattern, g, e));
      },
    };
  },
  examples: {
    'Catch[Do[If[i^2 > 10, Throw[i]], {i, 100}]]': '4',
    'Catch[3]': '3',
    'Catch[Throw[x, a], a | b, g]': 'g[x, a]',
    'Catch[Catch[Throw[1, u], v], u]': '1',
  },
});

export const Label = builtin('Label', {
  usage: 'Label[tag] represents a point in a compound expression to which control can be transferred using Goto.',
  attributes: Attribute.HoldFirst,
  arity: 1,
  evaluate: () => S.Null,
  examples: { 'n = 0; (Label[top]; n++; If[n < 3, Goto[top]]; n)': '3' },
});

export const Goto = builtin('Goto', {
  usage: 'Goto[tag] scans for Label[tag], and transfers control to that point.',
  arity: 1,
  messages: { nolabel: 'Label `1` not found.' },
  evaluate([tag]) {
    throw new GotoSignal(tag!);
  },
  uncaught(signal, e) {
    const { label } = signal as GotoSignal;
    e.message('nolabel', label);
    return normal(S.Hold, normal(S.Goto, label));
  },
  examples: { 'k = 0; (Goto[end]; k = 1; Label[end]; k)': '0' },
});

/** Where control goes on in a; b; c after Goto[tag]; undefined when there is no such label. */
export function labelPosition(args: readonly Expr[], tag: Expr): number | undefined {
  const i = args.findIndex((a) => isCall(a, S.Label) && a.args.length === 1 && same(a.args[0]!, tag));
  return i < 0 ? undefined : i;
}

export const transfers: readonly Builtin[] = [Return, Throw, Catch, Label, Goto];
