/** What Import gives of ONNX files: nets of named layers, their arrays, and what the file says of itself. */
import { byteArray } from '../../../builtins/io/byte-array.ts';
import type { FormatCall, FormatDefinition } from '../../../builtins/io/formats/format.ts';
import { modelsCannotRun } from '../../../compute/run/onnx-model.ts';
import { Association, isAssociation } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Packed, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { AttributeType, ElementType, readModel } from '../../../formats/onnx.ts';
import type { AttributeProto, GraphProto, ModelProto } from '../../../formats/onnx-schema.ts';
import { type ExternalData, type OnnxTensor, readTensor } from '../../../formats/onnx-tensors.ts';
import { numbersOf, numericArray } from '../../model/arrays.ts';
import type { Net } from '../../model/net.ts';
import { numeral } from '../../records/onnx/formulas.ts';
import { type Attribute, constant, NoLayer } from '../../records/onnx/operator.ts';
import type { ConstantValue } from '../../records/onnx/values.ts';
import { netBox } from '../net-box.ts';
import { withoutValues } from '../net-file.ts';
import { externalBox, externalNet, operatorCounts } from './external.ts';
import { attributeValue, graphOf, operatorSet } from './graph.ts';
import { type ImportSettings, netOf } from './import.ts';
import { restored } from './restore.ts';

const NAME = 'ONNX';

/** Files beside the model, each read once. */
function externalData(call: FormatCall): ExternalData {
  const files = new Map<string, Uint8Array>();
  return (location, offset, length) => {
    const file = files.get(location) ?? call.beside(location);
    files.set(location, file);
    const end = length === undefined ? file.length : offset + length;
    if (end > file.length)
      throw new FormatError(NAME, `bytes ${offset} to ${end} of "${location}" are asked for, which has ${file.length}`);
    return file.subarray(offset, end);
  };
}

/** Entries of an association that an option is. Throws FormatError. */
function entries(call: FormatCall, option: string): readonly (readonly [string, Expr])[] {
  const value = call.option(option);
  if (!isAssociation(value)) throw new FormatError(NAME, `"${option}" is an association by the names of inputs`);
  return value.entries().map(([key, v]) => {
    if (key.kind !== Kind.String) throw new FormatError(NAME, `"${option}" is an association by the names of inputs`);
    return [key.value, v] as const;
  });
}

function knownInput(name: string, v: Expr): ConstantValue {
  const truth = v === S.True ? int(1) : v === S.False ? int(0) : v;
  const numbers = numbersOf(truth);
  if (numbers === undefined)
    throw new FormatError(NAME, `the value of the input ${name} is no number and no array of numbers`);
  const whole = Array.from(numbers.data).every(Number.isInteger);
  return constant(numbers.shape, whole ? ElementType.INT64 : ElementType.FLOAT, numbers.data, name);
}

function statedSizes(name: string, v: Expr): (number | null)[] {
  const items = v.kind === Kind.Packed ? unpack(v).args : isCall(v, S.List) ? v.args : [v];
  return items.map((x) => {
    if (x === S.Automatic) return null;
    if (x.kind === Kind.Integer && Number(x.value) > 0) return Number(x.value);
    throw new FormatError(NAME, `the dimensions of the input ${name} are positive integers or Automatic`);
  });
}

const settings = (call: FormatCall): ImportSettings => ({
  external: externalData(call),
  values: new Map(entries(call, 'InputValues').map(([name, v]) => [name, knownInput(name, v)])),
  sizes: new Map(entries(call, 'InputDimensions').map(([name, v]) => [name, statedSizes(name, v)])),
});

function imported(bytes: Uint8Array, call: FormatCall): Net {
  const model = readModel(bytes);
  return restored(netOf(model, settings(call)).net, model, call.option('AllowCode') === S.True);
}

function arrayForm({ type, dims, data }: OnnxTensor): Expr {
  const real = data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data);
  const whole = type !== ElementType.DOUBLE && !(data instanceof Float32Array);
  const kind = whole ? 'Integer' : data instanceof Float32Array ? 'Real32' : 'Real64';
  return numericArray(new Packed(kind, dims, real), whole ? 'Integer64' : kind);
}

const arrays = (bytes: Uint8Array, call: FormatCall): (readonly [string, Expr])[] =>
  (graphOf(readModel(bytes)).initializer ?? []).map((t) => [
    t.name ?? '',
    arrayForm(readTensor(t, externalData(call))),
  ]);

