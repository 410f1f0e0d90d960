/** Optimizer steps on flat vectors, of a length that is a multiple of 16. The formulas are those of native/optimizers.as. */
import { at, LANES, r8, r9, r14, r15, rcx, rdx, rsi, VECTOR_BYTES } from '../assembler.ts';
import { Code } from '../vectors.ts';

/** What changes from step to step, in the order in which it lies in memory; numbers. */
export const settings = [
  'rate',
  'beta1',
  'rest1',
  'beta2',
  'rest2',
  'secondScale',
  'epsilon',
  'momentum',
  'decay',
  'gradientClip',
  'weightClip',
] as const;
export type Setting = (typeof settings)[number];

export interface OptimizerKernel {
  readonly method: 'ADAM' | 'SGD' | 'RMSProp' | 'SignSGD';
  /** Whether gradients are clipped or decay, or weights are clipped. */
  readonly limited: boolean;
}

const [W, G, M, V] = [rsi, rdx, r8, r9];
const [weight, gradient, first, second, a, b] = [0, 1, 2, 3, 4, 5];
const SIGN = 0x80000000;

/** Arguments: vectors, settings, weights, gradients, first moments, second moments. */
export function optimizerCode(o: OptimizerKernel): Uint8Array {
  const code = new Code();
  code.takeArguments(r15, rcx, W, G, M, V);
  code.useConstants(r14);
  // each setting in a register of its own, from the last
  const register = (s: Setting): number => 31 - settings.indexOf(s);
  for (const s of settings) code.spread(register(s), at(rcx, settings.indexOf(s) * 4));
  const two = o.method === 'ADAM' || o.method === 'RMSProp';
  code.loop(r15, () => {
    code.load(weight, at(W));
    code.load(gradient, at(G));
    if (o.limited) {
      clip(code, gradient, register('gradientClip'));
      code.op('multiplyAdd231', gradient, weight, register('decay'));
    }
    code.load(first, at(M));
    if (two) code.load(second, at(V));
    updates[o.method](code, register);
    if (o.limited) clip(code, weight, register('weightClip'));
    code.store(at(W), weight);
    code.store(at(M), first);
    if (two) code.store(at(V), second);
    for (const r of [W, G, M, V]) code.addImmediate(r, VECTOR_BYTES);
  });
  code.return();
  return code.finish();
}

function clip(code: Code, x: number, bound: number): void {
  code.op('minimum', x, bound, x);
  code.op('xor', a, bound, code.bits(SIGN), { spread: true });
  code.op('maximum', x, a, x);
}

type Update = (code: Code, register: (s: Setting) => number) => void;

const updates: Readonly<Record<OptimizerKernel['method'], Update>> = {
  ADAM: (code, r) => {
    code.op('multiply', first, first, r('beta1'));
    code.op('multiplyAdd231', first, gradient, r('rest1'));
    code.op('multiply', second, second, r('beta2'));
    code.op('multiply', a, gradient, gradient);
    code.op('multiplyAdd231', second, a, r('rest2'));
    code.op1('squareRoot', b, second);
    code.op('multiplyAdd213', b, r('secondScale'), r('epsilon'));
    code.op('multiply', a, first, r('rate'));
    code.op('divide', a, a, b);
    code.op('subtract', weight, weight, a);
  },
  SGD: (code, r) => {
    code.op('multiplyAdd213', first, r('momentum'), gradient);
    code.op('negativeMultiplyAdd231', weight, first, r('rate'));
  },
  RMSProp: (code, r) => {
    code.op('multiply', second, second, r('beta2'));
    code.op('multiply', a, gradient, gradient);
    code.op('multiplyAdd231', second, a, r('rest2'));
    code.op('add', b, second, r('epsilon'));
    code.op1('squareRoot', b, b);
    code.op('multiply', a, gradient, r('rate'));
    code.op('divide', a, a, b);
    code.op('multiplyAdd213', first, r('momentum'), a);
    code.op('subtract', weight, weight, first);
  },
  SignSGD: (code, r) => {
    const [above, below] = [2, 3];
    code.op('multiply', first, first, r('momentum'));
    code.op('multiplyAdd231', first, gradient, r('rest1'));
    code.zero(a);
    code.compareLanes('greater', above, first, a);
    code.compareLanes('less', below, first, a);
    code.op('subtract', weight, weight, r('rate'), { mask: above });
    code.op('add', weight, weight, r('rate'), { mask: below });
  },
};

/** Numbers of a vector of the flat vectors. */
export const VECTOR = LANES;
