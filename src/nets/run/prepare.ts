/** Nets made ready to run, kept as long as the net is alive. */
import type { ArraySlot, ComputeOptions, Evaluator, StepFunction, Tensor } from '../../compute/contract/step.ts';
import { str } from '../../expr/expr.ts';
import { specialize } from '../model/infer.ts';
import { arrayKey, arrayPlaces, type Net, type Path, pathText } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { backend } from './backend.ts';
import { noiseName, noiseShapes, type Shapes } from './noise.ts';
import { runNet } from './run.ts';

/** A value of a run: the output of the net, or of a layer inside. */
export interface Wanted {
  readonly path: Path;
  readonly port: string;
}

/** Arrays as the compute core takes them; all constant unless multipliers are given. Throws for one without a value. */
export function arraySlots(net: Net, multiplier: (key: string) => number = () => 0): ArraySlot[] {
  const slots = new Map<string, ArraySlot>();
  for (const p of arrayPlaces(net)) {
    if (p.state.kind !== 'value') throw new NetProblem('nninit', str(pathText(p.path)));
    const key = arrayKey(p);
    slots.set(key, {
      key,
      shape: p.state.value.shape,
      data: p.state.value.data as Float32Array,
      multiplier: multiplier(key),
    });
  }
  return [...slots.values()];
}

export const shapesKey = (shapes: Shapes): string => {
  let key = '';
  for (const [name, shape] of shapes) key += `${name}:${shape.join(',')};`;
  return key;
};

/** The net with all sizes known, for inputs of one shape. */
interface Special {
  readonly net: Net;
  readonly noise: Shapes;
}

export class Prepared {
  readonly #net: Net;
  readonly #train: boolean;
  readonly #special = new Map<string, Special>();
  readonly evaluator: Evaluator;

  constructor(net: Net, wanted: readonly Wanted[], train: boolean, options: ComputeOptions) {
    this.#net = net;
    this.#train = train;
    const inputNames = [...net.inputs.keys()];
    const step: StepFunction = (t, arrays, inputs) => {
      const seen: Record<string, Tensor> = {};
      const shapes = new Map(inputNames.map((name) => [name, inputs[name]!.shape.slice(1)] as const));
      runNet(this.special(shapes).net, inputs, {
        t,
        arrays,
        batch: Object.values(inputs)[0]?.shape[0] ?? 1,
        train,
        noise: (path) => inputs[noiseName(path)],
        update: () => {},
        observe: (path, outputs) => {
          wanted.forEach((w, i) => {
            if (w.path.length === path.length && w.path.every((x, k) => x === path[k])) seen[`${i}`] = outputs[w.port]!;
          });
        },
      });
      return { outputs: seen };
    };
    this.evaluator = backend().createEvaluator(arraySlots(net), step, options);
  }

  /** Throws LocatedConflict. */
  special(shapes: Shapes): Special {
    const key = shapesKey(shapes);
    let special = this.#special.get(key);
    if (special === undefined) {
      const net = specialize(this.#net, shapes);
      special = { net, noise: this.#train ? noiseShapes(net) : new Map() };
      this.#special.set(key, special);
    }
    return special;
  }
}

const prepared = new WeakMap<Net, Map<string, Prepared>>();
/** What evaluators hold outside of the heap goes with their net. */
const disposal = new FinalizationRegistry<Evaluator>((e) => e.dispose());

/** Throws NetProblem for arrays without a value. */
export function prepare(net: Net, wanted: readonly Wanted[], train: boolean, options: ComputeOptions): Prepared {
  let cache = prepared.get(net);
  if (cache === undefined) {
    cache = new Map();
    prepared.set(net, cache);
  }
  let key = `${train} ${options.executor ?? ''}`;
  for (const w of wanted) key += `|${w.path.join('/')}:${w.port}`;
  let made = cache.get(key);
  if (made === undefined) {
    made = new Prepared(net, wanted, train, options);
    disposal.register(net, made.evaluator);
    cache.set(key, made);
  }
  return made;
}
