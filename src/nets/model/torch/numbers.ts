/** The tensor functions that work number by number, writing Python instead of computing: functions in layers run on them as they are. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { writingTensors } from '../writing.ts';
import type { TorchBuilder } from './builder.ts';
import { NoTorchForm } from './form.ts';
import { float } from './text.ts';

type Operand = string | number;

const text = (x: Operand): string => (typeof x === 'number' ? float(x) : x);
/** What can stand beside an operator, negative numbers in brackets. */
const operand = (x: Operand): string => {
  const t = text(x);
  return /^[\w.]+$/.test(t) || isClosed(t) ? t : `(${t})`;
};
/** A whole number as a real one. */
const real = (x: Operand): string => (/^-?\d+$/.test(text(x)) ? `${text(x)}.0` : text(x));
/** One call or one pair of brackets: f(...), (...). */
function isClosed(t: string): boolean {
  const start = /^[\w.]*\(/.exec(t)?.[0].length;
  if (start === undefined) return false;
  let depth = 1;
  for (let i = start; i < t.length; i++) {
    depth += t[i] === '(' ? 1 : t[i] === ')' ? -1 : 0;
    if (depth === 0) return i === t.length - 1;
  }
  return false;
}

const infix = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  pow: '**',
  equal: '==',
  notEqual: '!=',
  greater: '>',
  greaterEqual: '>=',
  less: '<',
  lessEqual: '<=',
};
/** Functions of one array with the names that PyTorch has for them. */
const unary = {
  ...Object.fromEntries(
    'exp log sqrt abs sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh floor ceil round sign square reciprocal rsqrt neg expm1 erf sigmoid'
      .split(' ')
      .map((name) => [name, `torch.${name}`]),
  ),
  relu: 'F.relu',
  softplus: 'F.softplus',
  onesLike: 'torch.ones_like',
};
const pairs = { maximum: 'torch.maximum', minimum: 'torch.minimum', mod: 'torch.remainder', atan2: 'torch.atan2' };

/** Throws NoTorchForm where a function is called that there is not. */
function torchNumbers(o: TorchBuilder): Tensors {
  const tensor = (x: Operand, like: Operand): string =>
    typeof x === 'number' || /^-?[\d.e+-]+$/.test(x) ? `torch.full_like(${text(like)}, ${text(x)})` : x;
  const bound = (a: Operand, b: Operand, [low, high]: readonly [string, string]): string | undefined => {
    if (typeof b === 'number' || /^-?[\d.e+-]+$/.test(b)) return `${operand(a)}.${low}(${text(b)})`;
    return typeof a === 'number' || /^-?[\d.e+-]+$/.test(a) ? `${operand(b)}.${high}(${text(a)})` : undefined;
  };
  const entry = <T extends Record<string, string>>(
    table: T,
    of: (name: string, own: string) => (...x: Operand[]) => string,
  ) => Object.fromEntries(Object.entries(table).map(([name, own]) => [name, of(name, own)]));
  const functions: Record<string, unknown> = {
    ...entry(infix, (_, sign) => (a, b) => o.short(`${operand(a!)} ${sign} ${operand(b!)}`)),
    ...entry(unary, (_, own) => (x) => o.short(`${own}(${text(x!)})`)),
    ...entry(pairs, (_, own) => (a, b) => o.short(`${own}(${tensor(a!, b!)}, ${tensor(b!, a!)})`)),
    maximum: (a: Operand, b: Operand) =>
      o.short(bound(a, b, ['clamp_min', 'clamp_min']) ?? `torch.maximum(${text(a)}, ${text(b)})`),
    minimum: (a: Operand, b: Operand) =>
      o.short(bound(a, b, ['clamp_max', 'clamp_max']) ?? `torch.minimum(${text(a)}, ${text(b)})`),
    scalar: text,
    clipByValue: (x: Operand, from: number, to: number) => o.short(`${operand(x)}.clamp(${float(from)}, ${float(to)})`),
    cast: (x: Operand, dtype: string) => (dtype === 'bool' ? `(${operand(x)} != 0)` : `${operand(x)}.float()`),
    where: (c: Operand, a: Operand, b: Operand) =>
      c === '(1 != 0)' ? a : o.short(`torch.where(${text(c)}, ${real(a)}, ${real(b)})`),
    broadcastTo: (x: Operand) => x,
  };
  return writingTensors(functions, (what) => new NoTorchForm(what));
}

/** What a function of numbers makes of arrays. Throws NoTorchForm. */
export const torchFunction = (
  o: TorchBuilder,
  run: (t: Tensors, inputs: readonly Tensor[]) => Tensor,
  inputs: readonly string[],
): string => run(torchNumbers(o), inputs as never as Tensor[]) as never as string;
