/** Trace and TracePrint: what an evaluation goes through, heard as an observer of the session. */
import { type Expr, Kind, Normal, normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Observer } from '../../kernel/definition.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';

type Wanted = (e: Expr, by: Sym | undefined) => boolean;

/** A form is a pattern for the expressions to keep, or a symbol whose rules are used. */
function wanted(form: Expr | undefined, session: KernelSession): Wanted {
  if (form === undefined) return () => true;
  if (form.kind === Kind.Symbol)
    return (e, by) => e === form || by === form || (e.kind === Kind.Normal && e.head === form);
  return session.matcher(form);
}

/** Runs with the observer in place of the one there was. */
function observing(observer: Observer, session: KernelSession, x: Expr): Expr {
  const before = session.observer;
  session.observer = observer;
  try {
    return session.evaluate(x);
  } finally {
    session.observer = before;
  }
}

/** The steps of one evaluation so far; `first` waits until something is seen to happen to it. */
interface Open {
  first: Expr | undefined;
  readonly steps: Expr[];
}

class Tracer implements Observer {
  readonly #stack: Open[] = [{ first: undefined, steps: [] }];
  readonly #wanted: Wanted;
  constructor(keep: Wanted) {
    this.#wanted = keep;
  }
  enter(e: Expr): void {
    this.#stack.push({ first: e, steps: [] });
  }
  step(e: Expr, by: Sym | undefined): void {
    const open = this.#stack.at(-1)!;
    // What only got its arguments evaluated is not listed before that; a rule applies to what is there.
    if (by !== undefined || e.kind !== Kind.Normal || open.first?.kind === Kind.Symbol) this.#keepFirst(open, by);
    open.first = undefined;
    if (this.#wanted(e, by)) open.steps.push(normal(S.HoldForm, e));
  }
  #keepFirst(open: Open, by: Sym | undefined): void {
    if (open.first !== undefined && this.#wanted(open.first, by)) open.steps.push(normal(S.HoldForm, open.first));
    open.first = undefined;
  }
  leave(): void {
    const { steps } = this.#stack.pop()!;
    if (steps.length > 0) this.#stack.at(-1)!.steps.push(new Normal(S.List, steps));
  }
  get result(): Expr {
    return this.#stack[0]!.steps[0] ?? normal(S.List);
  }
}

function trace([x, form]: readonly Expr[], e: Evaluation): Expr {
  const session = e.session as KernelSession;
  const tracer = new Tracer(wanted(form, session));
  observing(tracer, session, x!);
  return tracer.result;
}

export const Trace = builtin('Trace', {
  usage:
    'Trace[expr] generates a list of all expressions used in the evaluation of expr.\nTrace[expr, form] includes only those expressions that match form, or that use rules of the symbol form.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  evaluate: trace,
  examples: {
    'Trace[1 + 2]': '{HoldForm[1 + 2], HoldForm[3]}',
    'Trace[2 (1 + 2)]': '{{HoldForm[1 + 2], HoldForm[3]}, HoldForm[2 3], HoldForm[6]}',
    'Trace[2 (1 + 2), _Integer]': '{{HoldForm[3]}, HoldForm[6]}',
    'Trace[5]': '{}',
    'Trace[]': ['Trace[]', 'Trace::argt'],
  },
});

export const TracePrint = builtin('TracePrint', {
  usage:
    'TracePrint[expr] prints all expressions used in the evaluation of expr, indented by depth.\nTracePrint[expr, form] includes only those expressions that match form.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  evaluate([x, form], e) {
    const session = e.session as KernelSession;
    const keep = wanted(form, session);
    let depth = 0;
    const print = (y: Expr, by: Sym | undefined): void => {
      if (keep(y, by)) session.io.print(' '.repeat(depth) + session.outputForm(y));
    };
    return observing(
      {
        enter(y) {
          depth++;
          print(y, undefined);
        },
        step: print,
        leave() {
          depth--;
        },
      },
      session,
      x!,
    );
  },
  examples: { 'TracePrint[1 + 2]': '3', 'TracePrint[]': ['TracePrint[]', 'TracePrint::argt'] },
});

export const tracing: readonly Builtin[] = [Trace, TracePrint];
