/**
 * Words of the language that programs pass to functions, and that compute nothing themselves: names of options, values of options,
 * kinds of data. A row says what its words are for; a word that a function of ours understands has a record where that function stands.
 */
import type { Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import type { Builtin } from '../builtin.ts';

type Row = readonly [usage: string, names: string];

/** A word as a record. There are many, and few are asked for what they say of themselves: that is made then. */
class Word implements Builtin {
  readonly symbol: Sym;
  readonly packed = true;
  readonly #what: string;
  constructor(name: string, what: string) {
    this.symbol = system(name);
    this.#what = what;
  }
  get usage(): string {
    return `${this.symbol.name} is ${this.#what}.`;
  }
  get examples(): Builtin['examples'] {
    const { name } = this.symbol;
    return { [`{${name}, Attributes[${name}]}`]: `{${name}, {Protected}}` };
  }
}

/** Records of the words of some rows; the usage of each begins with its name. */
const words = (kind: string, rows: readonly Row[]): Builtin[] =>
  rows.flatMap(([what, names]) => names.split(' ').map((name) => new Word(name, kind + what)));

const options = words('an option for', [
  [
    'how the contents of frames, grids and columns stand, and what lies between them',
    'Alignment Spacings Dividers ItemSize ItemStyle ItemAspectRatio FrameMargins RoundingRadius ContentPadding BaselinePosition TextAlignment LineSpacing LineIndent Scrollbars ScrollPosition StripOnInput AutoItalicWords',
  ],
  [
    'the headings, columns and depth of tables',
    'TableHeadings TableAlignments TableSpacing TableDepth TableDirections',
  ],
  [
    'the room, resolution and surroundings of pictures',
    'ImageResolution ImagePadding ImageMargins ImageSizeAction ImageFormattingWidth Magnification DefaultBaseStyle PlotRegion PreserveImageOptions CoordinatesToolOptions DisplayFunction FormatType AlignmentPoint ContentSelectable',
  ],
  [
    'the axes, frame, light and eye of pictures',
    'FrameTicksStyle TicksStyle RotateLabel AxesEdge FaceGrids FaceGridsStyle Lighting ViewAngle ViewVertical ViewCenter ViewVector ViewProjection RotationAction SphericalRegion',
  ],
  [
    'how plots find and mark what they draw',
    'PlotTheme MeshStyle Exclusions ExclusionsStyle RegionFunction MaxRecursion ColorFunctionScaling ClippingStyle ContourLabels PlotMarkers PlotLabels LabelingFunction LabelingSize ScalingFunctions DateTicksFormat MeshRefinementFunction MaxCellMeasure MaxPlotPoints Evaluated NormalsFunction TextureCoordinateFunction',
  ],
  [
    'the bars and sectors of charts',
    'ChartElementFunction ChartLegends ChartBaseStyle ChartLayout ChartElements BarSpacing BarOrigin SectorOrigin SectorSpacing',
  ],
  [
    'the layout of legends',
    'LegendLabel LegendMarkers LegendMarkerSize LegendLayout LegendFunction LegendMargins LegendAppearance',
  ],
  [
    'curves with control points and for coordinates with properties',
    'SplineDegree SplineClosed SplineKnots SplineWeights VertexColors VertexNormals VertexTextureCoordinates',
  ],
  [
    'the shapes of vertices and edges in pictures of graphs',
    'VertexShapeFunction EdgeShapeFunction VertexRenderingFunction EdgeRenderingFunction VertexShape',
  ],
  [
    'controls and what changes with them',
    'Appearance AppearanceElements TrackedSymbols SaveDefinitions Initialization Deinitialization ControlType ControlPlacement AnimationRepetitions AnimationRunning AnimationRate AnimationDirection DefaultDuration UpdateInterval SynchronousUpdating SynchronousInitialization RefreshRate UnsavedVariables UntrackedVariables Enabled PassEventsDown PassEventsUp Paneled ContinuousAction TrackingFunction LocatorAutoCreate LocatorRegion ButtonFunction ButtonData ButtonStyle Evaluator InterpretationFunction AutoAction',
  ],
  [
    'the windows and styles of notebooks',
    'WindowTitle WindowSize WindowMargins WindowElements WindowFrame WindowFloating WindowClickSelect WindowOpacity StyleDefinitions DockedCells Saveable PrintingStyleEnvironment ScreenStyleEnvironment PrivateNotebookOptions NotebookEventActions',
  ],
  [
    'cells of notebooks',
    'Editable Selectable Deployed Deletable Copyable Evaluatable Visible TaggingRules CellTags CellStyle CellMargins CellLabel CellLabelAutoDelete CellChangeTimes CellID CellContext CellFrame CellFrameMargins CellFrameLabels CellFrameColor CellBracketOptions CellDingbat CellOpen CellSize CellBaseline CellAutoOverwrite CellEventActions CellGrouping CounterIncrements ShowCellTags ShowCellBracket ShowCellLabel ShowGroupOpener ShowAutoStyles ShowStringCharacters GeneratedCell InitializationCell PageBreakAbove PageBreakWithin PageBreakBelow FontVariations ScriptMinSize ScriptSizeMultipliers InputAutoReplacements CodeAssistOptions ExpressionUUID LanguageCategory AutoIndent TemplateBoxOptions',
  ],
  [
    'the steps and sizes that numerical functions take',
    'MaxSteps MaxStepSize MaxStepFraction StartingStepSize Tolerance StepMonitor EvaluationMonitor SeriesTermGoal FourierParameters ResamplingMethod',
  ],
  [
    'how things are compared',
    'SameTest DistanceFunction IgnoreCase Overlaps SpellingCorrection ExcludedForms ExcludedLines IgnoreDiacritics IgnorePunctuation',
  ],
  [
    'texts, files and streams',
    'CharacterEncoding BinaryFormat PageWidth TotalWidth WordSeparators RecordSeparators NullWords NullRecords TokenWords RecordLists NumberPadding DeleteContents OverwriteTarget CreateIntermediateDirectories MaxItems MetaInformation DateFunction AmbiguityFunction',
  ],
  ['what compiled functions do', 'RuntimeAttributes RuntimeOptions'],
  [
    'processes, kernels and connections',
    'DistributedContexts ProcessDirectory ProcessEnvironment Interactive HandlerFunctions HandlerFunctionsKeys',
  ],
  ['series in time', 'TemporalRegularity ValueDimensions MissingDataMethod'],
  ['functions into which derivatives are given', 'Gradient Jacobian TargetFunctions'],
]);

const values = words('a value of options that', [
  ['says where something stands', 'Left Right Top Bottom Center Above Below Before After Axis Baseline Back Front'],
  ['stands for all that there is', 'Full'],
  ['takes what encloses it as it is', 'Inherited'],
  ['leaves a choice to the user', 'Manual'],
]);

const kinds = words('a', [
  ['kind of data that Read and ReadList know', 'Word Number Character Expression Record'],
  ['kind of symmetry of matrices and arrays', 'Symmetric Antisymmetric Hermitian Antihermitian'],
  ['day of the week', 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'],
]);

export const plainWords: readonly Builtin[] = [...options, ...values, ...kinds];
