/** What a converter of a layer of Keras is given. */
import type { StoredArray } from '../../../formats/arrays/stored.ts';
import type { Version } from './activations.ts';
import type { KerasNet, Value } from './builder.ts';
import { Config, type Json } from './config.ts';
import { refuse } from './problem.ts';

/** The arrays of one layer in the order in which Keras keeps them. */
export type LayerArrays = (part?: string) => readonly StoredArray[];

export class KerasLayer {
  readonly net: KerasNet;
  readonly name: string;
  readonly config: Config;
  readonly inputs: readonly Value[];
  readonly arrays: LayerArrays;
  readonly version: Version;
  /** What a call of the layer says beside its inputs. */
  readonly kwargs: Json;

  constructor(
    net: KerasNet,
    name: string,
    config: Config,
    inputs: readonly Value[],
    arrays: LayerArrays,
    version: Version,
    kwargs: Json,
  ) {
    this.kwargs = kwargs;
    this.net = net;
    this.name = name;
    this.config = config;
    this.inputs = inputs;
    this.arrays = arrays;
    this.version = version;
  }

  get input(): Value {
    return this.inputs[0] ?? refuse(`${this.name} has no input`);
  }

  /** As many arrays as the layer has, of these ranks; those of a layer without arrays in the file are none. */
  weights(ranks: readonly number[], part?: string): readonly StoredArray[] | undefined {
    const all = this.arrays(part);
    if (all.length === 0 && ranks.length > 0) return undefined;
    if (all.length !== ranks.length || all.some((a, i) => a.shape.length !== ranks[i]))
      refuse(
        `${this.name} has arrays of ${all.map((a) => a.shape.join(' x ')).join(', ') || 'none'}; ${ranks.length} of ${ranks.join(', ')} axes are expected`,
      );
    return all;
  }

  /** Settings of a layer inside of this one. */
  inner(json: ConstructorParameters<typeof Config>[1]): Config {
    return new Config(this.name, json);
  }
}

export type Converter = (l: KerasLayer) => Value;
