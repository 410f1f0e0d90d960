/** Forms of executors, one call of an operation each. */
import { describe, expect, test } from 'vitest';
import { executorsOf } from '../../src/compute/contract/step.ts';
import { formCases, leftToTfjs } from './form-cases.ts';
import { formProblem, missingHere } from './form-check.ts';

describe.each(executorsOf.CPU)('%s', (name) => {
  const missing = missingHere(name);
  const cases = formCases.filter((c) => c.executor === name);
  test.skipIf(missing !== undefined).each(cases)('$operation', (c) => expect(formProblem(c)).toBeUndefined());

  const left = leftToTfjs.filter((c) => c.executor === name);
  test.skipIf(missing !== undefined).each(left)('$operation is left to tfjs with $attributes', (c) =>
    expect(formProblem(c)).toBe(`${name} leaves it to tfjs`),
  );
});
