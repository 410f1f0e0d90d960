/** Shape inference over a whole net: what is known of it, with or without what its neighbours of before had implied. */
import { str } from '../../expr/expr.ts';
import type { Net, StoredPort, StoredShape } from './net.ts';
import { eachLayer } from './net.ts';
import { NetProblem } from './problem.ts';
import { LocatedConflict, resolveShape, ShapeConflict } from './shape.ts';
import { openShape, pathName, solved } from './solution.ts';

/** Only what coders and given arrays say; what earlier neighbours had implied is forgotten. */
export function forgetInferred(net: Net, outermost = true): Net {
  const ports = (
    stored: ReadonlyMap<string, StoredPort>,
    given: ReadonlyMap<string, unknown>,
  ): Map<string, StoredPort> =>
    new Map(
      [...stored].map(([name, p]) => [
        name,
        outermost || p.stated || given.has(name)
          ? p
          : { shape: undefined, ...(p.index !== undefined && { index: p.index }) },
      ]),
    );
  const inputs = ports(net.inputs, net.coders);
  const outputs = ports(net.outputs, net.coders);
  if (net.kind === 'layer') return { ...net, inputs, outputs, arrayShapes: new Map() };
  return {
    ...net,
    inputs,
    outputs,
    nodes: net.nodes.map((n) => ({ name: n.name, net: forgetInferred(n.net, false) })),
  };
}

/**
 * The net with all shapes that follow. Throws LocatedConflict.
 * Shapes that layers brought along from an earlier net give way when they contradict their new neighbours.
 */
export function infer(net: Net): Net {
  try {
    return solved(net);
  } catch (x) {
    if (!(x instanceof LocatedConflict) || net.kind === 'layer') throw x;
    return solved(forgetInferred(net));
  }
}

/** The same net for inputs of these shapes, so that every port is known: lengths that vary become numbers. Throws NetProblem. */
export function specialize(net: Net, inputs: ReadonlyMap<string, readonly number[]>): Net {
  const ports = new Map(net.inputs);
  for (const [name, shape] of inputs) {
    const known = ports.get(name)!;
    ports.set(name, { ...known, shape: matching(known.shape, shape, name, net) });
  }
  const special = solved(fixVarying({ ...net, inputs: ports }));
  eachLayer(special, (layer, path) => {
    for (const [name, p] of [...layer.inputs, ...layer.outputs])
      if (!p.shape?.every((a) => typeof a === 'number'))
        throw new NetProblem('unspec', str(`port ${name} of ${pathName(path, layer.head.name)}`));
  });
  return special;
}

/** Axes that vary may take any number; the others have to agree. */
function matching(known: StoredShape, shape: readonly number[], port: string, net: Net): StoredShape {
  if (known === undefined) return shape;
  if (known.length !== shape.length || known.some((a, i) => typeof a === 'number' && a !== shape[i]))
    throw new LocatedConflict(
      `port ${port} of ${net.head.name}`,
      new ShapeConflict(resolveShape(openShape(known)!), shape),
    );
  return shape;
}

/** Forgets that lengths vary, everywhere inside, so that they follow from the inputs. */
function fixVarying(net: Net): Net {
  const free = (s: StoredShape): StoredShape => s?.map((a) => (a === 'Varying' ? null : a));
  const ports = (m: ReadonlyMap<string, StoredPort>): Map<string, StoredPort> =>
    new Map([...m].map(([k, p]) => [k, { ...p, shape: free(p.shape) }]));
  const base = { inputs: ports(net.inputs), outputs: ports(net.outputs) };
  return net.kind === 'layer'
    ? { ...net, ...base }
    : { ...net, ...base, nodes: net.nodes.map((n) => ({ name: n.name, net: fixVarying(n.net) })) };
}
