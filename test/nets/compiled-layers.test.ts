/** Every layer of one input is part of a compiled training step: behind a layer that learns, and in front of one. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { isNet } from '../../src/nets/write/net-box.ts';
import { watchKernels } from '../compute/borrowed.ts';
import { layerCases } from './layer-cases.ts';

/** Layers with operations that machine code has no form for: tfjs runs these between two stretches of it. */
const LEFT_TO_TFJS: Readonly<Record<string, readonly string[]>> = {
  'SequenceReverseLayer["Input" -> {3, 2}]': ['Reverse'],
};

const sessions = () => {
  const session = createSession({ seed: 1 });
  const messages: string[] = [];
  let watch = watchKernels();
  watch.end();
  session.log.show = (m) => {
    if (m.symbol.name === 'watch') watch = watchKernels();
    else messages.push(`${m.symbol.name}::${m.tag}: ${m.text}`);
  };
  const evaluate = (text: string) =>
    session
      .parse(text)
      .map((e) => session.evaluateInput(e))
      .at(-1)!;
  /** Kernels that tfjs ran since Message[watch::on]. */
  const ofTfjs = (): string[] => {
    watch.end();
    return [...watch.ran].sort();
  };
  return { session, messages, evaluate, ofTfjs };
};

/** The layer in a net, and a random value for its input; undefined for layers of no or several inputs. */
function trainingOf(text: string): string | undefined {
  const { evaluate } = sessions();
  const value = evaluate(text);
  if (!isNet(value)) throw new Error(`${text} is no net`);
  const [port, ...others] = [...value.content.inputs.values()];
  if (port === undefined || others.length > 0 || value.content.outputs.size !== 1) return undefined;
  const dims = `{${(port.shape as readonly number[]).join(', ')}}`;
  // Layers of whole numbers come first; all others between numbers from 0 to 1, where functions are defined.
  const [net, one] =
    port.index !== undefined
      ? [`{${text}, LinearLayer[2]}`, `RandomInteger[{1, ${port.index}}, ${dims}]`]
      : [
          `{LinearLayer[${dims}, "Input" -> ${dims}], LogisticSigmoid, ${text}, LinearLayer[2]}`,
          `RandomReal[1, ${dims}]`,
        ];
  return `NetTrain[NetChain[${net}], Table[${one} -> RandomReal[1, 2], {8}], All, MaxTrainingRounds -> 2, BatchSize -> 4, TrainingProgressFunction -> {If[#AbsoluteBatch == 3, Message[watch::on]] &, "Interval" -> Quantity[1, "Batches"]}]["Executor"]["Name"]`;
}

const cases = Object.values(layerCases)
  .flat()
  .map((c) => (typeof c === 'string' ? c : c[0]))
  .map((text) => [text, trainingOf(text)] as const)
  .filter((c): c is readonly [string, string] => c[1] !== undefined);

describe('compiled', () => {
  test.each(cases)('%s', (layer, training) => {
    const { session, messages, evaluate, ofTfjs } = sessions();
    const executor = session.inputForm(evaluate(training));
    expect([messages.filter((m) => !m.startsWith('NetTrain::slow')), executor]).toEqual([
      [],
      expect.not.stringMatching('eager'),
    ]);
    if (executor === '"jit"') expect(ofTfjs()).toEqual(LEFT_TO_TFJS[layer] ?? []);
  });

  test('a step that does not read its input', () => {
    const { session, messages, evaluate } = sessions();
    const losses = evaluate(
      'NetTrain[NetChain[{SequenceIndicesLayer[], LinearLayer[2]}, "Input" -> {5}], Table[RandomReal[1, 5] -> {1, 2}, {8}], "RoundLossList", MaxTrainingRounds -> 3]',
    );
    expect([messages, session.inputForm(losses)]).toEqual([[], expect.stringMatching(/^\{[\d.]+, [\d.]+, [\d.]+\}$/)]);
  });
});
