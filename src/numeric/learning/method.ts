/** What a method of learning is: one record, for classes, for numbers or for both. */
import type { Matrix } from '../linear-algebra/matrix.ts';
import type { RandomStream } from '../random.ts';
import type { Form, Plain } from './form.ts';
import type { Coding } from './table.ts';

export type Model = { readonly [name: string]: Plain };

/** What is to be learnt: a row of shares an example for classes, or one number. */
export interface Target {
  readonly kind: 'classes' | 'numbers';
  /** Classes, or 1. */
  readonly width: number;
  /** {examples, width}. */
  readonly data: Float64Array;
}

export interface Lesson {
  /** {examples, columns}, nothing missing. */
  readonly x: Matrix;
  /** The same with NaN where values are missing. */
  readonly gaps: Matrix;
  readonly codings: readonly Coding[];
  readonly target: Target;
  readonly random: RandomStream;
}
/** What a model is asked about. */
export type Question = Pick<Lesson, 'x' | 'gaps' | 'codings'>;

/** A suboption of a method: a number in a range, or Automatic. */
export interface Suboption {
  readonly from: number;
  readonly to?: number;
  readonly whole?: true;
  /** What Automatic means for a lesson. */
  readonly automatic: (lesson: Lesson) => number;
}
export type Settings = Readonly<Record<string, number>>;

export interface Method {
  readonly name: string;
  readonly learns: readonly Target['kind'][];
  readonly suboptions: Readonly<Record<string, Suboption>>;
  /** What its models look like. */
  readonly model: Form;
  fit(lesson: Lesson, settings: Settings): Model;
  /** Probabilities {examples, classes}, or numbers {examples, 1}. */
  scores(model: Model, question: Question): Float64Array;
}

/** A type for a model that the method itself has made, or that has its form. */
export const modelAs = <T>(model: Model): T => model as T;

/** The number of each suboption: as given, or as the lesson has it. */
export function settingsFor(method: Method, lesson: Lesson, given: Settings): Settings {
  return Object.fromEntries(
    Object.entries(method.suboptions).map(([name, s]) => [name, given[name] ?? s.automatic(lesson)]),
  );
}

/** The index of the class of each example. */
export function classIndices({ width, data }: Target): Int32Array {
  const labels = new Int32Array(data.length / width);
  for (let i = 0; i < labels.length; i++) {
    let best = 0;
    for (let k = 1; k < width; k++) if (data[i * width + k]! > data[i * width + best]!) best = k;
    labels[i] = best;
  }
  return labels;
}

/** Probabilities in place of weights, row by row. */
export function softmaxRows(logits: Float64Array, width: number): Float64Array {
  for (let at = 0; at < logits.length; at += width) {
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < width; k++) most = Math.max(most, logits[at + k]!);
    let sum = 0;
    for (let k = 0; k < width; k++) sum += logits[at + k] = Math.exp(logits[at + k]! - most);
    for (let k = 0; k < width; k++) logits[at + k]! /= sum;
  }
  return logits;
}
