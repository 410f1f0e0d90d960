/** Operators that combine numbers of several arrays. */
import { ElementType } from '../../../formats/onnx.ts';
import { isFloatingType } from '../../../formats/onnx-tensors.ts';
import { combined } from './fold.ts';
import { f } from './formulas.ts';
import type { Call, OnnxOperator, OperatorTable } from './operator.ts';
import { over, type Size, sameSize, times } from './sizes.ts';
import { type Formula, threaded } from './threaded.ts';
import type { ConstantValue } from './values.ts';

type Numeric = (...x: number[]) => number;

/** Of sizes only what is known in any case. */
type Symbolic = (call: Call, a: Size, b: Size) => Size | undefined;

interface Combination {
  readonly of: Numeric;
  readonly formula: Formula;
  readonly symbolic?: Symbolic;
  readonly type?: number;
  readonly associative?: true;
  /** Where whole numbers behave differently. */
  readonly whole?: Pick<Combination, 'of' | 'formula'>;
}

function combining(c: Combination): OnnxOperator {
  const forType = (type: number) => (c.whole !== undefined && !isFloatingType(type) ? c.whole : c);
  return {
    // As many as the formula names; any number is at least one.
    needs: Math.max(1, c.formula.length),
    fold: (call, given) => {
      if (given.includes(undefined)) return undefined;
      const [first, ...rest] = given as readonly ConstantValue[];
      const { of } = forType(first!.type);
      const type = c.type ?? first!.type;
      // Of more than two only what can be combined two at a time.
      if (rest.length === 0 || (rest.length > 1 && !c.associative)) return undefined;
      const pair = (a: Size, b: Size): Size | undefined =>
        typeof a === 'number' && typeof b === 'number' ? of(a, b) : c.symbolic?.(call, a, b);
      let sum: ConstantValue | undefined = first;
      for (const next of rest) sum = sum && combined([sum, next], type, pair);
      return sum && [sum];
    },
    layers: (call) => {
      const values = call.inputs.map((v) => v ?? call.refuse('an input is missing'));
      const { type } = values[0]!;
      return [threaded(call, values, forType(type).formula, c.type ?? type)];
    },
  };
}

const comparison = (name: string, of: Numeric, symbolic?: Symbolic): OnnxOperator =>
  combining({
    of: (a, b) => Number(of(a!, b!)),
    formula: (a, b) => f(name, a!, b!),
    type: ElementType.BOOL,
    ...(symbolic && { symbolic }),
  });

/** An unknown size is positive. */
const sizeEquals: Symbolic = (_call, a, b) => {
  if (sameSize(a, b)) return 1;
  return (typeof a === 'number' && a <= 0) || (typeof b === 'number' && b <= 0) ? 0 : undefined;
};

const sum: Combination = {
  associative: true,
  of: (...x) => x.reduce((a, b) => a + b),
  formula: (...x) => (x.length === 1 ? f('Times', 1, x[0]!) : f('Plus', ...x)),
  symbolic: (call, a, b) => (a === 0 ? b : b === 0 ? a : call.newUnknown()),
};

const minus: Combination = {
  of: (a, b) => a! - b!,
  formula: (a, b) => f('Subtract', a!, b!),
  symbolic: (call, a, b) => (b === 0 ? a : sameSize(a, b) ? 0 : call.newUnknown()),
};

const truncated: Formula = (a, b) => f('IntegerPart', f('Divide', a!, b!));
const floored = (a: number, b: number): number => a - b * Math.floor(a / b);

/** fmod = 1 has the sign of the first number, else of the second. */
const mod: OnnxOperator = {
  needs: 2,
  fold: (call, [a, b]) => {
    const y =
      a &&
      b &&
      combined([a, b], a.type, (x, y_) => {
        if (typeof x !== 'number' || typeof y_ !== 'number') return undefined;
        return call.int('fmod', 0) === 1 ? x % y_ : floored(x, y_);
      });
    return y && [y];
  },
  layers: (call) => {
    const [a, b] = call.inputs;
    const formula: Formula =
      call.int('fmod', 0) === 1
        ? (x, y) =>
            f(
              'If',
              f('Less', f('Abs', x!), f('Abs', y!)),
              x!,
              f('Subtract', x!, f('Times', y!, f('IntegerPart', f('Divide', x!, y!)))),
            )
        : (x, y) => f('Mod', x!, y!);
    return [threaded(call, [a!, b!], formula, a!.type)];
  },
};

const logical = (name: string, of: Numeric): OnnxOperator =>
  combining({ of: (a, b) => Number(of(a!, b!)), formula: (a, b) => f(name, a!, b!), type: ElementType.BOOL });

const extreme = (name: 'Max' | 'Min', of: Numeric): OnnxOperator =>
  combining({
    of,
    associative: true,
    formula: (...x) => (x.length === 1 ? f('Times', 1, x[0]!) : f(name, ...x)),
    symbolic: (_call, a, b) => larger(name, a, b),
  });

/** An unknown size is at least 1. */
function larger(name: 'Max' | 'Min', a: Size, b: Size): Size | undefined {
  const [known, open] = typeof a === 'number' ? [a, b] : [b, a];
  if (typeof known !== 'number') return sameSize(a, b) ? a : undefined;
  return known <= 1 ? (name === 'Max' ? open : known) : undefined;
}

const where: OnnxOperator = {
  needs: 3,
  fold: (_call, given) => {
    const [c, a, b] = given as readonly ConstantValue[];
    const y = combined([c!, a!, b!], a!.type, (x, p, q) => (typeof x !== 'number' ? undefined : x !== 0 ? p : q));
    return y && [y];
  },
  layers: (call) => {
    const [c, a, b] = call.inputs;
    return [threaded(call, [c!, a!, b!], (x, p, q) => f('If', x!, p!, q!), a!.type)];
  },
};

export const arithmeticOperators: OperatorTable = {
  Add: combining(sum),
  Sum: combining(sum),
  Sub: combining(minus),
  Mul: combining({
    of: (a, b) => a! * b!,
    formula: (a, b) => f('Times', a!, b!),
    symbolic: (_call, a, b) => times(a, b),
  }),
  Div: combining({
    of: (a, b) => a! / b!,
    formula: (a, b) => f('Divide', a!, b!),
    symbolic: (call, a, b) => over(a, b) ?? call.newUnknown(),
    whole: { of: (a, b) => Math.trunc(a! / b!), formula: truncated },
  }),
  Mod: mod,
  Pow: combining({ of: (a, b) => a! ** b!, formula: (a, b) => f('Power', a!, b!) }),
  Max: extreme('Max', Math.max),
  Min: extreme('Min', Math.min),
  Mean: combining({
    of: (...x) => x.reduce((a, b) => a + b) / x.length,
    formula: (...x) => f('Divide', x.length === 1 ? x[0]! : f('Plus', ...x), x.length),
  }),
  And: logical('And', (a, b) => Number(a !== 0 && b !== 0)),
  Or: logical('Or', (a, b) => Number(a !== 0 || b !== 0)),
  Xor: logical('Xor', (a, b) => Number((a !== 0) !== (b !== 0))),
  Equal: comparison('Equal', (a, b) => Number(a === b), sizeEquals),
  Greater: comparison('Greater', (a, b) => Number(a! > b!)),
  GreaterOrEqual: comparison('GreaterEqual', (a, b) => Number(a! >= b!)),
  Less: comparison('Less', (a, b) => Number(a! < b!)),
  LessOrEqual: comparison('LessEqual', (a, b) => Number(a! <= b!)),
  Where: where,
};
