/** Nets changed as a whole: layers replaced by pattern, nets inside flattened, parts renamed, arrays made shared. */
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { infer } from '../model/infer.ts';
import {
  type ArrayState,
  type ContainerNet,
  type Endpoint,
  mapLayers,
  type Net,
  type Node,
  type Wire,
} from '../model/net.ts';
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

/** The net with the layers of its inner nets in place of them, `levels` deep. */
export function flatten(net: Net, levels: number): Net {
  if (net.kind === 'layer' || net.operator || levels < 1 || net.nodes.every((n) => n.net.kind === 'layer')) return net;
  const inner = net.nodes.map((n) => ({ name: n.name, net: flatten(n.net, levels - 1) }));
  const nodes: Node[] = [];
  const wires: Wire[] = [];
  // Where a value comes from that leaves port p of old node i, and where one goes that enters it.
  const leaves = new Map<string, Endpoint>();
  const enters = new Map<string, Endpoint[]>();
  const passing: (readonly [number, string, string])[] = [];
  inner.forEach((n, i) => {
    if (n.net.kind === 'layer' || n.net.operator) {
      const at = nodes.push({ name: n.name, net: n.net }) - 1;
      for (const port of n.net.outputs.keys()) leaves.set(`${i} ${port}`, { node: at, port });
      for (const port of n.net.inputs.keys()) enters.set(`${i} ${port}`, [{ node: at, port }]);
      return;
    }
    const base = nodes.length;
    for (const x of n.net.nodes)
      nodes.push({
        name: typeof n.name === 'number' && typeof x.name === 'number' ? base + 1 : `${n.name}/${x.name}`,
        net: x.net,
      });
    for (const w of n.net.wires) {
      const from = { node: base + w.from.node, port: w.from.port };
      const to = { node: base + w.to.node, port: w.to.port };
      if (w.from.node >= 0 && w.to.node >= 0) wires.push({ from, to });
      else if (w.from.node >= 0) leaves.set(`${i} ${w.to.port}`, from);
      else if (w.to.node >= 0) enters.set(`${i} ${w.from.port}`, [...(enters.get(`${i} ${w.from.port}`) ?? []), to]);
      else passing.push([i, w.from.port, w.to.port]);
    }
  });
  if (passing.length > 0) return net;
  for (const w of net.wires) {
    const from = w.from.node < 0 ? w.from : leaves.get(`${w.from.node} ${w.from.port}`);
    if (from === undefined) continue;
    const targets = w.to.node < 0 ? [w.to] : (enters.get(`${w.to.node} ${w.to.port}`) ?? []);
    for (const to of targets) wires.push({ from, to });
  }
  const listed = net.nodes.every((n) => typeof n.name === 'number');
  const named = listed
    ? nodes.map((n, i) => ({ name: i + 1, net: n.net }))
    : nodes.map((n) => ({ ...n, name: String(n.name) }));
  return infer({ ...net, nodes: named, wires });
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
