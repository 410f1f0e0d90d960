/** Groups of nodes that are one layer: what exporters write down as arithmetic. */
import type { OnnxTensor } from '../../../formats/onnx-tensors.ts';
import { LOW } from '../../records/onnx/attention.ts';
import type { Attribute, OnnxNode } from '../../records/onnx/operator.ts';
import { numbersIn } from '../../records/onnx/values.ts';
import { usedNames } from './call.ts';
import type { OnnxGraph } from './graph.ts';

/**
 * A name stands for any value, the same at all of its places; "#name" for one that is known, "$name" for a known number;
 * a number for itself; a list for an operator and its first inputs.
 */
type Pattern = string | number | readonly [string, ...Pattern[]];

interface Rule {
  readonly pattern: Pattern;
  readonly operator: string;
  readonly inputs: readonly string[];
  /** Attributes of the new node; undefined: the pattern does not hold. */
  readonly attributes?: (found: Found) => Readonly<Record<string, Attribute>> | undefined;
}

interface Found {
  readonly names: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly nodes: readonly OnnxNode[];
}

const COMMUTATIVE = new Set(['Add', 'Mul']);
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-3 * Math.abs(b);

/** A graph as patterns see it. */
class Searched {
  readonly #graph: OnnxGraph;
  readonly #givers = new Map<string, OnnxNode>();
  readonly #takers = new Map<string, Set<OnnxNode>>();
  readonly #known: Set<string>;
  readonly #kept: Set<string>;

