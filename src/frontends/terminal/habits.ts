/** Habits of other languages: what was typed reads here as something else, and one line says as what. Pure. */

/** What a name is here: a list, another value, something with rules or behaviour; undefined when it means nothing. */
export type Role = 'function' | 'list' | 'value' | undefined;

interface Habit {
  readonly pattern: RegExp;
  /** Is it the habit, or meant as it is read? By what the first name in it is. */
  readonly when?: (role: Role, name: string) => boolean;
  readonly hint: (m: RegExpExecArray) => string;
}

/** Functions of other languages and what does the same here. */
const functions: Readonly<Record<string, string>> = {
  print: 'Print[x]',
  len: 'Length[x]',
  range: 'Range[n]',
  map: 'Map[f, list]',
  filter: 'Select[list, test]',
  reduce: 'Fold[f, x, list]',
  sum: 'Total[list]',
  max: 'Max[list]',
  min: 'Min[list]',
  abs: 'Abs[x]',
  sorted: 'Sort[list]',
  zip: 'Transpose[{a, b}]',
  enumerate: 'MapIndexed[f, list]',
  type: 'Head[x]',
  str: 'ToString[x]',
  int: 'IntegerPart[x] or ToExpression[s]',
  float: 'N[x]',
  input: 'InputString[]',
  open: 'Import["file"] or OpenRead["file"]',
};
const literals: Readonly<Record<string, string>> = {
  true: 'True',
  false: 'False',
  null: 'Null',
  nil: 'Null',
  undefined: 'Missing[] or Null',
  pi: 'Pi',
};

const NAME = '[A-Za-z$][\\w$]*';

/** The first that fits is said. */
const habits: readonly Habit[] = [
  {
    pattern: /^\s*(?:import\s+[\w.]+|from\s+[\w.]+\s+import)\b/,
    hint: () =>
      'Packages are read with Needs["name`"], files with Get["file.wl"] or Import["file"]; the language itself is there from the start.',
  },
  {
    pattern: /^\s*(?:let|const|var)\s+(\w+)\s*=/,
    hint: (m) =>
      `Values are assigned without a word before them: ${m[1]} = value. Local ones are made by Module[{${m[1]} = value}, ...].`,
  },
  {
    pattern: /^\s*(?:def|function)\s+(\w+)\s*\(([^)]*)\)/,
    hint: (m) =>
      `Functions are defined by a rule: ${m[1]}[${m[2]!
        .split(',')
        .map((a) => `${a.trim() || 'x'}_`)
        .join(', ')}] := ...`,
  },
  {
    pattern: /\bfor\s+(\w+)\s+in\b/,
    hint: (m) =>
      `Loops over a list: Do[..., {${m[1]}, list}], or Table[..., {${m[1]}, list}] and Map[f, list] for their values.`,
  },
  {
    pattern: /\blambda\s+(\w+)\s*:/,
    hint: (m) => `Functions without names: Function[${m[1]}, body] or body & with # for the argument.`,
  },
  {
    pattern: new RegExp(`(?<![\\w$\`])(${Object.keys(functions).join('|')})\\(`),
    when: (role) => role === undefined,
    hint: (m) => `Functions take brackets and begin with capitals: ${functions[m[1]!]}.`,
  },
  {
    pattern: new RegExp(`(?<![\\w$\`])(${NAME})\\(([^()]*)\\)`),
    // A variable times something is algebra, and so are most single letters.
    when: (role, name) => role === 'function' || (role === undefined && /^(?:[fgh]|\w{2,})$/.test(name)),
    hint: (m) => `${m[1]}(${m[2]}) is a product here. Functions take brackets: ${m[1]}[${m[2]}].`,
  },
  {
    pattern: new RegExp(`(?<![\\w$\`])(${NAME})\\[\\s*(\\w+)\\s*\\]`),
    when: (role) => role === 'list',
    hint: (m) => `Elements are taken with double brackets and counted from 1: ${m[1]}[[${m[2] === '0' ? '1' : m[2]}]].`,
  },
  {
    pattern: /[})]\[\s*\d+\s*\]/,
    hint: () => 'Elements are taken with double brackets and counted from 1: {a, b}[[1]].',
  },
  {
    pattern: new RegExp(`(?<![\\w$\`])(${Object.keys(literals).join('|')})(?![\\w$\`[(])`),
    when: (role) => role === undefined,
    hint: (m) => `${m[1]} is written ${literals[m[1]!]} here.`,
  },
  { pattern: /\*\*\s*\d/, hint: () => 'Powers are written with ^; ** is NonCommutativeMultiply.' },
  { pattern: /^\s*#\s/, hint: () => 'Comments are written (* like this *).' },
  { pattern: /'[^'\n]*'/, hint: () => "Strings take double quotes; ' is the derivative." },
];

/** Strings and comments are nobody's habits. */
const bare = (text: string): string => text.replace(/\(\*[\s\S]*?\*\)/g, ' ').replace(/"(?:[^"\\]|\\[\s\S])*"/g, '""');

/** One line about the first habit in a text. */
export function habitHint(text: string, roleOf: (name: string) => Role): string | undefined {
  const code = bare(text);
  for (const { pattern, when, hint } of habits) {
    const m = pattern.exec(code);
    if (m !== null && (when === undefined || when(roleOf(m[1]!), m[1]!))) return hint(m);
  }
  return undefined;
}

/** Words that end a session, whatever language somebody comes from. */
export const LEAVING = /^\s*(?:Quit|Exit|quit|exit|bye)\s*(?:\(\s*\)|\[\s*\])?\s*;?\s*$/;