const texts = (names: Iterable<string | undefined>): Expr => normal(S.List, ...[...names].map((n) => str(n ?? '')));

/** What stands in the model beside its graph. */
const fact = (of: (model: ModelProto) => Expr) => (bytes: Uint8Array) => of(readModel(bytes));

const operators = (model: ModelProto): Expr =>
  Association.from([...operatorCounts(model)].map(([name, n]) => [str(name), int(n)] as const));

const attribute = (a: AttributeProto): Expr => {
  const v = a.type === AttributeType.GRAPH ? a.g && graphForm(a.g) : attributeForm(attributeValue(a));
  return v ?? normal(system('Missing'), str('NotAvailable'));
};

function attributeForm(v: Attribute): Expr | undefined {
  if (typeof v === 'string') return str(v);
  if (typeof v === 'number') return numeral(v);
  if (Array.isArray(v)) return normal(S.List, ...v.map((x: string | number) => attributeForm(x)!));
  if (v === undefined || !('data' in v)) return undefined;
  return arrayForm(v);
}

/** A graph as an association: nodes in their order, and what comes in and goes out. */
const graphForm = (g: GraphProto): Expr =>
  association({
    Name: str(g.name ?? ''),
    Nodes: normal(
      S.List,
      ...(g.node ?? []).map((n) =>
        association({
          Name: str(n.name ?? ''),
          Operator: str(n.op_type ?? ''),
          Domain: str(n.domain ?? ''),
          Inputs: texts(n.input ?? []),
          Outputs: texts(n.output ?? []),
          Attributes: Association.from((n.attribute ?? []).map((a) => [str(a.name ?? ''), attribute(a)] as const)),
        }),
      ),
    ),
    Inputs: texts((g.input ?? []).map((p) => p.name)),
    Outputs: texts((g.output ?? []).map((p) => p.name)),
    Arrays: texts((g.initializer ?? []).map((t) => t.name)),
  });

const association = (of: Readonly<Record<string, Expr>>): Expr =>
  Association.from(Object.entries(of).map(([name, value]) => [str(name), value] as const));

const ports =
  (which: 'input' | 'output') =>
  (model: ModelProto): Expr => {
    const graph = graphOf(model);
    const own = new Set((graph.initializer ?? []).map((t) => t.name));
    return texts((graph[which] ?? []).map((p) => p.name).filter((n) => !own.has(n)));
  };

/** The net; a model that is none stays what it is, with one message that says why. */
function netOrModel(bytes: Uint8Array, call: FormatCall): Expr {
  try {
    return netBox(imported(bytes, call));
  } catch (x) {
    if (!(x instanceof NoLayer)) throw x;
    const model = externalBox(externalNet(bytes, externalData(call)));
    const problem = modelsCannotRun();
    const how = problem === undefined ? '' : ` npm install onnxruntime-node@1.17.0 brings it. ${problem}`;
    call.e.message('external', str(x.reason), str(how));
    return model;
  }
}

export const onnxElements: NonNullable<FormatDefinition['read']> = {
  Net: netOrModel,
  UninitializedNet: (bytes, call) => netBox(withoutValues(imported(bytes, call))),
  ArrayAssociation: (bytes, call) => Association.from(arrays(bytes, call).map(([name, a]) => [str(name), a] as const)),
  ArrayList: (bytes, call) => normal(S.List, ...arrays(bytes, call).map(([, a]) => a)),
  ArrayNames: fact((m) => texts((graphOf(m).initializer ?? []).map((t) => t.name))),
  NetExternalObject: (bytes, call) => externalBox(externalNet(bytes, externalData(call))),
  ONNXGraph: fact((m) => graphForm(graphOf(m))),
  RawData: (bytes) => byteArray(bytes),
  InputNames: fact(ports('input')),
  OutputNames: fact(ports('output')),
  Operators: fact(operators),
  OperatorSetVersion: fact((m) => int(operatorSet(m))),
  IRVersion: fact((m) => int(m.ir_version ?? 0)),
  ProducerName: fact((m) => str(m.producer_name ?? '')),
  ProducerVersion: fact((m) => str(m.producer_version ?? '')),
  ModelVersion: fact((m) => int(m.model_version ?? 0)),
  ModelDomain: fact((m) => str(m.domain ?? '')),
  Description: fact((m) => str(m.doc_string ?? '')),
};

/** Options of Import, with their defaults in the language. */
export const importOptions = { InputValues: '<||>', InputDimensions: '<||>', AllowCode: 'False' };
