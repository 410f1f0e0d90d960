/**
 * Batches of one shape for one program: sequences of different lengths are filled up behind their ends, small batches with examples
 * that do not count. How long the sequences are, and how much an example counts, are inputs of the run beside its data.
 */
import type { LayerNet, Net, Path, StoredPort } from '../model/net.ts';
import type { Column } from './columns.ts';

type Shapes = ReadonlyMap<string, readonly number[]>;

/** Inputs of a run that are no ports: one number an example. */
export const LENGTHS = 'batch:lengths';
/** 1 for each example, 0 for those that do not count. */
export const WEIGHTS = 'batch:weights';
export const isOfBatch = (input: string): boolean => input === LENGTHS || input === WEIGHTS;

/** The layers that sequences of varying length go through, and the ports where they come in. */
export interface Filled {
  readonly places: ReadonlySet<string>;
  readonly ports: ReadonlySet<string>;
}

export const placeOf = (path: Path): string => JSON.stringify(path);

/** Whether a port has sequences of varying length. */
export const varies = (p: StoredPort): boolean => !p.shape?.every((a) => typeof a === 'number');
const isSequence = (p: StoredPort): boolean =>
  p.shape !== undefined && p.shape.length > 0 && p.shape.slice(1).every((a) => typeof a === 'number');

const takesFilled = (layer: LayerNet): boolean => {
  const { filled } = layer.definition;
  return typeof filled === 'function' ? filled(layer.parameters, layer) : filled === true;
};

/** Adds the places of a net; false: some layer does not take sequences that are filled up, or looks at the whole batch. */
function addPlaces(net: Net, path: Path, places: Set<string>): boolean {
  const open = [...net.inputs.values(), ...net.outputs.values()].filter(varies);
  if (!open.every(isSequence)) return false;
  if (net.kind === 'layer') {
    if (net.definition.ofBatch) return false;
    if (open.length > 0) places.add(placeOf(path));
    return open.length === 0 || takesFilled(net);
  }
  if (open.length > 0 && net.operator !== undefined && !net.operator.filled) return false;
  return net.nodes.every((n) => addPlaces(n.net, [...path, n.name], places));
}

/** A net of a run: where it stands, and the columns of its inputs. */
export interface Part {
  readonly net: Net;
  readonly path: Path;
  readonly column: (port: string) => string | undefined;
}

/** undefined: batches hold examples of one shape, and nothing beside them. */
export function filledOf(parts: readonly Part[]): Filled | undefined {
  const places = new Set<string>();
  const ports = new Set<string>();
  for (const { net, path, column } of parts) {
    if (!addPlaces(net, path, places)) return undefined;
    for (const [port, p] of net.inputs) {
      const name = column(port);
      if (name !== undefined && varies(p)) ports.add(name);
    }
  }
  return { places, ports };
}

/** Sequences of different lengths that go through a net together. */
export class Sequences {
  /** Of each example. */
  readonly ends: Int32Array;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #longest: number;
  readonly #known = new Map<number, Shapes>();

  constructor(ends: Int32Array, columns: ReadonlyMap<string, Column>) {
    this.ends = ends;
    this.#columns = columns;
    this.#longest = ends.reduce((a, b) => Math.max(a, b), 0);
  }

  /** Shapes for the examples indices[from], ..., indices[to - 1]: of few lengths, so that there are few programs. */
  shapes(indices: ArrayLike<number>, from: number, to: number): Shapes {
    let most = 1;
    for (let k = from; k < to; k++) most = Math.max(most, this.ends[indices[k]!]!);
    const length = Math.min(this.#longest, 2 ** Math.ceil(Math.log2(most)));
    const known = this.#known.get(length);
    if (known !== undefined) return known;
    const made = new Map(
      [...this.#columns].map(([name, c]) => [name, c.shape ?? [length, ...c.at(0).shape.slice(1)]] as const),
    );
    this.#known.set(length, made);
    return made;
  }
}

/** The examples as sequences that differ in length alone; undefined: they do not differ, or in more than that. */
export function sequencesOf(
  columns: ReadonlyMap<string, Column>,
  count: number,
  filled: Filled,
): Sequences | undefined {
  const open = [...columns].filter(([, c]) => c.shape === undefined);
  if (open.length === 0 || open.some(([name]) => !filled.ports.has(name))) return undefined;
  const varying = [...filled.ports].map((name) => columns.get(name)!);
  const ends = new Int32Array(count);
  const rests = varying.map((c) => `${c.at(0).shape.slice(1)}`);
  for (let i = 0; i < count; i++) {
    ends[i] = varying[0]!.at(i).shape[0]!;
    const alike = varying.every((c, k) => {
      const { shape } = c.at(i);
      return shape[0] === ends[i] && `${shape.slice(1)}` === rests[k];
    });
    if (!alike) return undefined;
  }
  return new Sequences(ends, columns);
}
