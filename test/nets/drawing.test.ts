/** Pictures of nets: every layer has its box, boxes do not cover each other, and files come out. */
import { describe, expect, test } from 'vitest';
import { type Expr, isCall, Kind, type Normal } from '../../src/expr/expr.ts';
import { system } from '../../src/expr/intern.ts';
import { createSession } from '../../src/index.ts';
import { layered } from '../../src/render/graphs/layered.ts';

const residual =
  'NetGraph[<|"conv" -> ConvolutionLayer[4, 3, PaddingSize -> 1], "block" -> NetGraph[<|"a" -> ConvolutionLayer[4, 3, PaddingSize -> 1], "sum" -> TotalLayer[]|>, {NetPort["Input"] -> "a", {"a", NetPort["Input"]} -> "sum"}], "out" -> NetChain[{FlattenLayer[], 10, SoftmaxLayer[]}]|>, {"conv" -> "block" -> "out"}, "Input" -> {1, 8, 8}, LearningRateMultipliers -> {"conv" -> 0}]';

const evaluated = (text: string): Expr => {
  const session = createSession({ seed: 1 });
  return session.evaluateInput(session.parse(text)[0]!);
};

/** All texts of a picture. */
function texts(e: Expr): string[] {
  if (e.kind !== Kind.Normal) return [];
  if (isCall(e, system('Text'))) {
    const [styled] = e.args as readonly [Normal];
    const [text] = styled.args;
    return text?.kind === Kind.String ? [text.value] : [];
  }
  return e.args.flatMap(texts);
}

test('a summary has one box for each layer and net, the ports, and what flows', () => {
  const drawn = texts(evaluated(`Information[${residual}, "SummaryGraphic"]`));
  expect(drawn.filter((t) => t === '4×8×8')).toHaveLength(2);
  expect(drawn).toEqual(
    expect.arrayContaining([
      'Input',
      'Output',
      'Convolution',
      'NetGraph',
      'NetChain',
      '2 layers',
      '40 parameters, frozen',
    ]),
  );
  expect(drawn).not.toContain('Softmax');
});

test('the full picture opens nets inside, the graph of layers has no ports', () => {
  const full = texts(evaluated(`Information[${residual}, "FullSummaryGraphic"]`));
  expect(full).toEqual(expect.arrayContaining(['block', 'out', 'Total', 'Softmax', 'Flatten']));
  const layers = texts(evaluated(`Information[${residual}, "LayersGraph"]`));
  expect(layers).toContain('Softmax');
  expect(layers).not.toContain('Input');
});

test('boxes do not cover each other, edges end at them', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((id) => ({ id, width: 60, height: 30 }));
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c', label: { width: 40, height: 10 } },
    { from: 'b', to: 'd' },
    { from: 'c', to: 'd' },
    { from: 'a', to: 'd' },
  ];
  const placed = layered(nodes, edges);
  const all = [...placed.nodes.values()];
  for (const [i, p] of all.entries())
    for (const q of all.slice(i + 1))
      expect(
        Math.abs(p.at[0] - q.at[0]) >= (p.width + q.width) / 2 ||
          Math.abs(p.at[1] - q.at[1]) >= (p.height + q.height) / 2,
      ).toBe(true);
  expect(placed.edges).toHaveLength(5);
  expect(placed.edges[1]!.label).toBeDefined();
  const end = placed.edges[2]!.points.at(-1)!;
  const target = placed.nodes.get('d')!;
  expect(Math.abs(end[0] - target.at[0])).toBeLessThanOrEqual(target.width / 2 + 1);
  expect(Math.abs(end[1] - target.at[1])).toBeLessThanOrEqual(target.height / 2 + 1);
});

describe('a net becomes a picture', () => {
  test('of pixels', () => expect(createSession().inputForm(evaluated(`ImageQ[Rasterize[${residual}]]`))).toBe('True'));
  test('as SVG', () =>
    expect(
      createSession().inputForm(evaluated(`StringContainsQ[ExportString[${residual}, "SVG"], "Convolution"]`)),
    ).toBe('True'));
});
