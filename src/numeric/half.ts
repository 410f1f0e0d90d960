/** Numbers of 16 bits (IEEE 754 binary16) as stored weights use them. */

const word = new DataView(new ArrayBuffer(4));

/** The bits of the half nearest to x, ties to even; what is too large becomes infinite. */
export function toHalf(x: number): number {
  word.setFloat32(0, x);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const fraction = bits & 0x7fffff;
  if (exponent >= 143) return sign | 0x7c00 | (fraction !== 0 ? 0x200 : 0); // infinite or no number
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent > 0) return sign | rounded((exponent << 23) | fraction, 13);
  if (exponent < -10) return sign;
  return sign | rounded(fraction | 0x800000, 14 - exponent);
}

/** value / 2^shift to the nearest whole number, ties to even. A carry into the exponent is the right result. */
function rounded(value: number, shift: number): number {
  const quotient = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return rest > middle || (rest === middle && (quotient & 1) === 1) ? quotient + 1 : quotient;
}

/** The number that the bits of a half stand for. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
