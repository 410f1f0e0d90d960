/** Evaluation told to an observer, step by step: what Trace and profilers listen to. The usual loop knows nothing of it. */
import { type Expr, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute } from '../definitions/attributes.ts';
import type { Definition, Observer } from '../definitions/definition.ts';
import { arrange, thread } from './arguments.ts';

export interface ObservedHost {
  readonly iterationLimit: number;
  evaluate(e: Expr): Expr;
  evaluateCall(e: Normal): Expr;
  known(s: Sym): Definition | undefined;
  valueOf(s: Sym): Expr;
  call(head: Expr, args: readonly Expr[]): Expr;
  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;
  /** What keeps arguments of this head from being evaluated, and so on. */
  attributesFor(head: Expr): number;
  /** One step of rewriting as an expression. */
  rewriteOnce(head: Expr, args: readonly Expr[]): Expr | undefined;
  mark(e: Normal): void;
  iterationExceeded(e: Expr): Expr;
}

/** The value of a symbol, with the step from the one to the other. */
export function observedSymbol(s: Sym, host: ObservedHost, observer: Observer): Expr {
  const d = host.known(s);
  if (d === undefined || (d.own === undefined && d.more.own === undefined)) {
    const value = host.valueOf(s);
    if (observer.everything === true) observedStill(s, value, observer);
    return value;
  }
  return observedFrom(s, observer, () => {
    // A value that is an expression of its own goes through its steps here.
    const value = host.valueOf(s);
    observer.step(value, s);
    return value;
  });
}

export const observedCall = (e: Normal, host: ObservedHost, observer: Observer): Expr =>
  observedFrom(e, observer, () => steps(e, host, observer));

function observedFrom(e: Expr, observer: Observer, run: () => Expr): Expr {
  observer.enter(e);
  let value: Expr | undefined;
  try {
    value = run();
  } finally {
    observer.leave(value);
  }
  return value;
}

/** Something that evaluates at once, for observers who want to hear of that. */
function observedStill(e: Expr, value: Expr, observer: Observer): void {
  observer.enter(e);
  if (value !== e) observer.step(value, e.kind === Kind.Symbol ? e : undefined);
  observer.leave(value);
}

/** The value of a head or an argument. */
function part(e: Expr, host: ObservedHost, observer: Observer): Expr {
  if (observer.everything !== true || e.kind === Kind.Symbol || e.kind === Kind.Association) return host.evaluate(e);
  // Also where it is known to be its own value.
  if (e.kind === Kind.Normal) return host.evaluateCall(e);
  observedStill(e, e, observer);
  return e;
}

function steps(e: Normal, host: ObservedHost, observer: Observer): Expr {
  let now = e;
  for (let n = 0; ; n++) {
    if (n > host.iterationLimit) return host.iterationExceeded(now);
    const head = part(now.head, host, observer);
    const attributes = host.attributesFor(head);
    const values = evaluated(now.args, attributes, host, observer);
    const same = head === now.head && sameArguments(values, now.args);
    if (!same) now = new Normal(head, values);
    if (!same || observer.everything === true) observer.step(now, undefined);
    const { args, restore } = arrange(head, attributes, values);
    const result = threaded(head, attributes, args, host) ?? host.rewriteOnce(head, args);
    if (result === undefined) {
      // Only what comes of it all shows the order and shape that the attributes ask for.
      if (restore === undefined && !sameArguments(args, now.args)) {
        now = new Normal(head, args);
        observer.step(now, head.kind === Kind.Symbol ? head : undefined);
      } else if (restore !== undefined) now = new Normal(head, restore);
      host.mark(now);
      return now;
    }
    observer.step(result, head.kind === Kind.Symbol ? head : undefined);
    if (result.kind !== Kind.Normal) return host.evaluate(result);
    now = result;
  }
}

const sameArguments = (a: readonly Expr[], b: readonly Expr[]): boolean =>
  a === b || (a.length === b.length && a.every((x, i) => x === b[i]));

function evaluated(args: readonly Expr[], attributes: number, host: ObservedHost, observer: Observer): readonly Expr[] {
  if ((attributes & Attribute.HoldAllComplete) !== 0) return args;
  return args.map((a, i) => {
    const held = (attributes & (i === 0 ? Attribute.HoldFirst : Attribute.HoldRest)) !== 0;
    return (held && !isCall(a, S.Evaluate)) || isCall(a, S.Unevaluated) ? a : part(a, host, observer);
  });
}

function threaded(head: Expr, attributes: number, args: readonly Expr[], host: ObservedHost): Expr | undefined {
  if ((attributes & Attribute.Listable) === 0 || head.kind !== Kind.Symbol) return undefined;
  return thread(head, args, host);
}
