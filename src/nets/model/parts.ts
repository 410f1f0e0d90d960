/** The part language of nets, the one place that knows it: positions, names, spans, patterns, array paths. */
import { type Expr, isCall, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { sharedReference } from './arrays.ts';
import { sharedKey } from './keys.ts';
import {
  arrayKey,
  arrayPlaces,
  type ContainerNet,
  type LayerNet,
  type Net,
  type Node,
  type Path,
  pathText,
} from './net.ts';
import { NetProblem, names } from './problem.ts';

/** _ or All. */
export const isEverything = (e: Expr): boolean => e === S.All || (isCall(e, S.Blank) && e.args.length === 0);

/** An integer (negative: from the end) or a name, as an index from 0. */
function indexOf(net: ContainerNet, e: Expr): number | undefined {
  let i = -1;
  if (e.kind === Kind.Integer)
    i = Number(e.value) > 0 ? Number(e.value) - 1 : Number(e.value) < 0 ? net.nodes.length + Number(e.value) : -1;
  else if (e.kind === Kind.String) i = net.nodes.findIndex((n) => n.name === e.value);
  return i >= 0 && i < net.nodes.length ? i : undefined;
}

export function nodeNamed(net: ContainerNet, e: Expr): Node | undefined {
  const i = indexOf(net, e);
  return i === undefined ? undefined : net.nodes[i];
}

/** Layers that a part selects, as indices from 0; undefined when it names one that is not there. */
export function selectNodes(net: ContainerNet, e: Expr): readonly number[] | undefined {
  if (isEverything(e)) return net.nodes.map((_, i) => i);
  if (isCall(e, S.Span)) {
    const [from, to, step] = [e.args[0] ?? S.All, e.args[1] ?? S.All, e.args[2]];
    const first = from === S.All ? 0 : indexOf(net, from);
    const last = to === S.All ? net.nodes.length - 1 : indexOf(net, to);
    const by = step === undefined ? 1 : step.kind === Kind.Integer ? Number(step.value) : 0;
    if (first === undefined || last === undefined || by === 0) return undefined;
    const out: number[] = [];
    for (let i = first; by > 0 ? i <= last : i >= last; i += by) out.push(i);
    return out;
  }
  if (isCall(e, S.Alternatives)) {
    const all = e.args.map((a) => selectNodes(net, a));
    if (all.some((x) => x === undefined)) return undefined;
    return [...new Set(all.flatMap((x) => x!))].sort((a, b) => a - b);
  }
  const i = indexOf(net, e);
  return i === undefined ? undefined : [i];
}

/** Stands for several parts, so that some of them may lack what follows in a path. */
const isPattern = (e: Expr): boolean => isEverything(e) || isCall(e, S.Alternatives) || isCall(e, S.Span);

function selectArrays(layer: LayerNet, e: Expr): readonly string[] | undefined {
  const own = [...layer.arrays.keys()];
  if (isEverything(e)) return own;
  if (isCall(e, S.Alternatives)) return e.args.flatMap((a) => selectArrays(layer, a) ?? []);
  return e.kind === Kind.String && own.includes(e.value) ? [e.value] : undefined;
}

export const missingPart = (e: Expr, net: Net, path: Path): NetProblem =>
  new NetProblem(
    'nopart',
    e,
    str(path.length === 0 ? net.head.name : pathText(path)),
    names(
      net.kind === 'container'
        ? net.nodes.map((n) => n.name)
        : [...net.arrays.keys(), ...net.inputs.keys(), ...net.outputs.keys()],
    ),
  );

/** Keys of all arrays that a part covers: the arrays of whole layers and nets, or single ones. Throws NetProblem. */
export function coveredArrays(net: Net, part: Expr): ReadonlySet<string> {
  if (isCall(part, S.Alternatives)) return new Set(part.args.flatMap((p) => [...coveredArrays(net, p)]));
  const shared = sharedReference(part);
  if (shared !== undefined) {
    const key = sharedKey(shared.name);
    if (!arrayPlaces(net).some((p) => arrayKey(p) === key)) throw missingPart(part, net, []);
    return new Set([key]);
  }
  const found = covered(net, isCall(part, S.List) ? part.args : [part], []);
  if (found === undefined) throw missingPart(part, net, []);
  return new Set(found);
}

/** undefined: nothing here is called so. */
function covered(net: Net, path: readonly Expr[], at: Path): readonly string[] | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return keysUnder(net, at);
  if (net.kind === 'layer') {
    const chosen = rest.length > 0 ? undefined : selectArrays(net, first);
    return chosen?.flatMap((name) => {
      const state = net.arrays.get(name)!;
      return state.kind === 'none' ? [] : [arrayKey({ path: [...at, name], state })];
    });
  }
  const nodes = selectNodes(net, first);
  if (nodes === undefined) return undefined;
  const found = nodes.map((i) => covered(net.nodes[i]!.net, rest, [...at, net.nodes[i]!.name]));
  if (isPattern(first) ? found.every((f) => f === undefined) && nodes.length > 0 : found.includes(undefined))
    return undefined;
  return found.flatMap((f) => f ?? []);
}

const keysUnder = (net: Net, at: Path): string[] =>
  arrayPlaces(net).map((p) => arrayKey({ ...p, path: [...at, ...p.path] }));
