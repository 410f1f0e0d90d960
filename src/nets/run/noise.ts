/** Random numbers that layers need while training, as inputs of a run. */
import { BULK, fillUniform } from '../../compute/random/bulk.ts';
import type { RandomStream } from '../../numeric/random.ts';
import type { Net, Path } from '../model/net.ts';
import { layerSizes } from './run.ts';

export type Shapes = ReadonlyMap<string, readonly number[]>;

/** The input of a run that carries the noise of a layer. */
export const noiseName = (path: Path): string => `${NOISE}${JSON.stringify(path)}`;
export const isNoise = (input: string): boolean => input.startsWith(NOISE);
const NOISE = 'noise:';

/** Per-example shape of the noise that a layer or an operator needs itself, not what stands inside it. */
function ownNoise(n: Net, train: boolean): readonly number[] | undefined {
  if (n.kind !== 'layer') return train ? n.operator?.noise?.(n.operatorParameters ?? {}, layerSizes(n)) : undefined;
  return train || n.definition.alwaysNoise ? n.definition.noise?.(n.parameters, layerSizes(n)) : undefined;
}

/** Whether something in a net may need noise in training. */
export const takesNoise = (n: Net): boolean =>
  n.kind === 'layer'
    ? n.definition.noise !== undefined
    : n.operator?.noise !== undefined || n.nodes.some((x) => takesNoise(x.net));

/** Names and per-example shapes of the uniform noise that a run of a net needs. */
export function noiseShapes(net: Net, train = true): Shapes {
  const out = new Map<string, readonly number[]>();
  // What runs inside an operator runs several times for one example.
  const visit = (n: Net, path: Path, times: readonly number[]): void => {
    const own = ownNoise(n, train);
    if (own !== undefined) out.set(noiseName(path), [...times, ...own]);
    if (n.kind === 'layer') return;
    const inner = n.operator ? [...times, n.operator.times(layerSizes(n), n.operatorParameters ?? {})] : times;
    for (const x of n.nodes) visit(x.net, [...path, x.name], inner);
  };
  visit(net, [], []);
  return out;
}

/** Uniform numbers in [0, 1) with 24 random bits, as many as single precision holds. */
export function fillNoise(data: Float32Array, random: RandomStream): void {
  if (data.length >= BULK) fillUniform(data, random, 0, 1);
  else for (let i = 0; i < data.length; i++) data[i] = (random.bits() >>> 8) * TWO_M24;
}
const TWO_M24 = 2 ** -24;
