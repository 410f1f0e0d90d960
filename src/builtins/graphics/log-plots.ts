/** Plots with logarithmic axes. */
import type { Builtin } from '../builtin.ts';
import { functionPlot, listPlot } from './curve-plots.ts';
import { LINEAR, LOG, type Scales } from './scales.ts';

const LOG_Y: Scales = { x: LINEAR, y: LOG };
const LOG_X: Scales = { x: LOG, y: LINEAR };
const LOG_BOTH: Scales = { x: LOG, y: LOG };

const ofFunctions = (name: string, scales: Scales, axes: string): Builtin =>
  functionPlot(name, {
    scales,
    usage: `${name}[f, {x, xmin, xmax}] plots f as a function of x with ${axes}.\n${name}[{f1, f2, ...}, {x, xmin, xmax}] plots several functions.`,
    examples: {
      [`Head[${name}[x^2, {x, 1, 100}]]`]: 'Graphics',
      [`StringContainsQ[ExportString[${name}[x^2, {x, 1, 1000}], "SVG"], ">100<"]`]: 'True',
      [`StringCount[ExportString[${name}[x, {x, 1, 100}, GridLines -> {{10, 50}, {20}}, Axes -> False], "SVG"], "<path"]`]:
        '4',
      [`${name}[q, {x, 1, 2}]`]: [`${name}[q, {x, 1, 2}]`, `${name}::nofun`],
    },
  });

const ofData = (name: string, scales: Scales, axes: string): Builtin =>
  listPlot(name, {
    scales,
    joined: false,
    usage: `${name}[{y1, y2, ...}] plots points {1, y1}, {2, y2}, ... with ${axes}.\n${name}[{{x1, y1}, ...}] plots points.\n${name}[{data1, data2, ...}] plots several sets in different colors.`,
    examples: {
      [`Head[${name}[{1, 10, 100}]]`]: 'Graphics',
      [`${name}[{a, b}]`]: [`${name}[{a, b}]`, `${name}::lpn`],
    },
  });

export const logPlots: readonly Builtin[] = [
  ofFunctions('LogPlot', LOG_Y, 'a logarithmic y axis'),
  ofFunctions('LogLinearPlot', LOG_X, 'a logarithmic x axis'),
  ofFunctions('LogLogPlot', LOG_BOTH, 'logarithmic axes'),
  ofData('ListLogPlot', LOG_Y, 'a logarithmic y axis'),
  ofData('ListLogLinearPlot', LOG_X, 'a logarithmic x axis'),
  ofData('ListLogLogPlot', LOG_BOTH, 'logarithmic axes'),
];
