/** NetModel: trained nets by name. */
import { type Builtin, builtin, type Evaluation } from '../../builtins/builtin.ts';
import { formatOfExtension } from '../../builtins/io/formats/format.ts';
import { fileName } from '../../builtins/io/import-export.ts';
import { baseName, extensionOf } from '../../builtins/io/paths.ts';
import { type Boxed, type Expr, int, isCall, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { asSingles } from '../../formats/arrays/stored.ts';
import { FormatError } from '../../formats/format-error.ts';
import { readSafetensors } from '../../formats/safetensors.ts';
import { readWordVectors } from '../../formats/word-vectors.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { arrayTypeOf } from '../model/array-type.ts';
import { numericArray } from '../model/arrays.ts';
import { surgeryMessages } from '../model/messages.ts';
import { type ArrayPlace, arrayKey, arrayPlaces, type Net, withArrays } from '../model/net.ts';
import { guarded, NetProblem, names } from '../model/problem.ts';
import { models } from '../records/models/index.ts';
import type { Model, ModelProperty } from '../records/models/model.ts';
import { readModelFile } from '../records/models/model-files.ts';
import { type PackageModel, packageModels } from '../write/model-packages.ts';
import { isNet, netBox } from '../write/net-box.ts';
import { withoutValues } from '../write/net-file.ts';
import { isExternalNet } from '../write/onnx/external.ts';

const FLOAT_BYTES = 4;

/** Numbers in the arrays of a net; arrays that layers share count once. */
function numbersIn(e: Expr, counted: (p: ArrayPlace) => boolean): number {
  if (!isNet(e)) return 0;
  const places = new Map(arrayPlaces(e.content).map((p) => [arrayKey(p), p] as const));
  return [...places.values()]
    .filter(counted)
    .reduce((sum, p) => sum + (p.shape?.reduce<number>((n, d) => n * (typeof d === 'number' ? d : 0), 1) ?? 0), 0);
}
/** Averages of batches that layers keep are no parameters. */
const isTrained = (p: ArrayPlace): boolean => arrayTypeOf(p).state !== true;
const strings = (list: readonly string[]): Expr => normal(S.List, ...list.map(str));

const PROPERTIES: Readonly<Record<string, ModelProperty>> = {
  ByteCount: (_m, { bare }) => int(FLOAT_BYTES * numbersIn(bare(), () => true)),
  Description: (m) => str(m.description),
  EvaluationNet: (_m, { trained }) => trained(),
  InputDomains: (m) => strings(m.inputDomains),
  Name: (m) => str(m.name),
  ParametersCount: (_m, { bare }) => int(numbersIn(bare(), isTrained)),
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
    if (model.architecture === undefined) return netBox(withoutValues(trainedNet(model, e).content));
    const net = e.evaluate(e.session.parse(model.architecture)[0]!);
    if (!isNet(net)) throw new NetProblem('redefined', str(model.name), net);
    return net;
  });
}

function trainedNet(model: Model, e: Evaluation): Boxed<Net> {
  const { weights, wordVectors } = model;
  if (wordVectors !== undefined) return cached(model.name, e, () => wordNet(model.name, wordVectors, e));
  if (weights === undefined) {
    e.message('untrained', str(model.name));
    return bareNet(model, e);
  }
  const file = `models/${weights}`;
  return cached(model.name, e, () =>
    netBox(withWeights(bareNet(model, e).content, readModelFile(weights), file, model.name)),
  );
}

/** The net from words to their vectors; that of an unknown word is zero. */
function wordNet(name: string, from: NonNullable<Model['wordVectors']>, e: Evaluation): Boxed<Net> {
  const { io } = e.session;
  const folder = io.resolvePackage(from.package);
  const bytes = folder === undefined ? undefined : io.readFile(`${folder}/${from.file}`);
  if (bytes === undefined)
    throw new NetProblem('nopackage', str(name), str(from.package), str(`${from.package}@${from.version}`));
  const { words, dimensions, data } = reading(from.file, name, () => readWordVectors(bytes));
  const rows = new Float32Array(data.length + dimensions);
  rows.set(data);
  const vectors = numericArray(new Packed('Real32', [words.length + 1, dimensions], rows));
  const layer = normal(system('EmbeddingLayer'), normal(S.Rule, str('Weights'), vectors));
  const tokens = normal(system('NetEncoder'), normal(S.List, str('Tokens'), strings(words)));
  const net = e.evaluate(normal(system('NetChain'), normal(S.List, layer), normal(S.Rule, str('Input'), tokens)));
  if (!isNet(net)) throw new TypeError(`the vectors of ${name} are no net`);
  return net;
}

