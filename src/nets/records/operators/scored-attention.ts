/** AttentionLayer[net]: attention whose scores a net gives, for each key and each query. Bahdanau et al. 2014. */
import type { Tensor } from '../../../compute/contract/step.ts';
import { type Expr, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isInitial, type Parameter } from '../../model/layer.ts';
import { type OperatorPort, type OperatorPorts, operator } from '../../model/operator.ts';
import { NetProblem } from '../../model/problem.ts';
import { countOf, Dim, ShapeVariable } from '../../model/shape.ts';
import {
  type AttentionForm,
  attentionParameters,
  attentionPorts,
  byHead,
  byQuery,
  mixed,
  torchByHead,
  torchMixed,
  weightNoise,
} from '../layers/attention-parts.ts';
import { repeated } from '../layers/copies.ts';

const parameters = Object.entries(attentionParameters) as [keyof AttentionForm, Parameter<unknown>][];

/** Whether the net has the ports of scores. */
const scores = ({ inputs, outputs }: { inputs: ReadonlyMap<string, unknown>; outputs: ReadonlyMap<string, unknown> }) =>
  inputs.size === 2 && inputs.has('Input') && inputs.has('Query') && outputs.size === 1;

const asPorts = (record: Readonly<Record<string, { readonly shape: ShapeVariable }>>): Map<string, OperatorPort> =>
  new Map(Object.entries(record).map(([name, { shape }]) => [name, { shape, index: undefined }]));

/** How many matrices {length, n} there are. */
const stacks = (x: Tensor): number => x.shape[0]! * x.shape[1]!;

export const ScoredAttention = operator<AttentionForm>('AttentionLayer', {
  usage: 'AttentionLayer[net] takes a net with the inputs "Input" and "Query" and one output, a number.',
  options: parameters.map(([name]) => name),
  read: ([net, ...more], options) => {
    const read = parameters.map(([name, p]) => {
      const given = options.get(name) ?? S.Automatic;
      return [name, given === S.Automatic ? p.initial : p.read(given)] as const;
    });
    if (net === undefined || more.length > 0 || read.some(([, value]) => value === undefined)) return undefined;
    return { nets: [['ScoringNet', net]], parameters: Object.fromEntries(read) as unknown as AttentionForm };
  },
  write: (nets, form) => [
    ...nets,
    ...parameters
      .filter(([name, p]) => !isInitial(p, form[name]))
      .map(([name, p]): Expr => normal(S.Rule, str(name), p.write(form[name]))),
  ],
  portNames: (_p, [net]) => {
    if (!scores(net!))
      throw new NetProblem(
        'args',
        normal(S.List, ...[...net!.inputs.keys()].map((n) => str(n))),
        str(ScoredAttention.usage),
      );
    return { inputs: ['Key', 'Value', 'Query'], outputs: ['Output'] };
  },
  extraPorts: () => ({ inputs: [], outputs: ['AttentionWeights'] }),
  ports: ([net], solver, p, extra): OperatorPorts => {
    const describe = {
      solver,
      extra,
      inputNames: [],
      dim: (name: string) => new Dim(name),
      shape: (s?: ConstructorParameters<typeof ShapeVariable>[0]) => new ShapeVariable(s),
    };
    const { ports, key, query } = attentionPorts(p, describe);
    net!.inputs.get('Input')!.shape.unify([key]);
    net!.inputs.get('Query')!.shape.unify([query]);
    for (const { shape } of net!.outputs.values()) shape.unify([]);
    return { inputs: asPorts(ports.inputs), outputs: asPorts(ports.outputs) };
  },
  times: ({ Key, Query }, p) => {
    const own = p.MultiHead ? 2 : 1;
    const outer = (s: readonly number[]): number => countOf(s.slice(0, -own));
    return outer(Key!) * countOf(Query!.slice(0, -1));
  },
  noise: weightNoise,
  forward: ({ Key, Value, Query }, [net], t, p, { outputNames, noise }) => {
    const head = (x: Tensor): Tensor => byHead(t, x, x.shape.slice(1), p.MultiHead);
    const [key, value, query] = [head(Key!), head(Value!), head(Query!)];
    const [batch, heads, keys, size] = key.shape as [number, number, number, number];
    const [queries, width] = query.shape.slice(2) as [number, number];
    const count = stacks(key) * queries * keys;
    const given = {
      Input: repeated(t, key, stacks(key), queries, [count, size]),
      Query: repeated(t, query, stacks(query) * queries, keys, [count, width]),
    };
    const scored = t.reshape(Object.values(net!(given))[0]!, [batch, heads, queries, keys]);
    const rescaled = p.ScoreRescaling === 'DimensionSqrt' ? t.mul(scored, 1 / Math.sqrt(size)) : scored;
    const { values, weights } = mixed(t, rescaled, value, p, noise);
    const own = p.MultiHead ? 2 : 1;
    const outer = Query!.shape.slice(1, -1);
    const all: Record<string, Tensor> = {
      Output: byQuery(t, values, p.MultiHead, [...outer, value.shape[3]!]),
      AttentionWeights: byQuery(t, weights, p.MultiHead, [...outer, ...Key!.shape.slice(1, -own)]),
    };
    return Object.fromEntries(outputNames.map((n) => [n, all[n]!]));
  },

  torch: (inputs, [net], o, p, { sizes, outputNames }) => {
    const head = (port: string): string => o.let(torchByHead(inputs[port]!, sizes[port]!, p.MultiHead), port);
    const [key, value, query] = ['Key', 'Value', 'Query'].map(head) as [string, string, string];
    const pairs = o.let(`${query}.shape[:3] + ${key}.shape[2:3]`, 'pairs');
    const spread = (x: string, axis: number): string =>
      `${x}.unsqueeze(${axis}).expand(${pairs} + ${x}.shape[-1:]).flatten(0, 3)`;
    const given = { Input: o.let(spread(key, 2), 'keys'), Query: o.let(spread(query, 3), 'queries') };
    const scored = `${Object.values(net!(given))[0]}.reshape(${pairs})`;
    const scale = p.ScoreRescaling === 'DimensionSqrt' ? ` / math.sqrt(${key}.shape[-1])` : '';
    const all = torchMixed(o, inputs, [o.let(`${scored}${scale}`, 'scores'), value], p, sizes);
    return Object.fromEntries(outputNames.map((name) => [name, all[name]!]));
  },
  // They stand in the record of the layer.
  examples: {},
});
