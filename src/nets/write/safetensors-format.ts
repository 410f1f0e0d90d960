/** Safetensors as a file format of Import and Export: associations of names and arrays. */
import { format } from '../../builtins/io/formats/format.ts';
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, Kind, normal, Packed, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { FormatError } from '../../formats/format-error.ts';
import { readSafetensors, type SafetensorsType, writeSafetensors } from '../../formats/safetensors.ts';
import { numbersOf, numericArray } from '../model/arrays.ts';
import type { NumberArray } from '../model/coder.ts';

const TYPES: Readonly<Record<string, SafetensorsType>> = { Real16: 'F16', Real32: 'F32', Real64: 'F64' };

function typeOf(option: Expr): SafetensorsType {
  const type = option.kind === Kind.String ? TYPES[option.value] : undefined;
  if (type === undefined) throw new FormatError('Safetensors', 'the element type is "Real16", "Real32" or "Real64"');
  return type;
}

export const Safetensors = format('Safetensors', {
  extensions: ['safetensors'],
  binary: true,
  options: { ElementType: '"Real32"' },
  read: {
    Data: (bytes) =>
      Association.from(
        [...readSafetensors(bytes)].map(([name, { shape, data, whole }]) => {
          const type = whole ? 'Integer' : data instanceof Float32Array ? 'Real32' : 'Real64';
          return [str(name), numericArray(new Packed(type, shape, data), whole ? 'Integer64' : type)] as const;
        }),
      ),
    Names: (bytes) => normal(S.List, ...[...readSafetensors(bytes).keys()].map(str)),
  },
  write(value, call) {
    if (!isAssociation(value)) return undefined;
    const tensors = new Map<string, NumberArray>();
    for (const [key, x] of value.entries()) {
      const numbers = numbersOf(x);
      if (key.kind !== Kind.String || numbers === undefined) return undefined;
      tensors.set(key.value, numbers);
    }
    return writeSafetensors(tensors, typeOf(call.option('ElementType')));
  },
});
