/** The runners of one training or evaluator, one for each set of input shapes; those longest unused go. */

import type { Held } from '../contract/step.ts';
import type { Runner, Values } from '../executors/executor.ts';
import { type Shapes, sameShapes, shapeKey, shapesOf } from './compile.ts';
import type { Compiled, Sized } from './compiled.ts';

/** Sequences of many lengths make a program each, and every runner may hold a copy of the arrays: so many, and so much memory. */
const MOST = 512;
const MOST_BYTES = 2 ** 29;
/** Programs that are kept whatever they take. */
const LEAST = 2;

/** What several runners hold outside of the heap. */
class AllHeld implements Held {
  readonly #all = new Set<Held>();

  add(runner: Runner): void {
    this.#all.add(runner.memory ?? runner);
  }

  giveBack(runner: Runner): void {
    this.#all.delete(runner.memory ?? runner);
    runner.dispose();
  }

  /** Holds nothing more, and gives nothing back. */
  forget(): void {
    this.#all.clear();
  }

  dispose(): void {
    for (const held of this.#all) held.dispose();
    this.#all.clear();
  }
}

export class Runners {
  readonly memory = new AllHeld();
  readonly #byShape = new Map<string, Sized>();
  #bytes = 0;
  /** The runner of the last run, which mostly is that of the next. */
  #last: { readonly shapes: Shapes; readonly runner: Runner } | undefined;

  get size(): number {
    return this.#byShape.size;
  }

  /** The runner for inputs of these shapes, which becomes the last used. */
  get(inputs: Values): Runner | undefined {
    if (this.#last !== undefined && sameShapes(this.#last.shapes, inputs)) return this.#last.runner;
    const key = shapeKey(inputs);
    const kept = this.#byShape.get(key);
    if (kept === undefined) return undefined;
    this.#byShape.delete(key);
    this.#use(key, inputs, kept);
    return kept.compiled.runner;
  }

  /** `bytes` is what the runner takes, about. None of the runners may hold arrays that are nowhere else. */
  add(inputs: Values, compiled: Compiled, bytes: number): void {
    this.#bytes += bytes;
    this.memory.add(compiled.runner);
    this.#use(shapeKey(inputs), inputs, { compiled, bytes });
    for (const [key, old] of this.#byShape) {
      if (this.#byShape.size <= LEAST || (this.#byShape.size <= MOST && this.#bytes <= MOST_BYTES)) return;
      this.memory.giveBack(old.compiled.runner);
      this.#bytes -= old.bytes;
      this.#byShape.delete(key);
    }
  }

  #use(key: string, inputs: Values, kept: Sized): void {
    this.#byShape.set(key, kept);
    this.#last = { shapes: shapesOf(inputs), runner: kept.compiled.runner };
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
    for (const { compiled } of this.#byShape.values()) compiled.runner.refresh?.(key);
  }

  /** Everything that is here, which is somebody else's from now on; those longest unused first. */
  leave(): Sized[] {
    const all = [...this.#byShape.values()];
    this.memory.forget();
    this.dispose();
    return all;
  }

  dispose(): void {
    this.memory.dispose();
    this.#byShape.clear();
    this.#bytes = 0;
    this.#last = undefined;
  }
}
