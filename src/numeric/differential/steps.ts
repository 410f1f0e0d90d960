/** The solution of a system step by step: as long steps as the tolerance allows, by the method that the system needs. */
import { dormandPrince } from './dormand-prince.ts';
import { rosenbrock } from './rosenbrock.ts';
import type { OdeMethod, OdeSystem, Piece, Tolerance } from './system.ts';

export interface Course {
  readonly from: number;
  readonly to: number;
  readonly y: Float64Array;
  readonly tolerance: Tolerance;
  /** The longest step; infinite where the interval alone bounds it. */
  readonly longest?: number;
  readonly first?: number;
  /** Explicit steps, implicit ones, or those that the system needs. */
  readonly method?: 'explicit' | 'stiff' | 'automatic';
}

/** So many stiff steps, with fewer than six others between them, change the method. */
const STIFF_STEPS = 15;
const SMOOTH_STEPS = 6;
const SAFETY = 0.9;
/** Steps that are a smaller part of the interval mean that the solution ends. */
const SHORTEST = 1e-14;

/** A first step whose change is about a hundredth of the state's size in the tolerance's terms. */
function firstStep({ y, tolerance, from, to }: Course, f: Float64Array): number {
  let [state, slope] = [0, 0];
  y.forEach((x, i) => {
    const scale = tolerance.absolute + tolerance.relative * Math.abs(x);
    state = Math.max(state, Math.abs(x) / scale);
    slope = Math.max(slope, Math.abs(f[i]!) / scale);
  });
  const h = state < 1e-5 || slope < 1e-5 ? 1e-6 * Math.abs(to - from) : (0.01 * state) / slope;
  return Math.min(h, Math.abs(to - from) / 10);
}

/** Yields the pieces of the solution in order; returns whether the end was reached or steps became too short. */
export function* steps(system: OdeSystem, course: Course): Generator<Piece, 'end' | 'singular'> {
  const { from, to, tolerance } = course;
  const direction = Math.sign(to - from);
  const explicit = course.method !== 'stiff';
  let method: OdeMethod = (explicit ? dormandPrince : rosenbrock)(system, tolerance);
  let [t, y] = [from, course.y];
  let derivative: Float64Array = new Float64Array(system.size);
  system.derivative(t, y, derivative);
  if (!derivative.every(Number.isFinite)) return 'singular';
  const longest = Math.min(course.longest ?? Number.POSITIVE_INFINITY, Math.abs(to - from));
  let h = Math.min(course.first ?? firstStep(course, derivative), longest);
  let [stiff, smooth] = [0, 0];
  while (direction * (to - t) > 0) {
    // A last step that would be left over is taken along.
    const last = h * 1.0001 >= Math.abs(to - t);
    const end = last ? to : t + direction * h;
    const step = Math.abs(end - t);
    if (step < SHORTEST * Math.abs(to - from) || step <= 4 * Number.EPSILON * Math.abs(t)) return 'singular';
    const tried = method.attempt(t, y, derivative, end - t);
    const growth = SAFETY * tried.error ** (-1 / method.order);
    if (!(tried.error <= 1 && tried.y.every(Number.isFinite) && tried.derivative.every(Number.isFinite))) {
      h = step * (growth < 1 && growth > 0.1 ? growth : 0.2);
      continue;
    }
    yield { from: t, to: end, y: tried.y, coefficients: tried.coefficients() };
    [t, y, derivative] = [end, tried.y, tried.derivative];
    h = Math.min(step * Math.min(5, Math.max(0.2, growth)), longest);
    if (course.method !== 'automatic' || !explicit) continue;
    if (tried.stiff) {
      smooth = 0;
      if (++stiff === STIFF_STEPS) method = rosenbrock(system, tolerance);
    } else if (++smooth === SMOOTH_STEPS) stiff = 0;
  }
  return 'end';
}
