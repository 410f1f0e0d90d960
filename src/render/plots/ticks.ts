/** Places and labels of ticks on an axis. */

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** 1, 2 or 5 times a power of ten, so that about `count` steps make up the extent. */
export function niceStep(extent: number, count: number): number {
  const raw = extent / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const digit = raw / power;
  return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
}

/** Round numbers inside a range, about `count` of them; with labels of as many decimals as they need. */
export function niceTicks(min: number, max: number, count = 6): Tick[] {
  if (!(max > min) || !Number.isFinite(max - min)) return [{ at: min, label: tickLabel(min, Math.abs(min) || 1) }];
  const step = niceStep(max - min, count);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const at = (first + i) * step;
    return { at, label: tickLabel(at, step) };
  });
}

/** Places between ticks, where shorter marks stand. */
export function minorTicks(min: number, max: number, count = 6): number[] {
  if (!(max > min) || !Number.isFinite(max - min)) return [];
  const step = niceStep(max - min, count);
  const digit = Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9));
  const parts = digit === 2 ? 4 : 5;
  const fine = step / parts;
  const first = Math.ceil(min / fine - 1e-9);
  const last = Math.floor(max / fine + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter((k) => k % parts !== 0)
    .map((k) => k * fine);
}

/** A number at a tick, in plain digits or with a power of ten where those would be long. */
export function tickLabel(value: number, step: number): string {
  if (Math.abs(value) < step * 1e-9) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-12);
  if (exponent >= 6 || exponent < -4) {
    const digits = Math.max(0, exponent - Math.floor(Math.log10(step) + 1e-9));
    return `${(value / 10 ** exponent).toFixed(digits)}\u00d710${superscript(exponent)}`;
  }
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(decimals).replace('-', '\u2212');
}

const SUPERSCRIPTS = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';
const superscript = (n: number): string =>
  (n < 0 ? '\u207b' : '') + [...String(Math.abs(n))].map((d) => SUPERSCRIPTS[Number(d)]).join('');

/** 10 to a whole power, as a label. */
export const powerOfTen = (exponent: number): string => `10${superscript(exponent)}`;
