/** PlaceholderLayer: stands for a layer that cannot be computed. */
import { type Association, isAssociation } from '../../../expr/association.ts';
import { type Expr, Kind, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { numbersOf } from '../../model/arrays.ts';
import { type AnyLayer, type Describe, layer, type Parameter, type PortType } from '../../model/layer.ts';
import { readPorts } from '../../model/port-list.ts';
import type { StoredAxis, StoredPort } from '../../model/port-type.ts';
import { NetProblem } from '../../model/problem.ts';
import type { Axis } from '../../model/shape.ts';

/** Kept as it is written. */
const expression = (what: string, test: (e: Expr) => boolean): Parameter<Expr> => ({
  what,
  read: (e) => (test(e) ? e : undefined),
  write: (e) => e,
});

/** Ports as they are stated; null: one that is called "Input" or "Output". */
interface Stated {
  readonly form: Expr;
  readonly ports: ReadonlyMap<string, StoredPort>;
}
const portList = (option: string): Parameter<Stated | null> => ({
  what: 'Automatic, a number, or a list or association of ports',
  initial: null,
  read: (form) => (form === S.Automatic ? null : { form, ports: readPorts(form, option) }),
  write: (v) => v?.form ?? S.Automatic,
});

interface Placeholder {
  readonly Tag: Expr;
  readonly Parameters: Expr;
  readonly InputPorts: Stated | null;
  readonly OutputPorts: Stated | null;
  /** By name; null: none. */
  readonly Arrays: Association | null;
}

const arrays: Parameter<Association | null> = {
  what: 'None, or an association of arrays',
  initial: null,
  read: (e) => (e === S.None || e === S.Automatic ? null : isAssociation(e) ? e : undefined),
  write: (v) => v ?? S.None,
};
const arraysIn = (a: Association | null): Record<string, Expr> =>
  Object.fromEntries((a?.entries() ?? []).map(([k, v]) => [k.kind === Kind.String ? k.value : '', v] as const));

/** The ports of a side. */
function described(stated: Stated | null, usual: string, d: Describe): Record<string, PortType> {
  if (stated === null) return { [usual]: { shape: d.shape() } };
  const axis = (a: StoredAxis): Axis => {
    if (typeof a === 'number') return a;
    const dim = d.dim('n');
    dim.varying = a === 'Varying';
    return dim;
  };
  return Object.fromEntries(
    [...stated.ports].map(([name, { shape, index }]) => {
      const most = d.dim('index');
      if (index !== undefined && index > 0) most.bind(index);
      return [name, { shape: d.shape(shape?.map(axis)), ...(index !== undefined && { index: most }) }] as const;
    }),
  );
}

export const PlaceholderLayer: AnyLayer = layer<Placeholder>('PlaceholderLayer', {
  usage: `PlaceholderLayer[] represents a layer of any sizes that cannot be evaluated or trained, and is to be replaced.
PlaceholderLayer["tag", parameters] keeps what it stands for.
InputPorts -> ports and OutputPorts -> ports state its ports by number, name or type, "Arrays" -> <|"name" -> array, ...|> its arrays.`,
  parameters: {
    Tag: { ...expression('a text', (e) => e.kind === Kind.String), initial: str('') },
    Parameters: { ...expression('an association', isAssociation), initial: str('') },
    InputPorts: portList('InputPorts'),
    OutputPorts: portList('OutputPorts'),
    Arrays: arrays,
  },
  positional: ['Tag', 'Parameters'],
  arraysStated: ({ Arrays }) => arraysIn(Arrays),
  ports: ({ InputPorts, OutputPorts, Arrays }, d) => ({
    inputs: described(InputPorts, 'Input', d),
    outputs: described(OutputPorts, 'Output', d),
    arrays: Object.fromEntries(
      Object.entries(arraysIn(Arrays)).map(([name, e]) => [
        name,
        {
          shape: d.shape(numbersOf(e)?.shape),
          init: 'weights' as const,
          optional: true as const,
          anyRank: true as const,
        },
      ]),
    ),
  }),
  forward: (_inputs, { parameters }) => {
    throw new NetProblem('placeholder', parameters.Tag);
  },
  examples: {
    'NetExtract[PlaceholderLayer["op", <|"a" -> 1|>], "Parameters"]': '<|"a" -> 1|>',
    'Information[PlaceholderLayer["op", InputPorts -> <|"a" -> 2, "b" -> {"Varying", 3}|>, OutputPorts -> {"x", "y"}], "InputPorts"]':
      '<|"a" -> 2, "b" -> {"Varying", 3}|>',
    'Normal[NetExtract[PlaceholderLayer["op", "Arrays" -> <|"w" -> {{1, 2}}|>], "w"]]': '{{1., 2.}}',
    'PlaceholderLayer["op", InputPorts -> x]': ['$Failed', 'PlaceholderLayer::badpar'],
    'NetChain[{PlaceholderLayer["op"]}, "Input" -> 2, "Output" -> 2][{1, 2}]': ['$Failed', 'NetChain::placeholder'],
  },
});
