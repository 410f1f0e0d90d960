/** Run, RunProcess and "!command" as the name of a file: programs of the system. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { runIn, textOf } from './file-problems.ts';
import { absolute } from './paths.ts';

export const Run = builtin('Run', {
  usage:
    'Run["command"] runs a command line of the operating system and gives its exit code.\nRun[expr1, expr2, ...] puts the expri as text into one line, with spaces between them.',
  arity: [1, Number.POSITIVE_INFINITY],
  evaluate(args, e) {
    const command = args.map((a) => (a.kind === Kind.String ? a.value : e.session.outputForm(a))).join(' ');
    const done = runIn(e, { command, shared: true });
    return done === undefined ? S.Failed : int(done.exitCode);
  },
  examples: { 'Run["exit 3"]': ['$Failed', 'General::noproc'], 'Run[]': ['Run[]', 'Run::argm'] },
});

const messages = {
  cmd: '`1` is not a program, or a list of a program and its arguments.',
  prop: '`1` is not a property of a process; there are `2`.',
  in: 'The input `1` is not a string.',
  dir: 'The directory `1` is not a string.',
  env: 'The environment `1` is not an association of strings.',
};
const properties = ['ExitCode', 'StandardOutput', 'StandardError'] as const;

const strings = (e: Expr): string[] | undefined => {
  const items = isCall(e, S.List) ? e.args : [e];
  return items.every((a) => a.kind === Kind.String) ? items.map((a) => (a as Str).value) : undefined;
};
function environmentOf(e: Expr): Record<string, string> | undefined {
  if (!isAssociation(e)) return undefined;
  const entries = e.entries().map(([k, v]) => [k, v] as const);
  if (!entries.every(([k, v]) => k.kind === Kind.String && v.kind === Kind.String)) return undefined;
  return Object.fromEntries(entries.map(([k, v]) => [(k as Str).value, (v as Str).value]));
}

export const RunProcess: Builtin = builtin('RunProcess', {
  usage: `RunProcess["program"] runs a program of the system, and gives its exit code and what it wrote as an association.
RunProcess[{"program", arg1, arg2, ...}] runs it with arguments.
RunProcess[command, "property"] gives "ExitCode", "StandardOutput" or "StandardError"; All gives the association.
RunProcess[command, property, "input"] gives the program something to read.`,
  arity: [1, 3],
  options: { ProcessDirectory: 'Inherited', ProcessEnvironment: 'Inherited' },
  messages,
  evaluate([given, property = S.All, input], e, options) {
    const [program, ...args] = strings(given!) ?? [];
    if (program === undefined) return e.message('cmd', given!);
    const name = property.kind === Kind.String ? property.value : '';
    if (property !== S.All && !properties.includes(name as never))
      return e.message('prop', property, list([...properties.map((p) => new Str(p)), S.All]));
    if (input !== undefined && input.kind !== Kind.String) return e.message('in', input);
    const directory = options.get('ProcessDirectory');
    if (directory !== Inherited && directory.kind !== Kind.String) return e.message('dir', directory);
    const variables = options.get('ProcessEnvironment');
    const environment = variables === Inherited ? {} : environmentOf(variables);
    if (environment === undefined) return e.message('env', variables);
    const done = runIn(e, {
      command: [program, ...args],
      environment,
      ...(input !== undefined && { input: new TextEncoder().encode(input.value) }),
      ...(directory.kind === Kind.String && { directory: absolute(directory.value, e.session) }),
    });
    if (done === undefined) return S.Failed;
    const values: Readonly<Record<(typeof properties)[number], Expr>> = {
      ExitCode: int(done.exitCode),
      StandardOutput: new Str(textOf(done.output)),
      StandardError: new Str(textOf(done.error)),
    };
    return property === S.All
      ? Association.from(properties.map((p) => [new Str(p), values[p]] as const))
      : values[name as (typeof properties)[number]];
  },
  examples: {
    'RunProcess["pwd"]': ['$Failed', 'General::noproc'],
    'RunProcess["pwd", "Color"]': ['RunProcess["pwd", "Color"]', 'RunProcess::prop'],
    'RunProcess[5]': ['RunProcess[5]', 'RunProcess::cmd'],
  },
});
const Inherited = system('Inherited');

export const processes: readonly Builtin[] = [Run, RunProcess];
