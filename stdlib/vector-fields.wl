(* Vector fields of the plane as arrows and as streamlines. *)

(* Values of a field at points, where they are two real numbers. *)
SetAttributes[fieldOf, HoldAll];
fieldOf[f_, x_, y_] := Function[{p}, With[{v = Block[{x = p[[1]], y = p[[2]]}, N[f]]}, If[MatchQ[v, {_Real | _Integer, _Real | _Integer}], v, {0., 0.}]]]

VectorPlot::usage = "VectorPlot[{vx, vy}, {x, xmin, xmax}, {y, ymin, ymax}] generates a vector plot of the vector field {vx, vy} as a function of x and y.";
VectorPlot::range = "`1` and `2` are not of the form {x, xmin, xmax}.";
Attributes[VectorPlot] = {HoldAll};
Options[VectorPlot] = Join[{VectorPoints -> Automatic, VectorScale -> Automatic, VectorStyle -> Automatic}, Options[Graphics]];
VectorPlot[f_, {x_Symbol, x0_, x1_}, {y_Symbol, y0_, y1_}, o : OptionsPattern[]] := Module[{n = Replace[OptionValue[VectorPoints], {Automatic -> 15, k_List :> First[k]}], points},
  points = Tuples[{Subdivide[N[x0], N[x1], n - 1], Subdivide[N[y0], N[y1], n - 1]}];
  arrows[points, Map[fieldOf[f, x, y], points], N[{{x0, x1}, {y0, y1}}]/n, {o}, OptionValue[VectorStyle]]]
(* The longest arrow is as long as the points are apart. *)
arrows[points_, vectors_, {{x0_, x1_}, {y0_, y1_}}, o_, style_] := Module[{longest, s},
  longest = Max[Map[Norm, Map[#/{x1 - x0, y1 - y0} &, vectors]]];
  s = If[longest > 0, 0.9/longest, 0];
  Graphics[{Replace[style, Automatic -> ColorData[97, 1]], MapThread[If[Norm[#2] s > 10^-3 (x1 - x0), Arrow[{#1 - s #2/2, #1 + s #2/2}], Point[#1]] &, {points, vectors}]},
    FilterRules[o, Options[Graphics]], Frame -> True, AspectRatio -> 1]]

(* In[1]:= Length[Cases[VectorPlot[{-y, x}, {x, -1, 1}, {y, -1, 1}, VectorPoints -> 4], _Arrow, Infinity]]
   Out[1]= 16 *)

ListVectorPlot::usage = "ListVectorPlot[{{{x1, y1}, {vx1, vy1}}, ...}] plots vectors at points.
ListVectorPlot[array] plots an array of vectors, whose first index runs along x.";
Options[ListVectorPlot] = Options[VectorPlot];
ListVectorPlot[data_, o : OptionsPattern[]] := Module[{pairs = If[ArrayDepth[data] == 3 && Dimensions[data][[2 ;;]] == {2, 2}, data, Catenate[MapIndexed[{#2, #1} &, data, {2}]]], points},
  points = N[pairs[[All, 1]]];
  arrows[points, N[pairs[[All, 2]]], {MinMax[points[[All, 1]]], MinMax[points[[All, 2]]]}/Max[1, Sqrt[Length[points]]], {o}, OptionValue[VectorStyle]]] /; ArrayQ[data, 3, NumericQ]

(* In[1]:= Length[Cases[ListVectorPlot[Table[{x, y}, {x, 3}, {y, 3}]], _Arrow, Infinity]]
   Out[1]= 9 *)

StreamPlot::usage = "StreamPlot[{vx, vy}, {x, xmin, xmax}, {y, ymin, ymax}] generates a stream plot of the vector field {vx, vy} as a function of x and y.";
Attributes[StreamPlot] = {HoldAll};
Options[StreamPlot] = Join[{StreamPoints -> Automatic, StreamStyle -> Automatic}, Options[Graphics]];
StreamPlot[f_, {x_Symbol, x0_, x1_}, {y_Symbol, y0_, y1_}, o : OptionsPattern[]] := Module[{n = Replace[OptionValue[StreamPoints], {Automatic -> 18, k_List :> First[k], Except[_Integer] -> 18}], field, low = N[{x0, y0}], span = N[{x1 - x0, y1 - y0}], taken, lines = {}},
  (* In coordinates from 0 to 1, as a direction: streamlines have the same step everywhere. *)
  field = With[{v = fieldOf[f, x, y]}, Function[{p}, With[{d = v[low + span p]/span}, If[Norm[d] > 0, d/Norm[d], {0., 0.}]]]];
  taken = ConstantArray[0, {n, n}];
  Do[With[{seed = ({i, j} - 0.5)/n}, If[taken[[i, j]] === 0,
    With[{line = Join[Reverse[Rest[streamline[field, seed, -1, n, taken]]], streamline[field, seed, 1, n, taken]]},
      If[Length[line] > 4, Scan[(taken[[Sequence @@ cell[#, n]]] = 1) &, line]; AppendTo[lines, Map[low + span # &, line]]]]]], {i, n}, {j, n}];
  Graphics[{Replace[OptionValue[StreamStyle], Automatic -> ColorData[97, 1]], Map[With[{m = Ceiling[Length[#]/2]}, {Arrow[#[[;; m + 1]]], Line[#[[m + 1 ;;]]]}] &, lines]},
    FilterRules[{o}, Options[Graphics]], Frame -> True, AspectRatio -> 1, PlotRange -> {{x0, x1}, {y0, y1}}]]
cell[p_, n_] := Clip[Ceiling[n p], {1, n}]
(* By the midpoint rule, until the line leaves the square, comes to rest or meets a cell that another has passed. *)
streamline[field_, seed_, sign_, n_, taken_] := Module[{p = seed, h = sign 0.3/n, line = {seed}, v, q},
  Do[
    v = field[p + h/2 field[p]];
    q = p + h v;
    If[v == {0., 0.} || Min[q] < 0 || Max[q] > 1 || taken[[Sequence @@ cell[q, n]]] === 1, Break[]];
    If[k > 8 && Norm[q - seed] < Abs[h]/2, AppendTo[line, q]; Break[]];
    AppendTo[line, q]; p = q, {k, 4 n}];
  line]

(* In[1]:= With[{lines = Cases[StreamPlot[{1, 0}, {x, 0, 1}, {y, 0, 1}, StreamPoints -> 6], (Arrow | Line)[p_] :> p, Infinity]}, {Length[lines] > 5, AllTrue[lines, Max[#[[All, 2]]] - Min[#[[All, 2]]] < 10^-6 &]}]
   Out[1]= {True, True} *)
