/** Nets that ran, and that nobody has any more, are collected together with what their evaluators hold. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const bundle = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const COUNT = 10;

/** Prints how many of the nets are left. */
const program = (device: string): string => `
  import { createSession } from ${JSON.stringify(bundle)};
  const session = createSession({ seed: 1 });
  const run = (text) => session.parse(text).map((e) => session.evaluateInput(e)).at(-1);
  const nets = [];
  for (let i = 0; i < ${COUNT}; i++) {
    nets.push(new WeakRef(run('net = NetInitialize[NetChain[{4, Tanh, 2}, "Input" -> 3]]').content));
    run('x = {1., 2., 3.}; net[x, ${device}]; net[x, NetPortGradient["Input"], ${device}]');
    run('NetTrain[net, {x -> {1., 2.}}, MaxTrainingRounds -> 2, TrainingProgressReporting -> None, ${device}]; net =.');
  }
  for (let i = 0; i < 5; i++) {
    await new Promise((done) => setTimeout(done, 20));
    gc();
  }
  console.log(nets.filter((net) => net.deref() !== undefined).length);
  process.exit(0);
`;

test.each(['"CPU"', '{"CPU", "Executor" -> "eager"}', '{"CPU", "Executor" -> "replay"}'])('on %s', (device) => {
  const child = ['--expose-gc', '--input-type=module', '-e', program(`TargetDevice -> ${device}`)];
  expect(execFileSync(process.execPath, child, { encoding: 'utf8' }).trim()).toBe('0');
});
