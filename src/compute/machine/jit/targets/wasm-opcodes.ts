/** Opcodes of WebAssembly: the core specification, 2.0, and that of relaxed vector instructions. Those of vectors stand behind the prefix 0xfd. */
import type { Condition } from '../assembler.ts';

export const control = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  branch: 0x0c,
  branchIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  /** The type of a block without a result. */
  nothing: 0x40,
} as const;

export const general = {
  select: 0x1b,
  /** Of a single-precision number. */
  load: 0x2a,
  constant: 0x41,
  /** Of two single-precision numbers. */
  equal: 0x5b,
  /** Of two whole numbers. */
  notEqual: 0x47,
  add: 0x6a,
  multiply: 0x6c,
  shiftLeft: 0x74,
  /** Behind the prefix 0xfc; what is out of range becomes the nearest that is not. */
  truncate: 0x00,
} as const;

export const conditions: Readonly<Record<Condition, number>> = {
  below: 0x49,
  equal: 0x46,
  notEqual: 0x47,
  lessOrEqual: 0x4c,
};

export const memory = {
  load: 0x00,
  spread: 0x09,
  store: 0x0b,
  loadLane: 0x56,
  storeLane: 0x5a,
  storeTwo: 0x5b,
  loadOne: 0x5c,
  loadTwo: 0x5d,
} as const;

export const vector = {
  constant: 0x0c,
  shuffle: 0x0d,
  equal: 0x41,
  notEqual: 0x42,
  less: 0x43,
  greater: 0x44,
  lessEqual: 0x45,
  greaterEqual: 0x46,
  and: 0x4e,
  or: 0x50,
  xor: 0x51,
  select: 0x52,
  shiftLeft: 0xab,
  shiftRight: 0xad,
  addWhole: 0xae,
  maximumWhole: 0xb8,
  squareRoot: 0xe3,
  add: 0xe4,
  subtract: 0xe5,
  multiply: 0xe6,
  divide: 0xe7,
  /** Of b and a: a where that is the smaller, or larger, else b. */
  minimum: 0xea,
  maximum: 0xeb,
  toWhole: 0xf8,
  fromWhole: 0xfa,
} as const;

export const relaxedVector = {
  toWhole: 0x101,
  multiplyAdd: 0x105,
  negativeMultiplyAdd: 0x106,
  select: 0x10b,
} as const;

/** By the immediates of x86-64: to even, down, up, towards zero. */
export const rounding: Readonly<Record<number, number>> = { 8: 0x6a, 9: 0x68, 10: 0x67, 11: 0x69 };
