/** ONNX files as nets: the models of models/make.py, with what onnxruntime gave for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModel, writeModel } from '../../../src/formats/onnx.ts';
import type { GraphProto, ModelProto } from '../../../src/formats/onnx-schema.ts';
import { nodeIO } from '../../../src/frontends/node-io.ts';
import { createSession, type KernelSession } from '../../../src/index.ts';

const FOLDER = 'test/nets/onnx/models';
const models = readdirSync(FOLDER)
  .filter((f) => f.endsWith('.onnx'))
  .map((f) => f.replace('.onnx', ''));
const RECURRENT = new Set(['recurrent', 'states', 'steps']);
/** Models whose sequences come before batches. */
const BATCH_SECOND = new Set(['states', 'steps']);

let session: KernelSession;
const value = (code: string): string => {
  let text = '';
  for (const x of session.parse(code)) text = session.inputForm(session.evaluateInput(x));
  return text;
};
/** The text of the one message that an input gives. */
function message(code: string): string {
  const { messages } = session.log.collect(() => session.evaluateInput(session.parse(code)[0]!));
  expect(messages.length).toBe(1);
  return messages[0]!.text;
}
const net = (name: string, more = ''): string => `Import["${FOLDER}/${name}.onnx"${more}]`;

beforeAll(() => {
  session = createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
  // Examples of a batch stand along the axis of the batch, which is the second one of states.
  value('examples[a_, axis_] := If[axis === 1, Normal[a], Transpose[Normal[a]]]');
  value(`difference[name_, axis_] := Module[{data = Import["${FOLDER}/" <> name <> ".safetensors"], net, in, out, got},
    net = Import["${FOLDER}/" <> name <> ".onnx"];
    in = KeyMap[StringDrop[#, 3] &, KeySelect[data, StringStartsQ[#, "in:"] &]];
    out = KeyMap[StringDrop[#, 4] &, KeySelect[data, StringStartsQ[#, "out:"] &]];
    in = Map[examples[#, axis] &, in];
    got = Table[net[If[Length[in] == 1, First[in][[k]], Map[#[[k]] &, in]]], {k, 2}];
    If[Length[out] == 1,
      Max[Abs[Flatten[got - Normal[First[out]]]]],
      Max[Table[Max[Abs[Flatten[Map[#[name1] &, got]] - Flatten[Transpose[Normal[out[name1]], If[ArrayDepth[Normal[out[name1]]] == 4, {2, 3, 1, 4}, {2, 1, 3}]]]]], {name1, Keys[out]}]]]]`);
});

describe('values are those of onnxruntime', () => {
  it.each(models)('%s', (name) => {
    const difference = Number(value(`difference["${name}", ${BATCH_SECOND.has(name) ? 2 : 1}]`).replace('*^', 'e'));
    expect(difference).toBeLessThan(RECURRENT.has(name) ? 1e-4 : 1e-5);
  });
});

