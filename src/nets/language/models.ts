/** NetModel: trained nets by name. */
import { type Builtin, builtin, type Evaluation } from '../../builtins/builtin.ts';
import { type Boxed, type Expr, int, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { sizeOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { asSingles } from '../../formats/arrays/stored.ts';
import { FormatError } from '../../formats/format-error.ts';
import { readSafetensors } from '../../formats/safetensors.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { surgeryMessages } from '../model/messages.ts';
import { arrayKey, arrayPlaces, type Net, withArrays } from '../model/net.ts';
import { guarded, NetProblem, names } from '../model/problem.ts';
import { models } from '../records/models/index.ts';
import type { Model, ModelProperty } from '../records/models/model.ts';
import { readModelFile } from '../records/models/model-files.ts';
import { isNet, netBox } from '../write/net-box.ts';

const FLOAT_BYTES = 4;

const arraysOf = (net: Net) => arrayPlaces(net).map((p) => p.shape as readonly number[]); // all sizes are stated
const parametersOf = (e: Expr): number =>
  isNet(e) ? arraysOf(e.content).reduce((sum, shape) => sum + sizeOf(shape), 0) : 0;
const strings = (list: readonly string[]): Expr => normal(S.List, ...list.map(str));

const PROPERTIES: Readonly<Record<string, ModelProperty>> = {
  ByteCount: (_m, { bare }) => int(FLOAT_BYTES * parametersOf(bare())),
  Description: (m) => str(m.description),
  EvaluationNet: (_m, { trained }) => trained(),
  InputDomains: (m) => strings(m.inputDomains),
  Name: (m) => str(m.name),
  ParametersCount: (_m, { bare }) => int(parametersOf(bare())),
  Performance: (m) => str(m.performance),
  Properties: () => strings(Object.keys(PROPERTIES)),
  TaskType: (m) => str(m.task),
  TrainingSetInformation: (m) => str(m.training),
  UninitializedEvaluationNet: (_m, { bare }) => bare(),
};

/** Nets that a session has made already. */
const made = new WeakMap<Session, Map<string, Boxed<Net>>>();

function cached(key: string, e: Evaluation, make: () => Boxed<Net>): Boxed<Net> {
  const known = made.get(e.session) ?? new Map<string, Boxed<Net>>();
  made.set(e.session, known);
  const net = known.get(key) ?? make();
  known.set(key, net);
  return net;
}

function bareNet(model: Model, e: Evaluation): Boxed<Net> {
  return cached(`${model.name} bare`, e, () => {
    const net = e.evaluate(e.session.parse(model.architecture)[0]!);
    if (!isNet(net)) throw new TypeError(`the architecture of ${model.name} is no net`);
    return net;
  });
}

function trainedNet(model: Model, e: Evaluation): Boxed<Net> {
  return cached(model.name, e, () => {
    const bare = bareNet(model, e);
    return model.weights === undefined ? bare : netBox(withWeights(bare.content, model.weights, model.name));
  });
}

function withWeights(net: Net, file: string, name: string): Net {
  const bytes = readModelFile(file);
  if (bytes === undefined) throw new NetProblem('nomodelfile', str(file), str(name));
  const values = new Map<string, Packed>();
  const stored = read(bytes, file, name);
  for (const place of arrayPlaces(net)) {
    const tensor = stored.get(place.path.join('/'));
    const shape = place.shape as readonly number[]; // all sizes are stated
    if (tensor === undefined || tensor.shape.join() !== shape.join())
      throw new NetProblem(
        'badmodelfile',
        str(file),
        str(name),
        str(`there is no array ${place.path.join('/')} of its size`),
      );
    values.set(arrayKey(place), new Packed('Real32', shape, asSingles(tensor)));
  }
  return withArrays(net, values);
}

function read(bytes: Uint8Array, file: string, name: string) {
  try {
    return readSafetensors(bytes);
  } catch (x) {
    if (x instanceof FormatError) throw new NetProblem('badmodelfile', str(file), str(name), str(x.reason));
    throw x;
  }
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

function modelNamed(name: string): Model {
  const found = models.find((m) => [m.name, ...(m.aliases ?? [])].some((n) => plain(n) === plain(name)));
  if (found === undefined) throw new NetProblem('nomodel', str(name), names(nearest(name)));
  return found;
}

/** Names that share words with the asked one, the most first; all of them when none does. */
function nearest(name: string): string[] {
  const asked = plain(name).split(' ');
  const shared = (m: Model) => asked.filter((word) => word.length > 1 && plain(m.name).includes(word)).length;
  const near = models.filter((m) => shared(m) > 0).sort((a, b) => shared(b) - shared(a));
  return (near.length > 0 ? near : models).slice(0, 5).map((m) => m.name);
}

export const NetModel: Builtin = builtin('NetModel', {
  usage: `NetModel[] gives the names of the models that are there.
NetModel["name"] gives the trained net of this name.
NetModel["name", "property"] gives a property: ${Object.keys(PROPERTIES)
    .map((p) => `"${p}"`)
    .join(', ')}.`,
  arity: [0, 2],
  messages: {
    ...surgeryMessages,
    nomodel: 'There is no model `1`; near names are `2`.',
    nomodelfile: 'The file models/`1` of the model `2` is not there.',
    badmodelfile: 'The file models/`1` of the model `2` is damaged: `3`.',
    noprop: '`1` is not a property of a model; there are `2`.',
  },
  evaluate([name, property], e) {
    if (name === undefined) return strings(models.map((m) => m.name));
    return guarded(e, () => {
      if (name.kind !== Kind.String) throw new NetProblem('nomodel', name, names(models.map((m) => m.name)));
      const model = modelNamed(name.value);
      const key = property === undefined ? 'EvaluationNet' : property.kind === Kind.String ? property.value : '';
      const make = PROPERTIES[key];
      if (make === undefined) throw new NetProblem('noprop', property!, names(Object.keys(PROPERTIES)));
      return make(model, { bare: () => bareNet(model, e), trained: () => trainedNet(model, e) });
    });
  },
  examples: {
    'MemberQ[NetModel[], "LeNet Trained on MNIST Data"]': 'True',
    ...Object.assign({}, ...models.map((m) => m.examples)),
    'NetModel["LeNet Trained on MNIST"]': ['$Failed', 'NetModel::nomodel'],
    'NetModel["LeNet", "Colour"]': ['$Failed', 'NetModel::noprop'],
  },
});
