/** A net on examples: what its output is beside what it should have been. */
import type { Expr } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { Net } from '../../nets/model/net.ts';
import { examplesOf, listOfValues, resolved } from '../../nets/train/data/training-data.ts';
import { Assessor, assessed } from '../../nets/train/measure/assess.ts';
import { Comparison, type Seen } from '../../nets/train/measure/comparison.ts';
import { measuredAs, measuredOutputs } from '../../nets/train/measure/measured.ts';
import { initializedNet } from '../../nets/train/measure/net-measurements.ts';
import { makeColumns, makePlan } from '../../nets/train/plan.ts';

export interface Compared {
  readonly comparison: Comparison;
  readonly net: Net;
  /** What went in, one an example; of nets with several inputs the first of them. */
  readonly inputs: readonly Expr[];
}

/** undefined: no output of the net is of the kind. Throws NetProblem and LocatedConflict. */
export function comparedOn(kind: 'classes' | 'numbers', given: Expr, data: Expr, e: Evaluation): Compared | undefined {
  const net = initializedNet(given);
  const examples = examplesOf(resolved(data, 'TestData', e), net);
  const { random } = e.session;
  const plan = makePlan(net, examples, S.Automatic, random, e);
  const measured = measuredAs(kind, measuredOutputs(plan));
  if (measured === undefined) return undefined;
  const comparison = new Comparison(measured);
  const watching = {
    wanted: [comparison.wanted],
    clear: () => comparison.clear(),
    add: (seen: Seen) => comparison.add(seen),
  };
  const assessor = new Assessor(plan, watching, { device: {} });
  try {
    assessor.run([assessed(makeColumns(plan, examples, e), examples.count, random)], () => e.session.interrupts.poll());
    const first = net.inputs.keys().next().value ?? 'Input';
    return { comparison, net: plan.net, inputs: listOfValues(examples.values.get(first)!) };
  } finally {
    assessor.dispose();
  }
}
