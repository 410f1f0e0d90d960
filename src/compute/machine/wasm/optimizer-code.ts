/** Updates of optimizers as functions of WebAssembly, on flat vectors, in lines of 16 numbers. */
import type { Recorded, RecordedStep } from '../../optimizers/recorded.ts';
import { F32, I32, V128 } from './binary.ts';
import { FunctionCode } from './encoder.ts';

/** Numbers, then the places of weights, gradients and moments, then the settings. */
export type UpdateCode = (numbers: number, ...rest: number[]) => void;

const VECTOR_BYTES = 16;
/** Vectors of one turn of the loop; arrays fill up lines of so many. */
const UNROLLED = 4;

/** Puts the result of one operation on the stack; arguments are locals. */
const forms: Readonly<Record<RecordedStep['operation'], (c: FunctionCode, ...args: number[]) => void>> = {
  add: (c, a, b) => c.get(a!).get(b!).vector('add'),
  subtract: (c, a, b) => c.get(a!).get(b!).vector('subtract'),
  multiply: (c, a, b) => c.get(a!).get(b!).vector('multiply'),
  divide: (c, a, b) => c.get(a!).get(b!).vector('divide'),
  multiplyAdd: (c, a, b, x) => c.get(a!).get(b!).vector('multiply').get(x!).vector('add'),
  subtractProduct: (c, x, a, b) => c.get(x!).get(a!).get(b!).vector('multiply').vector('subtract'),
  squareRoot: (c, a) => c.get(a!).vector('squareRoot'),
  sign: (c, a) => {
    const side = (comparison: 'greaterThan' | 'lessThan'): void => {
      c.number(1).vector('splat').get(a!).number(0).vector('splat').vector(comparison).vector('and');
    };
    side('greaterThan');
    side('lessThan');
    c.vector('subtract');
  },
  clamp: (c, a, bound) => {
    c.get(a!).get(bound!).vector('pseudoMinimum');
    c.get(bound!).vector('negate').vector('pseudoMaximum');
  },
};

export function updateModule({ settings, firstSetting, steps, results }: Recorded): Uint8Array<ArrayBuffer> {
  const code = new FunctionCode([I32, ...Array(firstSetting).fill(I32), ...settings.map(() => F32)]);
  const place = (value: number): number => 1 + value;
  const end = code.local(I32);
  const locals = new Map<number, number>();
  const local = (value: number): number => {
    const known = locals.get(value) ?? code.local(V128);
    locals.set(value, known);
    return known;
  };
  code.get(place(0)).get(0).whole(2).shiftLeft().addWhole().set(end);
  settings.forEach((_, i) =>
    code
      .get(place(firstSetting + i))
      .vector('splat')
      .set(local(firstSetting + i)),
  );
  const vectors = Array.from({ length: firstSetting }, (_, i) => i);
  const one = (offset: number): void => {
    for (const v of vectors) code.get(place(v)).move('load', offset).set(local(v));
    for (const { operation, args, out } of steps) {
      forms[operation](code, ...args.map(local));
      code.set(local(out));
    }
    // the second vector is that of gradients
    results.forEach((value, i) => {
      code
        .get(place(i === 0 ? 0 : 1 + i))
        .get(local(value))
        .move('store', offset);
    });
  };
  code.whileBelow(place(0), end, () => {
    for (let i = 0; i < UNROLLED; i++) one(i * VECTOR_BYTES);
    for (const v of vectors)
      code
        .get(place(v))
        .whole(UNROLLED * VECTOR_BYTES)
        .addWhole()
        .set(place(v));
  });
  return code.module();
}

const modules = new Map<string, WebAssembly.Module>();

/** The update on a memory; `key` names it among all. */
export function updateCode(key: string, form: () => Recorded, memory: WebAssembly.Memory): UpdateCode {
  const module = modules.get(key) ?? new WebAssembly.Module(updateModule(form()));
  modules.set(key, module);
  return new WebAssembly.Instance(module, { env: { memory } }).exports.run as UpdateCode;
}
