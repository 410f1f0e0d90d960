/** The runners of one training or evaluator, one for each set of input shapes; those longest unused go. */
import type { Runner } from './executors/executor.ts';

/** Sequences of many lengths make a program each; every runner may hold a copy of the arrays. */
const MOST = 32;

export class Runners {
  readonly #byShape = new Map<string, Runner>();

  get size(): number {
    return this.#byShape.size;
  }

  /** The runner for inputs of these shapes, which becomes the last used. */
  get(shapes: string): Runner | undefined {
    const runner = this.#byShape.get(shapes);
    if (runner !== undefined) {
      this.#byShape.delete(shapes);
      this.#byShape.set(shapes, runner);
    }
    return runner;
  }

  /** None of the runners may hold arrays that are nowhere else. */
  add(shapes: string, runner: Runner): void {
    if (this.#byShape.size >= MOST) {
      const [oldest] = this.#byShape;
      oldest![1].dispose();
      this.#byShape.delete(oldest![0]);
    }
    this.#byShape.set(shapes, runner);
  }

  refresh(key: string): void {
    for (const r of this.#byShape.values()) r.refresh?.(key);
  }

  dispose(): void {
    for (const r of this.#byShape.values()) r.dispose();
    this.#byShape.clear();
  }
}
