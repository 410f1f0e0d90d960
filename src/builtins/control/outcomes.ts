/** What stands for no result, a failure and an abort. */
import { type Builtin, builtin } from '../builtin.ts';

export const outcomes: readonly Builtin[] = [
  builtin('Null', {
    usage: 'Null is a symbol used to indicate the absence of an expression or a result; it is not shown.',
    examples: { 'a;': 'Null' },
  }),
  builtin('$Failed', {
    usage: '$Failed is a special symbol returned by functions when they fail to do what is asked.',
    examples: { 'FailureQ[$Failed]': 'True' },
  }),
  builtin('$Aborted', {
    usage: '$Aborted is a special symbol returned as the result of a calculation that has been aborted.',
    examples: { 'CheckAbort[Abort[], $Aborted]': '$Aborted' },
  }),
];
