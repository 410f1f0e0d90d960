/** Applications in which states of recurrent layers are given or asked for. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { expressionOf } from '../model/arrays.ts';
import type { Net } from '../model/net.ts';
import { withStates } from '../model/offered-ports.ts';
import { NetProblem } from '../model/problem.ts';
import { countOf } from '../model/shape.ts';
import { NetPortSymbol, portPath } from '../write/graph.ts';
import { applyNet } from './evaluate.ts';

/** Zeros of the size of an input. Throws NetProblem where it is not known. */
export function zeros(net: Net, port: string): Expr {
  const shape = net.inputs.get(port)?.shape;
  if (!shape?.every((n): n is number => typeof n === 'number')) throw new NetProblem('unspec', str(`port ${port}`));
  return expressionOf({ shape, data: new Float32Array(countOf(shape)) });
}

const isAllStates = (e: Expr | undefined): boolean =>
  e !== undefined && isCall(e, NetPortSymbol) && e.args.length === 2 && e.args[0] === S.All;
/** NetPort[{layer, ..., "State"}] as the name of the port that `withStates` gives. */
const stateName = (e: Expr): string =>
  (portPath(e) ?? [])
    .map((p) => (p.kind === Kind.String ? p.value : p.kind === Kind.Integer ? String(p.value) : ''))
    .join('/');
/** The same as users write it. */
function stateForm(name: string): Expr {
  const parts = name.split('/').map((p): Expr => (/^[0-9]+$/.test(p) ? int(Number(p)) : str(p)));
  return normal(NetPortSymbol, parts.length === 1 ? parts[0]! : normal(S.List, ...parts));
}

/**
 * net[<|..., NetPort[{layer, "State"}] -> s|>] and net[data, NetPort[All, "States"]]: states given and asked for; undefined for other
 * applications. Throws NetProblem.
 */
export function applyWithStates(net: Net, args: readonly Expr[], e: Evaluation): Expr | undefined {
  const [data, what] = args;
  const given = data !== undefined && isAssociation(data) ? data.entries() : [];
  const statesGiven = given.filter(([k]) => isCall(k, NetPortSymbol));
  if (statesGiven.length === 0 && !isAllStates(what)) return undefined;
  const { net: open, states } = withStates(net);
  const values = new Map<string, Expr>(states.map((s) => [s, zeros(open, s)]));
  for (const [k, v] of statesGiven) {
    if (isAllStates(k) && isAssociation(v)) for (const [n, x] of v.entries()) values.set(stateName(n), x);
    else values.set(stateName(k), v);
  }
  const own = statesGiven.length > 0 || given.length > 0 ? given.filter(([k]) => !isCall(k, NetPortSymbol)) : undefined;
  const inputs = own ?? [...net.inputs.keys()].map((n) => [str(n), data!] as const);
  const all = Association.from([...inputs, ...[...values].map(([n, v]) => [str(n), v] as const)]);
  if (!isAllStates(what)) {
    const outputs = [...net.outputs.keys()];
    const asked =
      what ??
      (outputs.length === 1
        ? normal(NetPortSymbol, str(outputs[0]!))
        : normal(S.List, ...outputs.map((n) => normal(NetPortSymbol, str(n)))));
    return applyNet(open, [all, asked], e);
  }
  const result = applyNet(
    open,
    [all, normal(S.List, ...states.map((s) => normal(NetPortSymbol, str(s))))],
    e,
  ) as Association;
  return Association.from(states.map((s) => [stateForm(s), result.get(normal(NetPortSymbol, str(s)))!] as const));
}
