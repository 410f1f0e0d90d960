/** What Classify and Predict make: the method that does best on examples it has not seen, trained on all of them. */
import { type Expr, str } from '../expr/expr.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { accuracyOf, heldOutScores, lossOf, settingsFor } from '../numeric/learning/index.ts';
import type { Lesson, Model, Settings, Target } from '../numeric/learning/method.ts';
import { questionOf, type Reader } from './reader.ts';
import { type Choice, type Deciding, type LearningSettings, methodsFor, usualDeciding } from './settings.ts';

/** How a method did on examples that it had not seen. */
export interface Tried {
  readonly method: string;
  /** Mean cross-entropy of classes, root of the mean squared deviation of numbers. */
  readonly loss: number;
  /** Of classes, the share of right decisions. */
  readonly accuracy: number;
}

export interface Learnt {
  readonly kind: Target['kind'];
  readonly reader: Reader;
  /** Applied to each example before it is read. */
  readonly extractor: Expr | undefined;
  /** Classes in canonical order, and their shares of the examples; none for numbers. */
  readonly labels: readonly Expr[];
  readonly shares: readonly number[];
  readonly method: string;
  readonly settings: Settings;
  readonly model: Model;
  readonly examples: number;
  readonly tried: readonly Tried[];
  /** Of numbers: how far predictions are off, as a standard deviation. */
  readonly deviation: number;
  readonly deciding: Deciding;
  /** Of the training; undefined for one that comes from a file. */
  readonly seconds: number | undefined;
}

/** Cells of a table up to which five parts are held out one after another, in place of two. */
const SMALL = 200_000;

interface Held {
  readonly inputs: readonly Expr[];
  readonly target: Target;
}

/** What the method does on examples that it has not seen: those of a validation set, or parts held out. */
function trial(
  { method, given }: Choice,
  lesson: Lesson,
  held: (Lesson & Held) | undefined,
): Tried & { scores: Float64Array } {
  let scores: Float64Array;
  let target = lesson.target;
  if (held !== undefined) {
    scores = method.scores(method.fit(lesson, settingsFor(method, lesson, given)), held);
    target = held.target;
  } else {
    const folds = method.name === 'NeuralNetwork' || lesson.x.data.length > SMALL ? 2 : 5;
    scores = heldOutScores(method, lesson, given, Math.min(folds, lesson.x.rows));
  }
  return {
    method: method.name,
    loss: lossOf(target, scores),
    accuracy: target.kind === 'classes' ? accuracyOf(target, scores) : 0,
    scores,
  };
}

const text = (x: number): string => String(Number(x.toPrecision(4)));

/** Tries the methods as long as there is time, the first one in any case. */
function trials(settings: LearningSettings, lesson: Lesson, held: (Lesson & Held) | undefined, e: Evaluation): Tried[] {
  const start = e.session.io.clock();
  const out: Tried[] = [];
  for (const choice of settings.choices) {
    const seconds = (e.session.io.clock() - start) / 1000;
    if (out.length > 0 && seconds * (1 + 1 / out.length) > settings.seconds) break;
    // A stream of its own, so that no method hangs on those that were tried before.
    const { scores: _, ...tried } = trial(choice, { ...lesson, random: settings.random.fork() }, held);
    out.push(tried);
    const accuracy = lesson.target.kind === 'classes' ? `, accuracy ${text(tried.accuracy)}` : '';
    if (settings.prints) e.session.io.print(`${tried.method}: loss ${text(tried.loss)}${accuracy}`);
  }
  return out;
}

export interface Teaching {
  readonly reader: Reader;
  readonly extractor: Expr | undefined;
  readonly inputs: readonly Expr[];
  readonly target: Target;
  readonly labels: readonly Expr[];
  readonly deciding?: Deciding;
  readonly held?: Held | undefined;
}

/** Throws NetProblem. */
export function learnt(t: Teaching, settings: LearningSettings, e: Evaluation): Learnt {
  const start = e.session.io.clock();
  const question = questionOf(t.reader, t.inputs, e);
  const lesson: Lesson = { ...question, target: t.target, random: settings.random };
  const held = t.held && { ...t.held, ...questionOf(t.reader, t.held.inputs, e), random: settings.random };
  const tried = trials(settings, lesson, held, e);
  const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
  const { method, given } = settings.choices.find((c) => c.method.name === best.method)!;
  const found = settingsFor(method, lesson, given);
  const model = method.fit({ ...lesson, random: settings.random.fork() }, found);
  const { data, width } = t.target;
  return {
    kind: t.target.kind,
    reader: t.reader,
    extractor: t.extractor,
    labels: t.labels,
    shares: t.labels.map((_, k) => data.reduce((s, v, i) => s + (i % width === k ? v : 0), 0) / (data.length / width)),
    method: method.name,
    settings: found,
    model,
    examples: t.inputs.length,
    tried,
    deviation: t.target.kind === 'numbers' ? best.loss : 0,
    deciding: t.deciding ?? usualDeciding(),
    seconds: (e.session.io.clock() - start) / 1000,
  };
}

/** Inputs as the reader takes them. Throws NetProblem. */
export function extracted(inputs: readonly Expr[], extractor: Expr | undefined, e: Evaluation): readonly Expr[] {
  if (extractor === undefined) return inputs;
  const f = e.session.applier(extractor);
  return inputs.map((x) => f(x));
}

/** Probabilities {examples, classes} or numbers {examples, 1}. Throws NetProblem. */
export function scoresOf(l: Learnt, inputs: readonly Expr[], e: Evaluation): Float64Array {
  const method = methodsFor(l.kind, str('CPU'), e).find((m) => m.name === l.method)!;
  return method.scores(l.model, questionOf(l.reader, inputs, e));
}
