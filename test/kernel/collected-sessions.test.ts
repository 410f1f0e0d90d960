/** A session that nobody holds goes, whatever was evaluated in it: nothing that sessions share keeps one. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** The session of these inputs, held by nothing. */
function left(text: string): WeakRef<object> {
  const session = createSession({ seed: 1 });
  session.log.collect(() => {
    for (const e of session.parse(text)) session.inputForm(session.evaluateInput(e));
  });
  return new WeakRef(session);
}

test.each([
  ['names of temporary symbols that were seen', 'Module[{x}, x[1] = 2; ToString[x]; x]'],
  ['constants of modules that a session has marked as values', '{Infinity, 1/0, Sqrt[2], LaplaceTransform[]}'],
  ['functions of the library', 'D[Sin[x]^2, x]; Integrate[x Exp[x], x]; Solve[x^2 == 2, x]'],
  ['nets', 'NetTrain[NetInitialize[LinearLayer[1, "Input" -> 1]], {1} -> {2}, MaxTrainingRounds -> 2]'],
])('%s', async (_, text) => {
  const session = left(text);
  // References to what was made in the same turn are held until its end.
  for (let i = 0; i < 5 && session.deref() !== undefined; i++) {
    await new Promise((done) => setTimeout(done, 1));
    collect();
  }
  expect(session.deref()).toBeUndefined();
});
