/** NetReplacePart: layers, arrays, parameters, types of ports, coders and multipliers put in place of others. */
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { arrayTypeOf } from '../model/array-type.ts';
import { forgetInferred } from '../model/infer.ts';
import type { Parameter } from '../model/layer.ts';
import {
  type ArrayState,
  type ContainerNet,
  eachLayer,
  type LayerNet,
  mapLayers,
  type Net,
  type StoredPort,
} from '../model/net.ts';
import { missingPart, selectNodes } from '../model/parts.ts';
import { NetProblem } from '../model/problem.ts';
import { LocatedConflict } from '../model/shape.ts';
import { toNet } from './construct.ts';
import { fillArrays, type Renaming } from './fill-arrays.ts';
import { readArray } from './make-layer.ts';
import { NetGraphSymbol } from './net-box.ts';
import { applyPortOptions, inferCoded } from './port-options.ts';

/** The net with the part at a path replaced; shapes are inferred by the caller. */
function replaceAt(net: Net, path: readonly Expr[], value: Expr, evaluation?: Evaluation): Net {
  const [first, ...rest] = path;
  if (first === undefined) return toNet(value, net.kind === 'container' && net.head === NetGraphSymbol, evaluation);
  const name = first.kind === Kind.String ? first.value : first.kind === Kind.Symbol ? first.name : undefined;
  if (rest.length === 0 && name === 'LearningRateMultipliers')
    return { ...net, multipliers: value === S.Automatic ? undefined : value };
  const nodes = net.kind === 'container' ? selectNodes(net, first) : undefined;
  if (net.kind === 'container' && nodes !== undefined) {
    const chosen = new Set(nodes);
    return {
      ...net,
      nodes: net.nodes.map((n, i) =>
        chosen.has(i) ? { name: n.name, net: replaceNode(n.net, rest, value, net, evaluation) } : n,
      ),
    };
  }
  if (rest.length > 0 || name === undefined) throw missingPart(first, net, []);
  if (net.inputs.has(name) || net.outputs.has(name)) return replacePort(net, name, value);
  if (net.kind === 'layer') return replaceInLayer(net, name, value, first, evaluation);
  throw missingPart(first, net, []);
}

/** A layer in the place of another one keeps the wires, so its ports have to be the same. */
function replaceNode(
  old: Net,
  rest: readonly Expr[],
  value: Expr,
  parent: ContainerNet,
  evaluation: Evaluation | undefined,
): Net {
  const made =
    rest.length > 0
      ? replaceAt(old, rest, value, evaluation)
      : toNet(value, parent.head === NetGraphSymbol, evaluation);
  const adapted =
    made.kind === 'layer' && made.definition.variadic && made.inputNames.length === 0
      ? ({ ...made, inputNames: [...old.inputs.keys()], inputs: new Map(old.inputs) } as LayerNet)
      : made;
  const missing =
    [...old.inputs.keys()].find((p) => !adapted.inputs.has(p)) ??
    [...old.outputs.keys()].find((p) => !adapted.outputs.has(p));
  if (missing !== undefined)
    throw new NetProblem(
      'noport',
      str(missing),
      normal(S.List, ...[...adapted.inputs.keys(), ...adapted.outputs.keys()].map((s) => str(s))),
    );
  return adapted;
}

function replacePort(net: Net, name: string, value: Expr): Net {
  const forget = (ports: ReadonlyMap<string, StoredPort>): Map<string, StoredPort> =>
    new Map([...ports].map(([n, p]) => [n, n === name && value !== S.None ? { shape: undefined } : p]));
  return applyPortOptions(
    { ...net, inputs: forget(net.inputs), outputs: forget(net.outputs) },
    new Map([[name, value]]),
  );
}

