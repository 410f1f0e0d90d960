/** NetExternalObject: models of other tools that are no nets here, run as they are by onnxruntime. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { byteArray, isByteArray } from '../../builtins/io/byte-array.ts';
import { formatOfExtension } from '../../builtins/io/formats/format.ts';
import { fileName } from '../../builtins/io/import-export.ts';
import { extensionOf } from '../../builtins/io/paths.ts';
import { Association } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { FormatError } from '../../formats/format-error.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { guarded, NetProblem, names } from '../model/problem.ts';
import { applyExternal, typeName } from '../run/external.ts';
import { type ExternalNet, externalBox, externalNet, isExternalNet, sizeName } from '../write/onnx/external.ts';
import type { StatedPort } from '../write/onnx/graph.ts';

const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
const size = (s: number | string): Expr => (typeof s === 'number' ? int(s) : str(s));
const sizes = (p: StatedPort): Expr =>
  p.sizes === undefined ? S.Automatic : list(p.sizes.map((s) => size(sizeName(s))));
const ports = (of: readonly StatedPort[]): Expr => Association.from(of.map((p) => [str(p.name), sizes(p)] as const));
const portNames = (of: readonly StatedPort[]): Expr => list(of.map((p) => str(p.name)));

const PROPERTIES: Readonly<Record<string, (n: ExternalNet) => Expr>> = {
  Format: () => str('ONNX'),
  InputPortNames: (n) => portNames(n.inputs),
  InputPorts: (n) => ports(n.inputs),
  InputTypes: (n) => Association.from(n.inputs.map((p) => [str(p.name), str(typeName(p))] as const)),
  LayersCount: (n) => int([...n.operators.values()].reduce((a, b) => a + b, 0)),
  LayerTypeCounts: (n) => Association.from([...n.operators].map(([name, count]) => [str(name), int(count)] as const)),
  OperatorSetVersion: (n) => int(n.opset),
  OutputPortNames: (n) => portNames(n.outputs),
  OutputPorts: (n) => ports(n.outputs),
  Properties: () => list(Object.keys(PROPERTIES).map((p) => str(p))),
  RawData: (n) => byteArray(n.bytes),
};
const REPORT = ['Format', 'LayersCount', 'LayerTypeCounts', 'InputPorts', 'OutputPorts'];

function information(n: ExternalNet, property: Expr | undefined): Expr {
  if (property === undefined) return Association.from(REPORT.map((p) => [str(p), PROPERTIES[p]!(n)] as const));
  if (isCall(property, S.List)) return list(property.args.map((p) => information(n, p)));
  const make =
    property.kind === Kind.String && Object.hasOwn(PROPERTIES, property.value) ? PROPERTIES[property.value] : undefined;
  if (make === undefined) throw new NetProblem('noprop', property, names(Object.keys(PROPERTIES)));
  return make(n);
}

/** Inputs and outputs with their sizes: x: Nx3 -> y: Nx2. */
function summary(n: ExternalNet): string {
  const text = (p: StatedPort): string => `${p.name}: ${p.sizes?.map(sizeName).join('x') || 'number'}`;
  return `NetExternalObject[<ONNX, ${n.inputs.map(text).join(', ')} -> ${n.outputs.map(text).join(', ')}>]`;
}

/** From its bytes, or a file of a format whose models stay what they are. Throws NetProblem. */
function made(source: Expr, e: Evaluation): Expr | undefined {
  if (isByteArray(source)) {
    try {
      return externalBox(externalNet(source.content));
    } catch (x) {
      if (x instanceof FormatError) throw new NetProblem('extbytes', str(x.reason));
      throw x;
    }
  }
  const path = fileName(source);
  if (path === undefined) throw new NetProblem('extsource', source);
  const element = 'NetExternalObject';
  if (formatOfExtension(extensionOf(path))?.read?.[element] === undefined) throw new NetProblem('extsource', source);
  return e.evaluate(normal(system('Import'), str(path), str(element)));
}

/** A model of one Identity. */
const IDENTITY =
  'ByteArray["CAg6QQoQCgF4EgF5IghJZGVudGl0eRIBZ1oUCgF4Eg8KDQgBEgkKAxIBTgoCCAJiFAoBeRIPCg0IARIJCgMSAU4KAggCQgQKABAN"]';

export const NetExternalObject: Builtin = builtin('NetExternalObject', {
  usage: `NetExternalObject[...] represents a model of another tool that is no net here, as Import gives it for operators without layers.
NetExternalObject["file.onnx"] and NetExternalObject[ByteArray[...]] give the model of a file or of its bytes.
object[data] and object[<|"port" -> data, ...|>] apply it by onnxruntime to whole arrays, the axis of the batch included; a NumericArray gives a NumericArray.
Information[object, "property"] gives a property: ${Object.keys(PROPERTIES)
    .map((p) => `"${p}"`)
    .join(', ')}.`,
  arity: [1, 1],
  messages: {
    args: 'The arguments `1` do not fit. `2`',
    badopt: '`1` is not an option here; there are `2`.',
    badpar: 'The value `1` of "`2`" should be `3`.',
    noprop: '`1` is not a property of a model; there are `2`.',
    noport: '`1` is not an input of the model; it has `2`.',
    extports: 'The model takes the inputs `1`, each by its name in an association, and not `2`.',
    exttype: 'The input `1` of the model is of the type `2`, which cannot be given.',
    extdata: '`1` is no array of numbers for the input `2`.',
    extfail: 'The model refuses: `1`',
    extbytes: 'The bytes are no ONNX model: `1`.',
    extsource: '`1` is neither the name of an ONNX file nor a ByteArray of its bytes.',
    noruntime: 'Models that are no nets run by the package onnxruntime-node (npm install onnxruntime-node@1.17.0). `1`',
  },
  packed: true,
  evaluate: ([source], e) =>
    source === undefined || isExternalNet(source) ? undefined : guarded(e, () => made(source, e)),
  apply: (head, args, e) => (isExternalNet(head) ? guarded(e, () => applyExternal(head.content, args, e)) : undefined),
  up: (call, position, e) => {
    const value = call.args[position]!;
    if (call.head !== system('Information') || position !== 0 || !isExternalNet(value)) return undefined;
    return guarded(e, () => information(value.content, call.args[1]));
  },
  shown: (b) => (isExternalNet(b) ? summary(b.content) : undefined),
  examples: {
    [`Information[NetExternalObject[${IDENTITY}], "InputPorts"]`]: '<|"x" -> {"N", 2}|>',
    [`Information[NetExternalObject[${IDENTITY}], {"Format", "LayerTypeCounts"}]`]: '{"ONNX", <|"Identity" -> 1|>}',
    [`NetExternalObject[${IDENTITY}] // Head`]: 'NetExternalObject',
    [`Information[NetExternalObject[${IDENTITY}], "Colour"]`]: ['$Failed', 'NetExternalObject::noprop'],
    'NetExternalObject[ByteArray[{1, 2}]]': ['$Failed', 'NetExternalObject::extbytes'],
    'NetExternalObject[5]': ['$Failed', 'NetExternalObject::extsource'],
  },
});
