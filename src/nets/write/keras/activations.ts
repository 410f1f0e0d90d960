/** Activations by the names that Keras gives them. */
import { type Expr, int, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { call, type KerasNet, parsed, type Value } from './builder.ts';
import { isJson } from './config.ts';
import { refuse } from './problem.ts';

/** Functions of one number, as the language writes them. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  relu: 'Ramp',
  relu6: 'Clip[#, {0, 6}] &',
  sigmoid: 'LogisticSigmoid',
  tanh: 'Tanh',
  elu: 'If[# > 0, #, Exp[Min[#, 0]] - 1] &',
  selu: '1.0507009873554805 If[# > 0, #, 1.6732632423543772 (Exp[Min[#, 0]] - 1)] &',
  softplus: '"SoftPlus"',
  softsign: '#/(1 + Abs[#]) &',
  swish: '# LogisticSigmoid[#] &',
  gelu: '#/2 (1 + Erf[#/Sqrt[2.]]) &',
  exponential: 'Exp',
  mish: '# Tanh[Log[1 + Exp[-Abs[#]]] + Max[#, 0]] &',
  hard_swish: '# Clip[#/6 + 1/2, {0, 1}] &',
  leaky_relu: 'If[# > 0, #, 0.2 #] &',
  log_sigmoid: 'Min[#, 0] - Log[1 + Exp[-Abs[#]]] &',
};
const ALIASES: Readonly<Record<string, string>> = { silu: 'swish', hard_silu: 'hard_swish' };
/** Another line before Keras 3. */
const HARD_SIGMOID = { 2: 'Clip[#/5 + 1/2, {0, 1}] &', 3: 'Clip[#/6 + 1/2, {0, 1}] &' } as const;

export type Version = 2 | 3;

/** The name of an activation, which may be given with its class. */
export function activationName(x: unknown, layer: string): string {
  if (x === undefined || x === null) return 'linear';
  const name = isJson(x) ? (isJson(x.config) && typeof x.config.name === 'string' ? x.config.name : x.class_name) : x;
  if (typeof name !== 'string') return refuse(`${layer}: the activation is no name`);
  const plain = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  return ALIASES[plain] ?? plain;
}

/** A value through an activation; `linear` is none. */
export function activated(
  net: KerasNet,
  v: Value,
  activation: unknown,
  layer: string,
  version: Version,
  name = `${layer}_activation`,
): Value {
  const kind = activationName(activation, layer);
  if (kind === 'linear') return v;
  if (kind === 'softmax' || kind === 'log_softmax') {
    const level = v.channels === 'first' ? 1 : -1;
    const p = net.add(name, call('SoftmaxLayer', int(level)), [v]);
    return kind === 'softmax' ? p : net.add(`${name}_log`, call('ElementwiseLayer', parsed('Log', net.e)), [p]);
  }
  const f =
    kind === 'hard_sigmoid' ? HARD_SIGMOID[version] : Object.hasOwn(FUNCTIONS, kind) ? FUNCTIONS[kind] : undefined;
  if (f === undefined) return refuse(`${layer}: there is no activation ${kind}`);
  return elementwise(net, name, f, v);
}

/** A function of each number, in the language. */
export const elementwise = (net: KerasNet, name: string, f: string, v: Value): Value =>
  net.add(name, call('ElementwiseLayer', elementFunction(f, net)), [v]);
const elementFunction = (f: string, net: KerasNet): Expr =>
  f.startsWith('"') ? str(f.slice(1, -1)) : f === 'Ramp' ? system(f) : parsed(f, net.e);
