/** Get, Needs, Put, Save: programs and values in files. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { symbol, system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { FormatError } from '../../formats/format-error.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { SyntaxProblem } from '../../syntax/problems.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { loadAddOn } from './add-ons.ts';
import { End, EndPackage, enter, isLoaded, openContexts } from './contexts.ts';
import { cannotFind, fileBuiltin, readBytes, textOf, writeBytes } from './file-problems.ts';
import { readWxf } from './formats/wxf-read.ts';
import { absolute, directoryOf } from './paths.ts';
import { evaluateSource } from './source.ts';
import { appendTo } from './stream-table.ts';

const InputFileName = system('$InputFileName');
export const $InputFileName = builtin('$InputFileName', {
  usage:
    '$InputFileName gives the absolute file name of the file from which input to the current evaluation is being read.',
  initial: '""',
  examples: { $InputFileName: '""' },
});
export const $Path = builtin('$Path', {
  usage: '$Path gives the list of directories to search in attempting to find a file.',
  initial: '{"."}',
  examples: { $Path: '{"."}' },
});

const SUFFIXES = ['.wl', '.m', '/init.wl', '/init.m', '/Kernel/init.wl', '/Kernel/init.m'];

/** Files that a name or a context may mean, in the order they are tried. */
function candidates(name: string, session: Session): string[] {
  const directories = session.evaluate($Path.symbol);
  const roots = isCall(directories, S.List)
    ? directories.args.flatMap((d) => (d.kind === Kind.String ? [absolute(d.value, session)] : []))
    : [directoryOf(session)];
  const here = session.evaluate(InputFileName);
  if (here.kind === Kind.String && here.value !== '') roots.push(here.value.replace(/[\\/][^\\/]*$/, ''));
  if (name.endsWith('`')) {
    const path = name.slice(0, -1).replaceAll('`', '/');
    return roots.flatMap((r) => SUFFIXES.map((s) => `${r}/${path}${s}`));
  }
  return [absolute(name, session), ...roots.map((r) => `${r}/${name}`)];
}
export function findFile(name: string, session: Session): string | undefined {
  const [first, ...others] = candidates(name, session);
  const isFile = (f: string): boolean => session.io.status(f)?.kind === 'file';
  // The folders of $Path that a sandbox hides do not hold it.
  const isFileThere = (f: string): boolean => {
    try {
      return isFile(f);
    } catch (x) {
      if (x instanceof FileProblem) return false;
      throw x;
    }
  };
  return first !== undefined && isFile(first) ? first : others.find(isFileThere);
}

/** Reads a file and runs with it as the present input; undefined when it cannot be read (reported). */
export function withInput<T>(file: string, e: Evaluation, run: (text: string) => T): T | undefined {
  const { session } = e;
  const bytes = readBytes(file, e);
  if (bytes === undefined) return undefined;
  const before = session.definitions.known(InputFileName)?.own;
  const open = openContexts(session);
  const name = (value: Expr | undefined): void => {
    session.definitions.definition(InputFileName).own = value;
    session.definitions.touch(InputFileName);
  };
  name(new Str(file));
  try {
    return run(textOf(bytes));
  } finally {
    name(before);
    // A file that fails half-way leaves no context open.
    while (openContexts(session) > open) closeContext(e);
  }
}

/** Reports what is not well-formed in a file. */
export const reportProblem = (p: SyntaxProblem, file: string, e: Evaluation): void =>
  e.messageOf(Get.symbol, 'sntx', new Str(p.text), int(p.line), int(p.column), new Str(file), new Str(p.caret));

/** As it is called from the present directory. */
function fromHere(file: string, session: Session): string {
  const here = `${directoryOf(session)}/`;
  return file.startsWith(here) ? file.slice(here.length) : file;
}

/** Evaluates a file, or restores the definitions in it; $Failed when it is not there or not well-formed. */
function load(file: string, e: Evaluation): Expr {
  if (file.endsWith('.mx')) return restore(file, e);
  const run = (text: string): Expr | undefined =>
    evaluateSource(text, e.session, (p) => reportProblem(p, file, e), fromHere(file, e.session));
  return withInput(file, e, run) ?? S.Failed;
}

/** What DumpSave has written. */
function restore(file: string, e: Evaluation): Expr {
  const bytes = readBytes(file, e);
  if (bytes === undefined) return S.Failed;
  try {
    return e.evaluate(normal(symbol('Internal`RestoreDump'), readWxf(bytes)));
  } catch (x) {
    if (!(x instanceof FormatError)) throw x;
    return e.message('dump', new Str(file), new Str(x.reason), int(x.offset ?? 0)) ?? S.Failed;
  }
}

function closeContext(e: Evaluation): void {
  const before = openContexts(e.session);
  e.session.log.collect(() => e.session.call(End.symbol, []));
  if (openContexts(e.session) === before) e.session.call(EndPackage.symbol, []);
}