function replaceInLayer(
  layer: LayerNet,
  name: string,
  value: Expr,
  spec: Expr,
  evaluation: Evaluation | undefined,
): LayerNet {
  if (layer.arrays.has(name))
    return { ...layer, arrays: new Map(layer.arrays).set(name, readArray(value, name, arrayTypeOf({ layer, name }))) };
  const p = (layer.definition.parameters as Record<string, Parameter<unknown>>)[name];
  if (p === undefined) throw missingPart(spec, layer, []);
  const read = p.read(value, evaluation);
  if (read === undefined) throw new NetProblem('badpar', value, str(name), str(p.what));
  const free = (ports: ReadonlyMap<string, StoredPort>): Map<string, StoredPort> =>
    new Map([...ports.keys()].map((n) => [n, { shape: undefined }]));
  return {
    ...layer,
    parameters: { ...layer.parameters, [name]: read },
    inputs: free(layer.inputs),
    outputs: free(layer.outputs),
    arrayShapes: new Map(),
  };
}

/** NetReplacePart[net, part -> value] with one rule or a list of them. Throws NetProblem and LocatedConflict. */
export function replaceParts(net: Net, rules: Expr, evaluation?: Evaluation): Net {
  return inferAnew(replaced(net, isCall(rules, S.List) ? rules.args : [rules], rules, evaluation));
}

/** NetReplacePart[net, <|part -> value, ...|>]: arrays all at once. Throws NetProblem and LocatedConflict. */
export function replaceArrays(net: Net, given: Expr, rename: Renaming, evaluation?: Evaluation): Net {
  const filled = fillArrays(net, given, rename);
  return inferAnew(replaced(filled.net, filled.rest, given, evaluation));
}

/** `rules` is what the caller was given, for messages. */
function replaced(net: Net, list: readonly Expr[], rules: Expr, evaluation?: Evaluation): Net {
  let result = net;
  for (const r of list) {
    if (!isRule(r))
      throw new NetProblem('args', rules, str('NetReplacePart takes a rule part -> value, or a list of them.'));
    const [part, value] = r.args;
    const paths =
      isCall(part, S.List) && part.args.length > 0 && part.args.every((a) => isCall(a, S.List))
        ? part.args.map((a) => (isCall(a, S.List) ? a.args : [a]))
        : [isCall(part, S.List) ? part.args : [part]];
    for (const path of paths) result = replaceAt(result, path, value, evaluation);
  }
  return result;
}

/** All shapes found again from what is stated; arrays that no longer fit lose their values. Throws LocatedConflict. */
function inferAnew(net: Net): Net {
  const bare = forgetInferred(net, false);
  const coded = (ports: ReadonlyMap<string, StoredPort>): Map<string, StoredPort> =>
    new Map([...ports].map(([name, p]) => [name, bare.coders.has(name) ? { shape: undefined } : p]));
  const open = { ...bare, inputs: coded(bare.inputs), outputs: coded(bare.outputs) };
  try {
    return inferCoded(open);
  } catch (x) {
    if (!(x instanceof LocatedConflict)) throw x;
    const free = mapLayers(open, (layer) => ({
      ...layer,
      arrays: new Map([...layer.arrays].map(([name, a]) => [name, withoutValue(a)])),
    }));
    return withFitting(inferCoded(free), net);
  }
}

const withoutValue = (a: ArrayState): ArrayState =>
  a.kind !== 'value' ? a : { kind: 'automatic', ...(a.shared !== undefined && { shared: a.shared }) };

/** Values of arrays of another net put where they have the right sizes. */
function withFitting(net: Net, from: Net): Net {
  const values = new Map<string, ArrayState>();
  eachLayer(from, (layer, path) => {
    for (const [name, a] of layer.arrays) values.set(JSON.stringify([...path, name]), a);
  });
  const filled = mapLayers(net, (layer, path) => ({
    ...layer,
    arrays: new Map(
      [...layer.arrays].map(([name, a]) => {
        const old = values.get(JSON.stringify([...path, name]));
        const shape = layer.arrayShapes.get(name);
        const fits =
          old?.kind === 'value' &&
          shape?.length === old.value.shape.length &&
          shape.every((n, i) => n === null || n === old.value.shape[i]);
        return [name, fits ? old : a];
      }),
    ),
  }));
  return inferCoded(filled);
}