  constructor(graph: OnnxGraph) {
    this.#graph = graph;
    this.#known = new Set(graph.constants.keys());
    this.#kept = new Set(graph.outputs.map((o) => o.name));
    for (const n of graph.nodes) {
      for (const o of n.outputs) this.#givers.set(o, n);
      for (const i of usedNames([n], [])) this.#takers.set(i, (this.#takers.get(i) ?? new Set()).add(n));
      if (n.inputs.every((i) => i === '' || this.#known.has(i)) && !n.attributes.has('then_branch'))
        for (const o of n.outputs) this.#known.add(o);
    }
  }

  /** The number that a name is known to be. */
  number(name: string): number | undefined {
    const c = this.#graph.constants.get(name);
    if (c !== undefined) return c.data.length === 1 ? numbersIn(c)?.[0] : undefined;
    const node = this.#givers.get(name);
    if (node?.operator !== 'Constant') return undefined;
    const value = node.attributes.get('value') as OnnxTensor | undefined;
    const plain = node.attributes.get('value_float') ?? node.attributes.get('value_int');
    return value === undefined ? (plain as number | undefined) : value.data.length === 1 ? value.data[0] : undefined;
  }

  find(rule: Rule, root: OnnxNode): Found | undefined {
    const name = root.outputs[0];
    const found =
      name === undefined
        ? undefined
        : this.#match(rule.pattern, name, { names: new Map(), numbers: new Map(), nodes: [] });
    if (found === undefined) return undefined;
    const inside = new Set(found.nodes);
    const apart = found.nodes.every(
      (n) =>
        n === root ||
        n.outputs.every((o) => !this.#kept.has(o) && [...(this.#takers.get(o) ?? [])].every((t) => inside.has(t))),
    );
    return apart ? found : undefined;
  }

  #match(p: Pattern, name: string, found: Found): Found | undefined {
    if (typeof p === 'number') {
      const x = this.number(name);
      return x !== undefined && close(x, p) ? found : undefined;
    }
    if (typeof p !== 'string') return this.#matchNode(p, name, found);
    if (p.startsWith('$')) {
      const x = this.number(name);
      return x === undefined ? undefined : { ...found, numbers: new Map(found.numbers).set(p, x) };
    }
    if (p.startsWith('#') !== this.#known.has(name)) return undefined;
    const before = found.names.get(p);
    if (before !== undefined) return before === name ? found : undefined;
    return { ...found, names: new Map(found.names).set(p, name) };
  }

  #matchNode([operator, ...inputs]: readonly [string, ...Pattern[]], name: string, found: Found): Found | undefined {
    const node = this.#givers.get(name);
    if (node === undefined || node.domain !== '' || node.operator !== operator) return undefined;
    const orders = COMMUTATIVE.has(operator) ? [inputs, [...inputs].reverse()] : [inputs];
    for (const order of orders) {
      let at: Found | undefined = { ...found, nodes: [...found.nodes, node] };
      order.forEach((p, i) => {
        const input = node.inputs[i];
        at = at && input ? this.#match(p, input, at) : undefined;
      });
      if (at !== undefined) return at;
    }
    return undefined;
  }
}

const attribute = (found: Found, operator: string, name: string): Attribute =>
  found.nodes.find((n) => n.operator === operator)?.attributes.get(name);

const gelu = (): Rule[] =>
  (
    [
      ['Div', 'x', Math.SQRT2],
      ['Mul', 'x', Math.SQRT1_2],
    ] as const
  ).flatMap((inner): Rule[] => {
    const one = ['Add', ['Erf', inner], 1] as const;
    return (
      [
        ['Mul', ['Mul', 'x', one], 0.5],
        ['Mul', ['Mul', 'x', 0.5], one],
        ['Mul', 'x', ['Mul', one, 0.5]],
      ] as const
    ).map((pattern) => ({
      pattern,
      operator: 'Gelu',
      inputs: ['x'],
    }));
  });

/** x Clip[x + 3, {0, 6}] / 6; the bounds are attributes or inputs. */
const hardSwish = (): Rule[] => {
  const attributes = (found: Found) => {
    const { attributes: own, inputs } = found.nodes.find((n) => n.operator === 'Clip')!;
    const bounds = [own.get('min') ?? found.numbers.get('$low'), own.get('max') ?? found.numbers.get('$high')];
    return inputs.length > 1 || (bounds[0] === 0 && bounds[1] === 6) ? {} : undefined;
  };
  const clips = [
    ['Clip', ['Add', 'x', 3], 0, 6],
    ['Clip', ['Add', 'x', 3]],
  ] as const;
  return clips.flatMap((clip, i) =>
    (
      [
        ['Div', ['Mul', 'x', clip], 6],
        ['Mul', 'x', ['Div', clip, 6]],
      ] as const
    ).map((pattern) => ({
      pattern,
      operator: 'HardSwish',
      inputs: ['x'],
      attributes: (found: Found) => (i === 0 ? {} : attributes(found)),
    })),
  );
};

/** (x - mean) / Sqrt[variance + eps], with factors and biases where they follow. */
const layerNormalization = (): Rule[] => {
  const d = ['Sub', 'x', ['ReduceMean', 'x']] as const;
  const squares = [
    ['Pow', d, 2],
    ['Mul', d, d],
  ] as const;
  const attributes = (found: Found) => {
    const means = found.nodes.filter((n) => n.operator === 'ReduceMean').map((n) => String(n.attributes.get('axes')));
    const axes = attribute(found, 'ReduceMean', 'axes') as readonly number[] | undefined;
    if (axes === undefined || means.some((m) => m !== means[0])) return undefined;
    return { axes, epsilon: found.numbers.get('$eps')! };
  };
  return squares.flatMap((square) => {
    const core = ['Div', d, ['Sqrt', ['Add', ['ReduceMean', square], '$eps']]] as const;
    return [
      {
        pattern: ['Add', ['Mul', core, '#g'], '#b'] as const,
        operator: 'LayerNormalization',
        inputs: ['x', '#g', '#b'],
        attributes,
      },
      { pattern: core, operator: 'LayerNormalization', inputs: ['x'], attributes },
    ];
  });
};

/** What a mask says: numbers for the scores, or True for those that do not count, or for those that do. */
type Masked = 'added' | 'hidden' | 'seen';

const attention = (): Rule[] => {
  const scores = ['MatMul', 'q', 'k'] as const;
  const forms: readonly (readonly [Pattern, (s: number) => number])[] = [
    [['Div', scores, '$s'], (s) => 1 / s],
    [['Mul', scores, '$s'], (s) => s],
    [scores, () => 1],
  ];
  // What is added to the scores, or which of them a large negative number replaces; #: by what is known already.
  const masks = (scaled: Pattern): readonly (readonly [Pattern, string[], Masked?])[] => [
    [scaled, []],
    ...['m', '#m'].flatMap((m): [Pattern, string[], Masked][] => [
      [['Add', scaled, m], [m], 'added'],
      [['Where', m, '$low', scaled], [m], 'hidden'],
      [['Where', m, scaled, '$low'], [m], 'seen'],
    ]),
  ];
  return forms.flatMap(([scaled, scale]) =>
    masks(scaled).map(([scores, mask, masked]) => ({
      pattern: ['MatMul', ['Softmax', scores], 'v'] as const,
      operator: 'ScaledDotProduct',
      inputs: ['q', 'k', 'v', ...mask],
      attributes: (found) => {
        if ((found.numbers.get('$low') ?? LOW) > LOW) return undefined;
        const how = masked === undefined ? {} : { masked };
        return { scale: scale(found.numbers.get('$s') ?? 1), axis: attribute(found, 'Softmax', 'axis'), ...how };
      },
    })),
  );
};

const RULES: readonly Rule[] = [
  ...gelu(),
  ...hardSwish(),
  ...layerNormalization(),
  ...attention(),
  { pattern: ['Mul', 'x', ['Sigmoid', 'x']], operator: 'Swish', inputs: ['x'] },
  { pattern: ['Mul', 'x', ['Tanh', ['Softplus', 'x']]], operator: 'Mish', inputs: ['x'] },
  { pattern: ['Add', ['MatMul', 'x', '#w'], '#b'], operator: 'Affine', inputs: ['x', '#w', '#b'] },
];

/** The domain of operators that only patterns make. */
export const PATTERNS = 'patterns';

/** The graph with the nodes of each pattern as one node. */
export function withPatterns(graph: OnnxGraph): OnnxGraph {
  const searched = new Searched(graph);
  const gone = new Set<OnnxNode>();
  const made = new Map<OnnxNode, OnnxNode>();
  // From the end, so that the larger pattern comes first.
  for (const node of [...graph.nodes].reverse()) {
    if (gone.has(node)) continue;
    for (const rule of RULES) {
      if (rule.pattern[0 as never] !== node.operator) continue;
      const found = searched.find(rule, node);
      if (found === undefined || found.nodes.some((n) => gone.has(n) || made.has(n))) continue;
      const attributes = rule.attributes === undefined ? {} : rule.attributes(found);
      if (attributes === undefined) continue;
      for (const n of found.nodes) if (n !== node) gone.add(n);
      made.set(node, {
        operator: rule.operator,
        domain: PATTERNS,
        // The product has the telling name.
        name: (found.nodes.find((n) => n.operator === 'MatMul') ?? node).name || node.name,
        inputs: rule.inputs.map((i) => found.names.get(i)!),
        outputs: [node.outputs[0]!],
        attributes: new Map(Object.entries(attributes)),
      });
      break;
    }
  }
  return { ...graph, nodes: graph.nodes.flatMap((n) => (gone.has(n) ? [] : [made.get(n) ?? n])) };
}
