/** What an optimizer is: a record with its options, its moments and its update, written once for all executors. */

/**
 * What updates are written in. Each executor computes with values of its own kind: numbers of a vector register, tensors, nodes
 * of a graph. All functions are element by element.
 */
export interface Algebra<X> {
  add(a: X, b: X): X;
  subtract(a: X, b: X): X;
  multiply(a: X, b: X): X;
  divide(a: X, b: X): X;
  /** a b + c, rounded once or twice. */
  multiplyAdd(a: X, b: X, c: X): X;
  /** c - a b, rounded once or twice. */
  subtractProduct(c: X, a: X, b: X): X;
  squareRoot(a: X): X;
  /** -1, 0 or 1. */
  sign(a: X): X;
  /** a cut off at -bound and bound. */
  clamp(a: X, bound: X): X;
}

export type Options = Readonly<Record<string, number | boolean>>;

/** What an update starts from. */
export interface Given<X, S extends string = string> {
  readonly weights: X;
  readonly gradient: X;
  readonly moments: readonly X[];
  readonly settings: Readonly<Record<S, X>>;
}

/** New weights and new moments. */
export type Result<X> = readonly [weights: X, ...moments: X[]];

export interface Optimizer<O extends Options = Options, S extends string = string> {
  /** Its options with their defaults. Those that are true or false choose between updates. */
  readonly options: O;
  /** The learning rate where none is given. */
  readonly learningRate: number;
  /** For each of its moments the size below which it has decayed to nothing: 0 takes its place, before it is a denormal number. */
  readonly moments: readonly number[];
  /**
   * The numbers of step `count`, from 1, of arrays whose learning rate is `rate`. `rest` gives 1 - x in the precision of the
   * executor.
   */
  settings(o: O, rate: number, count: number, rest: (x: number) => number): Readonly<Record<S, number>>;
  /** What makes it of `groups` of parameters in PyTorch, and its class where PyTorch has none that computes the same. */
  torch(o: O): { readonly call: string; readonly definition?: string };
  /** The formula. */
  update<X>(k: Algebra<X>, given: Given<X, S>, o: O): Result<X>;
}

/** Sizes below which a mean of gradients, and one of squares, is nothing. */
export const OF_GRADIENTS = 1e-24;
export const OF_SQUARES = 1e-30;

/** A record whose options and settings name themselves. */
export const optimizer = <const O extends Options, S extends string>(
  record: Omit<Optimizer<{ readonly [K in keyof O]: Wide<O[K]> }, S>, 'options'> & { readonly options: O },
): Optimizer => record as unknown as Optimizer;

type Wide<T> = T extends number ? number : boolean;

/** What holds for all optimizers: gradients are clipped, then decay; weights are clipped. Absent: not so. */
export interface Limits<X> {
  readonly gradientClip?: X | undefined;
  /** This times the weights is added to the gradient. */
  readonly decay?: X | undefined;
  readonly weightClip?: X | undefined;
}

/** The update of an optimizer within limits. */
export function limited<X>(k: Algebra<X>, r: Optimizer, given: Given<X>, l: Limits<X>, o: Options): Result<X> {
  const clipped = l.gradientClip === undefined ? given.gradient : k.clamp(given.gradient, l.gradientClip);
  const gradient = l.decay === undefined ? clipped : k.multiplyAdd(given.weights, l.decay, clipped);
  const [weights, ...moments] = r.update(k, { ...given, gradient }, o);
  return [l.weightClip === undefined ? weights : k.clamp(weights, l.weightClip), ...moments];
}
