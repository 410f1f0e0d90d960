/** Operators that do the same to every number. */
import { type Expr, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { ElementType } from '../../../formats/onnx.ts';
import { isFloatingType } from '../../../formats/onnx-tensors.ts';
import { mapNumbers } from './fold.ts';
import { f, pure, X } from './formulas.ts';
import { type Call, constant, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { elementwise, threaded } from './threaded.ts';
import { type ConstantValue, heldDims, numbersIn, scalarOf } from './values.ts';

const symbol = (name: string): Expr => system(name);

/** A function with one form, and what it is of a number where that is known. */
const fixed = (form: Expr, of?: (x: number) => number, type?: number): OnnxOperator => ({
  ...(of && {
    fold: (_call, [x]) => {
      const y = x && mapNumbers(x, of, type ?? x.type);
      return y && [y];
    },
  }),
  layers: (call) => [elementwise(call, call.inputs[0]!, form, type)],
});

/** A function with attributes in it. */
const withAttributes = (form: (call: Call) => Expr): OnnxOperator => ({
  layers: (call) => [elementwise(call, call.inputs[0]!, pure(form(call)))],
});

const below0 = f('Min', X, 0);
const above0 = f('Max', X, 0);
const identity: OnnxOperator = {
  fold: (_call, [x]) => x && [x],
  layers: (call) => [call.inputs[0]],
};

/** Bounds are attributes up to set 10, inputs from 11 on. */
function clip(call: Call): Expr {
  const bound = (name: string, input: number, fallback: number): number => {
    if (call.node.inputs[input] === undefined || call.node.inputs[input] === '') return call.float(name, fallback);
    return scalarOf(call.inputs[input]) ?? call.refuse('its bounds are not known numbers');
  };
  const [low, high] = [bound('min', 1, Number.NEGATIVE_INFINITY), bound('max', 2, Number.POSITIVE_INFINITY)];
  if (Math.abs(high) >= MOST && Math.abs(low) >= MOST) return X;
  if (high >= MOST) return f('Max', X, low);
  if (low <= -MOST) return f('Min', X, high);
  return low <= high ? f('Clip', X, f('List', low, high)) : f('Min', f('Max', X, low), high);
}
/** The largest single is no bound. */
const MOST = 3.4028234e38;

/** To whole numbers what is behind the point goes, to truth values all but 0 is 1. */
const cast: OnnxOperator = {
  fold: (call, [x]) => {
    if (x === undefined) return undefined;
    const type = call.int('to', ElementType.FLOAT);
    const numbers = numbersIn(x);
    if (numbers === undefined) return [constant(x.sizes, type, x.data, x.name)];
    const y = mapNumbers(x, converted(x.type, type), type);
    return y && [y];
  },
  layers: (call) => {
    const [x] = call.inputs;
    const type = call.int('to', ElementType.FLOAT);
    if (type === ElementType.STRING) call.refuse('numbers do not become texts');
    if (type === ElementType.BOOL && x!.type !== ElementType.BOOL)
      return [elementwise(call, x!, symbol('Unitize'), type)];
    if (!isFloatingType(type) && isFloatingType(x!.type)) return [elementwise(call, x!, symbol('IntegerPart'), type)];
    const p = call.port(0);
    return [port(p.ref, p.axes, type)];
  },
};

function converted(from: number, to: number): (x: number) => number {
  if (to === ElementType.BOOL) return (x) => Number(x !== 0);
  return isFloatingType(from) && !isFloatingType(to) ? Math.trunc : (x) => x;
}

/** One slope for everything, one for each element of the first levels, or any that broadcast. */
const prelu: OnnxOperator = {
  needs: 2,
  layers: (call) => {
    const [x, slope] = [call.port(0), call.inputs[1]!];
    const channel = x.axes.findIndex((a) => a.kind !== 'batch');
    if (slope.kind === 'constant' && slope.data.length === x.axes[channel]?.size && x.axes[channel]?.kind === 'level') {
      const own = heldDims(slope).map((n, i) => (n > 1 ? i - heldDims(slope).length + x.axes.length : -1));
      const numbers = numbersIn(slope);
      if (own.filter((i) => i >= 0).every((i) => i === channel) && numbers !== undefined) {
        const Slope = { shape: [numbers.length], numbers };
        const made = call.layer('ParametricRampLayer', [], { Slope }, { Input: x.ref });
        return [port(made.ref(), x.axes, x.type)];
      }
    }
    return [threaded(call, [x, slope], (a, b) => f('Plus', f('Max', a, 0), f('Times', b, f('Min', a, 0))), x.type)];
  },
};

/** x + n x^2: what tells NaN from a number is that it is not itself. */
const isNaN: OnnxOperator = fixed(pure(f('Unequal', X, X)), (x) => Number(Number.isNaN(x)), ElementType.BOOL);

const gelu = withAttributes((call) =>
  call.text('approximate', 'none') === 'tanh'
    ? f(
        'Times',
        0.5,
        X,
        f(
          'Plus',
          1,
          f('Tanh', f('Times', Math.sqrt(2 / Math.PI), f('Plus', X, f('Times', 0.044715, f('Power', X, 3))))),
        ),
      )
    : f('Times', 0.5, X, f('Plus', 1, f('Erf', f('Times', Math.SQRT1_2, X)))),
);

const elu = (call: Call): Expr =>
  f('Plus', above0, f('Times', call.float('alpha', 1), f('Plus', f('Exp', below0), -1)));

export const elementwiseOperators: OperatorTable = {
  Identity: identity,
  Cast: cast,
  CastLike: { needs: 2, layers: (call) => [call.inputs[0]] },
  Relu: fixed(symbol('Ramp'), (x) => Math.max(0, x)),
  Sigmoid: fixed(symbol('LogisticSigmoid'), (x) => 1 / (1 + Math.exp(-x))),
  Tanh: fixed(symbol('Tanh'), Math.tanh),
  Exp: fixed(symbol('Exp'), Math.exp),
  Log: fixed(symbol('Log'), Math.log),
  Sqrt: fixed(symbol('Sqrt'), Math.sqrt),
  Abs: fixed(symbol('Abs'), Math.abs),
  Neg: fixed(symbol('Minus'), (x) => -x),
  Floor: fixed(symbol('Floor'), Math.floor),
  Ceil: fixed(symbol('Ceiling'), Math.ceil),
  Round: fixed(symbol('Round')),
  Sign: fixed(symbol('Sign'), Math.sign),
  Reciprocal: fixed(pure(f('Power', X, -1)), (x) => 1 / x),
  Erf: fixed(symbol('Erf')),
  Sin: fixed(symbol('Sin'), Math.sin),
  Cos: fixed(symbol('Cos'), Math.cos),
  Tan: fixed(symbol('Tan'), Math.tan),
  Asin: fixed(symbol('ArcSin'), Math.asin),
  Acos: fixed(symbol('ArcCos'), Math.acos),
  Atan: fixed(symbol('ArcTan'), Math.atan),
  Sinh: fixed(symbol('Sinh'), Math.sinh),
  Cosh: fixed(symbol('Cosh'), Math.cosh),
  Asinh: fixed(symbol('ArcSinh'), Math.asinh),
  Acosh: fixed(symbol('ArcCosh'), Math.acosh),
  Atanh: fixed(symbol('ArcTanh'), Math.atanh),
  Not: fixed(pure(f('Plus', 1, f('Times', -1, X))), (x) => Number(x === 0), ElementType.BOOL),
  IsNaN: isNaN,
  Softplus: fixed(str('SoftPlus')),
  Softsign: fixed(str('SoftSign')),
  Mish: fixed(str('Mish')),
  HardSwish: fixed(str('HardSwish')),
  Swish: {
    layers: (call) => {
      const a = call.float('alpha', 1);
      const form = a === 1 ? str('Swish') : pure(f('Times', X, f('LogisticSigmoid', f('Times', a, X))));
      return [elementwise(call, call.inputs[0]!, form)];
    },
  },
  Gelu: {
    layers: (call) =>
      call.text('approximate', 'none') === 'none'
        ? [elementwise(call, call.inputs[0]!, str('GELU'))]
        : gelu.layers!(call),
  },
  Elu: {
    layers: (call) => [elementwise(call, call.inputs[0]!, call.float('alpha', 1) === 1 ? str('ELU') : pure(elu(call)))],
  },
  Celu: withAttributes((call) => {
    const a = call.float('alpha', 1);
    return f('Plus', above0, f('Times', a, f('Plus', f('Exp', f('Times', 1 / a, below0)), -1)));
  }),
  Selu: withAttributes((call) => {
    const [a, g] = [call.float('alpha', 1.67326319217681884765625), call.float('gamma', 1.05070102214813232421875)];
    return f('Times', g, f('Plus', above0, f('Times', a, f('Plus', f('Exp', below0), -1))));
  }),
  LeakyRelu: withAttributes((call) => {
    const a = call.float('alpha', 0.01);
    return a <= 1 ? f('Max', X, f('Times', a, X)) : f('Plus', above0, f('Times', a, below0));
  }),
  ThresholdedRelu: withAttributes((call) => f('Times', X, f('Greater', X, call.float('alpha', 1)))),
  HardSigmoid: withAttributes((call) =>
    f('Clip', f('Plus', call.float('beta', 0.5), f('Times', call.float('alpha', 0.2), X)), f('List', 0, 1)),
  ),
  Shrink: withAttributes((call) => {
    const [bias, limit] = [call.float('bias', 0), call.float('lambd', 0.5)];
    const high = f('Times', f('Greater', X, limit), f('Plus', X, -bias));
    return f('Plus', high, f('Times', f('Less', X, -limit), f('Plus', X, bias)));
  }),
  Clip: {
    fold: (call, [x]) => {
      const [low, high] = [scalarOf(call.inputs[1]), scalarOf(call.inputs[2])];
      const y = x && mapNumbers(x, (n) => Math.min(high ?? n, Math.max(low ?? n, n)));
      return y && [y];
    },
    layers: (call) => {
      const [x, low, high] = call.inputs;
      if (low?.kind !== 'port' && high?.kind !== 'port') return [elementwise(call, x!, pure(clip(call)))];
      const raised = low === undefined ? x! : threaded(call, [x!, low], (a, b) => f('Max', a!, b!), x!.type);
      return [high === undefined ? raised : threaded(call, [raised, high], (a, b) => f('Min', a!, b!), x!.type)];
    },
  },
  PRelu: prelu,
  Dropout: {
    fold: (call, [x]) => (x && !call.uses(1) ? [x] : undefined),
    layers: (call) => {
      if (scalarOf(call.inputs[2]) === 1) call.refuse('it is in training mode');
      // Nothing is dropped, so that the mask is true everywhere.
      const mask = call.uses(1) ? elementwise(call, call.inputs[0]!, pure(f('Plus', 1)), ElementType.BOOL) : undefined;
      return [call.inputs[0], mask];
    },
  },
};

export const asBoolean = (c: ConstantValue | undefined): boolean | undefined => {
  const numbers = c && numbersIn(c);
  return numbers?.length === 1 ? numbers[0] !== 0 : undefined;
};