describe('nets from ONNX files', () => {
  const heads = (name: string): string => value(`Map[Head, Values[Normal[${net(name)}]]]`);

  it('have the layers that patterns stand for', () => {
    expect(
      value(
        `Map[If[Head[#] === ElementwiseLayer, NetExtract[#, "Function"], Nothing] &, Values[Normal[${net('conv')}]]]`,
      ),
    ).toBe('{Ramp, "GELU", "Swish"}');
    expect(heads('attention')).toContain('AttentionLayer');
    // The third one gives its weights, too.
    expect(heads('heads').match(/AttentionLayer/g)).toHaveLength(2);
    expect(
      value(`NetExtract[Select[Values[Normal[${net('heads')}]], Head[#] === AttentionLayer &][[1]], "Mask"]`),
    ).toBe('"Causal"');
    expect(heads('conv')).toContain('NormalizationLayer');
    expect(heads('conv-9')).toBe(heads('conv'));
    expect(heads('recurrent')).toMatch(/LongShortTermMemoryLayer.*GatedRecurrentLayer.*BasicRecurrentLayer/);
  });

  it('are chains where they can be, with names from the file', () => {
    expect(value(`{Head[${net('conv')}], First[Keys[Normal[${net('conv')}]]]}`)).toBe('{NetChain, "/f/f.0/Conv"}');
    expect(value(`Keys[Information[${net('states')}, "InputPorts"]]`)).toBe('{"x", "h", "c"}');
    expect(value(`Information[${net('shapes')}, "InputPorts"]`)).toBe('<|"x" -> {"Varying", 3}|>');
  });

  it('are cut, extended, frozen and trained', () => {
    value(`whole = ${net('conv')}; body = NetTake[whole, {1, 7}]; arrays = Information[body, "Arrays"];
      longer = NetChain[<|"body" -> body, "head" -> LinearLayer[2], "p" -> SoftmaxLayer[]|>, "Output" -> NetDecoder[{"Class", {"a", "b"}}]];
      data = Table[RandomReal[{-1, 1} + 3 k, {1, 8, 8}] -> {"a", "b"}[[k + 1]], 16, {k, 0, 1}] // Flatten;
      trained = NetTrain[longer, data, LearningRateMultipliers -> {"head" -> 1, _ -> None}, Method -> {"ADAM", "LearningRate" -> 0.05}, MaxTrainingRounds -> 300, TargetDevice -> "CPU"]`);
    expect(value('Information[NetExtract[trained, "body"], "Arrays"] === arrays')).toBe('True');
    expect(Number(value('Count[Map[trained[First[#]] === Last[#] &, data], True]'))).toBeGreaterThan(28);
  });

  it('know the batch by its name where its stated size is that of another axis', () => {
    expect(
      value(
        `Information[${net('states', ', "InputDimensions" -> <|"x" -> {5, 2, 2}, "h" -> {2, 2, 3}|>')}, "InputPorts"]["h"]`,
      ),
    ).toBe('{2, 3}');
  });

  it('do not learn how pictures are resized', () => {
    expect(value(`Values[Information[${net('upsample')}, "ArraysLearningRateMultipliers"]]`)).toBe(
      '{1, 1, None, None}',
    );
  });

  it('choose for each example between branches that depend on it', () => {
    const port = (name: string, dims: readonly number[]) => ({
      name,
      type: { tensor_type: { elem_type: 1, shape: { dim: dims.map((dim_value) => ({ dim_value })) } } },
    });
    const inner = (op_type: string): GraphProto => ({
      name: op_type,
      node: [{ op_type, input: ['x'], output: [op_type] }],
      output: [port(op_type, [1, 2])],
    });
    const node = [
      { op_type: 'ReduceSum', input: ['x'], output: ['sum'] },
      { op_type: 'Greater', input: ['sum', 'limit'], output: ['large'] },
      {
        op_type: 'If',
        input: ['large'],
        output: ['y'],
        attribute: [
          { name: 'then_branch', type: 5, g: inner('Neg') },
          { name: 'else_branch', type: 5, g: inner('Abs') },
        ],
      },
    ];
    const limit = { name: 'limit', dims: [], data_type: 1, float_data: [0] };
    const graph = { name: 'g', node, initializer: [limit], input: [port('x', [1, 2])], output: [port('y', [1, 2])] };
    const bytes = writeModel({ ir_version: 7, opset_import: [{ domain: '', version: 13 }], graph });
    value(`chosen = ImportByteArray[ByteArray["${Buffer.from(bytes).toString('base64')}"], "ONNX"]`);
    expect(value('chosen[{{1, 2}, {-3, 1}, {-3, 4}}]')).toBe('{{-1., -2.}, {3., 1.}, {3., -4.}}');
  });

  it('have no numbers where they are asked for without', () => {
    expect(value(`Union[Values[Information[${net('conv', ', "UninitializedNet"')}, "Arrays"]]]`)).toBe('{Automatic}');
  });

  it('know inputs and sizes that options state', () => {
    expect(
      value(`Information[${net('shapes', ', "InputDimensions" -> <|"x" -> {Automatic, 7}|>')}, "InputPorts"]`),
    ).toBe('<|"x" -> {7, 3}|>');
    expect(message(net('shapes', ', "InputDimensions" -> 3'))).toContain('"InputDimensions" is an association');
  });
});

describe('our own files', () => {
  it('keep names, coders, multipliers and numbers', () => {
    value(`own = NetInitialize[NetChain[<|"conv" -> ConvolutionLayer[2, 3, LearningRateMultipliers -> 0], "r" -> Ramp, "f" -> FlattenLayer[], "head" -> LinearLayer[3],
        "p" -> SoftmaxLayer[]|>, "Input" -> NetEncoder[{"Image", {8, 8}, "Grayscale"}], "Output" -> NetDecoder[{"Class", {"a", "b", "c"}}]]];
      back = ImportByteArray[ExportByteArray[own, "ONNX"], "ONNX"]; picture = RandomImage[1, {8, 8}];`);
    expect(value('Map[Head, Normal[back]] === Map[Head, Normal[own]]')).toBe('True');
    expect(value('Information[back, "Arrays"] === Information[own, "Arrays"]')).toBe('True');
    expect(
      value('Information[back, "ArraysLearningRateMultipliers"] === Information[own, "ArraysLearningRateMultipliers"]'),
    ).toBe('True');
    expect(
      value('{back[picture, "Probabilities"], back[picture]} === {own[picture, "Probabilities"], own[picture]}'),
    ).toBe('True');
  });

  it('count from 1 what those of others count from 0', () => {
    value(`own = NetInitialize[NetChain[{EmbeddingLayer[4, 9], LongShortTermMemoryLayer[3], SequenceLastLayer[], LinearLayer[2]}, "Input" -> {5}]];
      back = ImportByteArray[ExportByteArray[own, "ONNX"], "ONNX"];`);
    expect(value('Max[Abs[back[{1, 9, 3, 4, 5}] - own[{1, 9, 3, 4, 5}]]] < 10^-5')).toBe('True');
    expect(value('Head[First[Normal[back]]]')).toBe('EmbeddingLayer');
  });
});

