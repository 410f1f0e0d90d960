/** scheelite --tour: six examples, evaluated as one looks on. */
import { brokenLines } from '../../syntax/blocks.ts';
import type { Size } from '../shared-words.ts';
import type { Theme } from './theme.ts';

interface Stop {
  readonly about: string;
  readonly input: string;
}

/** The last three belong together: a net is made, trained, and drawn beside what it has learned from. */
const stops: readonly Stop[] = [
  { about: 'Formulas are values, and mathematics is exact.', input: 'Integrate[x^2 Sin[x], x]' },
  {
    about: 'Programs are rules: the last one remembers what it has found.',
    input: 'fib[0] = 0; fib[1] = 1; fib[n_] := fib[n] = fib[n - 1] + fib[n - 2]; fib[200]',
  },
  {
    about: 'Functions work on whole collections.',
    input: 'GroupBy[{"ore", "iron", "wolfram", "lime", "scheelite"}, StringLength, Sort]',
  },
  {
    about: 'Nets are values too. A number is a layer of so many neurons; sizes are found by themselves.',
    input: 'net = NetChain[{24, Tanh, 24, Tanh, LinearLayer[{}]}, "Input" -> "Real"]',
  },
  {
    about: 'A net is trained on examples. The panel tells how it goes.',
    input:
      'f[x_] := Sin[2 x] + x/3; trained = NetTrain[net, Table[x -> f[x], {x, -3., 3., 0.02}], MaxTrainingRounds -> 600, LearningRate -> 0.01, RandomSeeding -> 1]',
  },
  {
    about: 'What it was shown, and what it has learned.',
    input: 'Plot[{f[x], trained[x]}, {x, -4, 4}, PlotLabel -> "a function, and a net that has seen it from -3 to 3"]',
  },
];

export interface TourPlace {
  readonly out: (text: string) => void;
  readonly theme: Theme;
  readonly size: () => Size;
  readonly prompt: () => string;
  readonly evaluate: (input: string) => void;
  /** Waits for Return. False: enough. */
  readonly goOn: (prompt: string) => boolean;
}

/** Runs the examples; false when somebody has left in between. */
export function tour({ out, theme, size, prompt, evaluate, goOn }: TourPlace): boolean {
  const told = (text: string): string => brokenLines(text, size().columns, '');
  out(told('Six examples, evaluated now. Return goes on, Ctrl-C leaves the tour.\n'));
  for (const [i, { about, input }] of stops.entries()) {
    out(theme.title(told(`${i + 1} of ${stops.length}. ${about}`)));
    out(brokenLines(prompt() + input, size().columns));
    evaluate(input);
    if (i + 1 < stops.length && !goOn(theme.faint('Return goes on '))) return false;
  }
  out(told('That is all. ?NetTrain explains a symbol, Examples[NetTrain] shows more, Quit leaves.\n'));
  return true;
}
