/** Trace, TracePrint and TraceScan: what an evaluation goes through, heard as an observer of the session. */
import { type Expr, isCall, Normal, normal, Str, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { Attribute, type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { countOrInfinity } from '../functional/nest.ts';
import { traceForm } from './trace-forms.ts';
import { ALL, type Extent, type Selection, Tracer } from './tracer.ts';

const options = (original: string): Record<string, string> => ({
  MatchLocalNames: 'True',
  TraceAbove: 'False',
  TraceBackward: 'False',
  TraceDepth: 'Infinity',
  TraceForward: 'False',
  TraceInternal: 'Automatic',
  TraceOff: 'None',
  TraceOn: '_',
  TraceOriginal: original,
});
const messages = {
  opt: 'Value of option `1` -> `2` is not one of `3`.',
  internal:
    'Evaluations inside of built-in functions are always included as far as they are evaluations; TraceInternal -> `1` is not supported.',
};

/** What the options and the form select; undefined where an option has no sensible value (a message says which). */
function selection(form: Expr | undefined, o: OptionValues, e: Evaluation): Selection | undefined {
  const session = e.session;
  const localNames = flag('MatchLocalNames', false, o, e);
  const backward = extent('TraceBackward', value('TraceBackward', o, e), e);
  const forward = extent('TraceForward', value('TraceForward', o, e), e);
  const above = value('TraceAbove', o, e);
  const ends = isCall(above, S.List) && above.args.length === 2 ? above.args : [above];
  const aboveBackward = extent('TraceAbove', ends[0]!, e);
  const aboveForward = ends.length === 1 ? aboveBackward : extent('TraceAbove', ends[1]!, e);
  const depth = depthOf(value('TraceDepth', o, e), e);
  const original = flag('TraceOriginal', true, o, e);
  const internal = value('TraceInternal', o, e);
  if (internal !== S.Automatic) return e.message('internal', internal);
  if (localNames === undefined || backward === undefined || forward === undefined) return undefined;
  if (aboveBackward === undefined || aboveForward === undefined || depth === undefined || original === undefined)
    return undefined;
  const read = (f: Expr) => traceForm(f, localNames === S.True, session);
  const off = o.get('TraceOff');
  return {
    form: read(form ?? ANYTHING),
    on: o.has('TraceOn') ? read(o.get('TraceOn')) : undefined,
    off: off === S.None ? undefined : read(off),
    backward,
    forward,
    above: { backward: aboveBackward, forward: aboveForward },
    depth,
    originals: original !== S.False,
    still: original === S.True,
  };
}

const ANYTHING = normal(S.Blank);
const value = (name: string, o: OptionValues, e: Evaluation): Expr => e.evaluate(o.get(name));

function unfit(name: string, given: Expr, allowed: readonly Expr[], e: Evaluation): undefined {
  e.message('opt', new Str(name), given, new Normal(S.List, allowed));
}

function extent(name: string, given: Expr, e: Evaluation): Extent | undefined {
  if (given === S.False) return 0;
  if (given === S.True) return 1;
  return given === S.All ? ALL : unfit(name, given, [S.True, S.False, S.All], e);
}

function flag(name: string, automatic: boolean, o: OptionValues, e: Evaluation): Expr | undefined {
  const given = value(name, o, e);
  const allowed = automatic ? [S.True, S.False, S.Automatic] : [S.True, S.False];
  return allowed.includes(given as Sym) ? given : unfit(name, given, allowed, e);
}

function depthOf(given: Expr, e: Evaluation): number | undefined {
  const depth = countOrInfinity(given);
  if (depth !== undefined && depth > 0) return depth;
  return unfit('TraceDepth', given, [new Str('a positive integer'), S.Infinity], e);
}

/** Runs with the tracer in place of the observer there was. */
function traced(tracer: Tracer, session: Session, x: Expr): Expr {
  const before = session.evaluator.observer;
  session.evaluator.observer = tracer;
  try {
    return session.evaluate(x);
  } finally {
    session.evaluator.observer = before;
  }
}

/** What a tracer calls evaluates as usual: it is no part of what is traced. */
function aside<T>(session: Session, f: () => T): T {
  const before = session.evaluator.observer;
  session.evaluator.observer = undefined;
  try {
    return f();
  } finally {
    session.evaluator.observer = before;
  }
}

export const Trace = builtin('Trace', {
  usage:
    'Trace[expr] generates a list of all expressions used in the evaluation of expr.\nTrace[expr, form] includes only those expressions that match form.\nTrace[expr, s] includes all evaluations that use transformation rules of the symbol s.\nTrace[expr, lhs -> rhs] shows rhs in place of expressions that match lhs.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  options: options('False'),
  messages,
  evaluate([x, form], e, o) {
    const selected = selection(form, o, e);
    if (selected === undefined) return undefined;
    const tracer = new Tracer(selected);
    traced(tracer, e.session, x!);
    return tracer.result;
  },
  examples: {
    'Trace[1 + 2]': '{HoldForm[1 + 2], HoldForm[3]}',
    'Trace[2 (1 + 2)]': '{{HoldForm[1 + 2], HoldForm[3]}, HoldForm[2 3], HoldForm[6]}',
    'Trace[2 (1 + 2), _Integer]': '{{HoldForm[3]}, HoldForm[6]}',
    'Trace[2 (1 + 2), TraceDepth -> 1]': '{HoldForm[2 3], HoldForm[6]}',
    'fac[1] = 1; fac[n_] := n fac[n - 1]; Trace[fac[3], fac[_], TraceForward -> True]':
      '{HoldForm[fac[3]], {HoldForm[fac[2]], {HoldForm[fac[1]], HoldForm[1]}, HoldForm[2]}, HoldForm[6]}',
    'Trace[1 + 1, TraceOriginal -> True]':
      '{HoldForm[1 + 1], {HoldForm[Plus]}, {HoldForm[1]}, {HoldForm[1]}, HoldForm[1 + 1], HoldForm[2]}',
    'Trace[5]': '{}',
    'Trace[1 + 1, TraceDepth -> a]': ['Trace[1 + 1, TraceDepth -> a]', 'Trace::opt'],
    'Trace[]': ['Trace[]', 'Trace::argt'],
  },
});

export const TracePrint = builtin('TracePrint', {
  usage:
    'TracePrint[expr] prints all expressions used in the evaluation of expr, indented by depth.\nTracePrint[expr, form] includes only those expressions that match form.\nTracePrint[expr, s] includes all evaluations that use transformation rules of the symbol s.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  options: options('True'),
  messages,
  evaluate([x, form], e, o) {
    const selected = selection(form, o, e);
    if (selected === undefined) return undefined;
    const session = e.session;
    const print = (y: Expr, depth: number): void =>
      aside(session, () => session.io.print(' '.repeat(depth) + session.outputForm(y)));
    return traced(new Tracer(selected, { before: print }), session, x!);
  },
  examples: { 'TracePrint[1 + 2]': '3', 'TracePrint[]': ['TracePrint[]', 'TracePrint::argt'] },
});

export const TraceScan = builtin('TraceScan', {
  usage:
    'TraceScan[f, expr] applies f to all expressions used in the evaluation of expr, in HoldForm.\nTraceScan[f, expr, form] includes only those expressions that match form.\nTraceScan[f, expr, s] includes all evaluations that use transformation rules of the symbol s.\nTraceScan[f, expr, form, fp] applies f before evaluation, and fp to the expression and its value after evaluation.',
  attributes: Attribute.HoldRest,
  arity: [2, 4],
  options: options('True'),
  messages,
  evaluate([f, x, form, fp], e, o) {
    const selected = selection(form, o, e);
    if (selected === undefined) return undefined;
    const session = e.session;
    const after = fp === undefined ? undefined : e.evaluate(fp);
    const hearer = {
      before: (y: Expr): void => void aside(session, () => session.call(f!, [normal(S.HoldForm, y)])),
      ...(after !== undefined && {
        after: (y: Expr, result: Expr): void =>
          void aside(session, () => session.call(after, [normal(S.HoldForm, y), result])),
      }),
    };
    return traced(new Tracer(selected, hearer), session, x!);
  },
  examples: {
    'seen = {}; {TraceScan[AppendTo[seen, #] &, 2^3 + 4, _Power], seen}': '{12, {HoldForm[2^3]}}',
    'seen = {}; TraceScan[Identity, 2^3 + 4, _Power, AppendTo[seen, {##}] &]; seen': '{{HoldForm[2^3], 8}}',
    'TraceScan[f]': ['TraceScan[f]', 'TraceScan::argbu'],
  },
});

export const TraceDialog = builtin('TraceDialog', {
  usage:
    'TraceDialog[expr] would open a dialog for every expression used in the evaluation of expr. There are no dialogs here: it reports that and evaluates expr.',
  attributes: Attribute.HoldAll,
  arity: [1, Number.POSITIVE_INFINITY],
  evaluate([x], e) {
    e.message('notimp', e.symbol);
    return e.evaluate(x!);
  },
  examples: { 'TraceDialog[1 + 1, TraceDepth -> 2]': ['2', 'TraceDialog::notimp'] },
});

export const tracing: readonly Builtin[] = [Trace, TracePrint, TraceScan, TraceDialog];