export const Get = fileBuiltin('Get', {
  usage:
    '<<name reads in a file, evaluating each expression in it and returning the last one.\nGet["name"] does the same; Get["context`"] looks for the package on $Path.',
  arity: 1,
  messages: {
    sntx: 'Invalid syntax: `1` (`4`, line `2`, column `3`)\n`5`',
    dump: '`1` is not a file of DumpSave: `2` (at byte `3`).',
  },
  evaluate([name], e) {
    if (name!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, name!));
    const file = name!.value.startsWith('!') ? name!.value : findFile(name!.value, e.session);
    return file === undefined ? (loadAddOn(name!.value, e) ?? cannotFind(name!.value, e)) : load(file, e);
  },
  examples: {
    '<<Developer`; MemberQ[$ContextPath, "Developer`"]': 'True',
    'Get["Music`"]': ['Null', 'General::addon'],
    'Get["no/such/file.wl"]': ['$Failed', 'Get::noopen'],
    'Get[5]': ['Get[5]', 'Get::string'],
  },
});

export const Needs = fileBuiltin('Needs', {
  usage:
    'Needs["context`"] loads an appropriate file if the specified context is not already in $Packages.\nNeeds["context`", "file"] loads the given file.',
  arity: [1, 2],
  messages: { nocont: 'Context `1` was not created when Needs was evaluated.' },
  evaluate([context, file], e) {
    if (context!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, context!));
    if (isLoaded(context!.value, e.session)) {
      const path = e.session.contexts.path;
      if (!path.includes(context!.value))
        e.evaluate(normal(S.Set, system('$ContextPath'), normal(S.List, context!, ...path.map((c) => new Str(c)))));
      return S.Null;
    }
    const loaded = e.session.call(Get.symbol, [file ?? context!]);
    if (loaded === S.Failed || !isLoaded(context!.value, e.session)) return e.message('nocont', context!) ?? S.Failed;
    return S.Null;
  },
  examples: { 'Needs["System`"]': 'Null', 'Needs["nosuch`"]': ['$Failed', 'Get::noopen', 'Needs::nocont'] },
});

export const DeclarePackage = builtin('DeclarePackage', {
  usage:
    'DeclarePackage["context`", {"name1", "name2", ...}] declares that Needs["context`"] should automatically be executed when a symbol with any of these names is used.',
  arity: 2,
  evaluate([context, names], e) {
    const list = names === undefined ? [] : isCall(names, S.List) ? names.args : [names];
    if (context!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, context!, names!));
    const wrong = list.find((n) => n.kind !== Kind.String);
    if (wrong !== undefined) return e.message('string', int(2), normal(e.symbol, context!, names!));
    const session = e.session;
    for (const name of list) {
      const s = session.names.resolve(context!.value + (name as Str).value);
      const d = session.definitions.definition(s);
      session.definitions.setAttributes(s, d.attributes | Attribute.Stub);
      // Whoever looks at the symbol next uses it.
      d.autoload = () => {
        session.definitions.setAttributes(s, d.attributes & ~Attribute.Stub);
        session.call(Needs.symbol, [context!]);
      };
    }
    const { current, path } = session.contexts;
    if (!path.includes(context!.value)) enter(current, [context!.value, ...path], session);
    return context;
  },
  examples: {
    'DeclarePackage["pack`", {"alpha"}]; $ContextPath': '{"pack`", "System`", "Global`"}',
    'DeclarePackage[pack, {"alpha"}]': ['DeclarePackage[pack, {"alpha"}]', 'DeclarePackage::string'],
  },
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
function put(args: readonly Expr[], append: boolean, e: Evaluation): Expr | undefined {
  const name = args.at(-1);
  if (name?.kind !== Kind.String) return e.message('string', int(args.length), normal(e.symbol, ...args));
  const text = args
    .slice(0, -1)
    .map((x) => `${e.session.inputForm(x)}\n`)
    .join('');
  const bytes = bytesOf(text);
  if (!append) return writeBytes(name.value, bytes, e) ? S.Null : S.Failed;
  appendTo(absolute(name.value, e.session), bytes, e.session);
  return S.Null;
}
export const Put = fileBuiltin('Put', {
  usage:
    'expr >> filename writes expr to a file in InputForm.\nPut[expr1, expr2, ..., "filename"] writes a sequence of expressions.',
  arity: [1, Number.POSITIVE_INFINITY],
  evaluate: (args, e) => put(args, false, e),
  examples: { 'Put[1, "file"]': ['$Failed', 'Put::noopen'], 'Put[1, 2]': ['Put[1, 2]', 'Put::string'] },
});
export const PutAppend = fileBuiltin('PutAppend', {
  usage:
    'expr >>> filename appends expr to a file.\nPutAppend[expr1, expr2, ..., "filename"] appends a sequence of expressions.',
  arity: [1, Number.POSITIVE_INFINITY],
  evaluate: (args, e) => put(args, true, e),
  examples: { 'PutAppend[1, 2]': ['PutAppend[1, 2]', 'PutAppend::string'] },
});

export const FindFile = fileBuiltin('FindFile', {
  usage: 'FindFile["name"] finds the file that would be loaded by Get["name"].',
  arity: 1,
  evaluate([name], e) {
    if (name!.kind !== Kind.String) return undefined;
    const file = findFile(name!.value, e.session);
    return file === undefined ? S.Failed : new Str(file);
  },
  examples: { 'FindFile["no/such/file"]': '$Failed' },
});

export const loading: readonly Builtin[] = [
  $InputFileName,
  $Path,
  Get,
  Needs,
  DeclarePackage,
  Put,
  PutAppend,
  FindFile,
];