describe('other elements', () => {
  it.each([
    ['"Elements"', /"Net", "UninitializedNet", "ArrayAssociation"/],
    ['"OperatorSetVersion"', /^17$/],
    ['"ProducerName"', /^"pytorch"$/],
    ['"InputNames"', /^\{"x"\}$/],
    ['"OutputNames"', /^\{"y"\}$/],
    ['"Operators"', /"Gemm" -> 2/],
    ['"ArrayNames"', /"f.4.weight"/],
  ])('%s', (element, expected) => expect(value(net('conv', `, ${element}`))).toMatch(expected));

  it('arrays keep their types', () => {
    const arrays = value(
      `Values[${net('types', ', "ArrayAssociation"')}[[{"w8", "half", "brain", "double", "flags"}]]]`,
    );
    expect(arrays.match(/"\w+"(?=\])/g)).toEqual(['"Integer64"', '"Real32"', '"Real32"', '"Real64"', '"Integer64"']);
  });
});

/** The bytes of a model with other parts, as ImportByteArray takes them. */
function changed(name: string, f: (g: GraphProto) => GraphProto, more: Partial<ModelProto> = {}): string {
  const model = readModel(readFileSync(`${FOLDER}/${name}.onnx`));
  return importing(writeModel({ ...model, ...more, graph: f(model.graph!) }));
}
const importing = (bytes: Uint8Array): string =>
  `ImportByteArray[ByteArray["${Buffer.from(bytes).toString('base64')}"], "ONNX"]`;

describe('what cannot be', () => {
  it('is one message with all operators that have no layer, how often, where and in which set', () => {
    const renamed = changed('conv', (g) => ({
      ...g,
      node: g.node!.map((n) => (n.op_type === 'Gemm' ? { ...n, op_type: 'NonMaxSuppression' } : n)),
    }));
    expect(message(renamed)).toMatch(
      /NonMaxSuppression \(once, first in the node "\/f\/f.8\/Gemm"\) of operator set 17/,
    );
  });

  it('is said of the node that it is in', () => {
    const mixed = changed('types', (g) => ({
      ...g,
      node: [...g.node!, { input: ['y'], output: ['z'], op_type: 'Det', name: 'det' }],
      output: [{ name: 'z' }],
    }));
    expect(message(mixed)).toMatch(/Det \(once, first in the node "det"\)/);
    const huge = changed('types', (g) => ({
      ...g,
      initializer: g.initializer!.map((t) => ({ ...t, dims: [2 ** 40, 2 ** 40] })),
    }));
    expect(message(huge)).toMatch(/the tensor .* states the impossible dimensions/);
    const short = changed('types', (g) => ({ ...g, initializer: g.initializer!.map((t) => ({ ...t, dims: [99] })) }));
    expect(message(short)).toMatch(/states 99 numbers of type/);
  });

  it.each(['../w.bin', '/etc/passwd', 'a/../../b', 'C:\\w.bin', ''])('is an array in the file %j', (location) => {
    const outside = changed('types', (g) => ({
      ...g,
      initializer: g.initializer!.map(({ raw_data: _, ...t }) => ({
        ...t,
        data_location: 1,
        external_data: [{ key: 'location', value: location }],
      })),
    }));
    expect(message(outside)).toMatch(/is not below the folder of the model/);
  });

  it('is a shape that would fill the memory', () => {
    const made = changed('types', (g) => ({
      ...g,
      node: [
        { input: ['s'], output: ['c'], op_type: 'ConstantOfShape' },
        { input: ['x', 'c'], output: ['y'], op_type: 'Add' },
      ],
      initializer: [{ name: 's', dims: [2], data_type: 7, int64_data: [2 ** 30, 2 ** 20] }],
    }));
    expect(message(made)).toMatch(/it makes 1125899906842624 numbers/);
  });
});

describe('damaged files', () => {
  /** Park and Miller 1988. */
  function* numbers(seed: number): Generator<number, never> {
    for (let s = seed; ; ) {
      s = (s * 16807) % 2147483647;
      yield s / 2147483647;
    }
  }

  it('end in a net or in one message, and in no time', () => {
    const random = numbers(18);
    const next = (n: number): number => Math.floor(random.next().value * n);
    const originals = models.map((m) => readFileSync(`${FOLDER}/${m}.onnx`));
    for (let i = 0; i < 500; i++) {
      const bytes = Uint8Array.from(originals[i % originals.length]!);
      for (let k = next(4) + 1; k > 0; k--) bytes[next(bytes.length)] = next(256);
      const cut = next(3) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes;
      const { value: result, messages } = session.log.collect(() =>
        session.evaluateInput(session.parse(importing(cut))[0]!),
      );
      const model = messages[0]?.tag === 'external';
      if (model || session.inputForm(result) === '$Failed') expect(messages.length).toBe(1);
      else expect(messages).toEqual([]);
    }
  });
});
