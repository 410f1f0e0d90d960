(* Curves through data and near it: Interpolation, Fit, FindFit, LinearModelFit. *)

Interpolation::usage = "Interpolation[{f1, f2, ...}] constructs an interpolation of the function values fi, assumed to correspond to x values 1, 2, ....
Interpolation[{{x1, f1}, {x2, f2}, ...}] constructs an interpolation of the values fi corresponding to xi.
Interpolation[data, x] finds an interpolation of data at x.";
Interpolation::inhr = "Data at `1` points are too few for the interpolation order `2`; the order `3` is used instead.";
Options[Interpolation] = {InterpolationOrder -> 3, Method -> Automatic, PeriodicInterpolation -> False};
Interpolation[data_List, o : OptionsPattern[]] := Module[{points, order = OptionValue[Interpolation, {o}, InterpolationOrder]},
  points = If[MatchQ[data, {{_, _} ..}], SortBy[data, First], Transpose[{Range[Length[data]], data}]] /. {{x_}, y_} :> {x, y};
  If[order >= Length[points], Message[Interpolation::inhr, Length[points], order, Length[points] - 1]; order = Length[points] - 1];
  InterpolatingFunction[{{points[[1, 1]], points[[-1, 1]]}}, {order, points[[All, 1]], points[[All, 2]]}]]
Interpolation[data_List, x : Except[_Rule], o : OptionsPattern[]] := Interpolation[data, o][x]

(* In[1]:= Interpolation[{1, 4, 9, 16}][2.5]
   Out[1]= 6.25
   In[2]:= Interpolation[{{0, 0}, {1, 10}}, InterpolationOrder -> 1][1/2]
   Out[2]= 5
   In[3]:= Interpolation[{1, 4}][1.5]
   Interpolation::inhr: Data at 2 points are too few for the interpolation order 3; the order 1 is used instead.
   Out[3]= 2.5 *)

InterpolatingFunction::usage = "InterpolatingFunction[domain, table] represents an approximate function whose values are found by interpolation.";
InterpolatingFunction::dmval = "Input value `1` lies outside the range of data in the interpolating function. Extrapolation will be used.";
f_InterpolatingFunction[x_List] := Map[f, x]
InterpolatingFunction[domain_, table_][x_?NumericQ] := (
  If[! First[domain][[1]] <= x <= First[domain][[2]], Message[InterpolatingFunction::dmval, {x}]];
  piece[table, x])
