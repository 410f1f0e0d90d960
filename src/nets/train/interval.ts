/** How often something happens during training: every so many rounds, batches or seconds. */
import { type Expr, isCall, isRealNumber, Kind, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { toNumber } from '../model/arrays.ts';
import { NetProblem } from '../model/problem.ts';

const Quantity = system('Quantity');

export interface Interval {
  readonly count: number;
  readonly unit: 'Rounds' | 'Batches' | 'Seconds';
  /** Seconds that pass at least between two times. */
  readonly minimum: number;
}

const units: Readonly<Record<string, readonly [Interval['unit'], number]>> = {
  Rounds: ['Rounds', 1],
  Batches: ['Batches', 1],
  Seconds: ['Seconds', 1],
  Minutes: ['Seconds', 60],
  Hours: ['Seconds', 3600],
};

/** Quantity[n, unit], or a number of seconds. Throws NetProblem. */
export function readInterval(e: Expr, name: string, minimum = 0): Interval {
  const bad = (): NetProblem =>
    new NetProblem(
      'badpar',
      e,
      str(name),
      str(`a number of seconds, or Quantity[n, unit] with one of the units ${Object.keys(units).join(', ')}`),
    );
  if (isRealNumber(e) && toNumber(e) >= 0) return { count: toNumber(e), unit: 'Seconds', minimum };
  if (!isCall(e, Quantity) || e.args.length !== 2) throw bad();
  const [n, unit] = e.args as readonly [Expr, Expr];
  const known =
    units[unit.kind === Kind.String ? unit.value : ''] ?? units[unit.kind === Kind.String ? `${unit.value}s` : ''];
  if (known === undefined || !isRealNumber(n) || toNumber(n) <= 0) throw bad();
  return { count: toNumber(n) * known[1], unit: known[0], minimum };
}

/** Seconds of a number or of Quantity[n, "Minutes"]; undefined when it is no length of time. */
export function readSeconds(e: Expr): number | undefined {
  if (isRealNumber(e)) return toNumber(e) > 0 ? toNumber(e) : undefined;
  if (!isCall(e, Quantity)) return undefined;
  const unit = e.args[1]?.kind === Kind.String ? units[e.args[1].value] : undefined;
  const n = e.args[0];
  return unit?.[0] === 'Seconds' && n !== undefined && isRealNumber(n) && toNumber(n) > 0
    ? toNumber(n) * unit[1]
    : undefined;
}

/** Tells when it is time again. */
export class Ticker {
  readonly #interval: Interval;
  #last = 0;
  #time = Number.NEGATIVE_INFINITY;
  constructor(interval: Interval) {
    this.#interval = interval;
  }
  get unit(): Interval['unit'] {
    return this.#interval.unit;
  }
  save(): readonly [last: number, time: number] {
    return [this.#last, this.#time];
  }
  load([last, time]: readonly [number, number]): void {
    this.#last = last;
    this.#time = time;
  }
  /** Whether it may be due after the coming batch, which may be the last of its round. */
  expects(lastOfRound: boolean, round: number, batch: number): boolean {
    const { count, unit } = this.#interval;
    if (unit === 'Seconds') return true;
    return unit === 'Rounds' ? lastOfRound && round - this.#last >= count : batch - this.#last >= count;
  }
  /** Asked after every batch, and after every round with `roundDone`. */
  due(roundDone: boolean, round: number, batch: number, seconds: number): boolean {
    const { count, unit, minimum } = this.#interval;
    if (unit === 'Rounds' && !roundDone) return false;
    if (unit !== 'Rounds' && roundDone) return false;
    const now = unit === 'Rounds' ? round : unit === 'Batches' ? batch : seconds;
    if (now - this.#last < count || seconds - this.#time < minimum) return false;
    this.#last = now;
    this.#time = seconds;
    return true;
  }
}

export const everyRound: Interval = { count: 1, unit: 'Rounds', minimum: 0 };
