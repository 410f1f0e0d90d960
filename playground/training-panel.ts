/** How far a training is: a bar, a line of numbers, what is frozen, and the losses as curves. */
import { lossCurves } from '../src/frontends/session/training-html.ts';

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
}

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
  readonly #curves: HTMLElement;

  constructor(parent: HTMLElement) {
    this.#root = element(parent, 'div', 'training');
    this.#bar = element(this.#root, 'progress', 'training-bar');
    this.#bar.setAttribute('aria-label', 'progress of the training');
    this.#row = element(this.#root, 'pre', 'training-row');
    this.#frozen = element(this.#root, 'p', 'training-frozen');
    this.#curves = element(this.#root, 'div', 'training-curves');
  }

  show(data: object): void {
    const t = data as Training;
    this.#bar.value = t.ProgressFraction ?? 0;
    this.#row.textContent = rowOf(t);
    const frozen = t.FrozenParametersCount ?? 0;
    this.#frozen.textContent =
      frozen === 0 ? '' : `Frozen: ${(t.FrozenParts ?? []).join(', ')} (${frozen} of ${t.ParametersCount} numbers)`;
    this.#curves.innerHTML = lossCurves(data);
  }
}
