/** What a system of ordinary differential equations y' = f(t, y) is, and what a step of its solution gives. */

/** y' = f(t, y) for a vector y of `size` real numbers. */
export interface OdeSystem {
  readonly size: number;
  /** Writes f(t, y) into `into`; numbers that are not finite make the step shorter. */
  derivative(t: number, y: Float64Array, into: Float64Array): void;
}

/** A step that was accepted: the state at its end, and the solution within as a polynomial. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly y: Float64Array;
  /** Coefficient k of component i in powers of t - from stands at k * size + i; there are five for each. */
  readonly coefficients: Float64Array;
}
export const COEFFICIENTS = 5;

/** One component of a piece at time t, by Horner's rule. */
export function valueOf(piece: Piece, i: number, t: number): number {
  const { coefficients: c } = piece;
  const size = c.length / COEFFICIENTS;
  const s = t - piece.from;
  let value = c[(COEFFICIENTS - 1) * size + i]!;
  for (let k = COEFFICIENTS - 2; k >= 0; k--) value = value * s + c[k * size + i]!;
  return value;
}
export function stateAt(piece: Piece, t: number): Float64Array {
  return Float64Array.from({ length: piece.y.length }, (_, i) => valueOf(piece, i, t));
}

export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** What a method makes of one step; error at most 1 is within the tolerance. */
export interface Attempt {
  readonly y: Float64Array;
  /** The derivative at the end of the step, which is the first of the next. */
  readonly derivative: Float64Array;
  readonly error: number;
  /** The step was shortened by stability and not by accuracy. */
  readonly stiff: boolean;
  coefficients(): Float64Array;
}
export interface OdeMethod {
  /** The error falls with this power of the step. */
  readonly order: number;
  attempt(t: number, y: Float64Array, derivative: Float64Array, h: number): Attempt;
}

/** The greatest error of a component, as a part of what it may be: 1 is just within the tolerance. */
export function scaledError(error: Float64Array, y0: Float64Array, y1: Float64Array, tolerance: Tolerance): number {
  let worst = 0;
  for (let i = 0; i < error.length; i++) {
    const allowed = tolerance.absolute + tolerance.relative * Math.max(Math.abs(y0[i]!), Math.abs(y1[i]!));
    const e = Math.abs(error[i]!) / allowed;
    if (!(e <= worst)) worst = e;
  }
  return worst;
}
