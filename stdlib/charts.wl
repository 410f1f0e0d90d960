(* Charts and plots that stand on other plots: sectors, boxes, bubbles, steps, dates. *)

options[f_, rules_] := FilterRules[Flatten[{rules}], Options[f]]
values[data_] := Replace[data, a_Association :> Values[a]]
namesOf[data_, labels_] := Replace[labels, {Automatic | None :> If[AssociationQ[data], Map[ToString, Keys[data]], None], Placed[l_, _] :> l}]
colors[Automatic, n_] := Table[ColorData[97, i], {i, n}]
colors[scheme_String, n_] := Table[ColorData[scheme][(i - 1)/Max[1, n - 1]], {i, n}]
colors[list_List, n_] := PadRight[list, n, list]
colors[one_, n_] := ConstantArray[one, n]

PieChart::usage = "PieChart[{y1, y2, ...}] makes a pie chart with sector angles proportional to y1, y2, ....
PieChart[<|label1 -> y1, ...|>] labels the sectors; ChartLabels -> {...} gives other labels, ChartStyle colors, SectorOrigin -> {angle, r} where sectors begin.";
PieChart::pie = "`1` is not a list or association of numbers that are not negative.";
Options[PieChart] = Join[{ChartLabels -> Automatic, ChartStyle -> Automatic, SectorOrigin -> Automatic, ChartLegends -> None}, Options[Graphics]];
PieChart[data_, o : OptionsPattern[]] := Module[{y = values[data], n, ends, names, style, inner, first},
  n = Length[y];
  names = namesOf[data, OptionValue[ChartLabels]];
  style = colors[OptionValue[ChartStyle], n];
  {first, inner} = Replace[OptionValue[SectorOrigin], {Automatic -> {Pi, 0}, {a_, r_} :> {Replace[a, {Automatic -> Pi, {b_, _} :> b}], r}, a_ :> {a, 0}}];
  ends = N[first - 2 Pi Prepend[Accumulate[y], 0]/Total[y]];
  legendedBy[Graphics[{EdgeForm[Directive[White, AbsoluteThickness[1]]],
    Table[{style[[i]], sector[inner, ends[[i + 1]], ends[[i]]]}, {i, n}], GrayLevel[0],
    If[names === None, {}, Table[Text[names[[i]], (1 + inner)/2 1.25 {Cos[#], Sin[#]} &[(ends[[i]] + ends[[i + 1]])/2]], {i, Min[n, Length[names]]}]]},
    options[Graphics, {o}]], OptionValue[ChartLegends], style]] /; VectorQ[N[values[data]], # >= 0 &] && Total[values[data]] > 0
PieChart[data_, ___] := Null /; (Message[PieChart::pie, data]; False)
sector[r_, a_, b_] := If[r == 0, Disk[{0, 0}, 1, {a, b}], Annulus[{0, 0}, {r, 1}, {a, b}]]
legendedBy[g_, None, _] := g
legendedBy[g_, names_List, style_] := Legended[g, SwatchLegend[Take[style, Min[Length[names], Length[style]]], names]]
legendedBy[g_, _, _] := g

(* In[1]:= StringCount[ExportString[PieChart[{1, 2, 3}], "SVG"], "<path"]
   Out[1]= 3
   In[2]:= StringContainsQ[ExportString[PieChart[<|"oats" -> 1, "rye" -> 3|>], "SVG"], ">rye<"]
   Out[2]= True
   In[3]:= PieChart[{1, a}]
   PieChart::pie: {1, a} is not a list or association of numbers that are not negative.
   Out[3]= PieChart[{1, a}] *)

BoxWhiskerChart::usage = "BoxWhiskerChart[{x1, x2, ...}] makes a box-and-whisker chart: the quartiles as a box, the median as a line, the least and the greatest value as whiskers.
BoxWhiskerChart[{data1, data2, ...}] makes several.";
BoxWhiskerChart::box = "`1` is not a list of numbers, or a list or association of such lists.";
Options[BoxWhiskerChart] = Join[{ChartLabels -> Automatic, ChartStyle -> Automatic}, Options[Graphics]];
BoxWhiskerChart[data_, o : OptionsPattern[]] := Module[{sets = values[data], names, style},
  If[VectorQ[sets, NumericQ], sets = {sets}];
  names = namesOf[data, OptionValue[ChartLabels]];
  style = colors[Replace[OptionValue[ChartStyle], Automatic -> ColorData[97, 2]], Length[sets]];
  Graphics[Table[box[i, N[sets[[i]]], style[[i]]], {i, Length[sets]}], options[Graphics, {o}], Frame -> True, AspectRatio -> 1/GoldenRatio,
    FrameTicks -> {{Automatic, None}, {If[names === None, None, Table[{i, names[[i]]}, {i, Min[Length[names], Length[sets]]}]], None}}, PlotRange -> {{0.4, Length[sets] + 0.6}, Automatic}]
  ] /; VectorQ[values[data], NumericQ] && values[data] =!= {} || MatchQ[values[data], {__List}] && AllTrue[values[data], VectorQ[#, NumericQ] && # =!= {} &]
BoxWhiskerChart[data_, ___] := Null /; (Message[BoxWhiskerChart::box, data]; False)
box[i_, x_, color_] := With[{q = Quartiles[x], a = Min[x], b = Max[x]}, {GrayLevel[0.3], Line[{{{i, a}, {i, q[[1]]}}, {{i, q[[3]]}, {i, b}}, {{i - 0.15, a}, {i + 0.15, a}}, {{i - 0.15, b}, {i + 0.15, b}}}],
  color, EdgeForm[GrayLevel[0.3]], Rectangle[{i - 0.3, q[[1]]}, {i + 0.3, q[[3]]}], White, AbsoluteThickness[2], Line[{{i - 0.3, q[[2]]}, {i + 0.3, q[[2]]}}]}]

(* In[1]:= Cases[BoxWhiskerChart[{1, 2, 3, 4, 5}], Rectangle[{_, a_}, {_, b_}] :> {a, b}, Infinity] == {N[Quartiles[{1, 2, 3, 4, 5}]][[{1, 3}]]}
   Out[1]= True
   In[2]:= BoxWhiskerChart["x"]
   BoxWhiskerChart::box: x is not a list of numbers, or a list or association of such lists.
   Out[2]= BoxWhiskerChart["x"] *)

BubbleChart::usage = "BubbleChart[{{x1, y1, z1}, {x2, y2, z2}, ...}] makes a bubble chart with bubbles at {xi, yi} with areas proportional to zi.";
BubbleChart::bubble = "`1` is not a list of triples of numbers.";
Options[BubbleChart] = Join[{ChartStyle -> Automatic, BubbleSizes -> Automatic}, Options[Graphics]];
BubbleChart[data : {{_, _, _} ..}, o : OptionsPattern[]] := Module[{d = N[data], style, width, height, size},
  style = colors[Replace[OptionValue[ChartStyle], Automatic -> ColorData[97, 1]], Length[d]];
  {width, height} = Map[Replace[Max[#] - Min[#], x_ /; x == 0 -> 1.] &, {d[[All, 1]], d[[All, 2]]}];
  size = Replace[OptionValue[BubbleSizes], {Automatic -> 0.06, {_, b_} :> b/2}];
  Graphics[{Opacity[0.7], EdgeForm[GrayLevel[0.4]], MapThread[{#1, Disk[#2[[{1, 2}]], Sqrt[#2[[3]]/Max[d[[All, 3]]]] size {width, height GoldenRatio}]} &, {style, d}]},
    options[Graphics, {o}], Frame -> True, AspectRatio -> 1/GoldenRatio]] /; MatrixQ[N[data], NumberQ]
BubbleChart[data_, ___] := Null /; (Message[BubbleChart::bubble, data]; False)

(* In[1]:= StringCount[ExportString[BubbleChart[{{1, 2, 3}, {2, 3, 1}}], "SVG"], "<ellipse"]
   Out[1]= 2
   In[2]:= BubbleChart[{1, 2}]
   BubbleChart::bubble: {1, 2} is not a list of triples of numbers.
   Out[2]= BubbleChart[{1, 2}] *)

DiscretePlot::usage = "DiscretePlot[expr, {n, nmin, nmax}] generates a plot of the values of expr when n runs from nmin to nmax in steps of one.
DiscretePlot[expr, {n, nmin, nmax, dn}] uses steps dn; DiscretePlot[{e1, e2, ...}, ...] plots several expressions.";
Attributes[DiscretePlot] = {HoldAll};
Options[DiscretePlot] = Join[{Filling -> Axis}, DeleteCases[Options[ListPlot], Filling -> _]];
DiscretePlot[f_, {n_Symbol, range__}, o : OptionsPattern[]] := With[{t = N[Table[{n, f}, {n, range}]]},
  ListPlot[Replace[t, {{_, _List}, ___} :> Transpose[Map[Thread, t]]], FilterRules[{o}, Options[ListPlot]], Filling -> Axis]]
DiscretePlot[f_, {n_Symbol, max_}, o : OptionsPattern[]] := DiscretePlot[f, {n, 1, max}, o]

(* In[1]:= Cases[DiscretePlot[n^2, {n, 3}], Point[p_] :> p, Infinity] == {{{1, 1}, {2, 4}, {3, 9}}}
   Out[1]= True *)

ListStepPlot::usage = "ListStepPlot[{y1, y2, ...}] plots the values yi in steps.
ListStepPlot[{{x1, y1}, {x2, y2}, ...}] plots steps that begin at the xi; ListStepPlot[data, \"Left\"] steps that end there, \"Center\" steps around them.";
Options[ListStepPlot] = Options[ListLinePlot];
ListStepPlot[data_List, where_String : "Right", o : OptionsPattern[]] := ListLinePlot[Replace[series[data], many : {{{_, _}, ___}, ___} :> Map[stepsOf[#, where] &, many]] /. {one_} :> one, FilterRules[{o}, Options[ListLinePlot]]]
series[data_] := Which[VectorQ[data], {Transpose[{Range[Length[data]], data}]}, MatrixQ[data] && Last[Dimensions[data]] == 2, {data}, True, Map[First[series[#]] &, data]]
stepsOf[p_, "Right"] := Append[Catenate[MapThread[{#1, {First[#2], Last[#1]}} &, {Most[p], Rest[p]}]], Last[p]]
stepsOf[p_, "Left"] := Append[Catenate[MapThread[{#1, {First[#1], Last[#2]}} &, {Most[p], Rest[p]}]], Last[p]]
stepsOf[p_, _] := Join[{First[p]}, Catenate[MapThread[With[{m = (First[#1] + First[#2])/2}, {{m, Last[#1]}, {m, Last[#2]}}] &, {Most[p], Rest[p]}]], {Last[p]}]

(* In[1]:= Cases[ListStepPlot[{1, 3, 2}], Line[p_] :> p, Infinity] == {{{1, 1}, {2, 1}, {2, 3}, {3, 3}, {3, 2}}}
   Out[1]= True *)

SmoothHistogram::usage = "SmoothHistogram[{x1, x2, ...}] plots a smooth kernel histogram: the density of the values, estimated with Gaussian kernels.
SmoothHistogram[data, h] uses the bandwidth h.";
SmoothHistogram::smooth = "`1` is not a list of at least two different numbers.";
Options[SmoothHistogram] = Options[ListLinePlot];
SmoothHistogram[data_?VectorQ, h : Except[_Rule] : Automatic, o : OptionsPattern[]] := Module[{d = N[data], width},
  width = Replace[h, Automatic -> 1.06 StandardDeviation[d] Length[d]^(-1/5)];
  ListLinePlot[Table[{x, Total[Exp[-((x - d)/width)^2/2]]/(Length[d] width Sqrt[2. Pi])}, {x, Min[d] - 3 width, Max[d] + 3 width, (Max[d] - Min[d] + 6 width)/200}], FilterRules[{o}, Options[ListLinePlot]]]
  ] /; VectorQ[data, NumericQ] && Length[Union[N[data]]] > 1
SmoothHistogram[data_, ___] := Null /; (Message[SmoothHistogram::smooth, data]; False)

(* In[1]:= With[{p = First[Cases[SmoothHistogram[{1, 2, 3, 4}], Line[p_] :> p, Infinity]]}, Round[Total[p[[All, 2]]] (p[[2, 1]] - p[[1, 1]]), 0.01]]
   Out[1]= 1.
   In[2]:= SmoothHistogram[{1}]
   SmoothHistogram::smooth: {1} is not a list of at least two different numbers.
   Out[2]= SmoothHistogram[{1}] *)

NumberLinePlot::usage = "NumberLinePlot[{v1, v2, ...}] plots numbers on a number line.
NumberLinePlot[{list1, list2, ...}] plots several lists above each other; Interval[{a, b}] is plotted as a line.";
Options[NumberLinePlot] = Options[Graphics];
NumberLinePlot[data_, o : OptionsPattern[]] := With[{rows = If[MatchQ[data, {__List}], data, {Flatten[{data}]}]},
  Graphics[{AbsolutePointSize[6], MapIndexed[{ColorData[97, First[#2]], onLine[#1, First[#2]]} &, rows]},
    FilterRules[{o}, Options[Graphics]], Axes -> {True, False}, AspectRatio -> 1/8, PlotRange -> {Automatic, {0.5, Length[rows] + 0.5}}]]
onLine[row_, y_] := Map[Replace[#, {Interval[p__] :> {AbsoluteThickness[3], Map[Function[i, Line[{{i[[1]], y}, {i[[2]], y}}]], {p}]}, v_ :> Point[{v, y}]}] &, row]

(* In[1]:= StringCount[ExportString[NumberLinePlot[{1, 2, 5}, Axes -> False], "SVG"], "<ellipse"]
   Out[1]= 3 *)

DateListPlot::usage = "DateListPlot[{{date1, v1}, {date2, v2}, ...}] plots points with values vi at a sequence of dates, joined by lines.
DateListPlot[{data1, data2, ...}] plots several.";
DateListPlot::dates = "`1` is not a list of pairs of dates and numbers.";
Options[DateListPlot] = Options[ListLinePlot];
DateListPlot[data_, o : OptionsPattern[]] := Module[{all = atTimes[data], times},
  times = all[[All, All, 1]];
  ListLinePlot[Replace[all, {one_} :> one], FilterRules[{o}, Options[ListLinePlot]], Axes -> False, Frame -> True,
    FrameTicks -> {{Automatic, None}, {dateTicks[Min[times], Max[times]], None}}]] /; MatchQ[atTimes[data], {{{_?NumberQ, _?NumericQ} ..} ..}]
DateListPlot[data_, ___] := Null /; (Message[DateListPlot::dates, data]; False)
atTimes[data : {{_, _?NumericQ} ..}] := {Map[{Quiet[AbsoluteTime[First[#]]], Last[#]} &, data]}
atTimes[data : {{{_, _} ..} ..}] := Map[First[atTimes[#]] &, data]
atTimes[t_] := Quiet[Check[atTimes[Normal[t]] /; t =!= Normal[t], $Failed]]
(* At most about seven dates: years, months or days, whichever are near enough to each other. *)
dateTicks[a_, b_] := Module[{days = (b - a)/86400., steps, from = DateList[a]},
  steps = Which[
    days > 5 365, {Max[1, Ceiling[days/365/7]], "Year", {First[from], 1, 1}, {"Year"}},
    days > 150, {Max[1, Ceiling[days/30/7]], "Month", Append[Take[from, 2], 1], {"MonthNameShort", " ", "Year"}},
    days > 3, {Max[1, Ceiling[days/7]], "Day", Take[from, 3], {"MonthNameShort", " ", "DayShort"}},
    True, {Max[1, Ceiling[24 days/7]], "Hour", Take[from, 4], {"Hour", ":", "Minute"}}];
  Table[With[{d = DatePlus[PadRight[steps[[3]], 6, {0, 0, 0}], {i steps[[1]], steps[[2]]}]}, {AbsoluteTime[d], DateString[d, steps[[4]]]}], {i, 0, 8}] // Select[a <= First[#] <= b &]]

(* In[1]:= StringContainsQ[ExportString[DateListPlot[{{{2000, 1}, 1}, {{2000, 6}, 2}, {{2001, 1}, 4}}], "SVG"], ">Jul 2000<" | ">May 2000<"]
   Out[1]= True
   In[2]:= DateListPlot[{1, 2}]
   DateListPlot::dates: {1, 2} is not a list of pairs of dates and numbers.
   Out[2]= DateListPlot[{1, 2}] *)
