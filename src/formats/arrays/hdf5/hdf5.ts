/** HDF5 files: groups and arrays by their paths, as h5py, Keras and MATLAB write them. */
import { FormatError } from '../../format-error.ts';
import { grownLimit } from '../../inflate.ts';
import { type ArrayReader, bytesOf, countOf, type StoredArray } from '../stored.ts';
import { type Attribute, attributesOf } from './attributes.ts';
import { Cursor, HDF5 } from './cursor.ts';
import { arrayOf, type DataSet, dataSetOf } from './datasets.ts';
import { isGroup, linksOf } from './groups.ts';
import { messagesAt } from './headers.ts';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Places where the file may begin: 0, 512, 1024, ... */
const PLACES = [0, 512, 1024, 2048, 4096];

export const isHdf5 = (bytes: Uint8Array): boolean => startOf(bytes) !== undefined;
const startOf = (bytes: Uint8Array): number | undefined =>
  PLACES.find((at) => SIGNATURE.every((b, i) => bytes[at + i] === b));

/** What a file holds, by paths without a slash at their beginning; '' is the file itself. */
export interface Hdf5File {
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, Attribute>>;
  readonly dataSets: ReadonlyMap<string, DataSet>;
  /** The numbers of a data set. Throws FormatError. */
  array(path: string): StoredArray | undefined;
}

/** A file, and where its first group is. */
function rootOf(whole: Uint8Array): { readonly file: Cursor; readonly root: number } {
  const start = startOf(whole);
  if (start === undefined) throw new FormatError(HDF5, 'the file does not begin as an HDF5 file', 0);
  const bytes = whole.subarray(start);
  const c = new Cursor(bytes, { offset: 8, length: 8 }, SIGNATURE.length);
  const version = c.number(1);
  if (version > 3) c.refuse(`there is no version ${version} of the format`);
  if (version < 2) c.skip(4);
  const widths = { offset: c.number(1), length: c.number(1) };
  if (![2, 4, 8].includes(widths.offset) || ![2, 4, 8].includes(widths.length))
    c.refuse('addresses have an unknown width');
  const file = new Cursor(bytes, widths, c.at + (version === 0 ? 9 : version === 1 ? 13 : 1));
  const fields = version < 2 ? 5 : 3;
  for (let i = 0; i < fields; i++) file.address();
  return { file, root: file.address() };
}

const MOST_OBJECTS = 100_000;
const LONGEST_PATH = 10_000;

/** Throws FormatError. */
export function openHdf5(bytes: Uint8Array): Hdf5File {
  const { file, root } = rootOf(bytes);
  const attributes = new Map<string, ReadonlyMap<string, Attribute>>();
  const dataSets = new Map<string, DataSet>();
  /** Groups that are in themselves are read once. */
  const seen = new Set<number>();
  const visit = (address: number, path: string): void => {
    if (attributes.size > MOST_OBJECTS || path.length > LONGEST_PATH) file.refuse('the groups have no end');
    const messages = messagesAt(file, address);
    attributes.set(path, attributesOf(file, messages));
    const set = isGroup(messages) ? undefined : dataSetOf(file, messages);
    if (set !== undefined) dataSets.set(path, set);
    if (!isGroup(messages) || seen.has(address)) return;
    seen.add(address);
    for (const [name, at] of linksOf(file, messages)) visit(at, path === '' ? name : `${path}/${name}`);
  };
  visit(root, '');
  let left = grownLimit(bytes.length);
  const array = (path: string): StoredArray | undefined => {
    const set = dataSets.get(path);
    const found = set && arrayOf(set, path, left, file);
    if (found !== undefined) left -= countOf(found.shape) * bytesOf(found.dtype);
    return found;
  };
  return { attributes, dataSets, array };
}

/** All arrays of numbers by their paths; texts and records are left out. */
export const readHdf5: ArrayReader = (bytes) => {
  const { dataSets, array } = openHdf5(bytes);
  const numbers = [...dataSets].filter(([, { element }]) => element.kind === 'number');
  return new Map(numbers.map(([path]) => [path, array(path)!]));
};
