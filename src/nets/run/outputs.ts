/** Outputs of a net, or of layers inside, read back from runs. */
import type { ComputeOptions, Tensor } from '../../compute/contract/step.ts';
import { type Expr, Kind } from '../../expr/expr.ts';
import type { Net, Path } from '../model/net.ts';
import { offeredPorts, withPortAt } from '../model/offered-ports.ts';
import { nodeNamed } from '../model/parts.ts';
import { NetProblem, names } from '../model/problem.ts';
import { portPath } from '../write/graph.ts';
import { backend } from './backend.ts';
import { runNet } from './run.ts';
import { arraySlots, type Prepared, preparedOnce, runnableNet } from './runnable.ts';

/** A value of a run: the output of the net, or of a layer inside. */
export interface Wanted {
  readonly path: Path;
  readonly port: string;
}

/** NetPort[{layer, ..., "port"}] as a place in the net. Throws NetProblem. */
export function wantedPort(spec: Expr, net: Net): Wanted {
  const parts = portPath(spec)!;
  let at: Net = net;
  const path: (string | number)[] = [];
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (
      last &&
      part.kind === Kind.String &&
      (at.outputs.has(part.value) || offeredPorts(at).outputs.includes(part.value)) &&
      (at.kind === 'layer' || nodeNamed(at, part) === undefined)
    )
      return { path, port: part.value };
    if (last && part.kind === Kind.String && at.inputs.has(part.value))
      throw new NetProblem('noport', spec, names(at.outputs.keys()));
    const node = at.kind === 'container' ? nodeNamed(at, part) : undefined;
    if (node === undefined) throw new NetProblem('noport', spec, names(at.outputs.keys()));
    path.push(node.name);
    at = node.net;
  }
  return { path, port: at.outputs.has('Output') ? 'Output' : [...at.outputs.keys()][0]! };
}

const samePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((x, k) => x === b[k]);

/** Collects the wanted values of a run, by their positions, while it runs. */
export function collector(wanted: readonly Wanted[]): {
  readonly seen: Readonly<Record<string, Tensor>>;
  readonly observe: (path: Path, outputs: Readonly<Record<string, Tensor>>) => void;
  readonly looksInto: (path: Path) => boolean;
} {
  const seen: Record<string, Tensor> = {};
  const observe = (path: Path, outputs: Readonly<Record<string, Tensor>>): void =>
    wanted.forEach((w, i) => {
      if (samePath(w.path, path)) seen[`${i}`] = outputs[w.port]!;
    });
  const looksInto = (path: Path): boolean => wanted.some((w) => samePath(w.path.slice(0, path.length), path));
  return { seen, observe, looksInto };
}

/** A net whose runs give the wanted values under their positions. Throws NetProblem for arrays without a value. */
export function prepareOutputs(net: Net, wanted: readonly Wanted[], train: boolean, options: ComputeOptions): Prepared {
  const open = wanted.reduce((n, w) => withPortAt(n, w.path, 'outputs', w.port), net);
  const runnable = runnableNet(open, train);
  const step = runnable.step((special, inputs, run) => {
    const { seen, ...looking } = collector(wanted);
    runNet(special.net, inputs, { ...run, ...looking });
    return { outputs: seen };
  });
  return { runnable, evaluator: backend().createPredictor(arraySlots(net), step, options) };
}

/** The same, kept as long as the net is alive. */
export function outputsOf(net: Net, wanted: readonly Wanted[], train: boolean, options: ComputeOptions): Prepared {
  let use = `${train} ${options.executor ?? ''}`;
  for (const w of wanted) use += `|${w.path.join('/')}:${w.port}`;
  return preparedOnce(net, use, () => prepareOutputs(net, wanted, train, options));
}
