/** TargetDevice -> "GPU" in the language: what runs there and what messages say. The thread of the device has tfjs' cpu backend. */
import Module from 'node:module';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { executorsOf } from '../../src/compute/contract/step.ts';
import type { Executor } from '../../src/compute/executors/executor.ts';
import { createSession } from '../../src/index.ts';

const stand = vi.hoisted(() => ({ in: true }));

vi.mock('../../src/compute/executors/index.ts', async (actual) => {
  const { executors } = await actual<{ readonly executors: readonly Executor[] }>();
  const { deviceExecutor } = await import('../../src/compute/executors/webgpu/webgpu.ts');
  const other = deviceExecutor('cpu');
  return {
    get executors() {
      return executors.map((x) => (stand.in && x.name === 'webgpu' ? other : x));
    },
  };
});

function evaluated(text: string) {
  const session = createSession({ seed: 1 });
  let value = '';
  const { messages } = session.log.collect(() => {
    for (const e of session.parse(text)) value = session.inputForm(session.evaluateInput(e));
  });
  return { value, tags: messages.map((m) => m.tag), text: messages.map((m) => m.text).join() };
}

const chain = 'NetChain[{LinearLayer[8], Ramp, LinearLayer[2]}, "Input" -> 3]';
const data = 'SeedRandom[1]; data = RandomReal[1, {40, 3}] -> RandomReal[1, {40, 2}];';
const training = (options: string, what: string): string =>
  `${data} NetTrain[${chain}, data, ${what}, MaxTrainingRounds -> 3, RandomSeeding -> 1, ${options}]`;

describe('on the device', () => {
  test('a training says where it ran', () => {
    const r = evaluated(training('TargetDevice -> "GPU"', '{"Executor", "TargetDevice"}'));
    expect(r).toEqual({
      value: '{<|"Name" -> "webgpu", "Reason" -> "It was asked for. It runs on the processor."|>, "GPU"}',
      tags: [],
      text: '',
    });
  });
  test('functions that watch a training are told', () => {
    const watch = 'seen = {}; ';
    const r = evaluated(
      `${watch}${training('TargetDevice -> "GPU", TrainingProgressFunction -> (AppendTo[seen, #TargetDevice] &)', '"TotalRounds"')}; seen`,
    );
    expect(r.value).toBe('{"GPU", "GPU", "GPU"}');
  });
  test('training with validation and a frozen front agrees with the processor', () => {
    const options =
      'ValidationSet -> Scaled[0.25], LearningRateMultipliers -> {1 -> None, _ -> 1}, BatchSize -> 8, Method -> "SGD"';
    const losses = ['"GPU"', '"CPU"'].map((d) =>
      JSON.parse(
        evaluated(training(`TargetDevice -> ${d}, ${options}`, '{"RoundLossList", "ValidationLossList"}'))
          .value.replaceAll('{', '[')
          .replaceAll('}', ']'),
      ).flat(),
    ) as [number[], number[]];
    expect(losses[0]).toHaveLength(6);
    losses[0].forEach((x, i) => expect(x).toBeCloseTo(losses[1][i]!, 5));
  });
  test('nets are applied and measured there', () => {
    const all = `net = NetInitialize[${chain}, RandomSeeding -> 1]; ${data}
      Max[Abs[net[First[data], TargetDevice -> "GPU"] - net[First[data]]]] < 10^-5 &&
      Abs[NetMeasurements[net, data, "MeanSquare", TargetDevice -> "GPU"] - NetMeasurements[net, data, "MeanSquare"]] < 10^-5`;
    expect(evaluated(all)).toEqual({ value: 'True', tags: [], text: '' });
  });
  test('what needs tfjs itself is refused, not run elsewhere', () => {
    const gradient = `NetInitialize[${chain}][{1, 2, 3}, NetPortGradient["Input"], TargetDevice -> "GPU"]`;
    expect(evaluated(gradient)).toMatchObject({ value: '$Failed', tags: ['nogpu'] });
  });
  test('constants of layers go there', () => {
    const ordering = evaluated('OrderingLayer["Input" -> 3][{3, 1, 2}, TargetDevice -> "GPU"]');
    expect(ordering).toEqual({ value: '{2, 3, 1}', tags: [], text: '' });
  });
});

describe('the option', () => {
  test.each(executorsOf.CPU)('{"CPU", "Executor" -> "%s"} is taken', (name) =>
    expect(evaluated(`ElementwiseLayer[Ramp][{-1, 2}, TargetDevice -> {"CPU", "Executor" -> "${name}"}]`)).toEqual({
      value: '{0., 2.}',
      tags: [],
      text: '',
    }),
  );
  test.each(['"TPU"', '{"GPU", "Executor" -> "jit"}', '{"CPU", "Executor" -> "webgpu"}', '{"GPU", "Threads" -> 2}'])(
    '%s is not',
    (device) => {
      for (const call of [
        training(`TargetDevice -> ${device}`, '"TotalRounds"'),
        `ElementwiseLayer[Ramp][{-1, 2}, TargetDevice -> ${device}]`,
        `${data} NetMeasurements[NetInitialize[${chain}], data, "MeanSquare", TargetDevice -> ${device}]`,
      ])
        expect(evaluated(call)).toMatchObject({ value: '$Failed', tags: ['badpar'] });
    },
  );
});

describe('without the packages', () => {
  type Resolve = (request: string, ...rest: unknown[]) => string;
  const host = Module as unknown as { _resolveFilename: Resolve };
  const resolve = host._resolveFilename;
  const without = (absent: RegExp, present?: string): void => {
    stand.in = false;
    host._resolveFilename = function (request, ...rest) {
      if (request === present) return '/packages/webgpu/index.js';
      if (absent.test(request)) throw Object.assign(new Error('absent'), { code: 'MODULE_NOT_FOUND' });
      return resolve.call(this, request, ...rest);
    };
  };
  afterEach(() => {
    stand.in = true;
    host._resolveFilename = resolve;
  });

  test('the message says what to install, and the session goes on', () => {
    without(/webgpu/);
    const r = evaluated(`${training('TargetDevice -> "GPU"', '"TotalRounds"')}; 1 + 1`);
    expect(r).toMatchObject({ value: '2', tags: ['nogpu'] });
    expect(r.text).toContain('The packages webgpu and @tensorflow/tfjs-backend-webgpu are not installed');
    expect(r.text).toContain('npm install webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0');
    expect(r.text).toContain('TargetDevice -> "CPU"');
  });
  test('one of them is named alone', () => {
    without(/tfjs-backend-webgpu/, 'webgpu');
    expect(evaluated('ElementwiseLayer[Ramp][{1}, TargetDevice -> "GPU"]').text).toContain(
      'The package @tensorflow/tfjs-backend-webgpu is not installed',
    );
  });
  test('training on the processor never asks for them', () => {
    let asked = 0;
    without(/^never$/);
    const filter = host._resolveFilename;
    host._resolveFilename = function (request, ...rest) {
      if (/webgpu/.test(request)) asked++;
      return filter.call(this, request, ...rest);
    };
    expect(evaluated(training('TargetDevice -> "CPU"', '"TotalRounds"')).value).toBe('3');
    expect(asked).toBe(0);
  });
});
