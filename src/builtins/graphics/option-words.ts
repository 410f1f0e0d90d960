/** Options of graphics, plots and charts; plot-options.ts and the plots read them. */
import { type Builtin, builtin } from '../builtin.ts';

/** Of every picture. */
const ofPictures: readonly Builtin[] = [
  builtin('Tiny', {
    usage: 'Tiny is a small size of text or pictures.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Disk[], ImageSize -> Tiny]]]': '{100, 100}' },
  }),
  builtin('Small', {
    usage: 'Small is a size of text or pictures below Medium.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Disk[], ImageSize -> Small]]]': '{180, 180}' },
  }),
  builtin('Medium', {
    usage: 'Medium is the usual size of text or pictures.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Disk[], ImageSize -> Medium]]]': '{360, 360}' },
  }),
  builtin('Large', {
    usage: 'Large is a size of text or pictures above Medium.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Disk[], ImageSize -> Large]]]': '{576, 576}' },
  }),
  builtin('Background', {
    usage: 'Background is an option for the color behind text or pictures; None is transparent.',
    examples: { 'ImageData[Rasterize[Graphics[{}, Background -> Red, ImageSize -> {1, 1}]]]': '{{{1., 0., 0.}}}' },
  }),
  builtin('ImageSize', {
    usage: 'ImageSize is an option for the size of a picture: width or {width, height}.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Disk[], ImageSize -> {60, 40}]]]': '{60, 40}' },
  }),
  builtin('RasterSize', {
    usage: 'RasterSize is an option for Rasterize that gives the size of the raster in pixels.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Disk[]], RasterSize -> 50]]': '{50, 50}' },
  }),
  builtin('Scaled', {
    usage:
      'Scaled[s] stands for s times a whole: the width of a picture, the number of examples, the size of an image.',
    examples: { 'ImageDimensions[ImageResize[ConstantImage[1, {20, 10}], Scaled[1/2]]]': '{10, 5}' },
  }),
  builtin('AspectRatio', {
    usage: 'AspectRatio is an option of graphics: height / width, or Automatic for that of the coordinates.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Disk[], AspectRatio -> 1/2, ImageSize -> 100]]]': '{100, 52}' },
  }),
  builtin('Axes', {
    usage: 'Axes is an option of graphics: True, False or {x, y}.',
    examples: { 'StringContainsQ[ExportString[Graphics[Disk[], Axes -> True], "SVG"], ">1.0<"]': 'True' },
  }),
  builtin('AxesLabel', {
    usage: 'AxesLabel is an option of graphics: {x label, y label}.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], Axes -> True, AxesLabel -> {"time", "height"}], "SVG"], ">time<"]':
        'True',
    },
  }),
  builtin('AxesOrigin', {
    usage: 'AxesOrigin is an option of graphics: the point {x, y} where the axes cross.',
    examples: {
      'ExportString[Graphics[Disk[], Axes -> True, AxesOrigin -> {-1, -1}], "SVG"] === ExportString[Graphics[Disk[], Axes -> True], "SVG"]':
        'False',
    },
  }),
  builtin('BaseStyle', {
    usage: 'BaseStyle is an option of graphics for the style of all text.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text["a"], BaseStyle -> {FontSize -> 30}], "SVG"], "font-size=\\"30\\""]':
        'True',
    },
  }),
  builtin('Epilog', {
    usage: 'Epilog is an option of graphics for primitives drawn over everything else.',
    examples: { 'StringCount[ExportString[Graphics[Disk[], Epilog -> Circle[]], "SVG"], "<ellipse"]': '2' },
  }),
  builtin('Prolog', {
    usage: 'Prolog is an option of graphics for primitives drawn before everything else.',
    examples: { 'StringCount[ExportString[Graphics[Disk[], Prolog -> Circle[]], "SVG"], "<ellipse"]': '2' },
  }),
  builtin('Frame', {
    usage: 'Frame is an option of graphics: True draws a frame.',
    examples: { 'StringContainsQ[ExportString[Graphics[Disk[], Frame -> True], "SVG"], ">1.0<"]': 'True' },
  }),
  builtin('FrameLabel', {
    usage: 'FrameLabel is an option of graphics: {bottom, left} or {{left, right}, {bottom, top}}.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], Frame -> True, FrameLabel -> {"time", "height"}], "SVG"], ">height<"]':
        'True',
    },
  }),
  builtin('FrameTicks', {
    usage:
      'FrameTicks is an option of graphics: Automatic, None, All, lists of numbers or of {number, label}, for {x, y} or {{left, right}, {bottom, top}}.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], Frame -> True, FrameTicks -> {{{0, "middle"}}, None}], "SVG"], ">middle<"]':
        'True',
    },
  }),
  builtin('GridLines', {
    usage: 'GridLines is an option of graphics: Automatic or lists of numbers for {x, y}.',
    examples: { 'StringCount[ExportString[Graphics[Disk[], GridLines -> {{0}, {0, 1/2}}], "SVG"], "<path"]': '3' },
  }),
  builtin('AxesStyle', {
    usage: 'AxesStyle is an option of graphics: directives for the axes.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], Axes -> True, AxesStyle -> Red], "SVG"], "stroke=\\"#ff0000\\""]':
        'True',
    },
  }),
  builtin('FrameStyle', {
    usage: 'FrameStyle is an option of graphics: directives for the frame.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], Frame -> True, FrameStyle -> Directive[Red, Thick]], "SVG"], "stroke=\\"#ff0000\\""]':
        'True',
    },
  }),
  builtin('GridLinesStyle', {
    usage: 'GridLinesStyle is an option of graphics: directives for the grid lines.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], GridLines -> {{0}, {}}, GridLinesStyle -> Red], "SVG"], "stroke=\\"#ff0000\\""]':
        'True',
      'ImageQ[Rasterize[Graphics[Disk[], GridLines -> {{0}, {}}, GridLinesStyle -> 5]]]': ['True', 'Rasterize::badopt'],
    },
  }),
  builtin('LabelStyle', {
    usage: 'LabelStyle is an option of graphics for the style of labels and ticks.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], PlotLabel -> "title", LabelStyle -> Bold], "SVG"], "font-weight=\\"bold\\""]':
        'True',
    },
  }),
  builtin('PlotLabel', {
    usage: 'PlotLabel is an option of graphics for a title.',
    examples: { 'StringContainsQ[ExportString[Graphics[Disk[], PlotLabel -> "title"], "SVG"], ">title<"]': 'True' },
  }),
  builtin('PlotRange', {
    usage: 'PlotRange is an option of graphics: All, {{x0, x1}, {y0, y1}} or {y0, y1}.',
    examples: {
      'ImageDimensions[Rasterize[Graphics[Disk[], PlotRange -> {{0, 4}, {0, 1}}, PlotRangePadding -> None, ImageSize -> 100]]]':
        '{100, 28}',
    },
  }),
  builtin('PlotRangeClipping', {
    usage: 'PlotRangeClipping is an option of graphics: True cuts off what lies outside of the range.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], PlotRange -> {{0, 1}, {0, 1}}, PlotRangeClipping -> True], "SVG"], "clip"]':
        'True',
    },
  }),
  builtin('PlotRangePadding', {
    usage: 'PlotRangePadding is an option of graphics: None or Scaled[s] free space around the contents.',
    examples: {
      'StringCases[ExportString[Graphics[Disk[], PlotRangePadding -> Scaled[1/2], ImageSize -> 100], "SVG"], RegularExpression["rx=\\"[^\\"]*\\""]]':
        '{"rx=\\"24\\""}',
    },
  }),
  builtin('Ticks', {
    usage: 'Ticks is an option of graphics: Automatic, None, lists of numbers or of {number, label}, for {x, y}.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Disk[], Axes -> True, Ticks -> {{{0.5, "half"}}, None}], "SVG"], ">half<"]':
        'True',
    },
  }),
];

