/** ONNX as a file format of Import and Export: nets from other tools and for them. */
import { type FormatCall, format } from '../../builtins/io/formats/format.ts';
import { type Expr, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { FormatError } from '../../formats/format-error.ts';
import { names } from '../model/problem.ts';
import { onnxFile } from '../run/onnx/export.ts';
import { isNet } from '../write/net-box.ts';
import { importOptions, onnxElements } from '../write/onnx/elements.ts';
import { isExternalNet } from '../write/onnx/external.ts';

/** Versions of the standard operators that are written, and the one that is where none is asked for. */
const [OLDEST, NEWEST, USUAL] = [13, 18, 17];

const refuse = (reason: string): never => {
  throw new FormatError('ONNX', reason);
};

/** A whole number within bounds, or Automatic. */
function whole(call: FormatCall, name: string, from: number, to: number): number | undefined {
  const value = call.option(name);
  if (value === S.Automatic) return undefined;
  if (value.kind === Kind.Integer && value.value >= from && value.value <= to) return Number(value.value);
  return refuse(
    `${name} is Automatic or ${to === Number.POSITIVE_INFINITY ? `an integer from ${from} on` : `an integer from ${from} to ${to}`}, not ${call.e.session.inputForm(value)}`,
  );
}

/** A text, or the setting that stands for none. */
function text(call: FormatCall, name: string, none: Expr): string | undefined {
  const value = call.option(name);
  if (value === none) return undefined;
  return value.kind === Kind.String
    ? value.value
    : refuse(`${name} is a text or ${call.e.session.inputForm(none)}, not ${call.e.session.inputForm(value)}`);
}

export const ONNX = format('ONNX', {
  extensions: ['onnx'],
  binary: true,
  options: {
    OperatorSetVersion: 'Automatic',
    BatchSize: 'Automatic',
    SequenceLength: 'Automatic',
    Description: 'None',
    GraphName: 'Automatic',
    ModelVersion: '0',
    ...importOptions,
  },
  read: onnxElements,
  write(value, call) {
    if (isExternalNet(value)) return value.content.whole;
    if (!isNet(value)) return undefined;
    const settings = {
      opset: whole(call, 'OperatorSetVersion', OLDEST, NEWEST) ?? USUAL,
      batch: whole(call, 'BatchSize', 1, Number.POSITIVE_INFINITY) ?? null,
      length: whole(call, 'SequenceLength', 1, Number.POSITIVE_INFINITY) ?? null,
      description: text(call, 'Description', S.None),
      graphName: text(call, 'GraphName', S.Automatic) ?? 'net',
      modelVersion: whole(call, 'ModelVersion', 0, Number.POSITIVE_INFINITY) ?? 0,
    };
    const { bytes, traced, sizes } = onnxFile(value.content, settings);
    if (traced.length > 0) call.e.message('traced', names(traced), str('ONNX'), str(sizes));
    return bytes;
  },
});
