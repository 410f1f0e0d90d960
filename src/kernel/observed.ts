/** Evaluation told to an observer, step by step: what Trace and profilers listen to. The usual loop knows nothing of it. */
import { type Expr, isCall, Kind, Normal, type Sym } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { arrange, thread } from './arguments.ts';
import { Attribute } from './attributes.ts';
import type { Definition, Observer } from './definition.ts';

export interface ObservedHost {
  readonly iterationLimit: number;
  evaluate(e: Expr): Expr;
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
  if (d === undefined || (d.own === undefined && d.more.own === undefined)) return host.valueOf(s);
  observer.enter(s);
  let value: Expr = s;
  try {
    // A value that is an expression of its own goes through its steps here.
    value = host.valueOf(s);
    observer.step(value, s);
  } finally {
    observer.leave(value);
  }
  return value;
}

export function observedCall(e: Normal, host: ObservedHost, observer: Observer): Expr {
  observer.enter(e);
  let value: Expr = e;
  try {
    value = steps(e, host, observer);
  } finally {
    observer.leave(value);
  }
  return value;
}

function steps(e: Normal, host: ObservedHost, observer: Observer): Expr {
  let now = e;
  for (let n = 0; ; n++) {
    if (n > host.iterationLimit) return host.iterationExceeded(now);
    const head = host.evaluate(now.head);
    const attributes = host.attributesFor(head);
    const values = evaluated(now.args, attributes, host);
    if (head !== now.head || !sameArguments(values, now.args)) {
      now = new Normal(head, values);
      observer.step(now, undefined);
    }
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

function evaluated(args: readonly Expr[], attributes: number, host: ObservedHost): readonly Expr[] {
  if ((attributes & Attribute.HoldAllComplete) !== 0) return args;
  return args.map((a, i) => {
    const held = (attributes & (i === 0 ? Attribute.HoldFirst : Attribute.HoldRest)) !== 0;
    return (held && !isCall(a, S.Evaluate)) || isCall(a, S.Unevaluated) ? a : host.evaluate(a);
  });
}

function threaded(head: Expr, attributes: number, args: readonly Expr[], host: ObservedHost): Expr | undefined {
  if ((attributes & Attribute.Listable) === 0 || head.kind !== Kind.Symbol) return undefined;
  return thread(head, args, host);
}
