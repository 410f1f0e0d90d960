/** Nets made ready to run: with all sizes known for each set of input shapes, and compiled; both once. */
import type { ArraySlot, Held, Predictor, StepFunction, StepResult, Tensor } from '../../compute/contract/step.ts';
import { str } from '../../expr/expr.ts';
import { specialize } from '../model/infer.ts';
import { arrayKey, arrayPlaces, type Net, pathText } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { type Filled, isOfBatch, LENGTHS } from './filled.ts';
import { isNoise, noiseName, noiseShapes, type Shapes } from './noise.ts';
import type { Run } from './run.ts';

/** Arrays as the compute core takes them; all constant unless multipliers are given. Throws for one without a value. */
export function arraySlots(net: Net, multiplier: (key: string) => number = () => 0): ArraySlot[] {
  const slots = new Map<string, ArraySlot>();
  for (const p of arrayPlaces(net)) {
    if (p.state.kind !== 'value') throw new NetProblem('nninit', str(pathText(p.path)));
    const key = arrayKey(p);
    const { shape, data } = p.state.value;
    slots.set(key, { key, shape, data: data as Float32Array, multiplier: multiplier(key) });
  }
  return [...slots.values()];
}

/** A net with all sizes known, for inputs of one shape each. */
export interface Special {
  readonly net: Net;
  /** Random inputs of a run, with the shapes for one example. */
  readonly noise: Shapes;
}

const shapesKey = (shapes: Shapes): string => {
  let key = '';
  for (const [name, shape] of shapes) key += `${name}:${shape.join(',')};`;
  return key;
};

/** What is computed of a net for a batch. */
export type Body<S extends Special> = (
  special: S,
  inputs: Readonly<Record<string, Tensor>>,
  run: Run,
) => Omit<StepResult, 'state'>;

/** What runs, specialised when inputs of new shapes come: a net, or a net with more beside it. */
export class Runnable<S extends Special = Special> {
  readonly #make: (shapes: Shapes) => S;
  readonly #known = new Map<string, S>();
  readonly train: boolean;
  /** What takes sequences that are filled up behind their ends; undefined: batches hold one shape. */
  readonly filled: Filled | undefined;

  /** `train`: layers behave as in training. `make` may throw NetProblem and LocatedConflict. */
  constructor(train: boolean, make: (shapes: Shapes) => S, filled?: Filled) {
    this.train = train;
    this.#make = make;
    this.filled = filled;
  }

  /** For inputs of these shapes, without the batch axis. Throws what `make` throws. */
  for(shapes: Shapes): S {
    const key = shapesKey(shapes);
    let special = this.#known.get(key);
    if (special === undefined) {
      special = this.#make(shapes);
      this.#known.set(key, special);
    }
    return special;
  }

  /** The body as a step; arrays that change by rule do so where `updates` says. */
  step(body: Body<S>, updates: (key: string) => boolean = () => false): StepFunction {
    return (t, arrays, inputs) => {
      const shapes = new Map(
        Object.entries(inputs)
          .filter(([name]) => !isNoise(name) && !isOfBatch(name))
          .map(([name, x]) => [name, x.shape.slice(1)] as const),
      );
      const state: Record<string, Tensor> = {};
      const run: Run = {
        t,
        arrays,
        batch: Object.values(inputs)[0]?.shape[0] ?? 1,
        train: this.train,
        noise: (path) => inputs[noiseName(path)],
        lengths: inputs[LENGTHS],
        filled: this.filled?.places,
        update: (key, value) => {
          if (updates(key)) state[key] = value;
        },
      };
      return { ...body(this.for(shapes), inputs, run), state };
    };
  }
}

/** The shapes of the inputs that a net has. */
const ownShapes = (net: Net, shapes: Shapes): Shapes => new Map([...shapes].filter(([name]) => net.inputs.has(name)));

/** A net by itself. */
export const runnableNet = (net: Net, train: boolean): Runnable =>
  new Runnable(train, (shapes) => {
    const special = specialize(net, ownShapes(net, shapes));
    return { net: special, noise: noiseShapes(special, train) };
  });

/** A net that is ready for one use. */
export interface Prepared {
  readonly runnable: Runnable;
  readonly evaluator: Predictor;
}

const prepared = new WeakMap<Net, Map<string, Prepared>>();
/** What evaluators hold outside of the heap goes with their net, which evaluators themselves would keep alive here. */
const disposal = new FinalizationRegistry<Held>((memory) => memory.dispose());

/** What is ready for a net as long as it is alive; `use` tells one use from another. */
export function preparedOnce(net: Net, use: string, make: () => Prepared): Prepared {
  let uses = prepared.get(net);
  if (uses === undefined) {
    uses = new Map();
    prepared.set(net, uses);
  }
  let made = uses.get(use);
  if (made === undefined) {
    made = make();
    disposal.register(net, made.evaluator.memory);
    uses.set(use, made);
  }
  return made;
}
