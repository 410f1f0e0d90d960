/** Nets changed as a whole: layers replaced by pattern, parts renamed, arrays made shared. */
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { infer } from '../model/infer.ts';
import { type ArrayState, type ContainerNet, type Endpoint, mapLayers, type Net } from '../model/net.ts';
import { missingPart } from '../model/parts.ts';
import { NetProblem } from '../model/problem.ts';
import { toNet } from './construct.ts';
import { portPath } from './graph.ts';
import { netBox } from './net-box.ts';

/** Every layer, and every net inside, that a rule takes. Throws NetProblem and LocatedConflict. */
export function replaceLayers(net: Net, rewrite: (e: Expr) => Expr | undefined, evaluate: (e: Expr) => Expr): Net {
  const one = (n: Net): Net => {
    const made = rewrite(netBox(n));
    if (made !== undefined) return toNet(evaluate(made), false);
    return n.kind === 'layer' ? n : { ...n, nodes: n.nodes.map((x) => ({ name: x.name, net: one(x.net) })) };
  };
  const result = one(net);
  return result === net ? net : infer(result);
}

/** Layers or ports under other names. Throws NetProblem. */
export function rename(net: Net, spec: Expr, call: (f: Expr, name: Expr) => Expr): Net {
  if (net.kind === 'layer') throw new NetProblem('args', normal(S.List, spec), str('A layer has no parts to rename.'));
  const rules = isRule(spec) ? [spec] : isCall(spec, S.List) && spec.args.every(isRule) ? spec.args : undefined;
  if (rules === undefined) {
    const renamed = net.nodes.map((n) =>
      nameOf(call(spec, typeof n.name === 'number' ? str(String(n.name)) : str(n.name))),
    );
    return withNames(net, renamed);
  }
  let result: ContainerNet = net;
  for (const r of rules) {
    const [from, to] = r.args as readonly [Expr, Expr];
    const [oldPort, newPort] = [portPath(from), portPath(to)];
    if (oldPort !== undefined && newPort !== undefined) {
      result = renamePort(result, nameOf(oldPort[0]!), nameOf(newPort[0]!), from);
      continue;
    }
    const i = result.nodes.findIndex((n) =>
      from.kind === Kind.Integer ? n.name === Number(from.value) : n.name === nameOf(from),
    );
    if (i < 0) throw missingPart(from, result, []);
    result = withNames(
      result,
      result.nodes.map((n, k) => (k === i ? nameOf(to) : String(n.name))),
    );
  }
  return result;
}

function nameOf(e: Expr): string {
  if (e.kind === Kind.String) return e.value;
  if (e.kind === Kind.Integer) return String(e.value);
  throw new NetProblem('badname', e);
}

function withNames(net: ContainerNet, names: readonly string[]): ContainerNet {
  const twice = names.find((n, i) => names.indexOf(n) !== i);
  if (twice !== undefined) throw new NetProblem('samename', str(twice));
  return { ...net, nodes: net.nodes.map((n, i) => ({ name: names[i]!, net: n.net })) };
}

function renamePort(net: ContainerNet, from: string, to: string, spec: Expr): ContainerNet {
  if (!net.inputs.has(from) && !net.outputs.has(from)) throw missingPart(spec, net, []);
  const change = <T>(m: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...m].map(([k, v]) => [k === from ? to : k, v]));
  const end = (x: Endpoint): Endpoint => (x.node < 0 && x.port === from ? { node: -1, port: to } : x);
  return {
    ...net,
    inputs: change(net.inputs),
    outputs: change(net.outputs),
    coders: change(net.coders),
    wires: net.wires.map((w) => ({ from: end(w.from), to: end(w.to) })),
  };
}

/** Every array, except moving averages, under the name of its path. */
export function shareArrays(net: Net, prefix: string): Net {
  return mapLayers(net, (layer, path) => {
    const arrays = new Map<string, ArrayState>();
    for (const [name, state] of layer.arrays) {
      const moving = name.startsWith('Moving');
      const shared = `${prefix}${[...path, name].join('/')}`;
      arrays.set(name, state.kind === 'none' || moving || state.shared !== undefined ? state : { ...state, shared });
    }
    return { ...layer, arrays };
  });
}
