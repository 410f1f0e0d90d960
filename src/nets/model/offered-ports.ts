/** Gives a net the ports that it offers, one by one. */
import { type ExtraPorts, noExtraPorts } from './extra-ports.ts';
import { infer } from './infer.ts';
import type { LayerNet, Net } from './net.ts';

/** The ports of this kind that a net offers. */
export const offeredPorts = (net: Net): ExtraPorts =>
  (net.kind === 'layer'
    ? net.definition.extraPorts?.(net.parameters)
    : net.operator?.extraPorts?.(net.operatorParameters ?? {})) ?? noExtraPorts;

/** The net with one of the ports that it offers; undefined: it does not offer it, or has it already. */
export function withExtraPort(net: Net, side: 'inputs' | 'outputs', name: string): Net | undefined {
  if (net[side].has(name) || !offeredPorts(net)[side].includes(name)) return undefined;
  const extra = net.extra ?? noExtraPorts;
  const ports = new Map(net[side]).set(name, { shape: undefined });
  const wider = { ...net, [side]: ports, extra: { ...extra, [side]: [...extra[side], name] } };
  return infer(
    wider.kind === 'layer' ? ({ ...wider, inputNames: [...wider.inputs.keys()] } as LayerNet) : (wider as Net),
  );
}

/** The net with a port that a layer at a path offers; the net itself where the port is there or is not offered. */
export function withPortAt(
  net: Net,
  path: readonly (string | number)[],
  side: 'inputs' | 'outputs',
  port: string,
): Net {
  const [first, ...rest] = path;
  if (first === undefined) return withExtraPort(net, side, port) ?? net;
  if (net.kind === 'layer') return net;
  return {
    ...net,
    nodes: net.nodes.map((n) => (n.name === first ? { name: n.name, net: withPortAt(n.net, rest, side, port) } : n)),
  };
}

/** The net with all states of its layers as ports, in and out, called by where they are: "lstm/State". */
export function withStates(net: Net): { readonly net: Net; readonly states: readonly string[] } {
  const opened = open(net);
  return { net: infer(opened.net), states: opened.states };
}

function open(net: Net): { net: Net; states: readonly string[] } {
  if (net.kind === 'layer' || net.operator) {
    const states = offeredPorts(net).inputs;
    let made = net;
    for (const s of states) {
      made = withExtraPort(made, 'inputs', s) ?? made;
      made = withExtraPort(made, 'outputs', s) ?? made;
    }
    return { net: made, states };
  }
  const wires = [...net.wires];
  const [inputs, outputs] = [new Map(net.inputs), new Map(net.outputs)];
  const states: string[] = [];
  const nodes = net.nodes.map((n, node) => {
    const inner = open(n.net);
    for (const s of inner.states) {
      const name = `${n.name}/${s}`;
      states.push(name);
      inputs.set(name, { shape: undefined });
      outputs.set(name, { shape: undefined });
      wires.push({ from: { node: -1, port: name }, to: { node, port: s } });
      wires.push({ from: { node, port: s }, to: { node: -1, port: name } });
    }
    return { name: n.name, net: inner.net };
  });
  return { net: states.length === 0 ? net : { ...net, nodes, wires, inputs, outputs }, states };
}
