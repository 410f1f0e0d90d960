/** model.py of a job: the net, and the loss of each example from its columns. */
import { eachLayer, pathText } from '../../model/net.ts';
import { TorchProgram } from '../../model/torch/builder.ts';
import { unique } from '../../model/torch/text.ts';
import type { Columns } from '../../run/feed.ts';
import { emitNet, NoTorchPart } from '../../run/torch/emit.ts';
import { modelText } from '../../run/torch/model-text.ts';
import { type FittedTerm, lossPort, type Plan } from '../plan.ts';
import { damaged } from './description.ts';

export interface Model {
  readonly text: string;
  /** Names of the net's arrays in PyTorch, by their keys. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of columns in the files, by those in a plan. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Columns are called like the inputs of the net, and targets like its outputs. */
function columnNames(plan: Plan, columns: Columns): Map<string, string> {
  const used = new Set(plan.net.inputs.keys());
  const names = new Map([...used].map((port) => [port, port]));
  plan.terms.forEach((term, k) => {
    for (const port of term.net?.inputs.keys() ?? []) {
      const column = lossPort(k, port);
      if (columns.has(column)) names.set(column, unique(port === 'Target' ? term.output : port, used));
    }
  });
  return names;
}

const quoted = (name: string): string => JSON.stringify(name);

/** Expression of the losses of the examples of a term, before its scale. */
function termCode(
  term: FittedTerm,
  k: number,
  outputs: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
) {
  const flat = (x: string): string => `${x}.reshape(len(${x}), -1).sum(1)`;
  const own = outputs.get(term.output)!;
  if (term.net === undefined) return { lines: [], code: flat(own) };
  const given = [...term.net.inputs.keys()].map((port) =>
    port === 'Input' ? own : `columns[${quoted(names.get(lossPort(k, port))!)}]`,
  );
  const results = [...term.net.outputs.keys()].map((_, i) => `loss${k + 1}_${i + 1}`);
  return {
    lines: [`${results.join(', ')} = self.loss${k + 1}(${given.join(', ')})`],
    code: results.map(flat).join(' + '),
  };
}

function checkLosses(plan: Plan): void {
  for (const { net } of plan.terms)
    if (net !== undefined)
      eachLayer(net, (layer, path) => {
        if (layer.arrays.size > 0)
          throw damaged(
            `the loss has arrays of its own (${pathText([...path, ...layer.arrays.keys()])}); in the net itself, with an output "Loss", they can be trained`,
          );
      });
}

/** Throws FormatError for what PyTorch has no form of. */
export function modelOf(plan: Plan, columns: Columns, about: string): Model {
  checkLosses(plan);
  const program = new TorchProgram();
  const names = columnNames(plan, columns);
  const inits: string[] = [];
  try {
    inits.push(`self.net = ${emitNet(plan.net, program, 'Net', 'net.')}()`);
    plan.terms.forEach(({ net }, k) => {
      if (net !== undefined)
        inits.push(`self.loss${k + 1} = ${emitNet(net, program, `Loss${k + 1}`, `loss${k + 1}.`)}()`);
    });
  } catch (x) {
    if (!(x instanceof NoTorchPart)) throw x;
    const place = x.path.length === 0 ? '' : ` (${pathText(x.path)})`;
    const why = x.why === '' ? '; a net without it does, or NetTrain here' : ` with ${x.why}`;
    throw damaged(`there is no form in PyTorch for ${x.head}${place}${why}`);
  }
  const outputs = new Map([...plan.net.outputs.keys()].map((port, i) => [port, `output${i + 1}`]));
  const inputs = [...plan.net.inputs.keys()].map((port) => `columns[${quoted(names.get(port)!)}]`);
  const terms = plan.terms.map((term, k) => ({ ...termCode(term, k, outputs, names), scale: term.scale }));
  const scaled = terms.map(({ code, scale }) => (scale === 1 ? code : `${scale} * (${code})`));
  program.definitions.set(
    'class Objective',
    [
      'class Objective(nn.Module):',
      '    """The losses of examples."""',
      '',
      '    def __init__(self):',
      '        super().__init__()',
      ...inits.map((l) => `        ${l}`),
      '',
      '    def forward(self, groups):',
      '        """Columns of examples, those of one shape together."""',
      '        return torch.cat([self.losses(columns) for columns in groups])',
      '',
      '    def losses(self, columns):',
      `        ${[...outputs.values()].join(', ')} = self.net(${inputs.join(', ')})`,
      ...terms.flatMap(({ lines }) => lines.map((l) => `        ${l}`)),
      `        return ${scaled.join(' + ')}`,
    ].join('\n'),
  );
  return { text: modelText(program, about), names: program.parameters, columns: names };
}
