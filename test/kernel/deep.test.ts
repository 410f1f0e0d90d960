/** Deep recursion and deep expressions, in a thread with the stack that the command gives its sessions. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const bundle = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.bundle).then(({ createSession }) => {
    const session = createSession({ seed: 1 });
    const values = workerData.inputs.map((text) => {
      let value = '';
      for (const e of session.parse(text)) value = session.inputForm(session.evaluateInput(e));
      return value.slice(0, 100);
    });
    parentPort.postMessage(values);
  });
`;

const evaluate = (...inputs: string[]): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      eval: true,
      workerData: { bundle, inputs },
      resourceLimits: { stackSizeMb: 240, maxOldGenerationSizeMb: 3000 },
    });
    worker.on('message', (values: string[]) => {
      resolve(values);
      void worker.terminate();
    });
    worker.on('error', reject);
  });

test('$RecursionLimit may be 50000', async () => {
  expect(
    await evaluate(
      '$RecursionLimit = 50000',
      'f[0] = 0; f[n_] := 1 + f[n - 1]; f[49000]',
      'inf[x_] := 1 + inf[x]; inf[1]',
      'g[n_] := Module[{m = n}, If[m == 0, 0, 1 + g[m - 1]]]; g[12000]',
      'h[n_] := Block[{k = n}, If[k == 0, 0, 1 + h[k - 1]]]; {h[12000], k}',
      '1 + 1',
    ),
  ).toEqual(['50000', '49000', 'TerminatedEvaluation["RecursionLimit"]', '12000', '{12000, k}', '2']);
});

test('expressions may be a million levels deep', async () => {
  expect(
    await evaluate(
      'big = Nest[f, x, 10^6]; {LeafCount[big], Depth[big], FreeQ[big, y]}',
      'big === Nest[f, x, 10^6]',
      'StringLength[ToString[big, InputForm]]',
      '<|big -> 1|>[Nest[f, x, 10^6]]',
      'big =.; 1 + 1',
    ),
  ).toEqual(['{1000001, 1000001, True}', 'True', '3000001', '1', '2']);
});

test('what is too deep to be rewritten ends the input, not the session', async () => {
  const [deep, after] = await evaluate('Depth[Nest[f, x, 10^6] /. x -> y]', '1 + 1');
  expect(deep).toBe('TerminatedEvaluation["RecursionLimit"]');
  expect(after).toBe('2');
});
