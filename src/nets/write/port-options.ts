/** Types and coders of ports, as options of nets state them. */
import { type Expr, isCall, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Coder, isCoder } from '../model/coder.ts';
import { infer } from '../model/infer.ts';
import type { ContainerNet, Net, StoredPort } from '../model/net.ts';
import { axis, readPort, type StoredAxis } from '../model/port-type.ts';
import { NetProblem, names } from '../model/problem.ts';
import { readCoder } from '../records/codecs/index.ts';
import { mapped } from '../records/codecs/mapped.ts';

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
  if (typeof coder !== 'string') return { port: coder.port, coder };
  return overSequence(role, e);
}

/** {"Varying", coder}, {4, coder}: a coder for each element. */
function overSequence(role: 'encoder' | 'decoder', e: Expr): PortSetting | undefined {
  if (!isCall(e, S.List) || e.args.length < 2) return undefined;
  const axes = e.args.slice(0, -1).map(axis);
  const inside = axes.every((a) => a !== undefined) ? readPortSetting(role, e.args[e.args.length - 1]!) : undefined;
  if (inside?.coder === undefined) return undefined;
  const coder = mapped(inside.coder, axes as StoredAxis[]);
  return { port: coder.port, coder };
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
      ...(port.min !== undefined && { min: port.min }),
      ...(port.max !== undefined && { max: port.max }),
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
  return inferCoded(applyPortOptions(net, options)) as ContainerNet;
}

/** The net with the shapes that follow from it and from what its coders give and take. Throws LocatedConflict. */
export function inferCoded(net: Net): Net {
  const ports = (own: ReadonlyMap<string, StoredPort>, of: (c: Coder) => StoredPort | undefined) =>
    new Map(
      [...own].map(([name, p]) => {
        const coder = net.coders.get(name);
        const type = coder && of(coder);
        return [name, type === undefined || p.shape !== undefined ? p : { ...p, ...type }] as const;
      }),
    );
  const single = [...net.coders.values()].some((c) => c.single);
  if (!single) return infer({ ...net, inputs: ports(net.inputs, codedPort), outputs: ports(net.outputs, codedPort) });
  // A single number may come as a vector of length 1, where the net has one.
  const others = (c: Coder): StoredPort | undefined => (c.single ? undefined : c.port);
  const free = (own: ReadonlyMap<string, StoredPort>): Map<string, StoredPort> =>
    new Map([...own].map(([name, p]) => [name, net.coders.get(name)?.single ? { shape: undefined } : p]));
  const first = infer({ ...net, inputs: ports(free(net.inputs), others), outputs: ports(free(net.outputs), others) });
  const length1 = (p: StoredPort): boolean => p.shape?.length === 1 && (p.shape[0] === 1 || p.shape[0] === null);
  const settled = (own: ReadonlyMap<string, StoredPort>): Map<string, StoredPort> =>
    new Map(
      [...own].map(([name, p]) => [
        name,
        net.coders.get(name)?.single ? { ...p, ...net.coders.get(name)!.port, ...(length1(p) && { shape: [1] }) } : p,
      ]),
    );
  return infer({ ...first, inputs: settled(first.inputs), outputs: settled(first.outputs) });
}

const codedPort = (c: Coder): StoredPort => c.port;
