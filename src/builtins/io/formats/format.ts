/**
 * The file formats of Import and Export: one record each.
 *
 * To add a format, write a record with `format('NAME', {...})` and name it in the list of its theme (index.ts here for formats
 * of text and data, images/file-formats.ts for pictures, nets/language/index.ts for nets). Import, Export, ImportString, ExportString,
 * $ImportFormats and the choice by file extension all read these records.
 */
import type { Expr } from '../../../expr/expr.ts';
import type { Evaluation } from '../../builtin.ts';

/** What a reader or writer may ask about the call it works for. */
export interface FormatCall {
  readonly e: Evaluation;
  /** The setting of an option of the format; only declared ones may be asked for. */
  option(name: string): Expr;
  /** The bytes of a file that the imported one names, in the same folder or below it; `missing` is said of one that is not there. Throws FormatError. */
  beside(name: string, missing?: string): Uint8Array;
}

/** A file of a folder, whose bytes are made when it is written. */
export interface FolderFile {
  /** Below the folder: data/a.csv. */
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

/** What is no file but a folder. Options of the format are to have OverwriteTarget. */
export interface FolderFormat {
  /** The file by which such folders are known; Import reads it first, and the others as it names them. */
  readonly marker: string;
  /** undefined for a value that the format has no way to say; 'reported' where a message says why. Throws FormatError. */
  readonly write: (value: Expr, call: FormatCall) => Iterable<FolderFile> | 'reported' | undefined;
}

/**
 * Bytes of a whole file to an expression; throws a FormatError (src/formats/format-error.ts) for bytes it refuses.
 * `part` is what stands behind the element in {element, part}; only elements in `divisible` are given one.
 */
export type ElementReader = (bytes: Uint8Array, call: FormatCall, part?: Expr) => Expr;

export interface FormatDefinition {
  /** Extensions of files in this format, in lower case, without the point. */
  readonly extensions: readonly string[];
  /** Further names of the format. */
  readonly aliases?: readonly string[];
  /** Not text: in strings (ImportString, ExportString) each character is one byte. */
  readonly binary?: true;
  /** Options of Import and Export that the format knows, with their defaults in the language: { HeaderLines: '0' }. */
  readonly options?: Readonly<Record<string, string>>;
  /** What Import can give, by element name; the first one is what it gives when no element is named. */
  readonly read?: Readonly<Record<string, ElementReader>>;
  /** Elements that have parts. */
  readonly divisible?: readonly string[];
  /** The bytes of a file with this value; undefined for a value that the format has no way to say. */
  readonly write?: (value: Expr, call: FormatCall) => Uint8Array | undefined;
  readonly folder?: FolderFormat;
}

export interface Format extends FormatDefinition {
  readonly name: string;
}

export const format = (name: string, definition: FormatDefinition): Format => Object.freeze({ name, ...definition });

const byName = new Map<string, Format>();
const byExtension = new Map<string, Format>();

/** Makes formats known to Import and Export; a name or an extension that is already taken is a programming error. */
export function registerFormats(...formats: readonly Format[]): void {
  for (const f of formats) {
    for (const name of [f.name, ...(f.aliases ?? [])]) put(byName, name.toLowerCase(), f);
    for (const extension of f.extensions) put(byExtension, extension, f);
  }
}
function put(map: Map<string, Format>, key: string, f: Format): void {
  const other = map.get(key);
  if (other !== undefined && other !== f) throw new Error(`two file formats for ${key}: ${other.name} and ${f.name}`);
  map.set(key, f);
}

/** By name or alias, without regard to case. */
export const formatNamed = (name: string): Format | undefined => byName.get(name.toLowerCase());
/** By the extension of a file name, without regard to case. */
export const formatOfExtension = (extension: string): Format | undefined => byExtension.get(extension.toLowerCase());
/** By the files in a folder. */
export const formatOfFolder = (names: readonly string[]): Format | undefined =>
  allFormats().find((f) => f.folder !== undefined && names.includes(f.folder.marker));
export const allFormats = (): Format[] => [...new Set(byName.values())].sort((a, b) => (a.name < b.name ? -1 : 1));
