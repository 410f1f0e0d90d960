/** Types and coders of ports, as options of nets state them. */
import { type Expr, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Coder, isCoder } from '../model/coder.ts';
import { infer } from '../model/infer.ts';
import type { ContainerNet, Net, StoredPort } from '../model/net.ts';
import { readPort } from '../model/port-type.ts';
import { NetProblem, names } from '../model/problem.ts';
import { readCoder } from '../records/codecs/index.ts';

/** A port's type, and the coder that stands there. */
interface PortSetting {
  readonly port: StoredPort;
  readonly coder: Coder | undefined;
}

/** undefined: the value is no type of a port. */
export function readPortSetting(role: 'encoder' | 'decoder', e: Expr): PortSetting | undefined {
  if (isCoder(e)) {
    const c = e.content.role === role ? e.content : e.content.inverse?.();
    return c && { port: c.port, coder: c };
  }
  const port = readPort(e);
  if (port !== undefined) return { port, coder: undefined };
  const coder = readCoder(role, e);
  return typeof coder === 'string' ? undefined : { port: coder.port, coder };
}

/** Puts types and coders of options onto ports; returns what they were for. */
export function applyPortOptions<N extends Net>(net: N, options: ReadonlyMap<string, Expr>): N {
  const inputs = new Map(net.inputs);
  const outputs = new Map(net.outputs);
  const coders = new Map(net.coders);
  for (const [name, value] of options) {
    const [role, ports] = inputs.has(name) ? (['encoder', inputs] as const) : (['decoder', outputs] as const);
    if (!ports.has(name)) continue;
    if (value === S.None) {
      coders.delete(name);
      continue;
    }
    const setting = readPortSetting(role, value);
    if (setting === undefined) throw new NetProblem('badport', value, str(name));
    const { port, coder } = setting;
    const known = ports.get(name)!;
    ports.set(name, {
      shape: port.shape ?? known.shape,
      ...((port.index ?? known.index) !== undefined && { index: port.index ?? known.index! }),
      ...((port.shape !== undefined || known.stated) && { stated: true as const }),
    });
    if (coder !== undefined) coders.set(name, coder);
    else if (value !== S.Automatic) coders.delete(name);
  }
  return { ...net, inputs, outputs, coders };
}

/** Inner coders have nothing to encode: values between layers are arrays. */
export function withoutCoders(net: Net): Net {
  return net.coders.size === 0 ? net : { ...net, coders: new Map() };
}

/** Applies port options, reports unknown ones, and infers shapes. */
export function finish(net: ContainerNet, options: ReadonlyMap<string, Expr>): ContainerNet {
  for (const name of options.keys())
    if (name !== 'LearningRateMultipliers' && !net.inputs.has(name) && !net.outputs.has(name))
      throw new NetProblem(
        'badopt',
        str(name),
        names(['LearningRateMultipliers', ...net.inputs.keys(), ...net.outputs.keys()]),
      );
  const withPorts = applyPortOptions(net, options);
  const coded = new Map(withPorts.inputs);
  const out = new Map(withPorts.outputs);
  for (const [name, coder] of withPorts.coders) {
    const ports = coded.has(name) ? coded : out;
    const known = ports.get(name)!;
    if (known.shape === undefined) ports.set(name, coder.port);
  }
  return infer({ ...withPorts, inputs: coded, outputs: out }) as ContainerNet;
}
