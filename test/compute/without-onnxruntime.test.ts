/** The project without its optional native libraries: everything runs, and the report says what is missing. */
import Module from 'node:module';
import { expect, test } from 'vitest';
import { createCompute } from '../../src/compute/index.ts';
import { createSession, statements } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { adam, smallNets } from './nets.ts';
import { relativeDifference } from './oracle.ts';

type Load = (request: string, ...rest: unknown[]) => unknown;
const host = Module as unknown as { _load: Load };
const load = host._load;
host._load = function (request, ...rest) {
  if (/onnxruntime|tfjs-node|koffi/.test(request))
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
  return load.call(this, request, ...rest);
};

test.each(Object.entries(smallNets))('%s', (_, make) => {
  const net = make();
  const run = (executor?: 'eager') => {
    const trainer = createCompute().createTrainer(net.arrays, net.step, adam, executor && { executor });
    const losses = [0, 1, 2].map(() => trainer.step(net.inputs, 1e-3).loss);
    return { losses, choice: trainer.executor };
  };
  const [a, b] = [run(), run('eager')];
  expect(relativeDifference(a.losses, b.losses)).toBeLessThan(1e-4);
  expect(a.choice.name).toBe('wasm');
  expect(a.choice.reason).toContain('koffi');
});

test('the reason names what is missing, also when it was asked for', () => {
  const net = smallNets.cnn!();
  const trainer = createCompute().createTrainer(net.arrays, net.step, adam, { executor: 'onnxruntime' });
  trainer.step(net.inputs, 1e-3);
  expect(trainer.executor.reason).toContain('onnxruntime: It is not installed.');
});

test('says once what the native libraries would gain', () => {
  const session = createSession({ seed: 1, io: noIO });
  const text =
    'NetTrain[NetChain[{LinearLayer[64], Ramp, LinearLayer[1]}], RandomReal[1, {64, 100}] -> RandomReal[1, {64, 1}], MaxTrainingRounds -> 1, BatchSize -> 64];';
  const tags = [text, text].map((t) => {
    const [statement] = [...statements(t, session)];
    return session.log.collect(() => session.evaluateInput(statement!.expr!)).messages.map((m) => m.tag);
  });
  expect(tags).toEqual([['slow'], []]);
});
