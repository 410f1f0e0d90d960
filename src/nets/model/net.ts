/** Nets as data: layers with arrays, and containers of named nets with wires. Immutable; every change makes a new one. */
import type { Expr, Packed, Sym } from '../../expr/expr.ts';
import type { Coder } from './coder.ts';
import type { ExtraPorts } from './extra-ports.ts';
import { keyAt } from './keys.ts';
import type { AnyLayer } from './layer.ts';
import type { Operator } from './operator.ts';
import type { Path } from './path.ts';
import type { StoredPort, StoredShape } from './port-type.ts';

export { comparePaths, type Path, pathText } from './path.ts';
export type { StoredAxis, StoredPort, StoredShape } from './port-type.ts';

/** What a layer knows of one of its arrays. */
export type ArrayState =
  | { readonly kind: 'automatic'; readonly shared?: string }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'value';
      readonly value: Packed;
      readonly shared?: string;
      /** One number for the whole array, whose size is not known yet. */
      readonly fills?: true | undefined;
    };

/** The name under which layers share an array. */
export const sharedName = (s: ArrayState): string | undefined => (s.kind === 'none' ? undefined : s.shared);

export interface LayerNet {
  readonly kind: 'layer';
  readonly head: Sym;
  readonly definition: AnyLayer;
  readonly parameters: object;
  readonly inputNames: readonly string[];
  readonly arrays: ReadonlyMap<string, ArrayState>;
  readonly arrayShapes: ReadonlyMap<string, StoredShape>;
  readonly inputs: ReadonlyMap<string, StoredPort>;
  readonly outputs: ReadonlyMap<string, StoredPort>;
  readonly coders: ReadonlyMap<string, Coder>;
  /** Ports that are there because something uses them. */
  readonly extra?: ExtraPorts;
  /** The LearningRateMultipliers option as given; undefined is Automatic. */
  readonly multipliers: Expr | undefined;
}

/** A port of a node; node -1 is the container itself. */
export interface Endpoint {
  readonly node: number;
  readonly port: string;
}
export interface Wire {
  readonly from: Endpoint;
  readonly to: Endpoint;
}
export interface Node {
  /** A string, or the position (from 1) in a list-built container. */
  readonly name: string | number;
  readonly net: Net;
}

export interface ContainerNet {
  readonly kind: 'container';
  /** NetChain, NetGraph or a net operator. */
  readonly head: Sym;
  /** An operator has the nets it runs as nodes, and no wires. */
  readonly operator?: Operator;
  readonly operatorParameters?: object;
  /** Ports of an operator that are there because something uses them. */
  readonly extra?: ExtraPorts;
  readonly nodes: readonly Node[];
  readonly wires: readonly Wire[];
  readonly inputs: ReadonlyMap<string, StoredPort>;
  readonly outputs: ReadonlyMap<string, StoredPort>;
  readonly coders: ReadonlyMap<string, Coder>;
  readonly multipliers: Expr | undefined;
}

export type Net = LayerNet | ContainerNet;

/** Calls f for every layer with its path, in order. */
export function eachLayer(net: Net, f: (layer: LayerNet, path: Path) => void, path: Path = []): void {
  if (net.kind === 'layer') f(net, path);
  else for (const n of net.nodes) eachLayer(n.net, f, [...path, n.name]);
}

/** The same net with its layers replaced. */
export function mapLayers(net: Net, f: (layer: LayerNet, path: Path) => LayerNet, path: Path = []): Net {
  if (net.kind === 'layer') return f(net, path);
  return { ...net, nodes: net.nodes.map((n) => ({ name: n.name, net: mapLayers(n.net, f, [...path, n.name]) })) };
}

export interface ArrayPlace {
  readonly path: Path;
  readonly name: string;
  readonly state: ArrayState;
  readonly shape: StoredShape;
  readonly layer: LayerNet;
}

/** Every array that is not None, with the full path {layer..., array}. */
export function arrayPlaces(net: Net): ArrayPlace[] {
  const out: ArrayPlace[] = [];
  eachLayer(net, (layer, path) => {
    for (const [name, state] of layer.arrays)
      if (state.kind !== 'none')
        out.push({ path: [...path, name], name, state, shape: layer.arrayShapes.get(name), layer });
  });
  return out;
}

/** Identifies an array for the compute core: shared arrays have one key for all places. */
export const arrayKey = (p: Pick<ArrayPlace, 'path' | 'state'>): string => keyAt(p.path, sharedName(p.state));

/** Puts values into arrays, by key. */
export function withArrays(net: Net, values: ReadonlyMap<string, Packed>): Net {
  return mapLayers(net, (layer, path) => {
    let arrays: Map<string, ArrayState> | undefined;
    for (const [name, state] of layer.arrays) {
      if (state.kind === 'none') continue;
      const value = values.get(arrayKey({ path: [...path, name], state }));
      if (value === undefined) continue;
      arrays ??= new Map(layer.arrays);
      arrays.set(name, { kind: 'value', value, ...(state.shared !== undefined && { shared: state.shared }) });
    }
    return arrays === undefined ? layer : { ...layer, arrays };
  });
}
