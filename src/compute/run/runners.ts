/** The runners of one training or evaluator, one for each set of input shapes; those longest unused go. */

import type { Runner, Values } from '../executors/executor.ts';
import { type Shapes, sameShapes, shapeKey, shapesOf } from './compile.ts';

/** Sequences of many lengths make a program each; every runner may hold a copy of the arrays. */
const MOST = 32;

export class Runners {
  readonly #byShape = new Map<string, Runner>();
  /** The runner of the last run, which mostly is that of the next. */
  #last: { readonly shapes: Shapes; readonly runner: Runner } | undefined;

  get size(): number {
    return this.#byShape.size;
  }

  /** The runner for inputs of these shapes, which becomes the last used. */
  get(inputs: Values): Runner | undefined {
    if (this.#last !== undefined && sameShapes(this.#last.shapes, inputs)) return this.#last.runner;
    const key = shapeKey(inputs);
    const runner = this.#byShape.get(key);
    if (runner === undefined) return undefined;
    this.#byShape.delete(key);
    this.#use(key, inputs, runner);
    return runner;
  }

  /** None of the runners may hold arrays that are nowhere else. */
  add(inputs: Values, runner: Runner): void {
    if (this.#byShape.size >= MOST) {
      const [oldest] = this.#byShape;
      oldest![1].dispose();
      this.#byShape.delete(oldest![0]);
    }
    this.#use(shapeKey(inputs), inputs, runner);
  }

  #use(key: string, inputs: Values, runner: Runner): void {
    this.#byShape.set(key, runner);
    this.#last = { shapes: shapesOf(inputs), runner };
  }

  /** Where the inputs of the next run may be written: `like` itself where no runner has a place for them. */
  buffers(like: Values): Values {
    const feeds = this.get(like)?.feeds;
    if (feeds === undefined) return like;
    // A program leaves out the inputs that it does not read.
    for (const name in like) if (!(name in feeds)) return { ...like, ...feeds };
    return feeds;
  }

  refresh(key: string): void {
    for (const r of this.#byShape.values()) r.refresh?.(key);
  }

  dispose(): void {
    for (const r of this.#byShape.values()) r.dispose();
    this.#byShape.clear();
    this.#last = undefined;
  }
}
