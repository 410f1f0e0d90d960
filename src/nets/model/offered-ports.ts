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
