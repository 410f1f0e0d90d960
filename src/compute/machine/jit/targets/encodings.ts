/** Instructions on vectors of single-precision numbers as both kinds of prefixes (VEX and EVEX) encode them: Intel's manual, volume 2. */

/** Prefix, opcode map, opcode and, for EVEX alone, the width bit. */
export interface Encoding {
  readonly prefix: 0 | 0x66 | 0xf3 | 0xf2;
  readonly map: 1 | 2 | 3;
  readonly opcode: number;
  readonly wide?: boolean;
  /** Bytes of a memory operand that is no whole vector. */
  readonly bytes?: number;
}

/** How VEX and EVEX say a prefix. */
export const prefixBits = { 0: 0, 102: 1, 243: 2, 242: 3 } as const;

export const binaryEncodings = {
  add: { prefix: 0, map: 1, opcode: 0x58 },
  subtract: { prefix: 0, map: 1, opcode: 0x5c },
  multiply: { prefix: 0, map: 1, opcode: 0x59 },
  divide: { prefix: 0, map: 1, opcode: 0x5e },
  minimum: { prefix: 0, map: 1, opcode: 0x5d },
  maximum: { prefix: 0, map: 1, opcode: 0x5f },
  and: { prefix: 0, map: 1, opcode: 0x54 },
  or: { prefix: 0, map: 1, opcode: 0x56 },
  xor: { prefix: 0, map: 1, opcode: 0x57 },
  multiplyAdd231: { prefix: 0x66, map: 2, opcode: 0xb8 },
  multiplyAdd213: { prefix: 0x66, map: 2, opcode: 0xa8 },
  negativeMultiplyAdd231: { prefix: 0x66, map: 2, opcode: 0xbc },
  negativeMultiplyAdd213: { prefix: 0x66, map: 2, opcode: 0xac },
} satisfies Record<string, Encoding>;

export const unaryEncodings = {
  squareRoot: { prefix: 0, map: 1, opcode: 0x51 },
  round: { prefix: 0x66, map: 3, opcode: 0x08 },
} satisfies Record<string, Encoding>;

export const encodings = {
  load: { prefix: 0, map: 1, opcode: 0x10 },
  store: { prefix: 0, map: 1, opcode: 0x11 },
  spread: { prefix: 0x66, map: 2, opcode: 0x18, bytes: 4 },
  storeOne: { prefix: 0xf3, map: 1, opcode: 0x11, bytes: 4 },
  compare: { prefix: 0, map: 1, opcode: 0xc2 },
  /** Pairs of numbers of a and b in turn, from the lower or the upper half of each quarter. */
  unpackLow: { prefix: 0, map: 1, opcode: 0x14 },
  unpackHigh: { prefix: 0, map: 1, opcode: 0x15 },
  unpackLowPairs: { prefix: 0x66, map: 1, opcode: 0x14, wide: true },
  unpackHighPairs: { prefix: 0x66, map: 1, opcode: 0x15, wide: true },
  /** Within quarters: the immediate picks from a, a, b, b. */
  shuffle: { prefix: 0, map: 1, opcode: 0xc6 },
} satisfies Record<string, Encoding>;
