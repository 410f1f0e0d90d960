/** Nets as the expressions that make them again, and as one-line summaries. */
import { Association } from '../../expr/association.ts';
import { type Expr, int, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { numericArray, sharedForm } from '../model/arrays.ts';
import { coderBox } from '../model/coder.ts';
import { isInitial, type Parameter, writePositional } from '../model/layer.ts';
import type { ArrayState, ContainerNet, Endpoint, LayerNet, Net, StoredPort } from '../model/net.ts';
import { writePort } from '../model/port-type.ts';

const rule = (name: string, value: Expr): Expr => normal(S.Rule, str(name), value);

export function arrayExpr(state: ArrayState): Expr {
  if (state.kind === 'none') return S.None;
  if (state.shared !== undefined) {
    if (state.kind === 'automatic') return sharedForm(state.shared);
    return normal(
      system('NetArray'),
      Association.from([
        [str('Name'), str(state.shared)],
        [str('Array'), numericArray(state.value)],
      ]),
    );
  }
  if (state.kind === 'automatic') return S.Automatic;
  return state.fills ? real(state.value.data[0]!) : numericArray(state.value);
}

function portRules(net: Net): Expr[] {
  const out: Expr[] = [];
  const one = (name: string, p: StoredPort): void => {
    // Edges bring these ports back.
    if (net.extra?.inputs.includes(name) || net.extra?.outputs.includes(name)) return;
    const coder = net.coders.get(name);
    if (coder !== undefined) out.push(rule(name, coderBox(coder)));
    else if (p.shape !== undefined) out.push(rule(name, writePort(p)));
  };
  for (const [name, p] of net.inputs) one(name, p);
  for (const [name, p] of net.outputs) one(name, p);
  return out;
}

const multiplierRules = (net: Net): Expr[] =>
  net.multipliers === undefined ? [] : [normal(S.Rule, system('LearningRateMultipliers'), net.multipliers)];

/** What a layer was made with, apart from arrays, ports and rates. */
export function layerParameters(l: LayerNet): readonly Expr[] {
  const parameters = l.parameters as Record<string, unknown>;
  const options: Expr[] = [];
  for (const [name, p] of Object.entries(l.definition.parameters) as [string, Parameter<unknown>][])
    if (!l.definition.positional?.includes(name) && !isInitial(p, parameters[name]))
      options.push(rule(name, p.write(parameters[name])));
  return [...writePositional(l.definition, parameters), ...options];
}

function layerForm(l: LayerNet): Expr {
  const options: Expr[] = [];
  for (const [name, state] of l.arrays)
    if (state.kind !== 'automatic' || state.shared !== undefined) options.push(rule(name, arrayExpr(state)));
  const variadic = l.definition.variadic && l.inputNames.length > 0;
  const ports = variadic
    ? [rule('InputPorts', Association.from([...l.inputs].map(([n, p]) => [str(n), writePort(p)] as const)))]
    : portRules(l);
  return normal(l.head, ...layerParameters(l), ...options, ...ports, ...multiplierRules(l));
}

/** Names, or positions in a list. */
const byPosition = (net: ContainerNet): boolean => net.nodes.every((n, i) => n.name === i + 1);

export function nodesExpr(net: ContainerNet, value: (n: Net) => Expr): Expr {
  if (byPosition(net)) return normal(S.List, ...net.nodes.map((n) => value(n.net)));
  return Association.from(net.nodes.map((n) => [str(String(n.name)), value(n.net)] as const));
}

function containerForm(net: ContainerNet): Expr {
  if (net.operator)
    return normal(
      net.head,
      ...net.operator.write(
        net.nodes.map((n) => formOf(n.net)),
        net.operatorParameters ?? {},
      ),
      ...portRules(net),
      ...multiplierRules(net),
    );
  const nodes = nodesExpr(net, formOf);
  const edges = net.head.name === 'NetGraph' ? [normal(S.List, ...edgeForms(net))] : [];
  return normal(net.head, nodes, ...edges, ...portRules(net), ...multiplierRules(net));
}

/** The expression that makes the net again. */
export const formOf = (net: Net): Expr => (net.kind === 'layer' ? layerForm(net) : containerForm(net));

/** The edges of a graph as rules, so that reading them again gives the same graph. */
export function edgeForms(net: ContainerNet): Expr[] {
  const NetPort = system('NetPort');
  const nodeExpr = (i: number): Expr =>
    typeof net.nodes[i]!.name === 'number' ? int(i + 1) : str(String(net.nodes[i]!.name));
  const side = (x: Endpoint, output: boolean): Expr => {
    if (x.node < 0) return normal(NetPort, str(x.port));
    const ports = [...(output ? net.nodes[x.node]!.net.outputs : net.nodes[x.node]!.net.inputs).keys()];
    return ports.length === 1 ? nodeExpr(x.node) : normal(NetPort, normal(S.List, nodeExpr(x.node), str(x.port)));
  };
  return net.wires.map(({ from, to }) => normal(S.Rule, side(from, true), side(to, false)));
}

/** 1x28x28, Real, n x 3; ? for what is not known. */
export function shapeText(p: StoredPort, times = 'x'): string {
  if (p.shape === undefined) return '?';
  if (p.shape.length === 0) return p.index === undefined ? 'Real' : 'Integer';
  return p.shape.map((a) => (a === null ? '?' : a === 'Varying' ? 'n' : String(a))).join(times);
}
const portText = (net: Net, ports: ReadonlyMap<string, StoredPort>): string =>
  [...ports]
    .map(([name, p]) => {
      const coder = net.coders.get(name);
      return coder !== undefined ? `${coder.type} ${shapeText(p)}` : shapeText(p);
    })
    .join(', ');

/** NetChain[<3 layers: 4 -> 2>], LinearLayer[<2 -> 3>]: what a terminal shows. */
export function summary(net: Net): string {
  const flow = `${portText(net, net.inputs)} -> ${portText(net, net.outputs)}`;
  return net.kind === 'layer' || net.operator
    ? `${net.head.name}[<${flow}>]`
    : `${net.head.name}[<${net.nodes.length} ${net.nodes.length === 1 ? 'layer' : 'layers'}: ${flow}>]`;
}
