/** FunctionLayer as a symbol: functions applied to traced arrays, so that their net can be seen. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { Association, isAssociation } from '../../expr/association.ts';
import { type Boxed, type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { containerMessages } from '../model/messages.ts';
import type { ContainerNet, StoredPort } from '../model/net.ts';
import { guarded, NetProblem } from '../model/problem.ts';
import { FunctionLayer as definition } from '../records/operators/function-layer.ts';
import { makeOperator } from '../write/construct.ts';
import { netBox, splitOptions } from '../write/net-box.ts';
import { readPortSetting } from '../write/port-options.ts';
import { slotsIn } from '../write/slots.ts';
import { isTraced, Trace, TracedSymbol } from '../write/trace.ts';
import { tracedCall } from '../write/traced-calls.ts';

const isApply = (f: Expr): f is Expr & { readonly args: readonly Expr[] } =>
  isCall(f, system('Apply')) && f.args.length === 1;

/** Types of ports from "port" -> type and from "Inputs" -> <|...|>. */
function statedPorts(options: ReadonlyMap<string, Expr>): Map<string, Expr> {
  const out = new Map<string, Expr>();
  for (const [name, value] of options)
    if (name === 'Inputs' || name === 'InputPorts' || name === 'Outputs' || name === 'OutputPorts') {
      if (!isAssociation(value))
        throw new NetProblem('badpar', value, str(name), str('an association of types of ports'));
      for (const [k, v] of value.entries()) if (k.kind === Kind.String) out.set(k.value, v);
    } else out.set(name, value);
  return out;
}

function portOf(name: string, stated: ReadonlyMap<string, Expr>): StoredPort {
  const type = stated.get(name);
  if (type === undefined) return { shape: undefined };
  const setting = readPortSetting('encoder', type);
  if (setting === undefined) throw new NetProblem('badport', type, str(name));
  return setting.port;
}

/** The outputs of a function by port. */
function outputsOf(value: Expr): ReadonlyMap<string, Expr> {
  if (!isAssociation(value)) return new Map([['Output', value]]);
  return new Map(value.entries().map(([k, v]) => [k.kind === Kind.String ? k.value : '', v] as const));
}

/** FunctionLayer[f, types of ports]. Throws NetProblem and LocatedConflict. */
export function makeFunctionLayer(args: readonly Expr[], e: Evaluation): ContainerNet {
  const { positional, options } = splitOptions(args);
  const [f, ...more] = positional;
  if (options.has('Net')) return makeOperator(definition, args, e);
  if (f === undefined || more.length > 0)
    throw new NetProblem('args', normal(S.List, ...positional), str(definition.usage));
  const stated = statedPorts(options);
  const trace = new Trace(e);
  const input = (name: string): Expr => trace.input(name, portOf(name, stated));
  const result = (): Expr => {
    if (isApply(f)) {
      const n = Math.max(1, slotsIn(f.args[0]!).count);
      return e.session.call(
        f.args[0]!,
        Array.from({ length: n }, (_, i) => input(`Input${i + 1}`)),
      );
    }
    const { names } = slotsIn(f);
    const named = names.length > 0 ? names : [...stated.keys()].filter((n) => n !== 'Output');
    const single = names.length === 0 && (named.length === 0 || (named.length === 1 && named[0] === 'Input'));
    if (single) return e.session.call(f, [input('Input')]);
    return e.session.call(f, [Association.from(named.map((n) => [str(n), input(n)] as const))]);
  };
  const net = trace.net(outputsOf(result()));
  const ports = [...stated].map(([name, type]) => normal(S.Rule, str(name), type));
  return makeOperator(definition, [f, normal(S.Rule, str('Net'), netBox(net)), ...ports], e);
}

/** What a function sees while it is read. */
export const NetTracedArray: Builtin = builtin('NetTracedArray', {
  usage:
    'NetTracedArray[...] stands for an array inside of the function of a FunctionLayer while the function is read; arithmetic and array functions of it become layers.',
  messages: containerMessages,
  up: (call, _position, e) => guarded(e, () => tracedCall(call, { ...e, symbol: TracedSymbol })),
  shown: (b: Boxed) => (isTraced(b) ? 'NetTracedArray[<>]' : undefined),
  examples: { 'FunctionLayer[(kept = #; # + 1) &]; Head[kept]': 'NetTracedArray' },
});
