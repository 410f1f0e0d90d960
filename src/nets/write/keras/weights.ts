/** Where the arrays of each layer of Keras are: by layer in an HDF5 file, by class and number in one of Keras 3, by name in a manifest. */
import { type Hdf5File, openHdf5 } from '../../../formats/arrays/hdf5/hdf5.ts';
import type { NamedArrays, StoredArray } from '../../../formats/arrays/stored.ts';
import { refuse } from './problem.ts';

/** A layer within the models that it is in, from the outside. */
export interface Place {
  /** Names that the user gave. */
  readonly names: readonly string[];
  /** What Keras 3 calls them in the file: class names with numbers. */
  readonly keys: readonly string[];
}
/** The arrays of a layer in their order; `part` is a layer in it, such as 'forward_layer' or 'backward_layer' of one with two. */
export type Weights = (place: Place, part?: string) => readonly StoredArray[];

export const noWeights: Weights = () => [];

/** Do the names occur in the path in this order? */
function within(names: readonly string[], path: readonly string[]): boolean {
  let at = -1;
  return names.every((n) => (at = path.indexOf(n, at + 1)) >= 0);
}

/** A list of arrays with names that say to which layer they belong: half of them are of each direction. `grouped`: the first is the outermost layer. */
function byNames(
  grouped: boolean,
  entries: readonly (readonly [path: readonly string[], array: () => StoredArray])[],
): Weights {
  return ({ names }, part) => {
    const own = entries.filter(([path]) => within(names, path) && (!grouped || path[0] === names[0]));
    const half = own.length / 2;
    const chosen = part === undefined ? own : part === 'forward_layer' ? own.slice(0, half) : own.slice(half);
    return chosen.map(([, array]) => array());
  };
}

/** Keras before version 3, and its files .h5 since: a list of layers, each with a list of names. */
export function legacyWeights(file: Hdf5File): Weights {
  const root = file.attributes.has('model_weights') ? 'model_weights' : '';
  const below = (path: string): string => (root === '' ? path : `${root}/${path}`);
  const texts = (path: string, name: string): readonly string[] => {
    const own = file.attributes.get(path);
    // Long lists stand in several attributes.
    const parts = own?.has(name)
      ? [own.get(name)]
      : [...(own ?? [])].filter(([n]) => n.startsWith(name)).map(([, x]) => x);
    return parts.flatMap((x) => (Array.isArray(x) ? x : x === undefined ? [] : [x])).map(String);
  };
  return byNames(
    true,
    texts(root, 'layer_names').flatMap((layer) =>
      texts(below(layer), 'weight_names').map(
        (name) => [[layer, ...name.split('/')], () => file.array(below(`${layer}/${name}`)) ?? lost(name)] as const,
      ),
    ),
  );
}

const lost = (name: string): StoredArray => refuse(`there is no array ${name}`);

/** The file model.weights.h5 of Keras 3: layers/dense_1/vars/0. */
export function numberedWeights(bytes: Uint8Array): Weights {
  const file = openHdf5(bytes);
  const list = (group: string): StoredArray[] => {
    const found: StoredArray[] = [];
    for (let i = 0; ; i++) {
      const array = file.array(`${group}/vars/${i}`);
      if (array === undefined) return found;
      found.push(array);
    }
  };
  return ({ keys }, part) => {
    const own = keys.flatMap((k) => ['layers', k]).join('/');
    const base = part === undefined ? own : `${own}/${part}`;
    return [...list(`${base}/cell`), ...list(base)];
  };
}

/** A manifest of TensorFlow.js: names "layer/kernel", "layer/cell/kernel". */
export const manifestWeights = (arrays: NamedArrays): Weights =>
  byNames(
    false,
    [...arrays].map(([name, array]) => [name.split('/'), () => array] as const),
  );
