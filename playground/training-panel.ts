/** How far a training is: a bar, a line of numbers, what is frozen, and the losses as curves. */

/** The part of the data of a training that is shown (kernel/shown.ts: Progress). */
interface Training {
  readonly Round?: number | null;
  readonly TotalRounds?: number | null;
  readonly RoundLoss?: number | null;
  readonly ValidationLoss?: number | null;
  readonly ExamplesPerSecond?: number | null;
  readonly TimeElapsed?: number | null;
  readonly TimeRemaining?: number | null;
  readonly ProgressFraction?: number;
  readonly FrozenParts?: readonly string[];
  readonly FrozenParametersCount?: number;
  readonly ParametersCount?: number;
  readonly RoundLossList?: readonly (number | null)[];
  readonly ValidationLossList?: readonly (number | null)[];
}

const [WIDTH, HEIGHT] = [360, 90];
const SVG = 'http://www.w3.org/2000/svg';

function element<K extends keyof HTMLElementTagNameMap>(
  parent: HTMLElement,
  name: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  e.className = className;
  parent.append(e);
  return e;
}

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

/** What is known of a training, in a line. */
function rowOf(t: Training): string {
  const number = (x: number | null | undefined, digits: number): string | undefined =>
    x === null || x === undefined ? undefined : x.toLocaleString('en', { maximumSignificantDigits: digits });
  const parts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['round', number(t.Round, 8) && `${number(t.Round, 8)} of ${number(t.TotalRounds, 8) ?? '?'}`],
    ['loss', number(t.RoundLoss, 4)],
    ['validation', number(t.ValidationLoss, 4)],
    ['examples/s', number(t.ExamplesPerSecond, 3)],
    ['seconds', number(t.TimeElapsed, 3)],
    ['left', number(t.TimeRemaining, 2)],
  ];
  return parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join('  ·  ');
}

export class TrainingPanel {
  readonly #root: HTMLElement;
  readonly #bar: HTMLProgressElement;
  readonly #row: HTMLElement;
  readonly #frozen: HTMLElement;
  readonly #curves: SVGSVGElement;

  constructor(parent: HTMLElement) {
    this.#root = element(parent, 'div', 'training');
    this.#bar = element(this.#root, 'progress', 'training-bar');
    this.#bar.setAttribute('aria-label', 'progress of the training');
    this.#row = element(this.#root, 'pre', 'training-row');
    this.#frozen = element(this.#root, 'p', 'training-frozen');
    this.#curves = document.createElementNS(SVG, 'svg') as SVGSVGElement;
    this.#curves.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    this.#curves.setAttribute('role', 'img');
    this.#root.append(this.#curves);
  }

  show(data: object): void {
    const t = data as Training;
    this.#bar.value = t.ProgressFraction ?? 0;
    this.#row.textContent = rowOf(t);
    const frozen = t.FrozenParametersCount ?? 0;
    this.#frozen.textContent =
      frozen === 0 ? '' : `Frozen: ${(t.FrozenParts ?? []).join(', ')} (${frozen} of ${t.ParametersCount} numbers)`;
    const curves = [numbers(t.RoundLossList), numbers(t.ValidationLossList)];
    const all = curves.flat();
    if (all.length < 2) return;
    const [low, high] = [Math.min(...all), Math.max(...all)];
    this.#curves.setAttribute('aria-label', `loss from ${curves[0]![0]} to ${curves[0]!.at(-1)}`);
    this.#curves.replaceChildren(
      ...curves.map((values, i) => {
        const line = document.createElementNS(SVG, 'polyline');
        line.setAttribute('class', i === 0 ? 'curve' : 'curve validation');
        line.setAttribute('points', points(values, low, high));
        return line;
      }),
    );
  }
}