/** Of plots and charts. */
const ofPlots: readonly Builtin[] = [
  builtin('PlotStyle', {
    usage:
      'PlotStyle is an option of plots for the style of curves: a color, directives, or a list of them for one curve after another.',
    examples: {
      'StringContainsQ[ExportString[Plot[x, {x, 0, 1}, PlotStyle -> Red], "SVG"], "stroke=\\"#ff0000\\""]': 'True',
    },
  }),
  builtin('PlotLegends', {
    usage: 'PlotLegends is an option of plots: names for the curves, Automatic or "Expressions".',
    examples: {
      'StringContainsQ[ExportString[ListLinePlot[{1, 2, 4}, PlotLegends -> {"growth"}], "SVG"], ">growth<"]': 'True',
    },
  }),
  builtin('PlotPoints', {
    usage: 'PlotPoints is an option of plots of functions: the number of steps at which they are looked at first.',
    examples: {
      'Count[Plot[x, {x, 0, 1}, PlotPoints -> 3, MaxRecursion -> 0], {_Real | _Integer, _Real | _Integer}, {5}]': '7',
      'Head[Plot[x, {x, 0, 1}, PlotPoints -> 1]]': ['Graphics', 'Plot::plpts'],
    },
  }),
  builtin('Filling', {
    usage:
      'Filling is an option of plots: Axis, Bottom, Top or a number fills under each curve, {1 -> {2}} between the first and the second.',
    examples: {
      'Cases[ListLinePlot[{1, 2}, Filling -> Axis], Polygon[p_] :> p, Infinity]': '{{{1, 1}, {2, 2}, {2, 0}, {1, 0}}}',
      'Head[Plot[{x, x^2}, {x, 0, 1}, Filling -> {1 -> {2}}]]': 'Graphics',
      'Head[Plot[x, {x, 0, 1}, Filling -> "all"]]': ['Graphics', 'Plot::filling'],
    },
  }),
  builtin('FillingStyle', {
    usage: 'FillingStyle is an option of plots: directives for what Filling fills.',
    examples: { 'FreeQ[Plot[x, {x, 0, 1}, Filling -> Axis, FillingStyle -> Red], RGBColor[1, 0, 0]]': 'False' },
  }),
  builtin('Boxed', {
    usage: 'Boxed is an option of Graphics3D: False leaves the box around everything out.',
    examples: {
      'StringCount[ExportString[Graphics3D[Point[{0, 0, 0}], Boxed -> False], "SVG"], "<path"]': '0',
    },
  }),
  builtin('BoxRatios', {
    usage: 'BoxRatios is an option of Graphics3D: the ratios {x, y, z} of the sides of the box, or Automatic.',
    examples: {
      'ExportString[Graphics3D[Cuboid[], BoxRatios -> {1, 1, 3}], "SVG"] === ExportString[Graphics3D[Cuboid[]], "SVG"]':
        'False',
    },
  }),
  builtin('ViewPoint', {
    usage: 'ViewPoint is an option of Graphics3D: where the eye is, from the middle of the box.',
    examples: {
      'ExportString[Graphics3D[Cuboid[], ViewPoint -> {0, 0, 3}], "SVG"] === ExportString[Graphics3D[Cuboid[]], "SVG"]':
        'False',
    },
  }),
  builtin('Contours', {
    usage: 'Contours is an option of contour plots: a number of levels or a list of levels.',
    examples: { 'Length[First[ContourPlot[x, {x, 0, 1}, {y, 0, 1}, Contours -> {1/4, 1/2}]]]': '5' },
  }),
  builtin('ContourShading', {
    usage: 'ContourShading is an option of contour plots: False leaves the colors between the lines out.',
    examples: {
      'Length[First[ContourPlot[x, {x, 0, 1}, {y, 0, 1}, Contours -> {1/2}, ContourShading -> False]]]': '1',
    },
  }),
  builtin('ContourStyle', {
    usage: 'ContourStyle is an option of contour plots: directives for the lines, None for none.',
    examples: {
      'Length[First[ContourPlot[x, {x, 0, 1}, {y, 0, 1}, Contours -> {1/2}, ContourStyle -> None]]]': '2',
      'FreeQ[ContourPlot[x == y, {x, 0, 1}, {y, 0, 1}, ContourStyle -> Red], RGBColor[1, 0, 0]]': 'False',
    },
  }),
  builtin('BoundaryStyle', {
    usage: 'BoundaryStyle is an option of RegionPlot: directives for the border of a region, None for none.',
    examples: {
      'FreeQ[RegionPlot[x < y, {x, 0, 1}, {y, 0, 1}, BoundaryStyle -> Dashed], Dashed]': 'False',
    },
  }),
  builtin('Joined', {
    usage: 'Joined is an option of ListPlot: True draws lines.',
    examples: {
      'ExportString[ListPlot[{1, 2, 4}, Joined -> True], "SVG"] === ExportString[ListLinePlot[{1, 2, 4}], "SVG"]':
        'True',
    },
  }),
  builtin('ColorFunction', {
    usage: 'ColorFunction is an option of plots: the name of a color scheme or a function from 0 to 1 to colors.',
    examples: {
      'ImageValue[Rasterize[ArrayPlot[{{0, 1}}, ColorFunction -> (RGBColor[#, 0, 0] &), ImageSize -> 40]], {30, 10}]':
        '{1., 0., 0.}',
    },
  }),
  builtin('ColorRules', {
    usage: 'ColorRules is an option of ArrayPlot and MatrixPlot: rules from values to colors.',
    examples: {
      'ImageValue[Rasterize[ArrayPlot[{{0, 1}}, ColorRules -> {0 -> Red, 1 -> Blue}, ImageSize -> 40]], {10, 10}]':
        '{1., 0., 0.}',
    },
  }),
  builtin('Mesh', {
    usage: 'Mesh is an option of ArrayPlot and MatrixPlot: True draws lines between cells.',
    examples: {
      'ExportString[ArrayPlot[{{0, 1}}, Mesh -> True], "SVG"] === ExportString[ArrayPlot[{{0, 1}}], "SVG"]': 'False',
    },
  }),
  builtin('ChartLabels', {
    usage: 'ChartLabels is an option of charts: a list of labels.',
    examples: {
      'StringContainsQ[ExportString[BarChart[{1, 2}, ChartLabels -> {"first", "second"}], "SVG"], ">second<"]': 'True',
    },
  }),
  builtin('ChartStyle', {
    usage: 'ChartStyle is an option of charts: a color, or a list of colors for one bar after another.',
    examples: { 'StringCount[ExportString[BarChart[{1, 2}, ChartStyle -> Red], "SVG"], "fill=\\"#ff0000\\""]': '2' },
  }),
];

export const optionWords: readonly Builtin[] = [...ofPictures, ...ofPlots];
