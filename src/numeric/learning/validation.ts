/** How well a method does on examples that it has not seen. */
import { matrix } from '../linear-algebra/matrix.ts';
import type { RandomStream } from '../random.ts';
import {
  classIndices,
  type Lesson,
  type Method,
  type Question,
  type Settings,
  settingsFor,
  type Target,
} from './method.ts';
import { chosenRows } from './table.ts';

/** The fold of each example: all of one size, and each with its share of every class. */
function foldsOf(target: Target, folds: number, random: RandomStream): Int32Array {
  const n = target.data.length / target.width;
  const labels = target.kind === 'classes' ? classIndices(target) : new Int32Array(n);
  const order = random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  const byClass = Array.from(order).sort((a, b) => labels[a]! - labels[b]!);
  const fold = new Int32Array(n);
  byClass.forEach((row, place) => {
    fold[row] = place % folds;
  });
  return fold;
}

const questionRows = (q: Question, rows: readonly number[]): Question => ({
  x: chosenRows(q.x, rows),
  gaps: q.gaps === q.x ? chosenRows(q.x, rows) : chosenRows(q.gaps, rows),
  codings: q.codings,
});
const lessonRows = (l: Lesson, rows: readonly number[]): Lesson => ({
  ...questionRows(l, rows),
  target: { ...l.target, data: chosenRows(matrix(l.x.rows, l.target.width, l.target.data), rows).data },
  random: l.random,
});

/** Scores {examples, width} of each example by a model that was made without its fold. */
export function heldOutScores(method: Method, lesson: Lesson, given: Settings, folds: number): Float64Array {
  const { width } = lesson.target;
  const n = lesson.x.rows;
  const fold = foldsOf(lesson.target, folds, lesson.random);
  const scores = new Float64Array(n * width);
  for (let f = 0; f < folds; f++) {
    const [kept, held]: [number[], number[]] = [[], []];
    fold.forEach((own, i) => (own === f ? held : kept).push(i));
    if (kept.length === 0 || held.length === 0) continue;
    const part = lessonRows(lesson, kept);
    const model = method.fit(part, settingsFor(method, part, given));
    const found = method.scores(model, questionRows(lesson, held));
    held.forEach((row, k) => scores.set(found.subarray(k * width, (k + 1) * width), row * width));
  }
  return scores;
}

/** A probability of 0 counts as this. */
const SMALLEST = 1e-8;

/** The mean cross-entropy of classes, the root of the mean squared deviation of numbers. */
export function lossOf({ kind, width, data }: Target, scores: Float64Array): number {
  const n = data.length / width;
  let s = 0;
  data.forEach((t, i) => {
    if (kind === 'numbers') s += (t - scores[i]!) ** 2 / n;
    else if (t > 0) s -= (t * Math.log(Math.max(scores[i]!, SMALLEST))) / n;
  });
  return kind === 'numbers' ? Math.sqrt(s) : s;
}

/** The share of examples whose most probable class is theirs. */
export function accuracyOf(target: Target, scores: Float64Array): number {
  const [truth, found] = [classIndices(target), classIndices({ ...target, data: scores })];
  return truth.reduce((n, t, i) => n + Number(t === found[i]), 0) / truth.length;
}
