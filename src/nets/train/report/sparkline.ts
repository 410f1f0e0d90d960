/** Numbers as a row of bars of eighths, a cell each. */
const BARS = '▁▂▃▄▅▆▇█';

/** So many values, each the mean of a stretch; all of them where there are fewer. */
function gathered(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, i) => {
    const from = Math.floor((i * values.length) / width);
    const to = Math.floor(((i + 1) * values.length) / width);
    let sum = 0;
    for (let k = from; k < to; k++) sum += values[k]!;
    return sum / (to - from);
  });
}

/** At most `width` cells; positive values by their logarithms, as losses fall. Values that are no numbers are gaps. */
export function sparkline(values: readonly number[], width: number): string {
  const means = gathered(values, width);
  const finite = means.filter(Number.isFinite);
  if (finite.length === 0) return '';
  const scale = finite.every((x) => x > 0) ? Math.log : (x: number): number => x;
  const low = scale(Math.min(...finite));
  const high = scale(Math.max(...finite));
  const bar = (x: number): string => {
    if (!Number.isFinite(x)) return ' ';
    // Differences in the last digits are none.
    const at = high - low > 1e-9 ? (scale(x) - low) / (high - low) : 0;
    return BARS[Math.round(at * (BARS.length - 1))]!;
  };
  return means.map(bar).join('');
}
