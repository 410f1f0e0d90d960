/** Which parts of a net learn how fast, told by the largest parts that are alike. */
import { type ArrayPlace, arrayKey, arrayPlaces, type Net, type Path, pathText } from './net.ts';

export interface Part {
  readonly path: Path;
  readonly rate: number;
}

/** Parts whose arrays all have one rate, the largest ones; parts without arrays are not told. */
export function partsByRate(net: Net, rateOf: (place: ArrayPlace) => number): Part[] {
  const rates = new Map<string, number>();
  for (const p of arrayPlaces(net)) rates.set(JSON.stringify(p.path), rateOf(p));
  /** The rate of a part where it is one; the parts inside it otherwise. */
  const visit = (part: Net, path: Path): number | undefined | readonly Part[] => {
    const inside: (readonly [Path, number | undefined | readonly Part[]])[] =
      part.kind === 'layer'
        ? [...part.arrays]
            .filter(([, state]) => state.kind !== 'none')
            .map(([name]) => [[...path, name], rates.get(JSON.stringify([...path, name]))] as const)
        : part.nodes.map((n) => [[...path, n.name], visit(n.net, [...path, n.name])] as const);
    const known = inside.filter(([, r]) => r !== undefined);
    const first = known[0]?.[1];
    if (typeof first !== 'object' && known.every(([, r]) => r === first)) return first;
    return known.flatMap(([p, r]) => (typeof r === 'number' ? [{ path: p, rate: r }] : (r ?? [])));
  };
  const all = visit(net, []);
  return typeof all === 'number' ? [{ path: [], rate: all }] : [...(all ?? [])];
}

export interface Learning {
  /** Elements of all arrays. */
  readonly parameters: number;
  readonly frozenParameters: number;
  /** Names of the largest parts that do not learn. */
  readonly frozen: readonly string[];
  /** Names of parts with another rate than 0 and 1. */
  readonly scaled: readonly { readonly part: string; readonly rate: number }[];
}

export function learningOf(net: Net, rateOf: (place: ArrayPlace) => number): Learning {
  let parameters = 0;
  let frozenParameters = 0;
  const seen = new Set<string>();
  for (const p of arrayPlaces(net)) {
    const key = arrayKey(p);
    if (seen.has(key)) continue;
    seen.add(key);
    const count = (p.shape ?? []).reduce<number>((n, a) => n * (typeof a === 'number' ? a : 1), 1);
    parameters += count;
    if (rateOf(p) === 0) frozenParameters += count;
  }
  const parts = partsByRate(net, rateOf);
  return {
    parameters,
    frozenParameters,
    frozen: parts.filter((p) => p.rate === 0).map((p) => pathText(p.path)),
    scaled: parts.filter((p) => p.rate !== 0 && p.rate !== 1).map((p) => ({ part: pathText(p.path), rate: p.rate })),
  };
}
