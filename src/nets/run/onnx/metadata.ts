/** What a net has beside its graph, as metadata of an ONNX model: coders, class labels, learning-rate multipliers. */

import { type Expr, Kind } from '../../../expr/expr.ts';
import type { StringStringEntryProto } from '../../../formats/onnx-schema.ts';
import { arrayRates } from '../../model/array-rates.ts';
import { type Coder, coderBox } from '../../model/coder.ts';
import { arrayKey, arrayPlaces, type Net, sharedName } from '../../model/net.ts';
import { onnxKeys } from '../../model/onnx/keys.ts';
import { toJson } from '../../write/expression-json.ts';

const labelText = (e: Expr): string => (e.kind === Kind.String ? e.value : JSON.stringify(toJson(e)));

/** Labels of the classes that a coder stands for; undefined where it is not about classes. */
function labelsOf({ parameters }: Coder): readonly string[] | undefined {
  const labels = parameters.Labels;
  return labels?.kind === Kind.Normal ? labels.args.map(labelText) : undefined;
}

/** `arrayName`: the initializer with an array of the net. */
export function metadataOf(net: Net, arrayName: (key: string) => string): StringStringEntryProto[] {
  const coders = (role: Coder['role']): [string, unknown][] =>
    [...net.coders].filter(([, c]) => c.role === role).map(([port, c]) => [port, toJson(coderBox(c))]);
  const classes = [...net.coders].flatMap(([port, c]): [string, unknown][] => {
    const labels = labelsOf(c);
    return labels === undefined ? [] : [[port, labels]];
  });
  const shared = new Map<string, string[]>();
  for (const p of arrayPlaces(net))
    if (sharedName(p.state) !== undefined) {
      const name = arrayName(arrayKey(p));
      shared.set(name, [...(shared.get(name) ?? []), p.path.join('/')]);
    }
  const rates = arrayRates(net);
  const multipliers = arrayPlaces(net).flatMap((p): [string, unknown][] => {
    const { multiplier } = rates.of(arrayKey(p));
    return multiplier.value === 1 ? [] : [[arrayName(arrayKey(p)), multiplier.value]];
  });
  const all: [string, [string, unknown][]][] = [
    [onnxKeys.encoders, coders('encoder')],
    [onnxKeys.decoders, coders('decoder')],
    [onnxKeys.classes, classes],
    [onnxKeys.shared, [...shared]],
    [onnxKeys.multipliers, multipliers],
  ];
  return all.flatMap(([key, entries]) =>
    entries.length === 0 ? [] : [{ key, value: JSON.stringify(Object.fromEntries(entries)) }],
  );
}
