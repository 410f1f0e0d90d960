/** The session and the machine it runs on: versions, command line, environment, memory, directories. */
import { type Expr, int, isCall, Kind, normal, Real, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { VERSION } from './version.ts';

const text = (s: string): Expr => new Str(s);
const platform = (e: Evaluation): { readonly system: string; readonly machine: string } =>
  e.session.io.platform ?? { system: 'Unknown', machine: 'unknown' };
/** The names that the language has for families of operating systems. */
const families: Readonly<Record<string, string>> = { Linux: 'Unix', Darwin: 'MacOSX', Windows_NT: 'Windows' };

const facts: readonly Builtin[] = [
  builtin('$Version', {
    usage: '$Version is a string that gives the version of Scheelite.',
    value: () => text(`Scheelite ${VERSION}`),
    examples: {
      'StringStartsQ[$Version, "Scheelite "]': 'True',
    },
  }),
  builtin('$VersionNumber', {
    usage:
      '$VersionNumber is a real number which gives the level of the language that is spoken here; $Version has the version of Scheelite.',
    // Programs ask whether what they need is there: nets as documented since 12, the language of 13.
    value: () => new Real(13),
    examples: { '$VersionNumber >= 12': 'True' },
  }),
  builtin('$System', {
    usage: '$System is a string describing the type of computer system in use.',
    value: (e) => text(`${platform(e).system} ${platform(e).machine}`),
    examples: { $System: '"Unknown unknown"' },
  }),
  builtin('$SystemID', {
    usage: '$SystemID is a short string that identifies the type of computer system in use.',
    value: (e) => text(`${platform(e).system}-${platform(e).machine}`),
    examples: { $SystemID: '"Unknown-unknown"' },
  }),
  builtin('$OperatingSystem', {
    usage: '$OperatingSystem is a string giving the type of operating system: "Unix", "MacOSX" or "Windows".',
    value: (e) => text(families[platform(e).system] ?? platform(e).system),
    examples: { $OperatingSystem: '"Unknown"' },
  }),
  builtin('$PathnameSeparator', {
    usage: '$PathnameSeparator is the string that stands between parts of file names.',
    value: () => text('/'),
    examples: {
      $PathnameSeparator: '"/"',
    },
  }),
  builtin('$HomeDirectory', {
    usage: '$HomeDirectory gives your home directory.',
    value: (e) => text(e.session.io.homeDirectory()),
    examples: {
      'StringQ[$HomeDirectory]': 'True',
    },
  }),
  builtin('$UserBaseDirectory', {
    usage: '$UserBaseDirectory gives the directory for files of the user that sessions load.',
    value: (e) => text(`${e.session.io.homeDirectory()}/.scheelite`),
    examples: { 'StringQ[$UserBaseDirectory]': 'True' },
  }),
  builtin('$TemporaryDirectory', {
    usage: '$TemporaryDirectory gives the main system directory for temporary files.',
    value: (e) => text(e.session.io.temporaryDirectory()),
    examples: { 'StringQ[$TemporaryDirectory]': 'True' },
  }),
];

/** A notebook interface is not there; programs that ask for one are told so. */
const interfaceFacts: readonly Builtin[] = [
  builtin('$Notebooks', {
    usage: '$Notebooks is True when a notebook-based front end is being used.',
    value: () => S.False,
    examples: { $Notebooks: 'False' },
  }),
  builtin('$FrontEnd', {
    usage: '$FrontEnd is the front end that the session belongs to, Null where there is none.',
    value: () => S.Null,
    examples: { $FrontEnd: 'Null' },
  }),
  builtin('NotebookDirectory', {
    usage:
      'NotebookDirectory[] gives the directory of the current notebook; without notebooks it reports that there is none.',
    arity: 0,
    messages: {
      nonb: 'There are no notebooks here. In a script, DirectoryName[$InputFileName] is the folder of the file; Directory[] is the present one.',
    },
    evaluate: (_args, e) => e.message('nonb') ?? S.Failed,
    examples: { 'NotebookDirectory[]': ['$Failed', 'NotebookDirectory::nonb'] },
  }),
  builtin('$ScriptInputString', {
    usage:
      '$ScriptInputString is what a script was given on standard input, as a string; with -linewise, one line of it.',
    value: (e) => text(scriptInput(e)),
    examples: { $ScriptInputString: '""' },
  }),
];

const inputs = new WeakMap<object, string>();
/** Read when it is asked for first. */
function scriptInput({ session }: Evaluation): string {
  const known = inputs.get(session) ?? session.io.readRest?.() ?? '';
  inputs.set(session, known);
  return known;
}

export const $ScriptCommandLine = builtin('$ScriptCommandLine', {
  usage:
    '$ScriptCommandLine is a list of the name and the arguments of the script that is running; {} outside of scripts.',
  initial: '{}',
  examples: { $ScriptCommandLine: '{}' },
});
export const $CommandLine = builtin('$CommandLine', {
  usage: '$CommandLine is a list of strings giving the elements of the command line with which the program was called.',
  initial: '{}',
  examples: { $CommandLine: '{}' },
});

/** The value of an environment variable, or $Failed. */
const variable = (name: Expr, e: Evaluation): Expr | undefined => {
  if (name.kind !== Kind.String) return undefined;
  const value = e.session.io.environment(name.value);
  return value === undefined ? S.Failed : new Str(value);
};
export const Environment = builtin('Environment', {
  usage:
    'Environment["var"] gives the value of an operating system environment variable, or $Failed when it is not set.',
  arity: 1,
  evaluate: ([x], e) => variable(x!, e) ?? e.message('string', int(1), normal(e.symbol, x!)),
  examples: {
    'Environment["NO_SUCH_VARIABLE"]': '$Failed',
    'Environment[5]': ['Environment[5]', 'Environment::string'],
  },
});
export const GetEnvironment = builtin('GetEnvironment', {
  usage:
    'GetEnvironment["var"] gives the setting of an operating system environment variable as a rule "var" -> "value", None when it is not set.\nGetEnvironment[{"var1", ...}] gives a list of rules.',
  arity: 1,
  evaluate([x], e) {
    const one = (name: Expr): Expr | undefined => {
      const value = variable(name, e);
      return value && normal(S.Rule, name, value === S.Failed ? S.None : value);
    };
    const all = isCall(x!, S.List) ? x.args.map(one) : [one(x!)];
    if (!all.every((v) => v !== undefined)) return e.message('strse', int(1), normal(e.symbol, x!));
    return isCall(x!, S.List) ? list(all) : all[0];
  },
  examples: {
    'GetEnvironment["NO_SUCH_VARIABLE"]': '"NO_SUCH_VARIABLE" -> None',
    'GetEnvironment[5]': ['GetEnvironment[5]', 'GetEnvironment::strse'],
  },
});

export const MemoryInUse = builtin('MemoryInUse', {
  usage: 'MemoryInUse[] gives the number of bytes currently being used by the process.',
  arity: 0,
  evaluate: (_args, e) => int(Math.round(e.session.io.memoryInUse())),
  examples: { 'IntegerQ[MemoryInUse[]]': 'True', 'MemoryInUse[1]': ['MemoryInUse[1]', 'MemoryInUse::argr'] },
});

export const CreateUUID = builtin('CreateUUID', {
  usage:
    'CreateUUID[] gives a random (version 4) universally unique identifier, from the random stream of the session.\nCreateUUID["prefix"] puts a prefix before it.',
  arity: [0, 1],
  evaluate([prefix], e) {
    if (prefix !== undefined && prefix.kind !== Kind.String)
      return e.message('string', int(1), normal(e.symbol, prefix));
    const bytes = Array.from({ length: 16 }, () => e.session.random.integer(0, 255));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.map((b) => b.toString(16).padStart(2, '0')).join('');
    const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
    return new Str((prefix?.value ?? '') + parts.join('-'));
  },
  examples: {
    'StringLength[CreateUUID[]]': '36',
    'CreateUUID[] === CreateUUID[]': 'False',
    'CreateUUID[5]': ['CreateUUID[5]', 'CreateUUID::string'],
  },
});

export const machine: readonly Builtin[] = [
  ...facts,
  ...interfaceFacts,
  $ScriptCommandLine,
  $CommandLine,
  Environment,
  GetEnvironment,
  MemoryInUse,
  CreateUUID,
];
