/** What models of nets of this program have beside their graph, put back: names of layers, shared arrays, multipliers, coders. */
import { type Expr, int, normal, real } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import type { ModelProto } from '../../../formats/onnx-schema.ts';
import { isCoder } from '../../model/coder.ts';
import {
  type ArrayPlace,
  arrayPlaces,
  type ContainerNet,
  mapLayers,
  type Net,
  type Node,
  type Path,
} from '../../model/net.ts';
import { onnxKeys, PRODUCER } from '../../model/onnx/keys.ts';
import { NetProblem } from '../../model/problem.ts';
import { LocatedConflict } from '../../model/shape.ts';
import { fromJson } from '../expression-json.ts';
import { positionExpr } from '../net-box.ts';
import { finish } from '../port-options.ts';

type Entries = ReadonlyMap<string, unknown>;

/** `withCode`: also coders that call functions. Throws FormatError. */
export function restored(net: Net, model: ModelProto, withCode: boolean): Net {
  if (net.kind === 'layer' || model.producer_name !== PRODUCER) return net;
  const places = new Map(arrayPlaces(net).map((p) => [initializerOf(p), p] as const));
  const shared = entries(model, onnxKeys.shared);
  const multipliers = entries(model, onnxKeys.multipliers);
  const coders = coderOptions(model, withCode);
  const names = ownNames(net.nodes);
  const inPlace = (path: Path): Path => [names.get(path[0]!) ?? path[0]!, ...path.slice(1)];
  const rules = [...multipliers].flatMap(([name, value]) => {
    const place = places.get(name) ?? places.get(namesIn(shared.get(name))[0] ?? '');
    return place === undefined ? [] : [normal(S.Rule, pathList(inPlace(place.path)), multiplierOf(value))];
  });
  const whole: ContainerNet = {
    ...(withShared(net, places, shared) as ContainerNet),
    ...(rules.length > 0 && { multipliers: normal(S.List, ...rules) }),
  };
  const renamed = whole.nodes.map((n): Node => ({ name: names.get(n.name) ?? n.name, net: n.net }));
  try {
    return finish({ ...whole, nodes: renamed }, coders);
  } catch (x) {
    if (x instanceof NetProblem || x instanceof LocatedConflict)
      throw new FormatError('ONNX', 'the encoders and decoders in its metadata do not fit the graph');
    throw x;
  }
}

const damaged = (key: string): FormatError => new FormatError('ONNX', `the metadata ${key} are damaged`);

/** The object that an entry of the metadata is; empty where there is none. Throws FormatError. */
function entries(model: ModelProto, key: string): Entries {
  const text = model.metadata_props?.find((p) => p.key === key)?.value;
  if (text === undefined) return new Map();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(key);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(key);
  return new Map(Object.entries(value));
}

const namesIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((n): n is string => typeof n === 'string') : [];

function multiplierOf(value: unknown): Expr {
  if (typeof value !== 'number') throw damaged(onnxKeys.multipliers);
  return Number.isSafeInteger(value) ? int(value) : real(value);
}

/** A node is called after its layer and its operator, "hidden/Gemm"; what it needs beside it has a name below that. */
const layerOf = (name: string | number): string => /^(.*)\/[A-Z]\w*(?:\/[^/A-Z]*)?$/.exec(String(name))?.[1] ?? '';

/** The initializer that an array came from. */
const initializerOf = ({ path, name }: ArrayPlace): string =>
  [layerOf(path[0]!), name].filter((x) => x !== '').join('/');

/** Names of layers where one node is all of a layer; positions where these are all there is. */
function ownNames(nodes: readonly Node[]): ReadonlyMap<string | number, string | number> {
  const layers = nodes.map((n) => layerOf(n.name) || String(n.name));
  const unique = new Map(
    nodes.flatMap((n, i) =>
      layers.filter((l) => l === layers[i]).length === 1 ? [[n.name, layers[i]!] as const] : [],
    ),
  );
  const counted = layers.every((l, i) => l === String(i + 1));
  return counted ? new Map(nodes.map((n, i) => [n.name, i + 1])) : unique;
}

const pathList = (path: Path): Expr => normal(S.List, ...path.map(positionExpr));

/** Arrays that were one are one again. */
function withShared(net: Net, places: ReadonlyMap<string, ArrayPlace>, shared: Entries): Net {
  const names = new Map<string, string>();
  for (const [name, list] of shared)
    for (const initializer of namesIn(list)) {
      const place = places.get(initializer);
      if (place !== undefined) names.set(JSON.stringify(place.path), name);
    }
  if (names.size === 0) return net;
  return mapLayers(net, (layer, path) => ({
    ...layer,
    arrays: new Map(
      [...layer.arrays].map(([array, state]) => {
        const name = names.get(JSON.stringify([...path, array]));
        return [array, name === undefined || state.kind === 'none' ? state : { ...state, shared: name }] as const;
      }),
    ),
  }));
}

function coderOptions(model: ModelProto, withCode: boolean): ReadonlyMap<string, Expr> {
  const out = new Map<string, Expr>();
  for (const key of [onnxKeys.encoders, onnxKeys.decoders])
    for (const [port, form] of entries(model, key)) {
      const coder = fromJson(form, withCode);
      if (!isCoder(coder)) throw damaged(key);
      out.set(port, coder);
    }
  return out;
}
