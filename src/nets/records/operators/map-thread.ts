/** NetMapThreadOperator: a net applied to corresponding elements of several arrays. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { each, operator } from '../../model/operator.ts';
import { Dim } from '../../model/shape.ts';
import { repeated } from '../layers/copies.ts';
import { lifted } from './lifted.ts';
import { eachArray, merged } from './onnx-rows.ts';

interface MapThread {
  /** How many levels are mapped over. */
  readonly depth: number;
  /** The ports that are; null: all of them. */
  readonly ports: readonly string[] | null;
}

const depthOf = (e: Expr | undefined): number | undefined =>
  e?.kind === Kind.Integer && Number(e.value) > 0 ? Number(e.value) : undefined;

/** n, <|"port" -> n, ...|> or the rules alone; all n are the same. */
function readSpec(e: Expr | undefined): MapThread | undefined {
  if (e === undefined) return { depth: 1, ports: null };
  const whole = depthOf(e);
  if (whole !== undefined) return { depth: whole, ports: null };
  const rules = isAssociation(e) ? e.entries() : isCall(e, S.List) ? e.args.map((r) => (isRule(r) ? r.args : [])) : [];
  const names: string[] = [];
  let depth: number | undefined;
  for (const [name, n] of rules) {
    const d = depthOf(n);
    if (name?.kind !== Kind.String || d === undefined || (depth !== undefined && d !== depth)) return undefined;
    depth = d;
    names.push(name.value);
  }
  return depth === undefined ? undefined : { depth, ports: names };
}

const isMapped = (p: MapThread, port: string): boolean => p.ports === null || p.ports.includes(port);

/** {batch, d1, ..., dn, ...} as {batch d1 ... dn, ...}; what is not mapped over is repeated. */
function spread(t: Tensors, x: Tensor, mapped: boolean, lengths: readonly number[]): Tensor {
  const [batch, ...rest] = x.shape as [number, ...number[]];
  const rows = lengths.reduce((a, b) => a * b, batch);
  if (mapped) return t.reshape(x, [rows, ...rest.slice(lengths.length)]);
  return repeated(t, x, batch, rows / batch, [rows, ...rest]);
}

export const NetMapThreadOperator = operator<MapThread>('NetMapThreadOperator', {
  usage: `NetMapThreadOperator[net] represents a net that applies net to corresponding elements of all of its inputs.
NetMapThreadOperator[net, n] does so at level n.
NetMapThreadOperator[net, <|"port" -> n, ...|>] takes elements of these inputs; the others are the same for each of them.`,
  options: [],
  read: ([net, spec, ...more]) => {
    const parameters = readSpec(spec);
    return net === undefined || parameters === undefined || more.length > 0
      ? undefined
      : { nets: [['Net', net]], parameters };
  },
  write: (nets, { depth, ports }) => [
    ...nets,
    ...(ports === null
      ? depth === 1
        ? []
        : [int(depth)]
      : [normal(S.List, ...ports.map((p) => normal(S.Rule, str(p), int(depth))))]),
  ],
  ports: ([inner], solver, p) => {
    const lengths = Array.from({ length: p.depth }, () => {
      const d = new Dim('length');
      d.varying = true;
      return d;
    });
    return {
      inputs: new Map(
        [...inner!.inputs].map(([n, x]) => [n, isMapped(p, n) ? lifted(x, lengths, solver) : x] as const),
      ),
      outputs: new Map([...inner!.outputs].map(([n, x]) => [n, lifted(x, lengths, solver)] as const)),
    };
  },
  times: (shapes, p) => {
    const mapped = Object.entries(shapes).find(([name]) => isMapped(p, name))!;
    return mapped[1].slice(0, p.depth).reduce((a, b) => a * b, 1);
  },
  forward: (inputs, [inner], t, p) => {
    const first = Object.entries(inputs).find(([name]) => isMapped(p, name))![1];
    const lengths = first.shape.slice(1, p.depth + 1);
    const given = Object.fromEntries(
      Object.entries(inputs).map(([name, x]) => [name, spread(t, x, isMapped(p, name), lengths)] as const),
    );
    return each(inner!(given), (y) => t.reshape(y, [first.shape[0]!, ...lengths, ...y.shape.slice(1)]));
  },
  onnx: (inputs, [inner], o, p) => {
    if (inner!.mapped !== undefined && Object.keys(inputs).every((name) => isMapped(p, name)))
      return inner!.mapped(inputs);
    const first = Object.entries(inputs).find(([name]) => isMapped(p, name))![1];
    const lengths = first.shape.slice(0, p.depth + 1);
    const rows = merged(lengths);
    const given = Object.entries(inputs).map(([name, x]) => {
      if (isMapped(p, name)) return [name, o.reshape(x, [rows, ...x.shape.slice(p.depth + 1)])] as const;
      const rest = x.shape.slice(1);
      const places = lengths.slice(1).map((_, i) => i + 1);
      return [name, o.reshape(o.expand(o.unsqueeze(x, places), [...lengths, ...rest]), [rows, ...rest])] as const;
    });
    return eachArray(inner!(Object.fromEntries(given)), (y) => o.reshape(y, [...lengths, ...y.shape.slice(1)]));
  },

  torch: (inputs, [inner], o, p) => {
    const first = Object.entries(inputs).find(([name]) => isMapped(p, name))![1];
    const rows = o.let(`${first}.shape[:${p.depth + 1}]`, 'rows');
    const given = Object.entries(inputs).map(([port, x]) => {
      const whole = isMapped(p, port) ? x : `${x}[:${', None'.repeat(p.depth)}].expand(*${rows}, *${x}.shape[1:])`;
      return [port, o.let(`${whole}.flatten(0, ${p.depth})`, 'elements')];
    });
    const outputs = Object.entries(inner!(Object.fromEntries(given)));
    return Object.fromEntries(outputs.map(([port, y]) => [port, `${y}.unflatten(0, ${rows})`]));
  },
  examples: {
    'NetMapThreadOperator[ThreadingLayer[#1 + 10 #2 &]][<|"1" -> {1, 2}, "2" -> {3, 4}|>]': '{31., 42.}',
    'net = NetGraph[{CatenateLayer[]}, {{NetPort["a"], NetPort["b"]} -> 1}]; NetMapThreadOperator[net, <|"b" -> 1|>][<|"a" -> {9}, "b" -> {{1, 2}, {3, 4}}|>]':
      '{{9., 1., 2.}, {9., 3., 4.}}',
    'NetMapThreadOperator[Ramp, 0]': ['$Failed', 'NetMapThreadOperator::args'],
  },
});
