/** Stores of arrays as file formats of Import and Export: associations of names and arrays. */
import { type Format, type FormatCall, type FormatDefinition, format } from '../../builtins/io/formats/format.ts';
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, Kind, normal, real, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Attribute } from '../../formats/arrays/hdf5/attributes.ts';
import { openHdf5, readHdf5 } from '../../formats/arrays/hdf5/hdf5.ts';
import { readNpyArray, readNpz, writeNpy, writeNpz } from '../../formats/arrays/npy.ts';
import type { DType, NamedArrays, StoredArray } from '../../formats/arrays/stored.ts';
import { readTorch } from '../../formats/arrays/torch.ts';
import { FormatError } from '../../formats/format-error.ts';
import { readSafetensors, writeSafetensors } from '../../formats/safetensors.ts';
import { listOfStored, numericOfStored, storedOf, WRITTEN_TYPES } from '../model/stored-arrays.ts';

const dimensions = ({ shape }: StoredArray): Expr => normal(S.List, ...shape.map((n) => int(n)));
const list = (names: Iterable<string>): Expr => normal(S.List, ...[...names].map(str));

/** What f gives for the array of the name asked for, or for all of them. Throws FormatError. */
function each(arrays: NamedArrays, part: Expr | undefined, name: string, f: (a: StoredArray) => Expr): Expr {
  if (part === undefined) return Association.from([...arrays].map(([key, a]) => [str(key), f(a)] as const));
  const found = part.kind === Kind.String ? arrays.get(part.value) : undefined;
  if (found === undefined)
    throw new FormatError(
      name,
      `there is no array ${part.kind === Kind.String ? part.value : 'but by name'}; there are ${some([...arrays.keys()])}`,
    );
  return f(found);
}
const FEW = 8;
const some = (names: readonly string[]): string =>
  names.length > FEW ? `${names.slice(0, FEW).join(', ')} and ${names.length - FEW} more` : names.join(', ') || 'none';

/** The elements of all array stores. */
export const arrayStore = (
  name: string,
  read: (bytes: Uint8Array, call: FormatCall) => NamedArrays,
): Pick<FormatDefinition, 'binary' | 'read' | 'divisible'> => ({
  binary: true,
  divisible: ['Data', 'Dimensions'],
  read: {
    Data: (bytes, call, part) => each(read(bytes, call), part, name, numericOfStored),
    Names: (bytes, call) => list(read(bytes, call).keys()),
    Keys: (bytes, call) => list(read(bytes, call).keys()),
    Dimensions: (bytes, call, part) => each(read(bytes, call), part, name, dimensions),
  },
});

/** The type in which numbers are written; undefined for each array's own. Throws FormatError. */
function elementType(call: FormatCall, name: string): DType | undefined {
  const option = call.option('ElementType');
  if (option === S.Automatic) return undefined;
  const type = option.kind === Kind.String ? WRITTEN_TYPES[option.value] : undefined;
  if (type === undefined)
    throw new FormatError(name, `the element type is Automatic or one of ${Object.keys(WRITTEN_TYPES).join(', ')}`);
  return type;
}

/** The arrays of an association with strings as keys; undefined for any other value. */
function arraysOf(value: Expr, type: DType | undefined): Map<string, StoredArray> | undefined {
  if (!isAssociation(value)) return undefined;
  const arrays = new Map<string, StoredArray>();
  for (const [key, x] of value.entries()) {
    const stored = storedOf(x, type);
    if (key.kind !== Kind.String || stored === undefined) return undefined;
    arrays.set(key.value, stored);
  }
  return arrays;
}

export const Safetensors = format('Safetensors', {
  extensions: ['safetensors'],
  ...arrayStore('Safetensors', readSafetensors),
  options: { ElementType: 'Automatic' },
  write(value, call) {
    const arrays = arraysOf(value, elementType(call, 'Safetensors'));
    return arrays && writeSafetensors(arrays);
  },
});

export const NPZ = format('NPZ', {
  extensions: ['npz'],
  ...arrayStore('NPZ', readNpz),
  options: { ElementType: 'Automatic', Compressed: 'False' },
  write(value, call) {
    const arrays = arraysOf(value, elementType(call, 'NPZ'));
    return arrays && writeNpz(arrays, call.option('Compressed') === S.True);
  },
});

export const NPY = format('NPY', {
  extensions: ['npy'],
  binary: true,
  options: { ElementType: 'Automatic' },
  read: {
    Data: (bytes) => listOfStored(readNpyArray(bytes)),
    NumericArray: (bytes) => numericOfStored(readNpyArray(bytes)),
    Dimensions: (bytes) => dimensions(readNpyArray(bytes)),
  },
  write(value, call) {
    const array = storedOf(value, elementType(call, 'NPY'));
    return array && writeNpy(array);
  },
});

export const PyTorch = format('PyTorch', { extensions: ['pt', 'pth'], ...arrayStore('PyTorch', readTorch) });

/** Texts, numbers and lists of them, as attributes of HDF5 are. */
const attributeValue = (x: Attribute): Expr =>
  typeof x === 'string'
    ? str(x)
    : typeof x === 'number'
      ? Number.isSafeInteger(x)
        ? int(x)
        : real(x)
      : normal(S.List, ...x.map(attributeValue));

export const HDF5 = format('HDF5', {
  extensions: ['h5', 'hdf5', 'hdf'],
  ...arrayStore('HDF5', readHdf5),
  read: {
    ...arrayStore('HDF5', readHdf5).read,
    Attributes: (bytes) =>
      Association.from(
        [...openHdf5(bytes).attributes]
          .filter(([, own]) => own.size > 0)
          .map(
            ([path, own]) =>
              [
                str(`/${path}`),
                Association.from([...own].map(([name, x]) => [str(name), attributeValue(x)] as const)),
              ] as const,
          ),
      ),
  },
});

export const arrayFormats: readonly Format[] = [Safetensors, NPY, NPZ, PyTorch, HDF5];
