/** What is told of texts that can be read. */
import { expect, test } from 'vitest';
import { createSession } from '../../../src/core.ts';
import { Language } from '../../../src/frontends/lsp/names.ts';
import { Warnings } from '../../../src/frontends/lsp/warnings/index.ts';
import { Workspace } from '../../../src/frontends/lsp/workspace.ts';

const language = new Language(createSession());
const warnings = new Warnings(language);
const workspace = new Workspace(language);

/** code: what it stands at: how it ends. */
function told(text: string): string[] {
  return warnings.of(workspace.open('file:///t.wl', text)).map((w) => `${w.code}: ${text.slice(w.start, w.end)}`);
}
const chain = 'net = NetChain[<|"a" -> LinearLayer[3], "b" -> Ramp|>];\n';
const list = 'net = NetChain[{LinearLayer[3], Ramp, own}];\n';

test.each<readonly [string, ...string[]]>([
  ['Module[{a, b = 1}, b]', 'unused-local: a'],
  ['With[{x = 1}, y]; Block[{z = 1}, y]; Do[1, {i, 3}]', 'unused-local: x'],
  ['Plot[x, {x, 0, 1}, ImageSiz -> 3, PlotRange -> All]', 'unknown-option: ImageSiz'],
  ['Plot[x, {x, 0, 1}, "Nonsense" -> 3]', 'unknown-option: "Nonsense"'],
  ['StringReplace["abc", "a" -> "b", IgnoreCase -> True]'],
  ['StringReplace["abc", "a" -> "b", IgnoreCas -> True]', 'unknown-option: IgnoreCas'],
  ['Replace[x, key -> 1]; f[x, Nonsense -> 1]; Map[a -> b, c]'],
  [
    'LinearLayer[3, "Input" -> 2, "Wieghts" -> w, LearningRateMultiplier -> 0]',
    'unknown-option: "Wieghts"',
    'unknown-option: LearningRateMultiplier',
  ],
  [
    'ThreadingLayer[Plus, "Left" -> 3]; ConvolutionLayer[8, 3, "Stride" -> 2, PaddingSize -> 1]; SoftmaxLayer["Output" -> 3]',
  ],
  ['NetTrain[n, d, MaxTrainingRonds -> 3]', 'unknown-option: MaxTrainingRonds'],
  ['LearningRateMultipliers -> {"a" -> 1, _ -> 0, "b" -> 2}', 'unreachable-rule: "b" -> 2'],
  ['LearningRateMultipliers -> {"a" -> 1, "a" -> 2, _ -> 0}', 'unreachable-rule: "a" -> 2'],
  ['LearningRateMultipliers -> <|All -> 1, 2 -> 0|>', 'unreachable-rule: 2 -> 0'],
  [
    `${chain}NetExtract[net, "c"]; NetExtract[net, {"a", "Weights"}]; net[["b"]]; net[["d"]]`,
    'missing-part: "d"',
    'missing-part: "c"',
  ],
  [
    `${chain}NetExtract[net, 3]; net[[-2]]; NetReplacePart[net, {"c" -> Ramp, "Input" -> 3}]`,
    'missing-part: "c"',
    'missing-part: 3',
  ],
  [
    `${chain}NetTrain[net, d, LearningRateMultipliers -> {"x" -> 0, {"a", "Weights"} -> 1, 5 -> 2}]`,
    'missing-part: "x"',
    'missing-part: 5',
  ],
  [`${chain}trained = NetTrain[net, data];\nNetExtract[trained, "q"]`, 'missing-part: "q"'],
  [`${chain}results = NetTrain[net, data, All];\nresults[["q"]]`],
  [`${chain}net = Other;\nNetExtract[net, "c"]`],
  [
    `${list}NetExtract[net, 4]; NetExtract[net, "3"]; NetTake[net, 9]; NetTake[net, {1, 7}]`,
    'missing-part: 7',
    'missing-part: 4',
  ],
  ['net = NetChain[{a, Sequence @@ more}];\nNetExtract[net, 4]'],
  [
    'g = NetGraph[<|"a" -> Ramp|>, {NetPort["in"] -> "a"}];\nNetExtract[g, "in"]; NetExtract[g, "out"]',
    'missing-part: "out"',
  ],
  ['NetExtract[NetInitialize[NetChain[{1, 2}]], 3]', 'missing-part: 3'],
])('%s', (text, ...expected) => expect(told(text)).toEqual(expected));

test('the warning says what there is', () => {
  const [w] = warnings.of(workspace.open('file:///t.wl', `${chain}NetExtract[net, "c"]`));
  expect(w!.text).toBe('There is no layer "c" in net: it has 2, a, b.');
});

test('a change of one statement changes what is told of another', () => {
  const facts = workspace.open('file:///t.wl', `${chain}NetExtract[net, "c"]`);
  expect(warnings.of(facts).length).toBe(1);
  facts.document.update(facts.document.text.replace('"b"', '"c"'));
  expect(warnings.of(facts)).toEqual([]);
});