InterpolatingFunction[domain_, _]["Domain"] := domain
InterpolatingFunction[_, {_, xs_, __}]["Grid"] := Map[List, xs]
InterpolatingFunction[_, {"Pieces", _, _, _}]["InterpolationOrder"] := {4}
f : InterpolatingFunction[_, {"Pieces", xs_, _, _}]["ValuesOnGrid"] := Map[f, xs]
Format[InterpolatingFunction[domain_, _]] := "InterpolatingFunction[" <> ToString[domain] <> ", <>]"
(* The derivative of polynomials, piece by piece. *)
InterpolatingFunction /: Derivative[n_Integer?Positive][InterpolatingFunction[domain_, table_]] := Nest[slopes, InterpolatingFunction[domain, inPieces[table]], n]
slopes[InterpolatingFunction[domain_, {"Pieces", xs_, os_, cs_}]] := InterpolatingFunction[domain, {"Pieces", xs, os, Map[Append[Rest[#] Range[Length[#] - 1], 0 First[#]] &, cs]}]
inPieces[t : {"Pieces", __}] := t
inPieces[{order_, xs_, ys_}] := {"Pieces", xs, Most[xs], Table[With[{from = Clip[i - Quotient[order - 1, 2], {1, Length[xs] - order}]},
  PadRight[CoefficientList[Expand[lagrange[xs[[from ;; from + order]] - xs[[i]], ys[[from ;; from + order]], x]], x], order + 1]], {i, Length[xs] - 1}]}
InterpolatingFunction[_, {_, _, ys_}]["ValuesOnGrid"] := ys
InterpolatingFunction[_, {order_, _, _}]["InterpolationOrder"] := {order}
piece[{"Pieces", xs_, origins_, coefficients_}, x_] := With[{i = position[xs, x]}, With[{s = x - origins[[i]]}, Fold[#1 s + #2 &, Reverse[coefficients[[i]]]]]]
(* The polynomial through the points around x: those of the interval that holds it, spread to both sides. *)
piece[{order_, xs_, ys_}, x_] := Module[{n = Length[xs], i, from},
  i = position[xs, x];
  from = Clip[i - Quotient[order - 1, 2], {1, n - order}];
  If[order == 0, ys[[If[x <= First[xs], 1, Min[n, i + If[xs[[i]] < x, 1, 0]]]]],
    lagrange[xs[[from ;; from + order]], ys[[from ;; from + order]], x]]]
position[xs_, x_] := Module[{a = 1, b = Length[xs], m}, While[b - a > 1, m = Quotient[a + b, 2]; If[xs[[m]] <= x, a = m, b = m]]; a]
lagrange[xs_, ys_, x_] := Module[{d = ys, n = Length[xs]},
  Do[Do[d[[i]] = ((x - xs[[i - k]]) d[[i]] - (x - xs[[i]]) d[[i - 1]])/(xs[[i]] - xs[[i - k]]), {i, n, k + 1, -1}], {k, n - 1}];
  Last[d]]

(* In[1]:= f = Interpolation[{1, 4, 9, 16}]; {f["Domain"], f[{1, 2}]}
   Out[1]= {{{1, 4}}, {1, 4}} *)

ListInterpolation::usage = "ListInterpolation[array] constructs an interpolation of a list of values at 1, 2, ....
ListInterpolation[array, {{xmin, xmax}}] spreads the values over the domain.";
ListInterpolation[values_List, o : OptionsPattern[]] := Interpolation[values, o]
ListInterpolation[values_List, {{a_, b_}}, o : OptionsPattern[]] := Interpolation[Transpose[{Subdivide[a, b, Length[values] - 1], values}], o]

(* In[1]:= ListInterpolation[{0, 1, 4, 9}, {{0, 3}}][1.5]
   Out[1]= 2.25 *)

Fit::usage = "Fit[data, {f1, ..., fn}, {x, y, ...}] finds a least-squares fit to data as a linear combination of the functions fi of the variables x, y, ....
Fit[{m, v}] finds the fit vector a that minimizes Norm[m . a - v].";
Fit[data_List, functions_List, vars_] := With[{v = Flatten[{vars}], rows = fitRows[data]},
  functions . leastSquares[design[functions, v, Most /@ rows], Last /@ rows]]
Fit[{m_?MatrixQ, v_?VectorQ}] := leastSquares[m, v]
Fit[data_List, f_, vars_] := Fit[data, {f}, vars]
fitRows[data_] := If[VectorQ[data], Transpose[{Range[Length[data]], data}], data]
design[functions_, vars_, points_] := Map[functions /. Thread[vars -> #] &, points]
leastSquares[m_, v_] := LeastSquares[N[m], N[v]]

(* In[1]:= Chop[Fit[{{0, 1}, {1, 3}, {2, 5}}, {1, x}, x] - (1. + 2. x), 10^-8]
   Out[1]= 0
   In[2]:= Round[Fit[{1, 4, 9, 16}, {x^2}, x] /. x -> 2]
   Out[2]= 4 *)

DesignMatrix::usage = "DesignMatrix[data, {f1, ...}, {x1, ...}] constructs the design matrix for the linear model with basis functions 1, f1, ....";
DesignMatrix[data_List, functions_, vars_] := design[Prepend[Flatten[{functions}], 1], Flatten[{vars}], Most /@ fitRows[data]]

(* In[1]:= DesignMatrix[{{2, 1}, {3, 4}}, {x, x^2}, x]
   Out[1]= {{1, 2, 4}, {1, 3, 9}} *)

LinearModelFit::usage = "LinearModelFit[{{x1, y1}, ...}, {f1, f2, ...}, x] constructs a linear model of the form b0 + b1 f1 + b2 f2 + ... that fits the data.
LinearModelFit[{m, v}] constructs one from the design matrix m and the response vector v.
model[\"prop\"] gives a property: \"BestFit\", \"BestFitParameters\", \"RSquared\", \"AdjustedRSquared\", \"FitResiduals\", \"EstimatedVariance\", \"ParameterErrors\", \"PredictedResponse\".";
Options[LinearModelFit] = {IncludeConstantBasis -> True, Weights -> Automatic};
LinearModelFit[data_List, functions_, vars_, o : OptionsPattern[]] := Module[{f = Flatten[{functions}], v = Flatten[{vars}], rows = fitRows[data]},
  If[OptionValue[LinearModelFit, {o}, IncludeConstantBasis], f = Prepend[DeleteCases[f, 1], 1]];
  fitted[design[f, v, Most /@ rows], Last /@ rows, f, v]]
LinearModelFit[{m_?MatrixQ, v_?VectorQ}] := fitted[m, v, Table[Indexed["x", i], {i, Length[First[m]]}], {}]
fitted[m_, y_, f_, vars_] := FittedModel[<|"Basis" -> f, "Variables" -> vars, "Design" -> N[m], "Response" -> N[y], "Predicted" -> N[m] . #, "Coefficients" -> #, "BestFitParameters" -> #|>] &[leastSquares[m, y]]

(* In[1]:= model = LinearModelFit[{{0, 1}, {1, 3}, {2, 5}, {3, 7}}, x, x]; Round[{model[10], model["RSquared"], model["BestFitParameters"]}]
   Out[1]= {21, 1, {1, 2}} *)

FittedModel::usage = "FittedModel[...] represents the symbolic fitted model obtained from functions like LinearModelFit.";
FittedModel::noprop = "`1` is not a property of fitted models: `2`.";
Format[FittedModel[a_Association]] := "FittedModel[" <> ToString[a["Basis"] . a["Coefficients"]] <> "]"
FittedModel[a_Association]["BestFit"] := a["Basis"] . a["Coefficients"]
FittedModel[a_Association]["BestFitParameters"] := a["BestFitParameters"]
FittedModel[a_Association]["Function"] := Function @@ {a["Variables"], a["Basis"] . a["Coefficients"]}
FittedModel[a_Association]["PredictedResponse"] := a["Predicted"]
FittedModel[a_Association]["FitResiduals"] := a["Response"] - a["Predicted"]
FittedModel[a_Association]["DesignMatrix"] := a["Design"]
FittedModel[a_Association]["Response"] := a["Response"]
f_FittedModel["RSquared"] := 1 - Total[f["FitResiduals"]^2]/Total[(f["Response"] - Mean[f["Response"]])^2]
f_FittedModel["AdjustedRSquared"] := With[{n = Length[f["Response"]], p = Length[f["BestFitParameters"]]}, 1 - (1 - f["RSquared"]) (n - 1)/(n - p)]
f_FittedModel["EstimatedVariance"] := Total[f["FitResiduals"]^2]/(Length[f["Response"]] - Length[f["BestFitParameters"]])
f_FittedModel["CovarianceMatrix"] := f["EstimatedVariance"] Inverse[Transpose[f["DesignMatrix"]] . f["DesignMatrix"]]
f_FittedModel["ParameterErrors"] := Sqrt[Diagonal[f["CovarianceMatrix"]]]
f_FittedModel["ParameterTStatistics"] := Replace[f["BestFitParameters"], (_ -> v_) :> v, {1}]/f["ParameterErrors"]
f_FittedModel["Properties"] := {"AdjustedRSquared", "BestFit", "BestFitParameters", "CovarianceMatrix", "DesignMatrix", "EstimatedVariance", "FitResiduals", "Function", "ParameterErrors", "ParameterTStatistics", "PredictedResponse", "Response", "RSquared"}
f_FittedModel[p_String] := Null /; (Message[FittedModel::noprop, p, f["Properties"]]; False)
FittedModel[a_Association][x : Except[_String] ..] := a["Basis"] . a["Coefficients"] /. Thread[a["Variables"] -> {x}]
FittedModel /: Normal[f_FittedModel] := f["BestFit"]

(* In[1]:= Round[Normal[LinearModelFit[{1, 3, 5}, x, x]] /. x -> 4]
   Out[1]= 7
   In[2]:= LinearModelFit[{1, 3, 5}, x, x]["Properties"][[1]]
   Out[2]= "AdjustedRSquared" *)

NonlinearModelFit::usage = "NonlinearModelFit[{{x1, y1}, ...}, form, {p1, p2, ...}, x] constructs a nonlinear model with the function form of the variable x that fits the data, by least squares from p = 1 on.
NonlinearModelFit[data, form, {{p1, start1}, ...}, x] begins with given values of the parameters.
NonlinearModelFit[data, form, pars, {x1, x2, ...}] is for several variables.";
NonlinearModelFit::nconv = "The fit did not converge after `1` steps; the best parameters so far are taken.";
NonlinearModelFit::nrnum = "The model is not a real number at the parameters `1`.";
Options[NonlinearModelFit] = {MaxIterations -> 500, Weights -> Automatic};
NonlinearModelFit[data_List, form_, pars_List, vars_, o : OptionsPattern[]] := With[
  {r = nonlinear[NonlinearModelFit, fitRows[data], form, Map[If[ListQ[#], #, {#, 1}] &, pars], Flatten[{vars}], OptionValue[NonlinearModelFit, {o}, MaxIterations]]},
  r /; r =!= $Failed]
NonlinearModelFit[data_List, form_, par_Symbol, vars_, o : OptionsPattern[]] := NonlinearModelFit[data, form, {par}, vars, o]

(* In[1]:= model = NonlinearModelFit[Table[{t, 3 Exp[-t/2] + 1}, {t, 0, 5}], a Exp[-b t] + c, {a, b, c}, t]; Round[{a, b, c} /. model["BestFitParameters"], 0.001]
   Out[1]= {3., 0.5, 1.}
   In[2]:= model = NonlinearModelFit[Table[{t, 3 Exp[-t/2] + 1}, {t, 0, 5}], a Exp[-b t] + c, {a, b, c}, t]; Round[{model[0], model["RSquared"]}]
   Out[2]= {4, 1}
   In[3]:= NonlinearModelFit[{{1, 2}, {2, 3}}, q[a x], {a}, x]
   NonlinearModelFit::nrnum: The model is not a real number at the parameters {a -> 1.}.
   Out[3]= NonlinearModelFit[{{1, 2}, {2, 3}}, q[a*x], {a}, x] *)

FindFit::usage = "FindFit[data, form, {p1, p2, ...}, x] finds values of parameters that make form best fit the data as a function of x.";
FindFit[data_List, form_, pars_List, vars_] := With[{model = NonlinearModelFit[data, form, pars, vars]}, model["BestFitParameters"] /; Head[model] === FittedModel]
FindFit[data_List, form_, par : Except[_List], vars_] := FindFit[data, form, {par}, vars]

(* In[1]:= Round[a /. FindFit[{{1, 2}, {2, 8}, {3, 18}}, a x^2, {a}, x], 0.001]
   Out[1]= 2. *)

(* Levenberg and Marquardt: between Newton's step for squares and a short step down, as the damping says. *)
nonlinear[head_, rows_, form_, pars_, vars_, limit_] := Module[{names = First /@ pars, at = N[Last /@ pars], y = N[Last /@ rows], values, residuals, jacobian, slopes, damping = 0.001, r, j, next, nr, steps = 0},
  slopes = Map[D[form, #] &, names];
  values[e_, p_] := Map[Function[row, N[e /. Thread[vars -> Most[row]] /. Thread[names -> p]]], rows];
  r = y - values[form, at];
  If[! VectorQ[r, realQ], Message[MessageName[head, "nrnum"], Thread[names -> at]]; Return[$Failed, Module]];
  While[steps < limit,
    steps++;
    j = Transpose[Map[values[#, at] &, slopes]];
    next = Quiet[at + LinearSolve[Transpose[j] . j + damping DiagonalMatrix[Diagonal[Transpose[j] . j] + 10.^-12], Transpose[j] . r]];
    nr = If[VectorQ[next, realQ], y - values[form, next], {}];
    If[VectorQ[nr, realQ] && nr =!= {} && nr . nr < r . r,
      If[r . r - nr . nr <= 10.^-14 (1 + r . r), at = next; r = nr; Break[]];
      at = next; r = nr; damping = damping/9,
      damping = 11 damping; If[damping > 10.^12, Break[]]]];
  If[steps >= limit, Message[MessageName[head, "nconv"], limit]];
  With[{best = Thread[names -> at]},
    FittedModel[<|"Basis" -> {form /. best}, "Variables" -> vars, "Design" -> Transpose[Map[values[#, at] &, slopes]], "Response" -> y, "Predicted" -> y - r, "Coefficients" -> {1}, "BestFitParameters" -> best|>]]]
realQ[v_] := NumberQ[v] && Im[v] == 0
