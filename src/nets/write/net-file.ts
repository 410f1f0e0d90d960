/** Nets as files: "WLNet" for Import and Export, a Safetensors file whose header describes the net. */
import { type ElementReader, type FormatCall, format } from '../../builtins/io/formats/format.ts';
import { Association } from '../../expr/association.ts';
import { type Expr, normal, Packed, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { asSingles, singles } from '../../formats/arrays/stored.ts';
import { FormatError } from '../../formats/format-error.ts';
import { readMetadata, readSafetensors, writeSafetensors } from '../../formats/safetensors.ts';
import { numericArray } from '../model/arrays.ts';
import { type ArrayState, arrayKey, arrayPlaces, mapLayers, type Net, withArrays } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { LocatedConflict } from '../model/shape.ts';
import { fromJson, toJson } from './expression-json.ts';
import { formOf } from './form.ts';
import { pathExpr } from './information.ts';
import { isNet, netBox } from './net-box.ts';

/** The net without the values of its arrays. */
export const withoutValues = (net: Net): Net =>
  mapLayers(net, (layer) => ({
    ...layer,
    arrays: new Map(
      [...layer.arrays].map(([name, state]): [string, ArrayState] => [
        name,
        state.kind === 'value'
          ? { kind: 'automatic', ...(state.shared !== undefined && { shared: state.shared }) }
          : state,
      ]),
    ),
  }));

/** What a checkpoint has beside its net (train/resume). */
export interface StoredTraining {
  readonly arrays: ReadonlyMap<string, Packed>;
  readonly text: string;
}

/** The bytes of a file with this net. Throws FormatError. */
export function writeNet(net: Net, training?: StoredTraining): Uint8Array {
  const arrays = new Map<string, Packed>(training?.arrays);
  for (const p of arrayPlaces(net)) if (p.state.kind === 'value') arrays.set(arrayKey(p), p.state.value);
  const stored = new Map([...arrays].map(([key, { shape, data }]) => [key, singles(shape, data)]));
  return writeSafetensors(stored, {
    net: JSON.stringify(toJson(formOf(withoutValues(net)))),
    ...(training && { training: training.text }),
  });
}

/** The arrays of a Safetensors file as nets keep them. Throws FormatError. */
export const storedSingles = (bytes: Uint8Array): Map<string, Packed> =>
  new Map([...readSafetensors(bytes)].map(([key, a]) => [key, new Packed('Real32', a.shape, asSingles(a))]));

/** The net of a file as it was before its arrays had values. Throws FormatError. */
function readBareNet(bytes: Uint8Array, withCode: boolean): Net {
  const text = readMetadata(bytes).net;
  if (text === undefined) throw new FormatError('WLNet', 'the file does not describe a net');
  let value: Expr;
  try {
    value = fromJson(JSON.parse(text), withCode);
  } catch (x) {
    if (x instanceof FormatError) throw x;
    if (x instanceof SyntaxError || x instanceof NetProblem || x instanceof LocatedConflict)
      throw new FormatError('WLNet', 'the description of the net is damaged');
    throw x;
  }
  if (!isNet(value)) throw new FormatError('WLNet', 'the file does not describe a net');
  return value.content;
}

/** `withCode`: also one whose coders call functions. Throws FormatError. */
export const readNet = (bytes: Uint8Array, withCode = false): Net => {
  const bare = readBareNet(bytes, withCode);
  const arrays = storedSingles(bytes);
  for (const p of arrayPlaces(bare)) {
    const value = arrays.get(arrayKey(p));
    if (value !== undefined && p.shape?.some((n, i) => typeof n === 'number' && n !== value.shape[i]))
      throw new FormatError('WLNet', `the array ${p.path.join('/')} does not have the stated shape`);
  }
  return withArrays(bare, arrays);
};

const names = (of: Iterable<string>): Expr => normal(S.List, ...[...of].map((n) => str(n)));

/** What formats of nets give; `read` makes the net, without values where it is bare. */
export function netElements(
  read: (bytes: Uint8Array, call: FormatCall, bare: boolean) => Net,
): Readonly<Record<string, ElementReader>> {
  return {
    Net: (bytes, call) => netBox(read(bytes, call, false)),
    UninitializedNet: (bytes, call) => netBox(read(bytes, call, true)),
    ArrayAssociation: (bytes, call) =>
      Association.from(
        arrayPlaces(read(bytes, call, false)).flatMap((p) =>
          p.state.kind === 'value' ? [[pathExpr(p.path), numericArray(p.state.value)] as const] : [],
        ),
      ),
    ArrayNames: (bytes, call) => normal(S.List, ...arrayPlaces(read(bytes, call, true)).map((p) => pathExpr(p.path))),
    InputNames: (bytes, call) => names(read(bytes, call, true).inputs.keys()),
    OutputNames: (bytes, call) => names(read(bytes, call, true).outputs.keys()),
  };
}

const takesCode = (call: FormatCall): boolean => call.option('AllowCode') === S.True;

export const WLNet = format('WLNet', {
  extensions: ['wlnet'],
  binary: true,
  options: { AllowCode: 'False' },
  read: netElements((bytes, call, bare) => (bare ? readBareNet : readNet)(bytes, takesCode(call))),
  write: (value) => (isNet(value) ? writeNet(value.content) : undefined),
});
