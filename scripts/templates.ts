/** The beginnings of records, one for each kind. Each has an example that fails. */

export const builtin = (n: string): string => `/** ${n}. */
import { builtin } from '../builtin.ts';

export const ${n} = builtin('${n}', {
  usage: '${n}[x] does something.',
  arity: 1,
  evaluate: () => undefined,
  examples: { '${n}[1]': '2' },
});
`;

export const layer = (n: string): string => `/** ${n}. */
import { layer } from '../../model/layer.ts';
import { sameShape } from './ports.ts';

export const ${n} = layer<object>('${n}', {
  usage: '${n}[] represents a layer that does something.',
  parameters: {},
  ports: (_p, d) => sameShape(d),
  forward: ({ Input }) => ({ Output: Input! }),
  examples: { '${n}[][{1, 2}]': '{2., 3.}' },
});
`;

export const operator = (n: string): string => `/** ${n}. */
import { oneNet, operator } from '../../model/operator.ts';

export const ${n} = operator<object>('${n}', {
  ...oneNet,
  usage: '${n}[net] represents a net that runs net in some way.',
  ports: ([inner]) => inner!,
  times: () => 1,
  forward: (inputs, [inner]) => inner!(inputs),
  examples: { '${n}[ElementwiseLayer[Ramp]][{1, 2}]': '{2., 3.}' },
});
`;

export const codec = (n: string): string => `/** The "${n}" coder. */
import { isRealNumber, str } from '../../../expr/expr.ts';
import { toNumber } from '../../model/arrays.ts';
import { type Coder, type CoderKind, refusal } from '../../model/coder.ts';

const encoder: Coder = {
  role: 'encoder',
  type: '${n}',
  specification: str('${n}'),
  port: { shape: [] },
  accepts: isRealNumber,
  encode: (value) =>
    isRealNumber(value) ? { shape: [], data: Float32Array.of(toNumber(value)) } : refusal('nscalar', value),
  parameters: { Type: str('${n}') },
};

export const ${n}: CoderKind = {
  name: '${n}',
  options: [],
  encoder: (_s, args) => (args.length === 0 ? encoder : undefined),
  examples: { encoder: { 'NetEncoder["${n}"][1]': '2.' } },
};
`;

export const model = (name: string, n: string): string => `/** ${name}. */
import { model } from './model.ts';

export const ${n} = model('${name}', {
  architecture: 'NetChain[{2, Ramp, 1}, "Input" -> 2]',
  description: 'What the net is and whence.',
  task: 'Regression',
  inputDomains: ['Numeric'],
  training: 'What it was trained on, and by which recipe.',
  performance: 'What was measured, on which data.',
  examples: { 'NetModel["${name}", "ParametersCount"]': '10' },
});
`;

/** What the forms of an executor are: their type, where it stands, and whether they make what runs instead of running. */
export interface Form {
  readonly type: string;
  readonly from: string;
  readonly inner?: true;
}

export const executorForm = (n: string, executor: string, { type, from, inner }: Form): string => `/** ${n}. */
import { Refusal } from '../../../contract/problems.ts';
import type { ${type} } from '${from}';

export const ${n}: ${type} = () => ${inner ? '() => ' : ''}{
  throw new Refusal('The form of ${n} for ${executor} is not written.');
};
`;
