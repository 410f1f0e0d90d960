/** Training jobs as folders: what Export writes, and what Import makes of what came of it. PyTorch itself is asked by prove.py. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NamedArrays } from '../../../src/formats/arrays/stored.ts';
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts';
import { nodeIO } from '../../../src/frontends/node-io.ts';
import { createSession } from '../../../src/index.ts';
import { evaluate, type Outcome } from '../evaluation.ts';
import { type EndChanges, endJob } from './ended.ts';

let folder = '';
let job = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheelite-job-'));
  job = join(folder, 'job');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (text: string): Outcome =>
  evaluate(text.replaceAll('@', folder), createSession({ seed: 1, io: nodeIO({ print: () => {} }) }));
const NET = 'NetChain[<|"in" -> LinearLayer[4], "t" -> Tanh, "out" -> LinearLayer[2]|>, "Input" -> 3]';
const DATA = 'x = Table[N[{Mod[i, 5], Mod[i, 3], Mod[i, 2]}]/5, {i, 25}]; y = Map[{Total[#], First[#]} &, x]; ';
const written = (options: string, name = 'job'): Outcome =>
  run(`${DATA}Export["@/${name}", {${NET}, x -> y, RandomSeeding -> 3, ${options}}, "TrainingJob"]`);
const file = (name: string): string => readFileSync(join(job, name), 'utf8');
const arrays = (name: string): NamedArrays => readSafetensors(readFileSync(join(job, name)));

const ended = (changes?: EndChanges): void => endJob(job, changes);

describe('what is written', () => {
  test('is a folder with everything, and nothing beside it', () => {
    expect(written('MaxTrainingRounds -> 2, BatchSize -> 8').messages).toEqual([]);
    expect(readdirSync(folder)).toEqual(['job']);
    expect(readdirSync(job, { recursive: true }).sort()).toEqual(
      'README.md data data/examples-1.safetensors initial.safetensors job.json job.slurm job.yaml model.py net.wlnet order.safetensors ray_job.py run.sh shards.py train.py'.split(
        ' ',
      ),
    );
    expect(file('model.py')).toContain('self.out = nn.Linear(4, 2)');
    expect(file('train.py').split('\n').length).toBeLessThanOrEqual(300);
    expect([...arrays('initial.safetensors').keys()]).toEqual(
      'net.in_.weight net.in_.bias net.out.weight net.out.bias'.split(' '),
    );
  });

  test('takes examples in the order of NetTrain', () => {
    written('MaxTrainingRounds -> 3, BatchSize -> 8');
    const own = run(
      `${DATA}all = {}; NetTrain[${NET}, x -> y, RandomSeeding -> 3, MaxTrainingRounds -> 3, BatchSize -> 8, TrainingProgressReporting -> None, TrainingProgressFunction -> {(AppendTo[all, #BatchIndices]) &, "Interval" -> Quantity[1, "Batches"]}]; all`,
    );
    const order = arrays('order.safetensors');
    const places = Array.from(order.get('examples')!.data as Int32Array, (i) => i + 1);
    const sizes = Array.from(order.get('sizes')!.data as Int32Array);
    let at = 0;
    const batches = sizes.map((n) => places.slice(at, (at += n)));
    expect(`{${batches.map((b) => `{${b.join(', ')}}`).join(', ')}}`).toBe(own.value);
  });

  test('begins with the arrays that NetTrain begins with', () => {
    written('MaxTrainingRounds -> 3');
    const own = run(
      `${DATA}Normal[NetExtract[NetTrain[${NET}, x -> y, All, RandomSeeding -> 3, MaxTrainingRounds -> 1, TrainingProgressReporting -> None]["TrainingNet"], {"in", "Weights"}]]`,
    );
    const read = run('Normal[NetExtract[Import["@/job/net.wlnet"], {"in", "Weights"}]]');
    expect(read.value).toBe(own.value);
  });

  test('has rates, limits and schedules of the arrays', () => {
    written(
      'MaxTrainingRounds -> Quantity[5, "Batches"], BatchSize -> 10, Method -> {"SGD", "Momentum" -> 0.5, "L2Regularization" -> {"in" -> 0.1}, "GradientClipping" -> 2, "LearningRateSchedule" -> Function[#1/#2]}, LearningRate -> 0.1, LearningRateMultipliers -> {{"in", "Biases"} -> None, "in" -> -0.5, _ -> 2}',
    );
    const { arrays: of, batches } = JSON.parse(file('job.json'));
    expect(batches).toBe(5);
    expect(of['net.in_.bias']).toMatchObject({ multiplier: 0, decay: 0.1, gradient_clip: 2, weight_clip: null });
    expect([of['net.in_.weight'].multiplier, of['net.out.bias'].multiplier, of['net.out.weight'].decay]).toEqual([
      -0.5, 2, 0,
    ]);
    const rates = Array.from(arrays('order.safetensors').get('rates')!.data as Float64Array);
    expect(rates.map((r) => Math.round(100 * r))).toEqual([2, 4, 6, 8, 10]);
    expect(file('train.py')).toContain('self.optimizer = torch.optim.SGD(groups, momentum=0.5) if groups else None');
  });

  test('has optimizers of its own where PyTorch has none that computes the same', () => {
    written('MaxTrainingRounds -> 1, Method -> "SignSGD"');
    expect(file('train.py')).toContain('class SignSGD(torch.optim.Optimizer)');
    expect(file('train.py').split('\n').length).toBeLessThanOrEqual(300);
  });

  test('tells of layers whose random numbers are other ones', () => {
    const { messages, texts } = run(
      'Export["@/job", {NetChain[{LinearLayer[2], DropoutLayer[]}, "Input" -> 1], {{1} -> {1, 2}}, MaxTrainingRounds -> 1}, "TrainingJob"]',
    );
    expect(messages).toEqual(['NetTrain::jobrandom']);
    expect(texts[0]).toContain('{2}');
  });

  test('stands in place of an earlier job only where that is asked for', () => {
    written('MaxTrainingRounds -> 1');
    expect(written('MaxTrainingRounds -> 2')).toMatchObject({ value: '$Failed', messages: ['Export::filex'] });
    expect(JSON.parse(file('job.json')).batches).toBe(2);
    const again = run(
      `${DATA}Export["@/job/", {${NET}, x -> y, MaxTrainingRounds -> 3}, "TrainingJob", OverwriteTarget -> True]`,
    );
    expect(again.messages).toEqual([]);
    expect(JSON.parse(file('job.json')).batches).toBe(6);
    expect(readdirSync(folder)).toEqual(['job']);
  });

  test('never stands in place of anything else', () => {
    mkdirSync(job);
    writeFileSync(join(job, 'mine.txt'), 'mine');
    const over = (): Outcome =>
      run(`${DATA}Export["@/job", {${NET}, x -> y, MaxTrainingRounds -> 3}, "TrainingJob", OverwriteTarget -> True]`);
    expect(over()).toMatchObject({ value: '$Failed', messages: ['Export::foldex'] });
    expect(file('mine.txt')).toBe('mine');
    rmSync(job, { recursive: true });
    symlinkSync(folder, job);
    expect(over().value).toBe('$Failed');
    expect(readdirSync(folder)).toEqual(['job']);
  });
});

describe('what no job can be made of is one message', () => {
  test.each([
    [
      'TimeGoal -> 5, TrainingStoppingCriterion -> "Loss", MaxTrainingRounds -> 2',
      /no TimeGoal, no TrainingStoppingCriterion; what does: .*ValidationSet/,
    ],
    ['TrainingProgressReporting -> "Print", MaxTrainingRounds -> 2', /TrainingProgressReporting \(None or Automatic\)/],
    ['BatchSize -> 8', /MaxTrainingRounds -> n/],
    ['MaxTrainingRonds -> 3', /no option MaxTrainingRonds; did you mean MaxTrainingRounds\?/],
    ['MaxTrainingRounds -> 10^9', /fewer rounds do/],
    ['MaxTrainingRounds -> 2, ValidationSet -> {x -> y, "Interval" -> Quantity[2, "Seconds"]}', /rounds or batches/],
  ])('%s', (options, text) => {
    const { value, messages, texts } = written(options);
    expect([value, messages]).toEqual(['$Failed', ['Export::fmterr']]);
    expect(texts[0]).toMatch(text);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    [`{${NET}, {{1, 2} -> {3, 4}}, MaxTrainingRounds -> 1}`, 'NetTrain::invindata'],
    [`{${NET}, Function[x], MaxTrainingRounds -> 1}`, 'NetTrain::badgen'],
    [`{${NET}, {{1, 2, 3} -> {3, 4}}, MaxTrainingRounds -> 1, Method -> "Nothing"}`, 'NetTrain::badpar'],
    ['{1, 2}', 'Export::type'],
    [`${NET}`, 'Export::type'],
  ])('%s', (value, tag) => {
    expect(run(`Export["@/job", ${value}, "TrainingJob"]`)).toMatchObject({ value: '$Failed', messages: [tag] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a text is no folder', () => {
    expect(run(`${DATA}ExportString[{${NET}, x -> y}, "TrainingJob"]`).messages).toEqual(['ExportString::fmtnosup']);
  });
});

const OPTIONS =
  'MaxTrainingRounds -> 2, BatchSize -> 10, LearningRateMultipliers -> {{"in", "Biases"} -> None, _ -> 1}';
const properties =
  '"TotalBatches", "TotalRounds", "BatchSize", "TrainingExamples", "ReasonTrainingStopped", "TargetDevice"';

describe('what comes back', () => {
  test('are the results of a training', () => {
    written(OPTIONS);
    ended();
    const { value, messages } = run(`r = Import["@/job/"]; {Head[r], r[{${properties}}], FreeQ[r[All], $Failed]}`);
    expect(messages).toEqual([]);
    expect(value).toBe('{NetTrainResultsObject, {6, 2, 10, 25, "MaximumTrainingRounds", "CPU"}, True}');
    expect(run('r = Import["@/job"]; r["ArraysLearningRateMultipliers"][{"in", "Biases"}]').value).toBe('None');
  });

  test('is the trained net, with frozen arrays as they were', () => {
    written(OPTIONS);
    ended();
    const of = (part: string): string =>
      run(
        `old = Import["@/job/net.wlnet"]; new = Import["@/job", "Net"]; Union[Round[Flatten[Normal[NetExtract[new, ${part}]] - Normal[NetExtract[old, ${part}]]], 0.001]]`,
      ).value;
    expect(of('{"in", "Weights"}')).toBe('{1.}');
    expect(of('{"in", "Biases"}')).toBe('{0.}');
  });

  test('says how far a job is that has not ended', () => {
    written(OPTIONS);
    expect(run('Import["@/job"]').texts[0]).toContain(
      'has not been run yet: results/checkpoint.safetensors is not there',
    );
    ended({ texts: { reason: '', batches: '4' } });
    expect(run('Import["@/job"]').texts[0]).toContain('4 of 6 batches are done');
  });
});

describe('damaged jobs are one message', () => {
  const one = (text: RegExp): void => {
    const { value, messages, texts } = run('Import["@/job/"]');
    expect([value, messages]).toEqual(['$Failed', ['Import::fmterr']]);
    expect(texts[0]).toMatch(text);
  };
  beforeEach(() => {
    written(OPTIONS);
    ended();
  });
  const change = (edit: (about: Record<string, never>) => unknown): void => {
    const about = JSON.parse(file('job.json'));
    writeFileSync(join(job, 'job.json'), JSON.stringify(edit(about) ?? about));
  };

  test('a description cut off', () => {
    writeFileSync(join(job, 'job.json'), file('job.json').slice(0, 300));
    one(/job.json is not JSON/);
  });
  test.each([
    ['of something else', (): unknown => ({ format: 'x' }), /does not describe/],
    ['of another version', (a: object): unknown => ({ ...a, version: 7 }), /another version/],
    ['without arrays', (a: object): unknown => ({ ...a, arrays: undefined }), /"arrays"/],
    ['with arrays of another net', (a: object): unknown => ({ ...a, arrays: {} }), /not both in/],
    ['with sizes that are none', (a: object): unknown => ({ ...a, batches: -1 }), /"batches"/],
    ['with no rounds', (a: object): unknown => ({ ...a, batches_per_round: 0 }), /"batches_per_round"/],
    [
      'with other settings',
      (a: object): unknown => ({ ...a, expressions: { method: 1, call: 1, multipliers: ['x'] } }),
      /damaged/,
    ],
    ['without settings', (a: object): unknown => ({ ...a, expressions: {} }), /damaged/],
  ] as const)('a description %s', (_, edit, text) => {
    change(edit);
    one(text);
  });
  test('arrays of other dimensions', () => {
    ended({ arrays: new Map([['net.out.bias', { dtype: 'F32', shape: [3], data: new Float32Array(3) }]]) });
    one(/net.out.bias in .* has the dimensions \{3\}; in the net it has \{2\}/);
  });
  test('an array that is missing', () => {
    const all = new Map([...arrays('results/checkpoint.safetensors')].filter(([name]) => name !== 'net.out.bias'));
    writeFileSync(
      join(job, 'results/checkpoint.safetensors'),
      writeSafetensors(all, { id: JSON.parse(file('job.json')).id, reason: 'MaximumTrainingRounds' }),
    );
    one(/net.out.bias is missing/);
  });
  test('arrays cut off, and huge ones', () => {
    const path = join(job, 'results/checkpoint.safetensors');
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length - 9));
    one(/bytes of data|stated shape/);
    const header = JSON.stringify({
      a: { dtype: 'F32', shape: [2 ** 40, 2 ** 10], data_offsets: [0, 2 ** 52] },
      __metadata__: { id: JSON.parse(file('job.json')).id },
    });
    const bytes = Buffer.alloc(8 + header.length);
    bytes.writeBigUInt64LE(BigInt(header.length));
    bytes.write(header, 8);
    writeFileSync(path, bytes);
    one(/the arrays have \d+ bytes of data, the file 0/);
  });
  test('results of another job, losses that do not fit, numbers that are none', () => {
    ended({ texts: { id: 'x' } });
    one(/of another job/);
    ended({ arrays: new Map([['losses', { dtype: 'F64', shape: [1], data: new Float64Array(1) }]]) });
    one(/losses/);
    ended({ texts: { rounds: '1e99' } });
    one(/"rounds"/);
  });
  test('links out of the folder', () => {
    const outside = join(folder, 'outside');
    for (const name of ['net.wlnet', 'results/checkpoint.safetensors', 'job.json']) {
      writeFileSync(outside, readFileSync(join(job, name)));
      const kept = readFileSync(join(job, name));
      rmSync(join(job, name));
      symlinkSync(outside, join(job, name));
      one(/leads out of its folder/);
      rmSync(join(job, name));
      writeFileSync(join(job, name), kept);
    }
  });
  test('a net that is missing or no net', () => {
    writeFileSync(join(job, 'net.wlnet'), 'x');
    one(/header/);
    rmSync(join(job, 'net.wlnet'));
    one(/net.wlnet is missing/);
  });
  test('a folder of something else', () => {
    rmSync(join(job, 'job.json'));
    expect(run('Import["@/job/"]').messages).toEqual(['Import::infer']);
    expect(run('Import["@/job/", "TrainingJob"]').messages).toEqual(['Import::nffil']);
  });
});
