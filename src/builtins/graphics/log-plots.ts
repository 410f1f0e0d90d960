/** Plots with logarithmic axes. */
import type { Builtin } from '../builtin.ts';
import { functionPlot, listPlot } from './curve-plots.ts';
import { LINEAR, LOG } from './scales.ts';

const KINDS = [
  { word: 'Log', scales: { x: LINEAR, y: LOG }, axes: 'a logarithmic y axis' },
  { word: 'LogLinear', scales: { x: LOG, y: LINEAR }, axes: 'a logarithmic x axis' },
  { word: 'LogLog', scales: { x: LOG, y: LOG }, axes: 'logarithmic axes' },
] as const;

export const logPlots: readonly Builtin[] = KINDS.flatMap(({ word, scales, axes }) => {
  const [plot, list] = [`${word}Plot`, `List${word}Plot`];
  return [
    functionPlot(plot, {
      scales,
      usage: `${plot}[f, {x, xmin, xmax}] plots f as a function of x with ${axes}.\n${plot}[{f1, f2, ...}, {x, xmin, xmax}] plots several functions.`,
      examples: {
        [`Head[${plot}[x^2, {x, 1, 100}]]`]: 'Graphics',
        [`StringContainsQ[ExportString[${plot}[x^2, {x, 1, 1000}], "SVG"], ">100<"]`]: 'True',
        [`${plot}[q, {x, 1, 2}]`]: [`${plot}[q, {x, 1, 2}]`, `${plot}::nofun`],
      },
    }),
    listPlot(list, {
      scales,
      joined: false,
      usage: `${list}[{y1, y2, ...}] plots points {1, y1}, {2, y2}, ... with ${axes}.\n${list}[{{x1, y1}, ...}] plots points.\n${list}[{data1, data2, ...}] plots several sets in different colors.`,
      examples: {
        [`Head[${list}[{1, 10, 100}]]`]: 'Graphics',
        [`${list}[{a, b}]`]: [`${list}[{a, b}]`, `${list}::lpn`],
      },
    }),
  ];
});
