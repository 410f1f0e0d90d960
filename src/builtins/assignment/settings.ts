/** Values of options that many functions take. */
import { type Builtin, builtin } from '../builtin.ts';

export const settings: readonly Builtin[] = [
  builtin('None', {
    usage: 'None is a setting used for certain options, and the value where nothing is there.',
    examples: { 'Head[None]': 'Symbol' },
  }),
  builtin('All', {
    usage: 'All is a setting used for certain options, and a specification of all parts.',
    examples: { '{{1, 2}, {3, 4}}[[All, 2]]': '{2, 4}' },
  }),
  builtin('Automatic', {
    usage: 'Automatic represents an option value that is to be chosen automatically.',
    examples: { 'Head[Automatic]': 'Symbol' },
  }),
  builtin('Heads', {
    usage:
      'Heads is an option for functions which use level specifications that specifies whether heads of expressions are included.',
    examples: { 'Level[f[x], 1, Heads -> True]': '{f, x}' },
  }),
];
