/** A training that is cut off anywhere and goes on from its checkpoint ends in the same bits as one that was never interrupted. */
import { describe, expect, test } from 'vitest';
import { createSession, type KernelSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { evaluate } from '../nets/evaluation.ts';
import { cases, figure, randomOf, replay } from './figures.ts';

type Files = Map<string, Uint8Array>;
/** A session whose files are in memory; it is aborted once `cut` of them have been written. */
function withFiles(files: Files, cut = Number.POSITIVE_INFINITY): KernelSession {
  let written = 0;
  const io = {
    ...noIO,
    readFile: (path: string) => files.get(path),
    writeFile(path: string, bytes: Uint8Array) {
      files.set(path, bytes.slice());
      written++;
      // As kill -9 would: nothing of the net is given back.
      if (written === cut) throw new Error('cut');
    },
    list: (folder: string) =>
      [...files.keys()].filter((f) => f.startsWith(`${folder}/`)).map((f) => f.slice(folder.length + 1)),
    createDirectory: () => {},
  };
  return createSession({ seed: 1, io });
}

interface Course {
  readonly name: string;
  readonly net: string;
  readonly data: string;
  readonly options: string;
}
const numbers = 'RandomReal[{-1, 1}, {30, 4}] -> RandomReal[1, {30, 1}]';
const mlp = 'NetChain[{6, Tanh, 1}, "Input" -> 4]';
const method = (name: string, rate = ''): Course => ({
  name,
  net: mlp,
  data: numbers,
  options: `Method -> ${name}${rate}`,
});
const courses: readonly Course[] = [
  method('"ADAM"'),
  method('"SGD"'),
  method('"RMSProp"'),
  method('"SignSGD"'),
  method('{"SGD", "Momentum" -> 0.9, "L2Regularization" -> 0.01}'),
  method('{"ADAM", "LearningRateSchedule" -> (1 - 0.5 #1/#2 &), "GradientClipping" -> 0.5}'),
  {
    name: 'dropout and batch normalization',
    net: 'NetChain[{8, BatchNormalizationLayer[], Tanh, DropoutLayer[0.5], 1}, "Input" -> 4]',
    data: numbers,
    options: 'Method -> "ADAM"',
  },
  {
    name: 'validation, patience and measurements',
    net: 'NetChain[{6, Tanh, 2, SoftmaxLayer[]}, "Input" -> 4, "Output" -> NetDecoder[{"Class", {"a", "b"}}]]',
    data: 'RandomReal[{-1, 1}, {40, 4}] -> RandomChoice[{"a", "b"}, 40]',
    options:
      'ValidationSet -> Scaled[0.25], TrainingStoppingCriterion -> <|"Criterion" -> "Loss", "Patience" -> 3|>, TrainingProgressMeasurements -> {"Accuracy", "F1Score", "Entropy"}',
  },
  {
    name: 'multipliers and a schedule of updates',
    net: 'NetChain[<|"a" -> 6, "t" -> Tanh, "b" -> 1|>, "Input" -> 4]',
    data: numbers,
    options: 'LearningRateMultipliers -> {"a" -> 0.5}, TrainingUpdateSchedule -> {"a", "b"}',
  },
  {
    name: 'a frozen front',
    net: 'NetInitialize[NetChain[<|"a" -> 6, "t" -> Tanh, "b" -> 1|>, "Input" -> 4]]',
    data: numbers,
    options: 'LearningRateMultipliers -> {"a" -> None}',
  },
  {
    name: 'sequences of different lengths',
    net: 'NetChain[{GatedRecurrentLayer[3], SequenceLastLayer[], 1}, "Input" -> {"Varying", 2}]',
    data: 'Table[RandomReal[1, {Mod[i, 3] + 1, 2}] -> {N[Mod[i, 2]]}, {i, 20}]',
    options: 'Method -> "ADAM"',
  },
  {
    name: 'an augmentation layer',
    net: 'NetChain[{ImageAugmentationLayer[{3, 3}], FlattenLayer[], 1}, "Input" -> {1, 4, 4}]',
    data: 'RandomReal[1, {20, 1, 4, 4}] -> RandomReal[1, {20, 1}]',
    options: 'Method -> "ADAM"',
  },
];
const ROUNDS = 5;

/** `net`: that of the course, or the checkpoint in its place. */
function program({ net, data, options }: Course, every: string, given = net): string {
  return `SeedRandom[7]; data = ${data}; r = NetTrain[${given}, data, All, ${options}, BatchSize -> 8, MaxTrainingRounds -> ${ROUNDS}, TrainingProgressReporting -> None,
    TrainingProgressCheckpointing -> {"File", "/c.wlnet", "Interval" -> Quantity[1, "${every}"], "Resume" -> True}];`;
}
/** Everything that comes of a training, exactly. */
const outcome =
  'FullForm[{Normal[#] & /@ Information[r["TrainedNet"], "Arrays"], r["BatchLossList"], r["RoundLossList"], r["ValidationLossList"], r["RoundMeasurements"], r["TotalBatches"], r["ReasonTrainingStopped"]}] // ToString';

describe('cut off and continued', () => {
  const numbers = cases(24, 240);
  const whole = new Map<string, { readonly bits: string; readonly files: number }>();
  const uncut = (c: Course, every: string): { readonly bits: string; readonly files: number } => {
    const key = c.name + every;
    let known = whole.get(key);
    if (known === undefined) {
      let files = 0;
      const counting = new (class extends Map<string, Uint8Array> {
        override set(k: string, v: Uint8Array): this {
          files++;
          return super.set(k, v);
        }
      })();
      const session = withFiles(counting);
      const r = evaluate(program(c, every), session);
      if (r.texts.length > 0) throw new Error(`${c.name}: ${r.texts.join('\n')}`);
      whole.set(key, (known = { bits: evaluate(outcome, session).value, files }));
    }
    return known;
  };
  test.each(numbers.map((i) => [i, courses[i % courses.length]!.name] as const))('case %i: %s', (i) => {
    const course = courses[i % courses.length]!;
    const every = i % 5 === 4 ? 'Rounds' : 'Batches';
    const { bits, files: count } = uncut(course, every);
    const files: Files = new Map();
    const cut = randomOf(i).integer(1, count);
    expect(() => evaluate(program(course, every), withFiles(files, cut))).toThrow('cut');
    const session = withFiles(files);
    const given = i % 2 === 0 ? course.net : 'Import["/c.wlnet"]';
    const r = evaluate(program(course, every, given), session);
    expect([r.texts, replay('resume.test.ts', i)]).toEqual([[], replay('resume.test.ts', i)]);
    expect(evaluate(outcome, session).value, `cut after ${cut} of ${count}; ${replay('resume.test.ts', i)}`).toBe(bits);
  });
  test('figures', () =>
    figure('trainings that were cut off and ended in the same bits', `${numbers.length} of ${numbers.length}`));
});

describe('what cannot be continued', () => {
  const train = (net: string, options: string): string =>
    `SeedRandom[7]; NetTrain[${net}, RandomReal[1, {20, 4}] -> RandomReal[1, {20, 1}], ${options}MaxTrainingRounds -> 2, TrainingProgressReporting -> None, TrainingProgressCheckpointing -> {"File", "/c.wlnet", "Resume" -> True}]`;
  test.each([
    ['another net', train('NetChain[{3, 1}, "Input" -> 4]', ''), 'the arrays of the net'],
    ['another method', train(mlp, 'Method -> "SGD", '), 'the optimizer'],
    ['another batch size', train(mlp, 'BatchSize -> 5, '), 'the batch size'],
    ['another seed', train(mlp, 'RandomSeeding -> 5, '), 'the random seed'],
  ])('%s', (_name, code, reason) => {
    const files: Files = new Map();
    expect(evaluate(train(mlp, ''), withFiles(files)).messages).toEqual([]);
    const r = evaluate(code, withFiles(files));
    expect([r.value, r.messages]).toEqual(['$Failed', ['NetTrain::noresume']]);
    expect(r.texts[0]).toContain(reason);
  });
  test('a net without a training', () => {
    const files: Files = new Map();
    evaluate(`Export["/c.wlnet", NetInitialize[${mlp}]]`, withFiles(files));
    expect(evaluate(train(mlp, ''), withFiles(files)).messages).toEqual(['NetTrain::noresume']);
  });
  test('names of checkpoints sort by time', () => {
    const files: Files = new Map();
    evaluate(
      `NetTrain[${mlp}, RandomReal[1, {8, 4}] -> RandomReal[1, {8, 1}], BatchSize -> 8, MaxTrainingRounds -> 12, TrainingProgressReporting -> None, TrainingProgressCheckpointing -> {"Directory", "/d"}]`,
      withFiles(files),
    );
    const names = [...files.keys()];
    expect(names).toHaveLength(12);
    expect([...names].sort()).toEqual(names);
  });
});
