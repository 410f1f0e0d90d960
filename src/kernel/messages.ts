/** The messages every symbol shares (General::tag), and filling in of templates. */

/** Text of General messages. A symbol's own text for a tag goes before these. */
export const generalMessages: Readonly<Record<string, string>> = {
  argx: '`1` called with `2` arguments; 1 argument is expected.',
  argr: '`1` called with 1 argument; `2` arguments are expected.',
  argrx: '`1` called with `2` arguments; `3` arguments are expected.',
  argt: '`1` called with `2` arguments; `3` or `4` arguments are expected.',
  argtu: '`1` called with 1 argument; `2` or `3` arguments are expected.',
  argb: '`1` called with `2` arguments; between `3` and `4` arguments are expected.',
  argbu: '`1` called with 1 argument; between `2` and `3` arguments are expected.',
  argm: '`1` called with `2` arguments; `3` or more arguments are expected.',
  argmu: '`1` called with 1 argument; `2` or more arguments are expected.',
  normal: 'Nonatomic expression expected at position `1` in `2`.',
  list: 'List expected at position `2` in `1`.',
  listrp: 'List or SparseArray or association expected at position `2` in `1`.',
  invrl: 'The argument `1` is not a valid Association or a list of rules.',
  string: 'String expected at position `1` in `2`.',
  strse: 'A string or list of strings is expected at position `1` in `2`.',
  int: 'Integer expected at position `1` in `2`.',
  intp: 'Positive integer expected at position `1` in `2`.',
  intnn: 'Non-negative integer expected at position `1` in `2`.',
  intnm: 'Non-negative machine-sized integer expected at position `2` in `1`.',
  innf: 'Non-negative integer or Infinity expected at position `1` in `2`.',
  sym: 'Argument `1` at position `2` is expected to be a symbol.',
  ssym: '`1` is not a symbol or a string.',
  nothere: '`1` is a symbol of the language that is not here.',
  nothere2: '`1` is a symbol of the language that is not here; the nearest that is here is `2`.',
  optx: 'Unknown option `1` in `2`;`5` the known ones are `3`.',
  optnu: 'The option `1` of `2` is not used here: `3`.',
  optref: 'The option `1` of `2` is not supported here, and the call stays as it is: `3`.',
  rep: '`1` is not a valid replacement rule.',
  reps: '`1` is neither a list of replacement rules nor a valid dispatch table, and so cannot be used for replacing.',
  partw: 'Part `1` of `2` does not exist.',
  partd: 'Part specification `1` is longer than depth of object.',
  pspec: 'Part specification `1` is not applicable.',
  pspec1: 'Part specification `1` is neither a machine-sized integer nor a list of machine-sized integers.',
  level: 'Level specification `1` is not of the form n, {n}, or {m, n}.',
  ivar: '`1` is not a valid variable.',
  write: 'Tag `1` in `2` is Protected.',
  addon: 'The add-on package `1` is not here; what became part of the language may be.',
  setps: '`1` in the part assignment is not a symbol.',
  vrule: '`1` can only be a list of rules, not `2`.',
  keyw: 'The key `1` is not there in `2`: its parts cannot be set.',
  optlist: '`1` is not a list of rules for options.',
  locked: 'Symbol `1` is locked.',
  wrsym: 'Symbol `1` is Protected.',
  setraw: 'Cannot assign to raw object `1`.',
  shdw: 'Symbol `1` appears in multiple contexts `2`; definitions in context `3` may shadow or be shadowed by other definitions.',
  norep: 'Assignment on `2` for `1` not found.',
  tag: 'Rule for `1` can only be attached to `2`.',
  noval: 'Symbol `1` in part assignment `2` does not have an immediate value.',
  tagnf: 'Tag `1` not found in `2`.',
  tagpos: 'Tag `1` in `2` is too deep for an assigned rule to be found.',
  infy: 'Infinite expression `1` encountered.',
  indet: 'Indeterminate expression `1` encountered.',
  ovfl: 'Overflow occurred in computation.',
  reclim2: 'Recursion depth of `1` exceeded during evaluation of `2`.',
  itlim: 'Iteration limit of `1` exceeded.',
  stop: 'Further output of `1` will be suppressed during this calculation.',
  notimp: '`1` is a symbol of the language that is not there yet.',
  nomem:
    'The current computation was aborted because there was insufficient memory available to complete the computation (`1`).',
  interr: 'Internal error: `1`. Please report it with the input; the session goes on.',
  opttf: 'Value of option `1` -> `2` should be True or False.',
  machine: 'WorkingPrecision -> `1` is not supported: numbers here have machine precision.',
  timc: 'Number of seconds `1` is not a positive machine-sized number or Infinity.',
  noopen: 'Cannot open `1`: `2`.',
  ioerr: 'The operation on `1` failed: `2`.',
  shape: '`1`: expected `2`, but got `3`.',
  noinfo: 'No information available for `1`.',
  bdomv: 'Value `1` should be one of `2`.',
  nord: 'Invalid comparison with `1` attempted.',
  heads: 'Heads `1` and `2` at positions `3` and `4` are expected to be the same.',
  incomp: 'Expressions `1` and `2` have incompatible lengths.',
  tdlen: 'Objects of unequal length in `1` cannot be combined.',
  noproc: 'Programs of the system cannot be run here.',
  pnfd: 'Program `1` not found. Check Environment["PATH"].',
  outoftime: 'The computation was aborted because an input may take `1` seconds in this session.',
  sandbox: 'The sandbox does not allow `1` (`2`).',
};

/** Replaces `1`, `2`, ... and `` (the next one) by the rendered parameters. */
export function fillTemplate(template: string, parameters: readonly string[]): string {
  let next = 0;
  return template.replace(/`(\d*)`/g, (whole, digits: string) => {
    const i = digits === '' ? next++ : Number(digits) - 1;
    return parameters[i] ?? whole;
  });
}

/** Which argument-count message says that `given` is not between min and max; with its parameters after the symbol. */
export function arityMessage(given: number, min: number, max: number): readonly [tag: string, ...numbers: number[]] {
  if (min === max) {
    if (min === 1) return ['argx', given];
    return given === 1 ? ['argr', min] : ['argrx', given, min];
  }
  if (max === Number.POSITIVE_INFINITY) return given === 1 ? ['argmu', min] : ['argm', given, min];
  if (max === min + 1) return given === 1 ? ['argtu', min, max] : ['argt', given, min, max];
  return given === 1 ? ['argbu', min, max] : ['argb', given, min, max];
}
