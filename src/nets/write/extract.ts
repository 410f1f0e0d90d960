/** Taking parts out of nets, layers and coders: NetExtract, net[[...]], Normal. */
import { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { numericArray, sharedReference } from '../model/arrays.ts';
import { type Coder, coderBox } from '../model/coder.ts';
import { sharedKey } from '../model/keys.ts';
import type { Parameter } from '../model/layer.ts';
import { arrayKey, arrayPlaces, type LayerNet, type Net } from '../model/net.ts';
import { isEverything, missingPart, nodeNamed, selectNodes } from '../model/parts.ts';
import { writePort } from '../model/port-type.ts';
import { NetProblem, names } from '../model/problem.ts';
import { arrayExpr } from './form.ts';
import { netBox, positionExpr } from './net-box.ts';
import { perAxisForm } from './per-axis-form.ts';

const isMultipliers = (e: Expr): boolean =>
  (e.kind === Kind.Symbol && e.name === 'LearningRateMultipliers') ||
  (e.kind === Kind.String && e.value === 'LearningRateMultipliers');

/** The part of a net at a path. Throws NetProblem. */
export function extract(net: Net, path: readonly Expr[]): Expr {
  const [first, ...rest] = path;
  if (first === undefined) return netBox(net);
  const shared = sharedReference(first);
  if (shared !== undefined && rest.length === 0) return sharedValue(net, shared.name, first);
  if (rest.length === 0) {
    if (isMultipliers(first)) return net.multipliers ?? S.Automatic;
    if (isEverything(first)) return everything(net);
  }
  if (net.kind === 'layer') return fromLayer(net, first, rest);
  const own = net.operator?.parts?.(net.operatorParameters ?? {})[first.kind === Kind.String ? first.value : ''];
  if (own !== undefined && rest.length === 0) return own;
  const single = nodeNamed(net, first);
  if (single !== undefined) return extract(single.net, rest);
  if (isEverything(first) || isCall(first, S.Span)) {
    const chosen = selectNodes(net, first);
    if (chosen === undefined) throw missingPart(first, net, []);
    return extractEach(
      chosen.map((i) => net.nodes[i]!.net),
      rest,
    );
  }
  return port(net, first, rest);
}

/** Of several layers some may lack a part, but not all. Throws NetProblem. */
function extractEach(nets: readonly Net[], path: readonly Expr[]): Expr {
  let problem: NetProblem | undefined;
  const parts = nets.map((net) => {
    try {
      return extract(net, path);
    } catch (x) {
      if (!(x instanceof NetProblem) || x.tag !== 'nopart') throw x;
      problem ??= x;
      return undefined;
    }
  });
  if (problem !== undefined && parts.every((p) => p === undefined)) throw problem;
  return normal(S.List, ...parts.map((p) => p ?? normal(system('Missing'), str('NotAvailable'))));
}

function sharedValue(net: Net, name: string, spec: Expr): Expr {
  const place = arrayPlaces(net).filter((p) => arrayKey(p) === sharedKey(name));
  if (place.length === 0) throw missingPart(spec, net, []);
  const state = place.find((p) => p.state.kind === 'value')?.state;
  return state?.kind === 'value' ? numericArray(state.value) : S.Automatic;
}

function port(net: Net, e: Expr, rest: readonly Expr[]): Expr {
  const name = e.kind === Kind.String ? e.value : '';
  const stored = net.inputs.get(name) ?? net.outputs.get(name);
  if (stored === undefined) throw missingPart(e, net, []);
  const coder = net.coders.get(name);
  if (rest.length > 0) {
    if (coder === undefined) throw missingPart(rest[0]!, net, []);
    return coderParameter(coder, rest[0]!);
  }
  return coder === undefined ? writePort(stored) : coderBox(coder);
}

/** An array as users get it: NumericArray, None, Automatic. */
function arrayValue(layer: LayerNet, name: string): Expr {
  const state = layer.arrays.get(name)!;
  return state.kind === 'value' ? numericArray(state.value) : arrayExpr(state);
}

function parameterValue(layer: LayerNet, name: string): Expr {
  const value = (layer.parameters as Record<string, unknown>)[name];
  if (value === undefined || value === null) return S.Automatic;
  const p = (layer.definition.parameters as Record<string, Parameter<unknown>>)[name]!;
  return perAxisForm(layer, name, value) ?? p.write(value);
}

function fromLayer(layer: LayerNet, first: Expr, rest: readonly Expr[]): Expr {
  const name = first.kind === Kind.String ? first.value : first.kind === Kind.Symbol ? first.name : '';
  // {"Weights", "Biases"} cannot be a path, since arrays have no parts: it asks for both.
  if (rest.length > 0 && [first, ...rest].every((e) => e.kind === Kind.String && layer.arrays.has(e.value)))
    return normal(S.List, ...[first, ...rest].map((e) => fromLayer(layer, e, [])));
  if (rest.length === 0) {
    if (layer.arrays.has(name)) return arrayValue(layer, name);
    if (name in layer.definition.parameters) return parameterValue(layer, name);
    if (name === 'Arrays')
      return Association.from([...layer.arrays.keys()].map((n) => [str(n), arrayValue(layer, n)] as const));
  }
  return port(layer, first, rest);
}

/** Layers of a container, or everything in a layer. */
export function everything(net: Net): Expr {
  if (net.kind === 'container') {
    if (net.nodes.every((n, i) => n.name === i + 1)) return normal(S.List, ...net.nodes.map((n) => netBox(n.net)));
    return Association.from(net.nodes.map((n) => [positionExpr(n.name), netBox(n.net)] as const));
  }
  const entries: (readonly [Expr, Expr])[] = [];
  for (const name of Object.keys(net.definition.parameters)) entries.push([str(name), parameterValue(net, name)]);
  for (const name of net.arrays.keys()) entries.push([str(name), arrayValue(net, name)]);
  for (const [name, p] of [...net.inputs, ...net.outputs])
    entries.push([str(name), net.coders.has(name) ? coderBox(net.coders.get(name)!) : writePort(p)]);
  return Association.from(entries);
}

export function coderParameter(c: Coder, e: Expr): Expr {
  const name = e.kind === Kind.String ? e.value : e.kind === Kind.Symbol ? e.name : '';
  if (name === 'Output' || name === 'Input') return writePort(c.port);
  const value = c.parameters[name];
  if (value === undefined)
    throw new NetProblem(
      'nopart',
      e,
      str(c.role === 'encoder' ? 'NetEncoder' : 'NetDecoder'),
      names(Object.keys(c.parameters)),
    );
  return value;
}

export const coderEverything = (c: Coder): Expr =>
  Association.from(Object.entries(c.parameters).map(([k, v]) => [str(k), v] as const));

/** NetExtract[net, spec]: a part, a path, or a list of paths. */
export function extractSpec(net: Net, spec: Expr): Expr {
  if (!isCall(spec, S.List)) return extract(net, [spec]);
  if (spec.args.length > 0 && spec.args.every((a) => isCall(a, S.List)))
    return normal(S.List, ...spec.args.map((a) => extractSpec(net, a)));
  return extract(net, spec.args);
}

/** net[[spec, ...]]. */
export const extractPath = (net: Net, specs: readonly Expr[]): Expr => extractSpec(net, normal(S.List, ...specs));