function withWeights(net: Net, bytes: Uint8Array | undefined, file: string, name: string): Net {
  if (bytes === undefined) throw new NetProblem('nomodelfile', str(file), str(name));
  const values = new Map<string, Packed>();
  const stored = reading(file, name, () => readSafetensors(bytes));
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

function reading<T>(file: string, name: string, read: () => T): T {
  try {
    return read();
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

/** A net of the user's as NetModel knows it. */
interface OwnNet extends Pick<PackageModel, 'name' | 'path'>, Partial<Pick<PackageModel, 'facts' | 'architecture'>> {}

const FOLDER = 'SCHEELITE_MODELS';

/** The files of nets in the folder that the environment names, and those of packages; the first of each name. Throws FileProblem. */
function ownNets(e: Evaluation): readonly OwnNet[] {
  const { io } = e.session;
  const folder = io.environment(FOLDER);
  const found = new Map<string, OwnNet>();
  for (const file of (folder === undefined ? [] : [...(io.list(folder) ?? [])]).sort()) {
    const extension = extensionOf(file);
    const name = file.slice(0, -1 - extension.length);
    if (formatOfExtension(extension)?.read?.Net !== undefined && !found.has(name))
      found.set(name, { name, path: `${folder}/${file}` });
  }
  for (const m of packageModels(e)) if (!found.has(m.name)) found.set(m.name, m);
  return [...found.values()];
}

const ImportSymbol = system('Import');
const File = system('File');

/** The net of a file; undefined and a message where it has none. */
function netOfFile(path: string, element: 'Net' | 'UninitializedNet', e: Evaluation): Expr | undefined {
  const format = formatOfExtension(extensionOf(path));
  if (format !== undefined && format.read?.[element] === undefined)
    throw new NetProblem('nonetfile', str(path), str(format.name));
  const net = e.evaluate(normal(ImportSymbol, str(path), str(element)));
  return isNet(net) || isExternalNet(net) ? net : undefined;
}

/** A known architecture with the arrays of a file, or without. */
function netOfArrays(
  { name, path }: OwnNet,
  architecture: string,
  element: 'Net' | 'UninitializedNet',
  e: Evaluation,
): Expr {
  const bare = bareNet(modelNamed(architecture), e);
  if (element === 'UninitializedNet') return bare;
  return cached(path, e, () => netBox(withWeights(bare.content, e.session.io.readFile(path), path, name)));
}

const UNKNOWN = { task: '', inputDomains: [], training: '', performance: '' };

/** A property of a file; what nobody has written down is Missing. */
function ownProperty(own: OwnNet, make: ModelProperty, e: Evaluation): Expr {
  const { name, path } = own;
  const facts = own.facts ?? { name, description: `The net of the file ${path}.`, ...UNKNOWN };
  const net = (element: 'Net' | 'UninitializedNet') => (): Expr =>
    (own.architecture === undefined ? netOfFile(path, element, e) : netOfArrays(own, own.architecture, element, e)) ??
    S.Failed;
  const value = make(facts, { trained: net('Net'), bare: net('UninitializedNet') });
  return value.kind === Kind.String && value.value === '' ? normal(system('Missing'), str('NotAvailable')) : value;
}

function propertyOf(property: Expr | undefined): ModelProperty {
  const key = property === undefined ? 'EvaluationNet' : property.kind === Kind.String ? property.value : '';
  const make = Object.hasOwn(PROPERTIES, key) ? PROPERTIES[key] : undefined;
  if (make === undefined) throw new NetProblem('noprop', property!, names(Object.keys(PROPERTIES)));
  return make;
}

export const NetModel: Builtin = builtin('NetModel', {
  usage: `NetModel[] gives the names of the models that are there, and of the nets in the folder that the environment variable ${FOLDER} names and in npm packages of models.
NetModel["name"] gives the net of this name: trained where its arrays are there, else with a message not initialized.
NetModel[File["file"]] gives the net of a file.
NetModel["name", "property"] gives a property: ${Object.keys(PROPERTIES)
    .map((p) => `"${p}"`)
    .join(', ')}.`,
  arity: [0, 2],
  messages: {
    ...surgeryMessages,
    nomodel: 'There is no model `1`; near names are `2`.',
    nomodelfile: 'The file `1` of the model `2` is not there.',
    badmodelfile: 'The file `1` of the model `2` is damaged: `3`.',
    nopackage: 'The arrays of the model `1` are in the npm package `2`, which is not installed: npm install `3`.',
    badpackage: 'The npm package `1` of models is passed over: `2`.',
    noprop: '`1` is not a property of a model; there are `2`.',
    untrained:
      'There are no trained arrays of the model `1` here: the net is not initialized. NetInitialize gives it random ones, NetReplacePart those of other programs.',
    redefined:
      'The model `1` is a program of NetChain, NetGraph and layers, which gives `2` here: something in it has another meaning in this session. Clear that, or begin a new session.',
    nonetfile: 'The file `1` is no net: the format `2` holds none.',
  },
  evaluate([name, property], e) {
    return guarded(e, () => {
      if (name === undefined) return strings([...ownNets(e), ...models].map((m) => m.name));
      const make = propertyOf(property);
      const file = isCall(name, File) ? fileName(name) : undefined;
      if (file !== undefined) return ownProperty({ name: baseName(file), path: file }, make, e);
      if (name.kind !== Kind.String) throw new NetProblem('nomodel', name, names(models.map((m) => m.name)));
      const own = ownNets(e).find((n) => n.name === name.value);
      if (own !== undefined) return ownProperty(own, make, e);
      const model = modelNamed(name.value);
      return make(model, { bare: () => bareNet(model, e), trained: () => trainedNet(model, e) });
    });
  },
  examples: {
    'MemberQ[NetModel[], "LeNet Trained on MNIST Data"]': 'True',
    ...Object.assign({}, ...models.map((m) => m.examples)),
    'NetModel["LeNet Trained on MNIST"]': ['$Failed', 'NetModel::nomodel'],
    'NetModel["LeNet", "Colour"]': ['$Failed', 'NetModel::noprop'],
    'NetModel[File["table.csv"]]': ['$Failed', 'NetModel::nonetfile'],
  },
});
