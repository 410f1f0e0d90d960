/** Complex machine numbers as pairs of doubles: arithmetic, exponential, logarithm, square root, circular and hyperbolic functions. */

/** A complex number as a pair of doubles. */
export type C = readonly [re: number, im: number];

export const cExp = ([a, b]: C): C => [Math.exp(a) * Math.cos(b), Math.exp(a) * Math.sin(b)];
export const cLog = ([a, b]: C): C => [Math.log(Math.hypot(a, b)), Math.atan2(b, a)];
export const cMul = ([a, b]: C, [c, d]: C): C => [a * c - b * d, a * d + b * c];
export const cAdd = ([a, b]: C, [c, d]: C): C => [a + c, b + d];
export const cSub = ([a, b]: C, [c, d]: C): C => [a - c, b - d];
export const cDiv = ([a, b]: C, [c, d]: C): C => {
  const n = c * c + d * d;
  return [(a * c + b * d) / n, (b * c - a * d) / n];
};
export const cScale = ([a, b]: C, k: number): C => [a * k, b * k];
export const cSqrt = (z: C): C => {
  if (z[0] === 0 && z[1] === 0) return [0, 0];
  const r = Math.hypot(z[0], z[1]);
  const re = Math.sqrt((r + Math.abs(z[0])) / 2);
  const im = Math.abs(z[1]) / (2 * re);
  const [x, y] = z[0] >= 0 ? [re, im] : [im, re];
  return [x, z[1] < 0 ? -y : y];
};

const I: C = [0, 1];
export const UNIT: C = [1, 0];
export const cCos = ([a, b]: C): C => [Math.cos(a) * Math.cosh(b), -Math.sin(a) * Math.sinh(b)];
export const cSin = ([a, b]: C): C => [Math.sin(a) * Math.cosh(b), Math.cos(a) * Math.sinh(b)];
export const cCosh = (z: C): C => cCos(cMul(I, z));
export const cSinh = (z: C): C => cScale(cMul(I, cSin(cMul(I, z))), -1);
export const cArcSin = (z: C): C => cScale(cMul(I, cLog(cAdd(cMul(I, z), cSqrt(cSub(UNIT, cMul(z, z)))))), -1);
export const cArcTan = (z: C): C => cMul([0, 0.5], cSub(cLog(cSub(UNIT, cMul(I, z))), cLog(cAdd(UNIT, cMul(I, z)))));
export const cArcSinh = (z: C): C => cScale(cMul(I, cArcSin(cMul(I, z))), -1);
export const cArcTanh = (z: C): C => cScale(cSub(cLog(cAdd(UNIT, z)), cLog(cSub(UNIT, z))), 0.5);
export const cArcCosh = (z: C): C => cLog(cAdd(z, cMul(cSqrt(cSub(z, UNIT)), cSqrt(cAdd(z, UNIT)))));
