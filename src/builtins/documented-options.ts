/**
 * Options that the language documents and that records do not declare: what is done instead of honouring them. One row says an option
 * for some symbols; records and files of the library that declare an option of that name honour it themselves, and the row says nothing.
 */
import { type Expr, int, isCall, Kind, type Normal, normal, Str } from '../expr/expr.ts';
import { symbol, system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { AsideOption } from '../kernel/definitions/options.ts';
import { NO_OTHERS } from '../kernel/evaluation/aside-options.ts';
import type { KernelSession } from '../kernel/session.ts';
import { isPrime } from '../numeric/primes.ts';

const CURVES = 'Plot LogPlot LogLinearPlot LogLogPlot ParametricPlot PolarPlot';
const LISTS = 'ListPlot ListLinePlot ListLogPlot ListLogLinearPlot ListLogLogPlot';
const FIELDS = 'ContourPlot DensityPlot RegionPlot ListContourPlot ListDensityPlot';
const SPACE = 'Plot3D ParametricPlot3D ListPlot3D ListPointPlot3D';
const CHARTS = 'BarChart Histogram';
const ARRAYS = 'ArrayPlot MatrixPlot';
const PICTURES = `Graphics ${CURVES} ${LISTS} ${FIELDS} ${CHARTS} ${ARRAYS}`;
const PLOTS = `${CURVES} ${LISTS} ${FIELDS} ${SPACE} ${CHARTS} ${ARRAYS}`;
const SOLVING = 'Solve NSolve Reduce SolveValues NSolveValues FindInstance';
const POLYNOMIALS =
  'Factor FactorList FactorSquareFree FactorTerms Cancel Together Apart PolynomialGCD PolynomialLCM PolynomialQuotient PolynomialRemainder Resultant';
const MATRICES = 'LinearSolve Inverse Det RowReduce NullSpace MatrixRank LUDecomposition';
const SEARCHES = 'FindRoot FindMinimum FindMaximum NMinimize NMaximize NMinValue NMaxValue NArgMin NArgMax FindFit';
const SIMPLER = 'Simplify FullSimplify';
const CONDITIONS =
  'Integrate Sum Product Limit Series Solve SolveValues Reduce FullSimplify Refine PowerExpand FunctionExpand DSolve';

/** Functions of the library whose arguments behind the first are no rules. */
const NO_RULES = 'Integrate NSum NIntegrate DSolve RSolve';

/** Options, their default, what is done instead, and of which symbols. */
type Row = readonly [options: string, usual: string, instead: string, symbols: string];

/** The value is the one without the option. */
const unused: readonly Row[] = [
  ['PlotTheme', 'Automatic', 'plots have one theme', `${PLOTS} Graphics`],
  ['PerformanceGoal', 'Automatic', 'there is one way, whatever the goal', `${PLOTS} ${CONDITIONS} Rasterize`],
  ['WorkingPrecision', 'MachinePrecision', 'points are computed with machine numbers', PLOTS],
  ['Mesh MeshFunctions MeshShading MeshStyle', 'None', 'no mesh is drawn', `${CURVES} ${LISTS} ${FIELDS} ${SPACE}`],
  [
    'ColorFunction ColorFunctionScaling',
    'Automatic',
    'colours are those of the style',
    `${CURVES} ${LISTS} ${CHARTS} RegionPlot`,
  ],
  ['ClippingStyle', 'None', 'what is clipped is not marked', PLOTS],
  ['Exclusions ExclusionsStyle', 'Automatic', 'jumps are found by the sampling', `${CURVES} ${FIELDS} ${SPACE}`],
  ['EvaluationMonitor StepMonitor', 'None', 'no step is told of', `${PLOTS} ${SEARCHES} NIntegrate NSum`],
  ['RegionFunction', 'True', 'the whole range is drawn', PLOTS],
  [
    'PlotLabels LabelingFunction LabelingSize',
    'None',
    'curves and points are labelled by PlotLegends only',
    `${CURVES} ${LISTS} ${CHARTS}`,
  ],
  [
    'PlotHighlighting IntervalMarkers IntervalMarkersStyle',
    'Automatic',
    'pictures here do not change',
    `${CURVES} ${LISTS}`,
  ],
  ['ScalingFunctions', 'None', 'scales are linear but for LogPlot and its kin', PLOTS],
  ['PlotMarkers', 'None', 'points are discs', LISTS],
  ['PlotLegends', 'None', 'fields and surfaces have no legends', `${FIELDS} ${SPACE} ${ARRAYS}`],
  ['DataRange', 'Automatic', 'positions are 1, 2, ...; pairs of numbers say others', LISTS],
  ['TargetUnits', 'Automatic', 'numbers have no units in pictures', PLOTS],
  ['BoundaryStyle', 'Automatic', 'edges of surfaces and regions have the usual style', `${FIELDS} ${SPACE}`],
  ['MaxPlotPoints', 'Infinity', 'all points are drawn', `${LISTS} ${ARRAYS} ${SPACE}`],
  ['DataReversed PixelConstrained', 'False', 'rows stand as they are given', ARRAYS],
  [
    'BarSpacing BarOrigin ChartBaseStyle ChartElementFunction ChartElements ChartLayout ChartLegends LegendAppearance',
    'Automatic',
    'bars stand side by side in the usual way',
    CHARTS,
  ],
  ['ImageMargins ImagePadding', 'Automatic', 'pictures have the room that their labels need', `${PICTURES} ${SPACE}`],
  [
    'ContentSelectable AlignmentPoint CoordinatesToolOptions PreserveImageOptions DisplayFunction FormatType BaselinePosition',
    'Automatic',
    'it is for notebooks',
    `${PICTURES} ${SPACE} Graphics3D`,
  ],
  ['FrameTicksStyle TicksStyle RotateLabel PlotRegion', 'Automatic', 'frames and axes have one style', PICTURES],
  [
    'Method',
    'Automatic',
    'the function chooses its method',
    `${PLOTS} Graphics ${SOLVING} ${MATRICES} ${SEARCHES} Eigenvalues Eigenvectors Eigensystem MatrixExp MatrixPower LeastSquares Sum Product Limit Minimize Maximize Integrate`,
  ],
  ['ZeroTest', 'Automatic', 'zeros are found by the usual test', `${MATRICES} Eigenvalues Eigenvectors Eigensystem`],
  [
    'Cubics Quartics',
    'Automatic',
    'roots are written with radicals where the function does so',
    `${SOLVING} Eigenvalues Eigenvectors Eigensystem ToRadicals`,
  ],
  [
    'WorkingPrecision',
    'MachinePrecision',
    'numbers have machine precision',
    `${SEARCHES} RandomVariate Fit LinearModelFit NonlinearModelFit Minimize Maximize NExpectation NProbability NSolveValues`,
  ],
  ['WorkingPrecision', 'Infinity', 'what is exact stays exact', 'Solve Reduce SolveValues FindInstance'],
  [
    'PrecisionGoal AccuracyGoal',
    'Automatic',
    'results are as good as machine numbers allow',
    `${SEARCHES} NonlinearModelFit NSum NExpectation`,
  ],
  ['MaxIterations', 'Automatic', 'the number of steps is the usual one', SEARCHES],
  ['Jacobian Gradient DampingFactor Evaluated', 'Automatic', 'derivatives are taken by the function itself', SEARCHES],
  [
    'MinRecursion MaxPoints IntegrationMonitor Exclusions',
    'Automatic',
    'the integrand is sampled as needed',
    'NIntegrate',
  ],
  ['GeneratedParameters', 'C', 'parameters are named by the function', `${SOLVING} Sum Product`],
  [
    'InverseFunctions MaxExtraConditions VerifySolutions MaxRoots Backsubstitution',
    'Automatic',
    'the function decides',
    SOLVING,
  ],
  [
    'GenerateConditions VerifyConvergence',
    'Automatic',
    'conditions are not part of the value',
    'Integrate Sum Product Limit',
  ],
  ['Analytic SeriesTermGoal', 'Automatic', 'functions without properties are taken to be analytic', 'Series'],
  [
    'ComplexityFunction ExcludedForms TransformationFunctions Trig',
    'Automatic',
    'the smallest of the usual forms is taken',
    SIMPLER,
  ],
  [
    'TimeConstraint',
    '300',
    'the function takes the time it needs; TimeConstrained ends it',
    `${SIMPLER} Refine Reduce`,
  ],
  [
    'ConfidenceLevel NominalVariables VarianceEstimatorFunction LinearOffsetFunction',
    'Automatic',
    'the usual setting is taken',
    'LinearModelFit NonlinearModelFit',
  ],
  ['FitRegularization NormFunction', 'None', 'least squares are taken', 'Fit FindFit'],
  [
    'TargetStructure',
    'Automatic',
    'matrices are dense',
    'SingularValueDecomposition QRDecomposition LUDecomposition Inverse',
  ],
  ['SpellingCorrection', 'False', 'words are compared letter by letter', 'StringMatchQ'],
  ['NumberMarks TotalWidth', 'Automatic', 'numbers are written as the form says', 'ToString'],
  [
    'Background BaseStyle BaselinePosition DefaultBaseStyle DefaultElement FrameStyle ItemSize ItemStyle AllowedDimensions AutoDelete',
    'Automatic',
    'text shows the contents only',
    'Grid Column',
  ],
  ['Spacings', 'Automatic', 'lines follow each other', 'Column'],
  [
    'Background FrameMargins FrameStyle RoundingRadius ImageSize ImageMargins ContentPadding BaseStyle Alignment Appearance StripOnInput LabelStyle Spacings Frame',
    'Automatic',
    'text has one kind of frame',
    'Framed Panel Labeled',
  ],
  [
    'HandlerFunctions HandlerFunctionsKeys ProgressReporting',
    'Automatic',
    'nothing is called while tests run',
    'TestReport',
  ],
  ['Regularization', 'None', 'sums are taken as they converge', 'Sum Product'],
];

/** The value would be another one: the call stays. */
const refused: readonly Row[] = [
  [
    'Modulus',
    '0',
    'its arithmetic is that of all integers; see PolynomialMod and Mod',
    `${POLYNOMIALS} ${MATRICES} ${SOLVING} Expand ExpandAll Collect Coefficient CoefficientList GroebnerBasis`,
  ],
  ['Extension', 'None', 'its arithmetic is that of rational numbers', POLYNOMIALS],
  ['GaussianIntegers', 'False', 'its arithmetic is that of rational numbers', 'Factor FactorList'],
  [
    'Trig',
    'False',
    'trigonometric functions are not taken as exponentials; see TrigToExp and TrigExpand',
    `${POLYNOMIALS} Expand ExpandAll`,
  ],
  [
    'Tolerance',
    'Automatic',
    'singular values are not cut off',
    'NullSpace MatrixRank RowReduce LeastSquares SingularValueDecomposition SingularValueList',
  ],
  ['Pivoting', 'False', 'columns stand as they are', 'QRDecomposition'],
  ['PrincipalValue', 'False', 'principal values are not taken', 'Integrate'],
  ['NonConstants', '{}', 'symbols are constants; see Dt', 'D'],
  ['MonomialOrder', 'Lexicographic', 'monomials are ordered by their variables', 'GroebnerBasis'],
];

/** Another function does the call with the option (`stdlib/modular.wl`, `stdlib/extensions.wl`). */
type Honoured = readonly [
  option: string,
  usual: string,
  by: string,
  takes: (value: Expr) => boolean,
  why: string,
  symbols: string,
];
const isTrue = (value: Expr): boolean => value === S.True;
const isWhole = (value: Expr): boolean => value.kind === Kind.Integer && value.value > 1;
const isPrimeModulus = (value: Expr): boolean => value.kind === Kind.Integer && isPrime(value.value);
const honoured: readonly Honoured[] = [
  [
    'Modulus',
    '0',
    'Internal`Modulo',
    isPrimeModulus,
    'the modulus has to be a prime number',
    'Factor FactorList PolynomialGCD PolynomialLCM PolynomialQuotient PolynomialRemainder Cancel Together RowReduce MatrixRank NullSpace LinearSolve',
  ],
  [
    'Modulus',
    '0',
    'Internal`Modulo',
    isWhole,
    'the modulus has to be a whole number above 1',
    'Expand ExpandAll Collect Coefficient CoefficientList Resultant Det Inverse Solve SolveValues Reduce',
  ],
  ['GaussianIntegers', 'False', 'Internal`OverExtension', isTrue, 'it is True or False', 'Factor FactorList'],
  [
    'Extension',
    'None',
    'Internal`OverExtension',
    (value) => value.kind !== Kind.String && !isCall(value, S.List),
    'it is one algebraic number or Automatic',
    'Factor FactorList PolynomialGCD Cancel Together',
  ],
  ['Trig', 'False', 'Internal`Trigonometric', isTrue, 'it is True or False', 'Factor Expand ExpandAll Together Cancel'],
];

const Assuming = system('Assuming');
const words = (text: string): string[] => text.split(' ');

/** Assumptions -> c of functions that look at $Assumptions. */
const assuming = (usual: Expr): AsideOption => ({
  usual,
  becomes: (call, value) => normal(Assuming, value, call),
  said: undefined,
});

/** Options that files of the library declare: words of the language before these files are read. */
const LIBRARY_OPTIONS =
  'CompilationOptions CompilationTarget Parallelization RuntimeAttributes RuntimeOptions Constants InterpolationOrder PeriodicInterpolation ' +
  'Direction IncludeConstantBasis Weights NSumTerms DistributedContexts';

type Table = Map<string, AsideOption>;
/** By symbol and option; made once for all sessions. */
let tables: ReadonlyMap<string, Table> | undefined;

function documented(): ReadonlyMap<string, Table> {
  const all = new Map<string, Table>();
  for (const name of words(LIBRARY_OPTIONS)) system(name);
  const add = (name: string, option: string, what: AsideOption): void => {
    let table = all.get(name);
    if (table === undefined) all.set(name, (table = new Map()));
    if (!table.has(option)) table.set(option, what);
  };
  const rows = (list: readonly Row[], tag: string, becomes: (call: Normal) => Expr | undefined): void => {
    for (const [options, usual, why, symbols] of list) {
      const what: AsideOption = { usual: usualValue(usual), becomes, said: [tag, new Str(why)] };
      const names = words(options);
      for (const name of names) system(name);
      for (const name of words(symbols)) for (const option of names) add(name, option, what);
    }
  };
  for (const [option, usual, by, takes, why, symbols] of honoured) {
    const becomes = (call: Normal, value: Expr): Expr | undefined =>
      takes(value) ? normal(symbol(by), call, value) : undefined;
    for (const name of words(symbols))
      add(name, option, { usual: usualValue(usual), becomes, said: ['optref', new Str(why)] });
    system(option);
  }
  rows(unused, 'optnu', (call) => call);
  rows(refused, 'optref', () => undefined);
  system('Assumptions');
  const assumptions = assuming(system('$Assumptions'));
  const unknown: AsideOption = { usual: assumptions.usual, becomes: (call) => call, said: undefined };
  for (const name of words(`${NO_RULES} ${SEARCHES} ${SOLVING}`)) add(name, NO_OTHERS, unknown);
  for (const name of words(CONDITIONS)) add(name, 'Assumptions', assumptions);
  return all;
}

/** Gives definitions the options that they do not declare themselves. */
export function installDocumentedOptions(session: KernelSession): void {
  tables ??= documented();
  for (const [name, table] of tables) {
    const d = session.definitions.announced(system(name));
    if (d !== undefined) d.aside = table;
  }
}

const usualValue = (text: string): Expr =>
  text === '{}' ? normal(S.List) : /^\d+$/.test(text) ? int(Number(text)) : system(text);
