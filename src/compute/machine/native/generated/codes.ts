/** The tables of codes.as; made by scripts/kernels.mjs. */

export const Operation = {
  Unary: 0,
  Binary: 1,
  Product: 2,
  Reduction: 3,
  Softmax: 4,
  Transpose: 5,
  Copy: 6,
  Choose: 7,
  SegmentSum: 8,
  Cast: 9,
  Comparison: 10,
  OneHot: 11,
  Loop: 12,
} as const;

export const Unary = {
  Neg: 1,
  Abs: 2,
  Square: 3,
  Sqrt: 4,
  Rsqrt: 5,
  Reciprocal: 6,
  Relu: 7,
  Step: 8,
  Exp: 9,
  Log: 10,
  Sigmoid: 11,
  Tanh: 12,
  Sign: 13,
  Floor: 14,
  Ceil: 15,
  LeakyRelu: 16,
  Elu: 17,
} as const;

export const Binary = {
  Add: 0,
  Sub: 1,
  Multiply: 2,
  RealDiv: 3,
  Maximum: 4,
  Minimum: 5,
  SquaredDifference: 6,
} as const;

export const Comparison = {
  Equal: 0,
  NotEqual: 1,
  Greater: 2,
  GreaterEqual: 3,
  Less: 4,
  LessEqual: 5,
} as const;

export const Reduction = {
  Sum: 0,
  Mean: 0,
  Max: 1,
  Min: 2,
  Prod: 3,
} as const;

export const Cast = {
  FloatToWhole: 0,
  WholeToFloat: 1,
  ByteToFloat: 2,
} as const;
