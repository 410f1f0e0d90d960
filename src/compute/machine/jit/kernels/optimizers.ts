/** Updates of optimizers on flat vectors, of a length that is a multiple of a vector. */
import type { Recorded, RecordedStep } from '../../../optimizers/recorded.ts';
import { at, r8, r9, r10, r11, r15, rcx, rdx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import { type Code, MASK, OTHER_MASK } from '../vectors.ts';
import { SIGN, spread } from './functions.ts';

/** Registers for what lies between; settings that find none beside these are spread anew for each use. */
const BETWEEN = 4;
/** Registers that point at weights, gradients and moments, and at the settings. */
const VECTORS = [rsi, rdx, r8, r9, r10, r11];

/** Emits one operation into register `to`, which may be that of an argument named `reused` alone. */
type Form = (code: Code, to: number, args: readonly number[], free: number) => void;

const binary =
  (name: 'add' | 'subtract' | 'multiply' | 'divide'): Form =>
  (code, to, [a, b]) =>
    code.op(name, to, a!, b!);

/** The argument whose register may become that of the result; for others the result needs one of its own. */
const forms: Readonly<Record<RecordedStep['operation'], { readonly form: Form; readonly reuses?: number }>> = {
  add: { form: binary('add'), reuses: 0 },
  subtract: { form: binary('subtract'), reuses: 0 },
  multiply: { form: binary('multiply'), reuses: 0 },
  divide: { form: binary('divide'), reuses: 0 },
  multiplyAdd: {
    reuses: 2,
    form: (code, to, [a, b, c]) => {
      code.copy(to, c!);
      code.op('multiplyAdd231', to, a!, b!);
    },
  },
  subtractProduct: {
    reuses: 0,
    form: (code, to, [c, a, b]) => {
      code.copy(to, c!);
      code.op('negativeMultiplyAdd231', to, a!, b!);
    },
  },
  squareRoot: { form: (code, to, [a]) => code.op1('squareRoot', to, a!), reuses: 0 },
  sign: {
    form: (code, to, [a]) => {
      code.zero(to);
      code.compareLanes('greater', MASK, a!, to);
      code.compareLanes('less', OTHER_MASK, a!, to);
      code.blend(to, to, code.constant(1), MASK, true);
      code.blend(to, to, code.constant(-1), OTHER_MASK, true);
    },
  },
  clamp: {
    form: (code, to, [a, bound], free) => {
      code.op('minimum', to, bound!, a!);
      code.op('xor', free, bound!, code.bits(SIGN), spread);
      code.op('maximum', to, free, to);
    },
  },
};

/** Arguments: vectors, settings, then the places of weights, gradients and moments. */
export function optimizerCode({ settings, firstSetting, steps, results }: Recorded): Uint8Array {
  const code = newCode();
  const vectors = VECTORS.slice(0, firstSetting);
  code.takeArguments(r15, rcx, ...vectors);
  const [scratch, ...rest] = Array.from({ length: code.target.besideMasks }, (_, i) => i);
  const own = rest.splice(vectors.length + BETWEEN).slice(0, settings.length);
  own.forEach((r, i) => code.spread(r, at(rcx, i * 4)));
  const last = lastUses(steps, results);
  const isSetting = (v: number): boolean => v >= firstSetting && v < firstSetting + settings.length;
  code.loop(r15, () => {
    const free = [...rest];
    const registers = new Map<number, number>(own.map((r, i) => [firstSetting + i, r]));
    vectors.forEach((pointer, v) => {
      registers.set(v, free.shift()!);
      code.load(registers.get(v)!, at(pointer));
    });
    steps.forEach(({ operation, args, out }, i) => {
      const { form, reuses } = forms[operation];
      const given = [...new Set(args)];
      const spreads = given.filter((v) => isSetting(v) && !registers.has(v));
      for (const v of spreads) {
        registers.set(v, free.shift()!);
        code.spread(registers.get(v)!, at(rcx, (v - firstSetting) * 4));
      }
      const ends = given.filter((v) => last.get(v) === i && !isSetting(v));
      const taken = reuses === undefined ? undefined : ends.find((v) => v === args[reuses]);
      const once = taken !== undefined && args.filter((v) => v === taken).length === 1;
      const to = once ? registers.get(taken)! : free.shift();
      if (to === undefined) throw new Error(`${operation} has no register left`);
      form(
        code,
        to,
        args.map((v) => registers.get(v)!),
        scratch!,
      );
      registers.set(out, to);
      for (const v of ends) if (!(once && v === taken)) free.unshift(registers.get(v)!);
      for (const v of spreads) {
        free.unshift(registers.get(v)!);
        registers.delete(v);
      }
    });
    results.forEach((value, i) => code.store(at(vectors[i === 0 ? 0 : 1 + i]!), registers.get(value)!));
    for (const r of vectors) code.addImmediate(r, code.bytes);
  });
  code.return();
  return code.finish();
}

/** The step of the last use of each value; results are used to the end. */
function lastUses(steps: Recorded['steps'], results: Recorded['results']): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  steps.forEach(({ args }, i) => {
    for (const v of args) last.set(v, i);
  });
  for (const v of results) last.set(v, steps.length);
  return last;
}
