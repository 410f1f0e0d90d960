/** Add-on packages that programs load: nothing is read for them, since what is here of them comes with the language. */
import { type Expr, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { enter, noteLoaded } from './contexts.ts';

/** Packages that the documentation names; most of what they held became part of the language (guide page "Compatibility"). */
const DOCUMENTED: ReadonlySet<string> = new Set(
  `Algebra ANOVA AudioFileStreamTools BarCharts BlackBodyRadiation Calendar CCodeGenerator CCompilerDriver CompiledFunctionTools
  ComputerArithmetic CUDALink DatabaseLink EquationTrekker ErrorBarPlots Experimental ExternalService FiniteFields FourierSeries
  FunctionApproximations GeneralUtilities Geodesy GraphUtilities HierarchicalClustering Histograms HypothesisTesting JLink
  LinearRegression LocalizeDefinitions Messages Music MultivariateStatistics NeuralNetworks NonlinearRegression NETLink
  NumericalCalculus NumericalDifferentialEquationAnalysis Parallel PhysicalConstants PieCharts PlotLegends Polytopes
  PolyhedronOperations PrimalityProving Quaternions RegressionCommon ResonanceAbsorptionLines RLink StandardAtmosphere
  StatisticalPlots Splines SymbolicC SystemInstall TetGenLink Units VariationalMethods VectorAnalysis VectorFieldPlots
  WebServices WorldPlot XML`
    .split(/\s+/)
    .map((name) => `${name}\``),
);

/** Opens an add-on package; undefined when the context is of none. One of which nothing is here says so. */
export function loadAddOn(context: string, e: Evaluation): Expr | undefined {
  const { contexts } = e.session;
  const isHere = contexts.addOns.has(context);
  if (!isHere && !DOCUMENTED.has(context)) return undefined;
  noteLoaded(context, e.session);
  if (!contexts.path.includes(context)) enter(contexts.current, [context, ...contexts.path], e.session);
  if (!isHere) e.messageOf(General, 'addon', new Str(context));
  return S.Null;
}
const General = system('General');
