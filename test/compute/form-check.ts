/** Runs one operation on one executor beside tfjs' cpu backend. */
import { executors } from '../../src/compute/executors/index.ts';
import { createCompute } from '../../src/compute/index.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { watchKernels } from './borrowed.ts';
import type { FormCase } from './form-cases.ts';
import { type Given, given, onBackend, relativeDifference } from './oracle.ts';

/** Why an executor runs nowhere here; undefined if it does. */
export const missingHere = (name: FormCase['executor']): string | undefined =>
  executors.find((x) => x.name === name)?.missing();

/** The first run is compared with eager, which runs all kernels; this is of another. */
function leavesToTfjs(run: () => void): boolean {
  const watch = watchKernels();
  try {
    run();
    return watch.ran.size > 0;
  } finally {
    watch.end();
  }
}

/** What is not as it should be: another executor ran, or tfjs for it, or other numbers came. */
export function formProblem({ executor, operation, inputs, attributes = {} }: FormCase): string | undefined {
  const { tf } = engine();
  const data = Object.fromEntries(
    Object.entries(inputs).map(([name, x], i): [string, Given] => [
      name,
      x instanceof Int32Array ? { shape: [x.length], data: x } : given(x, i + 1),
    ]),
  );
  const values = Object.fromEntries(
    Object.entries(data).map(([name, x]) => [
      name,
      { ...x, dtype: x.data instanceof Int32Array ? 'int32' : 'float32' } as const,
    ]),
  );
  const predictor = createCompute().createPredictor(
    [],
    (_t, _arrays, x) => ({
      outputs: { y: tf.engine().runKernel(operation, x as never, attributes as never) as never },
    }),
    { executor },
  );
  try {
    const { y } = predictor.run(values);
    if (predictor.executor.name !== executor) return predictor.executor.reason;
    if (executor !== 'eager' && leavesToTfjs(() => predictor.run(values))) return `${executor} leaves it to tfjs`;
    const expected = onBackend('cpu', operation, data, attributes);
    if (`${y!.shape}` !== `${expected.shape}`) return `{${y!.shape}} is not {${expected.shape}}`;
    const difference = relativeDifference(y!.data, expected.data);
    return difference < 1e-5 ? undefined : `numbers differ by ${difference}`;
  } catch (e) {
    return (e as Error).message;
  } finally {
    predictor.dispose();
  }
}
