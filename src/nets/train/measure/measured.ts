/** Which outputs have targets beside them, so that predictions can be compared, and how. */
import type { Net } from '../../model/net.ts';
import { feeder } from '../losses.ts';
import type { FittedTerm, Plan } from '../plan.ts';

/** An output that measurements look at. */
export interface Measured {
  /** The loss that has the targets. */
  readonly term: number;
  readonly port: string;
  /** Between how many classes the output decides; undefined: it gives numbers. */
  readonly classes: number | undefined;
  /** One probability, of the second of two classes. */
  readonly binary: boolean;
  /** Whether targets are numbers as the output has them. */
  readonly numbers: boolean;
}

const sizesText = (n: Net, port: string): string | undefined => n.inputs.get(port)?.shape?.join();

function measuredTerm(plan: Plan, t: FittedTerm, term: number): Measured | undefined {
  if (t.net === undefined || !t.net.inputs.has('Target')) return undefined;
  const form =
    t.net.kind === 'layer' && t.net.head.name === 'CrossEntropyLossLayer'
      ? (t.net.parameters as { readonly Form?: string }).Form
      : undefined;
  const shape = plan.net.outputs.get(t.output)?.shape;
  const last = shape?.[shape.length - 1];
  // A custom loss looks at classes where the output gives their probabilities.
  const decides = t.net.kind === 'container' && feeder(plan.net, t.output)?.head.name === 'SoftmaxLayer';
  const classes = (form === 'Index' || form === 'Probabilities' || decides) && typeof last === 'number';
  const binary = form === 'Binary' && (shape?.length === 0 || (shape?.length === 1 && last === 1));
  const numbers = form !== 'Index' && sizesText(t.net, 'Input') === sizesText(t.net, 'Target');
  return { term, port: t.output, classes: classes ? last : binary ? 2 : undefined, binary, numbers };
}

/** All outputs with targets. */
export const measuredOutputs = (plan: Plan): Measured[] => plan.terms.flatMap((t, k) => measuredTerm(plan, t, k) ?? []);

/** The only output of a kind; undefined where there are none or several. */
export function measuredAs(kind: 'classes' | 'numbers', all: readonly Measured[]): Measured | undefined {
  const fitting = all.filter((m) => (kind === 'classes' ? m.classes !== undefined : m.numbers));
  return fitting.length === 1 ? fitting[0] : undefined;
}
