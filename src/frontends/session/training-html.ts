/** How a training goes, as HTML: its losses as curves. For pages and notebooks. */

/** The part of the data of a training that is drawn (kernel/shown.ts: Progress). */
interface Losses {
  readonly RoundLossList?: readonly (number | null)[];
  readonly ValidationLossList?: readonly (number | null)[];
}

const [WIDTH, HEIGHT] = [360, 90];
const COLORS = ['#2a7ab9', '#d0772b'];

const numbers = (list: readonly (number | null)[] | undefined): number[] =>
  (list ?? []).filter((x): x is number => x !== null && Number.isFinite(x));

/** Points of a curve within the box, on the logarithmic scale where all are positive. */
function points(values: readonly number[], low: number, high: number): string {
  const scale = (x: number): number => (low > 0 ? Math.log(x) : x);
  const [least, range] = [scale(low), scale(high) - scale(low) || 1];
  return values
    .map((v, i) => {
      const x = values.length === 1 ? 0 : (i / (values.length - 1)) * (WIDTH - 4) + 2;
      return `${x.toFixed(1)},${(HEIGHT - 3 - ((scale(v) - least) / range) * (HEIGHT - 6)).toFixed(1)}`;
    })
    .join(' ');
}

/** An SVG element with the losses of the rounds and of the validation; '' where there are too few. */
export function lossCurves(data: object): string {
  const { RoundLossList, ValidationLossList } = data as Losses;
  const curves = [numbers(RoundLossList), numbers(ValidationLossList)];
  const all = curves.flat();
  if (all.length < 2) return '';
  const [low, high] = all.reduce(([l, h], x) => [Math.min(l, x), Math.max(h, x)], [all[0]!, all[0]!]);
  const lines = curves.map((values, i) => {
    const kind = i === 0 ? 'curve' : 'curve validation';
    return `<polyline class="${kind}" fill="none" stroke="${COLORS[i]}" stroke-width="1.5" points="${points(values, low, high)}"/>`;
  });
  const label = `loss from ${curves[0]![0]} to ${curves[0]!.at(-1)}`;
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${label}">${lines.join('')}</svg>`;
}
