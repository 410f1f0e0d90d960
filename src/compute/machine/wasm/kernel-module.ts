/** Modules whose functions call kernels one after another with fixed arguments, on a memory from outside. */
import { keptKernel } from '../jit/targets/wasm.ts';
import { control, general } from '../jit/targets/wasm-opcodes.ts';
import { I32, list, MAGIC, name, section, signed, unsigned } from './binary.ts';

/** A kernel by its number, and whole numbers. */
export interface KernelCall {
  readonly code: number;
  readonly args: readonly number[];
}

/** Calls that are repeated: from one time to the next each argument moves on by what it differs in from the first to the second. */
export interface RepeatedCalls {
  readonly times: number;
  readonly calls: readonly (readonly [first: KernelCall, second: KernelCall])[];
}

export type KernelCalls = KernelCall | RepeatedCalls;

/** Calls of one function: engines make code of functions as a whole. */
const MOST = 400;

const whole = (x: number): number[] => [general.constant, ...signed(x | 0)];

/** Arguments of the time that local variable 0 counts, from 0. */
function repeatedCode({ times, calls }: RepeatedCalls, call: (c: KernelCall) => number[]): number[] {
  const argument = (first: number, second: number): number[] => {
    if (first === second) return whole(first);
    return [control.get, 0, ...whole(second - first), general.multiply, ...whole(first), general.add];
  };
  const all = calls.flatMap(([a, b]) => [...a.args.flatMap((x, i) => argument(x, b.args[i]!)), ...call(a)]);
  const next = [control.get, 0, ...whole(1), general.add, control.tee, 0, ...whole(times), general.notEqual];
  return [
    ...[...whole(0), control.set, 0, control.loop, control.nothing],
    ...all,
    ...[...next, control.branchIf, 0, control.end],
  ];
}

/** The module, and names of its functions for each of the lists. */
export function kernelModule(lists: readonly (readonly KernelCalls[])[]): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly functions: readonly (readonly string[])[];
} {
  const numbers = new Map<number, number>();
  const call = ({ code }: KernelCall): number[] => {
    const number = numbers.get(code) ?? numbers.size;
    numbers.set(code, number);
    return [control.call, ...unsigned(number)];
  };
  const bodies: number[][] = [];
  const functions = lists.map((calls, l) => {
    const names: string[] = [];
    for (let from = 0; from < calls.length; from += MOST) {
      const code = calls
        .slice(from, from + MOST)
        .flatMap((c) => ('times' in c ? repeatedCode(c, call) : [...c.args.flatMap(whole), ...call(c)]));
      bodies.push([...list([[1, I32]]), ...code, control.end]);
      names.push(`${l} ${from}`);
    }
    return names;
  });
  const kernels = [...numbers.keys()].map(keptKernel);
  // type i has i parameters
  const most = kernels.reduce((n, k) => Math.max(n, k.parameters), 0);
  const types = Array.from({ length: most + 1 }, (_, n) => [0x60, ...list(Array.from({ length: n }, () => [I32])), 0]);
  const signatures = [...kernels.map((k) => unsigned(k.parameters)), ...bodies.map(() => [0])];
  const exported = functions.flat().map((f, i) => [...name(f), 0, ...unsigned(kernels.length + i)]);
  const code = [...kernels.map((k) => k.body), ...bodies];
  const size = code.reduce((n, b) => n + b.length + 5, 5);
  const parts = [
    [...MAGIC, ...section(1, list(types)), ...section(2, list([[...name('env'), ...name('memory'), 2, 0, 0]]))],
    [...section(3, list(signatures)), ...section(7, list(exported))],
  ];
  const all = new Uint8Array(size);
  let end = 0;
  const put = (bytes: ArrayLike<number>): void => {
    all.set(bytes, end);
    end += bytes.length;
  };
  put(unsigned(code.length));
  for (const body of code) {
    put(unsigned(body.length));
    put(body);
  }
  const before = [...parts.flat(), 10, ...unsigned(end)];
  const bytes = new Uint8Array(before.length + end);
  bytes.set(before);
  bytes.set(all.subarray(0, end), before.length);
  return { bytes, functions };
}
