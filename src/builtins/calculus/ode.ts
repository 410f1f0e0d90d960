/** Internal`IntegrateODE: steps of numerical integration, on which NDSolve (stdlib/numeric-differential-equations.wl) stands. */
import { type Expr, int, isCall, isRealNumber, Kind, Real, Str } from '../../expr/expr.ts';
import { packReals } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { type Course, steps } from '../../numeric/differential/steps.ts';
import { COEFFICIENTS, type OdeSystem, type Piece, stateAt } from '../../numeric/differential/system.ts';
import { builtin, type Evaluation } from '../builtin.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { complex, isNumberExpr, toDouble } from '../values/number.ts';
import { list } from '../values/sequences.ts';
import { NotNumeric } from './not-numeric.ts';

const elements = (x: Expr): readonly Expr[] | undefined => (isCall(x, S.List) ? x.args : undefined);

/** Vectors as the integration has them: complex numbers are two components, all real parts first. */
class Vectors {
  readonly #complex: boolean;
  readonly size: number;
  constructor(start: Expr) {
    const parts = elements(start) ?? [];
    this.#complex = parts.some((x) => x.kind === Kind.Complex);
    this.size = (denseNumbers(start)?.data.length ?? parts.length) * (this.#complex ? 2 : 1);
  }
  toExpr(data: Float64Array): Expr {
    if (!this.#complex) return packReals(data);
    const n = data.length / 2;
    return list(Array.from({ length: n }, (_, i) => complex(new Real(data[i]!), new Real(data[n + i]!))));
  }
  /** False when `x` is no vector of such numbers. */
  read(x: Expr, into: Float64Array): boolean {
    if (!this.#complex) {
      const numbers = denseNumbers(x);
      if (numbers?.shape.length !== 1 || numbers.data.length !== into.length) return false;
      into.set(numbers.data);
      return true;
    }
    const parts = x.kind === Kind.Packed ? Array.from(x.data, (d) => new Real(d)) : elements(x);
    const n = into.length / 2;
    if (parts?.length !== n || !parts.every(isNumberExpr)) return false;
    parts.forEach((p, i) => {
      into[i] = p.kind === Kind.Complex ? toDouble(p.re) : toDouble(p);
      into[n + i] = p.kind === Kind.Complex ? toDouble(p.im) : 0;
    });
    return true;
  }
}

/** Zero crossings of functions of time and state; +1 asks for those upwards, -1 downwards, 0 for both. */
interface Events {
  readonly values: (t: number, y: Float64Array) => Float64Array;
  readonly directions: readonly number[];
  readonly fired: number | undefined;
}
const WATCHED = [0.25, 0.5, 0.75, 1];
/** The first crossing within a piece, by bisection on its polynomial; `before` are the values at its beginning. */
function crossing(piece: Piece, before: Float64Array, { values, directions }: Events) {
  let [t0, g0] = [piece.from, before];
  for (const part of WATCHED) {
    const t1 = part === 1 ? piece.to : piece.from + part * (piece.to - piece.from);
    const g1 = values(t1, stateAt(piece, t1));
    const crosses = (a: Float64Array, b: Float64Array): number =>
      directions.findIndex(
        (d, i) => a[i]! !== 0 && a[i]! * b[i]! <= 0 && (d === 0 || Math.sign(d) !== Math.sign(a[i]!)),
      );
    let event = crosses(g0, g1);
    if (event >= 0) {
      let [a, b] = [t0, t1];
      for (let middle = (a + b) / 2; middle !== a && middle !== b; middle = (a + b) / 2) {
        const found = crosses(g0, values(middle, stateAt(piece, middle)));
        if (found >= 0) [b, event] = [middle, found];
        else a = middle;
      }
      return { t: b, y: stateAt(piece, b), event };
    }
    [t0, g0] = [t1, g1];
  }
  return { values: g0 };
}

/** Numbers of the goals: relative, absolute, steps at most, longest step, first step (0: by the method), name of the method. */
function courseOf(
  goals: readonly Expr[],
  from: number,
  to: number,
  y: Float64Array,
): Course & { readonly most: number } {
  const at = (i: number): number => (isRealNumber(goals[i]!) ? toDouble(goals[i]) : Number.POSITIVE_INFINITY);
  const named = goals[5]?.kind === Kind.String ? goals[5].value : 'automatic';
  return {
    from,
    to,
    y,
    tolerance: { relative: at(0), absolute: at(1) },
    most: at(2),
    longest: at(3),
    ...(at(4) > 0 && Number.isFinite(at(4)) ? { first: at(4) } : {}),
    method: named === 'explicit' || named === 'stiff' ? named : 'automatic',
  };
}

function integrate([f, range, start, goals, events, monitor]: readonly Expr[], e: Evaluation): Expr | undefined {
  const { session } = e;
  const ends = denseNumbers(range!);
  const settings = elements(goals!);
  if (ends?.data.length !== 2 || settings?.length !== 6) return undefined;
  const vectors = new Vectors(start!);
  const y = new Float64Array(vectors.size);
  if (!vectors.read(start!, y)) return undefined;
  const call = (g: Expr, t: number, state: Float64Array): Expr => session.call(g, [new Real(t), vectors.toExpr(state)]);
  const system: OdeSystem = {
    size: vectors.size,
    derivative(t, state, into) {
      session.interrupts.poll();
      const slopes = call(f!, t, state);
      if (vectors.read(slopes, into)) return;
      if (isPole(slopes)) into.fill(Number.NaN);
      else throw new NotNumeric(t, slopes);
    },
  };
  const watched = eventsOf(events!, (g, t, state) => call(g, t, state));
  const course = courseOf(settings, ends.data[0]!, ends.data[1]!, y);
  const run = steps(system, course);
  const pieces: Piece[] = [];
  let reason: Expr = new Str('Steps');
  let [t, state]: [number, Float64Array] = [course.from, y];
  let values = watched?.values(t, y);
  // What has just happened begins at its zero.
  if (values && watched?.fired !== undefined) values[watched.fired] = 0;
  while (pieces.length < course.most) {
    const next = run.next();
    if (next.done) {
      reason = new Str(next.value === 'end' ? 'End' : 'Singular');
      break;
    }
    const found = watched && crossing(next.value, values!, watched);
    pieces.push(next.value);
    [t, state] = found?.t === undefined ? [next.value.to, next.value.y] : [found.t, found.y];
    if (monitor !== S.None) call(monitor!, t, state);
    if (found?.event !== undefined) {
      reason = list([new Str('Event'), int(found.event + 1)]);
      break;
    }
    values = found?.values;
  }
  return list([reason, new Real(t), vectors.toExpr(state), ...table(pieces, t, vectors)]);
}

/** Slopes of which one has no finite value: the solution ends there; anything else that is no number is an error. */
const isPole = (slopes: Expr): boolean =>
  elements(slopes)?.some(isNoNumber) === true && elements(slopes)!.every((x) => isNoNumber(x) || isNumberExpr(x));
const isNoNumber = (x: Expr): boolean =>
  x === S.Indeterminate || x === S.ComplexInfinity || isCall(x, S.DirectedInfinity);

function eventsOf(x: Expr, call: (g: Expr, t: number, y: Float64Array) => Expr): Events | undefined {
  const parts = elements(x);
  const directions = parts?.[1] && denseNumbers(parts[1]);
  const fired = parts?.[2]?.kind === Kind.Integer ? Number(parts[2].value) - 1 : undefined;
  if (parts?.length !== 3 || !directions) return undefined;
  const values = (t: number, y: Float64Array): Float64Array => {
    const numbers = denseNumbers(call(parts[0]!, t, y));
    return numbers?.data.length === directions.data.length
      ? Float64Array.from(numbers.data)
      : new Float64Array(directions.data.length);
  };
  return { values, directions: Array.from(directions.data), fired };
}

/** Times of the ends of pieces, and for each component, piece and power its coefficient. */
function table(pieces: readonly Piece[], end: number, vectors: Vectors): readonly Expr[] {
  const times = packReals(Float64Array.from([...pieces.map((p) => p.from), end]));
  const coefficients = pieces.map((p) =>
    list(
      Array.from({ length: COEFFICIENTS }, (_, k) =>
        vectors.toExpr(p.coefficients.slice(k * vectors.size, (k + 1) * vectors.size)),
      ),
    ),
  );
  return [times, list(coefficients)];
}

export const IntegrateODE = builtin('Internal`IntegrateODE', {
  usage:
    "Internal`IntegrateODE[f, {t0, t1}, y0, {relative, absolute, steps, longest, first, method}, {g, {d1, ...}, k}, m] integrates y' = f[t, y] from y0 at t0, until t1 or until one of the functions in g[t, y] crosses zero, in the direction di where that is not 0 (the k-th begins at its zero); m[t, y] is called after each step. It gives why it ended, where, the state there, the times of all steps, and for each step the coefficients of its polynomial.",
  arity: 6,
  evaluate(args, e) {
    try {
      return integrate(args, e);
    } catch (x) {
      if (!(x instanceof NotNumeric)) throw x;
      return list([list([new Str('Value'), x.value]), new Real(x.at)]);
    }
  },
  examples: {
    'Round[1000 Internal`IntegrateODE[Function[{t, y}, y], {0., 1.}, {1.}, {0.00000001, 0.00000001, 100, Infinity, 0, "automatic"}, None, None][[3]]]':
      '{2718}',
    'Internal`IntegrateODE[Function[{t, y}, {a}], {0., 1.}, {1.}, {0.1, 0.1, 9, Infinity, 0, "automatic"}, None, None]':
      '{{"Value", {a}}, 0.}',
    'Internal`IntegrateODE[1, 2, 3, 4, 5, 6]': 'Internal`IntegrateODE[1, 2, 3, 4, 5, 6]',
  },
});
