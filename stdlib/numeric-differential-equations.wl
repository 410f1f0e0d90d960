(* Ordinary differential equations by numbers: NDSolve. The equations are brought to the form y' = f[t, y], which
   Internal`IntegrateODE integrates; conditions at several points are met by shooting. *)

(* Events: comparisons as functions that cross zero, with the direction in which the comparison becomes true. *)
WhenEvent::usage = "WhenEvent[event, action] specifies an action that occurs when the event triggers it for equations in NDSolve and related functions. Actions are rules for functions, \"StopIntegration\", \"RemoveEvent\", or expressions that are evaluated.";
Attributes[WhenEvent] = {HoldAll};
eventsOf[events_, state_, t_] := With[{all = Flatten[Map[Replace[#, WhenEvent[c_, action_, ___] :> With[{whole = Hold[c]}, Map[<|#, "Whole" -> whole, "Action" -> Hold[action]|> &, comparisons[c, t]]]] &, events]]},
  If[FreeQ[all, $Failed], all, $Failed]]
SetAttributes[comparisons, HoldFirst];
comparisons[a_ && b_, t_] := Join[comparisons[a, t], comparisons[b, t]]
comparisons[a_ || b_, t_] := Join[comparisons[a, t], comparisons[b, t]]
comparisons[Mod[t_, m_, c_ : 0] == d_, t_] := {<|"Function" -> Hold[Sin[Pi (t - d)/m]], "Direction" -> 0|>}
comparisons[a_ == b_, _] := {<|"Function" -> Hold[a - b], "Direction" -> 0|>}
comparisons[a_ > b_ | a_ >= b_, _] := {<|"Function" -> Hold[a - b], "Direction" -> 1|>}
comparisons[a_ < b_ | a_ <= b_, _] := {<|"Function" -> Hold[a - b], "Direction" -> -1|>}
comparisons[c_, _] := (Message[NDSolve::event, HoldForm[c]]; {$Failed})
watching[live_, p_] := With[{held = Map[#["Function"] &, live], state = p["State"], sizes = p["Sizes"], t = p["Variable"]},
  Function[{time, s}, N[ReleaseHold[held /. Thread[state -> parts[s, sizes]] /. t -> time]]]]
(* What an event does to the state. *)
happened[event_, now_, s_, p_] := Module[{state = p["State"], values = parts[s, p["Sizes"]], t = p["Variable"], by, done, settings},
  by = Append[Thread[state -> values], t -> now];
  (* The other comparisons of a joint condition have to hold. *)
  If[! FreeQ[event["Whole"], And | Or] && ! TrueQ[ReleaseHold[nearlyEqual[event["Whole"]] /. by]], Return[<|"State" -> s, "Stop" -> False, "Remove" -> False|>, Module]];
  done = Flatten[{ReleaseHold[event["Action"] /. (Rule | RuleDelayed)[x_ /; MemberQ[state, Unevaluated[x]], v_] :> With[{k = position[state, x]}, setting[k, v] /; True] /. by]}];
  settings = Cases[done, setting[k_, v_] :> (k -> N[v])];
  <|"State" -> Flatten[ReplacePart[values, settings]], "Stop" -> MemberQ[done, "StopIntegration"], "Remove" -> MemberQ[done, "RemoveEvent"]|>]
position[state_, x_] := First[FirstPosition[state, x]]
nearlyEqual[whole_] := whole /. {HoldPattern[a_ == b_] :> Abs[a - b] < 10^-6, HoldPattern[a_ > b_ | a_ >= b_] :> a - b > -10^-6, HoldPattern[a_ < b_ | a_ <= b_] :> a - b < 10^-6}

(* In[1]:= h = NDSolveValue[{x''[t] == -10, x[0] == 5, x'[0] == 0, WhenEvent[x[t] == 0, "StopIntegration"]}, x, {t, 0, 9}]; Round[h["Domain"], 10^-6]
   Out[1]= {{0, 1}}
   In[2]:= Round[NDSolveValue[{y'[t] == 1, y[0] == 0, WhenEvent[y[t] > 2, y[t] -> 0]}, y[3], {t, 0, 3}], 10^-6]
   Out[2]= 1 *)

NDSolve::usage = "NDSolve[eqns, u, {t, tmin, tmax}] finds a numerical solution to the ordinary differential equations eqns for the function u with the independent variable t in the range tmin to tmax.
NDSolve[eqns, {u1, u2, ...}, {t, tmin, tmax}] solves for several functions; WhenEvent may stand among the equations.";
NDSolve::ndnco = "The number of constraints (`1`) (initial conditions) is not equal to the total differential order of the system (`2`).";
NDSolve::ntdv = "Cannot solve to find an explicit formula for the derivatives of `1`.";
NDSolve::ndsz = "At `1` == `2`, step size is effectively zero; singularity or stiff system suspected.";
NDSolve::mxst = "Maximum number of `1` steps reached at the point `2` == `3`.";
NDSolve::ndnum = "Encountered non-numerical value for a derivative at `1` == `2`: `3`.";
NDSolve::ndinnt = "Initial condition `1` is not a number or a rectangular array of numbers.";
NDSolve::bvluc = "The conditions `1` could not be met by shooting from `2` == `3`.";
NDSolve::dsvar = "`1` cannot be used as a variable with a range.";
NDSolve::pde = "Partial differential equations are not solved here; equations of one variable are.";
NDSolve::method = "Method -> `1` is not known here: the method is chosen by the equations.";
NDSolve::event = "The event `1` is not a comparison, or several joined by && or ||.";
Options[NDSolve] = {AccuracyGoal -> Automatic, PrecisionGoal -> Automatic, WorkingPrecision -> MachinePrecision, System`MaxSteps -> Automatic,
  System`MaxStepSize -> Automatic, System`MaxStepFraction -> 1/10, System`StartingStepSize -> Automatic, Method -> Automatic, StepMonitor -> None,
  EvaluationMonitor -> None, InterpolationOrder -> Automatic, System`DependentVariables -> Automatic};
NDSolve[eqns_, u_, range_, o : OptionsPattern[]] := With[{s = solutions[eqns, u, range, known[{o}]]}, s /; s =!= $Failed]
NDSolve[_, _, _, _List, ___] := Null /; (Message[NDSolve::pde]; False)

known[o_] := Select[Flatten[o], MemberQ[Keys[Options[NDSolve]], First[#]] || (Message[NDSolve::optx, First[#], NDSolve, Map[ToString, Keys[Options[NDSolve]]], #, ""]; False) &]
solutions[eqns_, u_, {t_Symbol, a_, b_}, o_] := Module[{ends = N[{a, b}], flat, events, equations, conditions, heads, orders, conds},
  If[! VectorQ[ends, Im[#] === 0 && NumericQ[#] &], Message[NDSolve::dsvar, {t, a, b}]; Return[$Failed, Module]];
  flat = DeleteCases[Flatten[{eqns} /. And -> List /. e_Equal /; Length[e] > 2 :> Map[# == Last[e] &, List @@ Most[e]]], True];
  events = Cases[flat, _WhenEvent];
  {conditions, equations} = {Select[#, FreeQ[#, t] &], Select[#, ! FreeQ[#, t] &]} &[Cases[flat, _Equal]];
  heads = Union[Cases[equations, Derivative[_][h_][t] :> h, {0, Infinity}], unknownIn[equations, t], Map[headOf[#, t] &, Flatten[{u}]]];
  orders = AssociationMap[Max[0, Cases[equations, Derivative[n_][#][t] :> n, {0, Infinity}]] &, heads];
  solvedBy[explicit[equations, orders, t], conditions, orders, events, u, {t, Sequence @@ ends}, o]]
solutions[_, _, range_, _] := (Message[NDSolve::dsvar, range]; $Failed)
(* Names that stand for no function of the user's. *)
unknownIn[e_, t_] := Cases[e, h_Symbol[t] /; Context[h] =!= "System`" && DownValues[h] === {} :> h, {0, Infinity}]
headOf[h_[t_], t_] := h
headOf[h_, _] := h
nth[h_, 0, t_] := h[t]
nth[h_, n_, t_] := Derivative[n][h][t]

(* The highest derivatives by the others: as they stand, or by Solve. *)
explicit[equations_, orders_, t_] := Module[{high = KeyValueMap[nth[#1, #2, t] &, orders], rules, names},
  rules = Map[Replace[#, {(l_ == r_) /; MemberQ[high, l] :> (l -> r), (l_ == r_) /; MemberQ[high, r] :> (r -> l)}] &, equations];
  If[MatchQ[rules, {__Rule}] && Sort[rules[[All, 1]]] === Sort[high] && FreeQ[rules[[All, 2]], Alternatives @@ high], Return[{rules}, Module]];
  names = Map[# -> Unique["d"] &, high];
  rules = Quiet[Solve[equations /. names, Map[Last, names]]];
  If[MatchQ[rules, {{__Rule} ..}] && AllTrue[rules, Length[#] === Length[high] &], rules /. Map[Reverse, names], Message[NDSolve::ntdv, Keys[orders]]; $Failed]]

solvedBy[$Failed, __] := $Failed
solvedBy[forms_, conditions_, orders_, events_, u_, range_, o_] := With[{all = Map[one[#, conditions, orders, events, u, range, o] &, forms]},
  If[MemberQ[all, $Failed], $Failed, all]]

(* One explicit form: a state of all lower derivatives, its slope, its beginning, its course. *)
one[form_, conditions_, orders_, events_, u_, {t_, a_, b_}, o_] := Module[{state, sizes, start, problem, course},
  state = Join @@ KeyValueMap[Table[nth[#1, k, t], {k, 0, #2 - 1}] &, orders];
  sizes = Map[dimensionsOf[#, conditions, t] &, state];
  If[Length[conditions] =!= Length[state], Message[NDSolve::ndnco, Length[conditions], Length[state]]; Return[$Failed, Module]];
  problem = <|"Variable" -> t, "State" -> state, "Sizes" -> sizes, "Slope" -> slopeOf[form, state, sizes, orders, t],
    "Goals" -> goalsOf[o, {a, b}], "Events" -> eventsOf[events, state, t], "Monitor" -> monitorOf[o, state, sizes, t], "Range" -> {a, b}|>;
  If[problem["Events"] === $Failed, Return[$Failed, Module]];
  start = startOf[conditions, problem];
  If[start === $Failed, Return[$Failed, Module]];
  course = courseOf[start, problem];
  If[course === $Failed, $Failed, asked[u, course, problem, form, orders]]]

dimensionsOf[Derivative[k_][h_][t_], conditions_, t_] := dimensionsOf[h[t], conditions, t]
dimensionsOf[h_[t_], conditions_, t_] := FirstCase[conditions, ((h | Derivative[_][h])[_] == v_List) | (v_List == (h | Derivative[_][h])[_]) :> Dimensions[v], {}]
size[{}] := 1
size[d_] := Times @@ d
(* A state as one vector, and back. *)
parts[s_, sizes_] /; MatchQ[sizes, {{} ..}] := s
parts[s_, sizes_] := MapThread[If[#2 === {}, First[#1], ArrayReshape[#1, #2]] &, {TakeList[s, Map[size, sizes]], sizes}]

slopeOf[form_, state_, sizes_, orders_, t_] := Module[{names = Map[Unique["v"] &, state], by, slopes, f},
  by = Thread[state -> names];
  slopes = Map[Replace[#, Derivative[k_][h_][t] :> nth[h, k + 1, t]] /. {h_[t] /; KeyExistsQ[orders, h] :> nth[h, 1, t]} &, state];
  f = function[Prepend[names, t], N[slopes /. form /. Select[form, orders[headOf[First[#], t]] === 0 &] /. by]];
  If[MatchQ[sizes, {{} ..}], Function[{time, s}, f @@ Prepend[s, time]], Function[{time, s}, Flatten[f @@ Prepend[parts[s, sizes], time]]]]]
function[names_, body_] := Function @@ {names, body}

goalsOf[o_, {a_, b_}] := Module[{value = OptionValue[NDSolve, o, #] &, goal},
  goal[Automatic | MachinePrecision, _] := 10.^-8;
  goal[Infinity, other_] := 0.;
  goal[n_, _] := 10.^-Min[n, 14];
  If[! MatchQ[value[WorkingPrecision], MachinePrecision | Automatic], Message[NDSolve::machine, value[WorkingPrecision]]];
  {goal[value[PrecisionGoal], 0], goal[value[AccuracyGoal], 0] /. 0. :> 10.^-300, value[System`MaxSteps] /. Automatic -> 10^5,
   N[Min[value[System`MaxStepSize] /. Automatic -> Infinity, Abs[b - a] value[System`MaxStepFraction]]], N[value[System`StartingStepSize] /. Automatic -> 0],
   methodNamed[value[Method]]}]
methodNamed[Automatic | "Automatic" | "StiffnessSwitching" | "LSODA"] := "automatic"
methodNamed["ExplicitRungeKutta" | "Adams" | "Extrapolation" | "ExplicitEuler" | "ExplicitMidpoint" | "ExplicitModifiedMidpoint"] := "explicit"
methodNamed["BDF" | "ImplicitRungeKutta" | "IDA" | "LinearlyImplicitEuler" | "LinearlyImplicitMidpoint"] := "stiff"
methodNamed[{m_String, ___}] := methodNamed[m]
methodNamed[m_] := (Message[NDSolve::method, m]; "automatic")

monitorOf[o_, state_, sizes_, t_] := Replace[FirstCase[o, (StepMonitor :> e_) :> Hold[e], None], Hold[e_] :> atState[Hold[e], state, sizes, t]]
(* A held expression as a function of time and state. *)
atState[held_, state_, sizes_, t_] := Function[{time, s}, ReleaseHold[held /. Thread[state -> parts[s, sizes]] /. t -> time]]

(* Where it begins: the point and the state there. *)
startOf[conditions_, p_] := Module[{t = p["Variable"], points, at, unknown, known},
  points = Union[N[Cases[conditions, (Alternatives @@ DeleteDuplicates[Map[headIn, p["State"]]])[x_] | Derivative[_][Alternatives @@ DeleteDuplicates[Map[headIn, p["State"]]]][x_] :> x, {0, Infinity}]]];
  If[! VectorQ[points, NumericQ] || points === {}, Message[NDSolve::ndnco, 0, Length[p["State"]]]; Return[$Failed, Module]];
  If[Length[points] > 1, Return[shot[conditions, First[points], p], Module]];
  at = p["State"] /. t -> First[points];
  known = conditions /. x_Real :> x /. (h : (_Symbol | _Derivative[_] | _[_]))[x_?NumericQ] /; MemberQ[at, h[N[x]]] :> h[N[x]];
  known = valuesIn[known, at];
  If[known === $Failed, $Failed, {First[points], known}]]
headIn[Derivative[_][h_][_]] := h
headIn[h_[_]] := h
valuesIn[conditions_, at_] := Module[{rules, values, names},
  rules = Map[Replace[#, {(l_ == r_) /; MemberQ[at, l] :> (l -> r), (l_ == r_) /; MemberQ[at, r] :> (r -> l)}] &, conditions];
  If[! MatchQ[rules, {__Rule}],
    names = Thread[at -> Table[Unique["c"], {Length[at]}]];
    rules = Replace[Quiet[Solve[conditions /. names, Map[Last, names]]], {{first : {__Rule}, ___} :> (first /. Map[Reverse, names]), _ :> {}}]];
  values = N[at /. rules];
  If[VectorQ[Flatten[values], NumericQ] && FreeQ[values, Alternatives @@ at], values, Message[NDSolve::ndinnt, FirstCase[conditions, _, conditions]]; $Failed]]

(* Conditions at several points: Newton's method on the state at the first. *)
shot[conditions_, from_, p_] := Module[{t = p["Variable"], n = Total[Map[size, p["Sizes"]]], residual, x, r, j, last = $Failed, to},
  to = Max[N[Cases[conditions, _[x_?NumericQ] :> x, {0, Infinity}]]];
  residual[s_] := With[{c = run[{from, to}, s, p]}, N[conditions /. Equal -> Subtract /. valuesAt[c, p]] // Flatten];
  x = ConstantArray[0., n];
  Do[
    r = residual[x];
    If[! VectorQ[r, NumericQ], Break[]];
    If[Max[Abs[r]] < 10^-9, last = x; Break[]];
    j = Transpose[Table[With[{d = 10.^-6 Max[1, Abs[x[[i]]]]}, (residual[x + d UnitVector[n, i]] - r)/d], {i, n}]];
    If[! MatrixQ[j, NumericQ], Break[]];
    With[{step = Quiet[LinearSolve[j, -r]]}, If[! VectorQ[step, NumericQ], Break[]]; x += step; If[Max[Abs[step]] < 10^-11 Max[1, Abs[x]], last = x; Break[]]],
    {40}];
  If[last === $Failed || Max[Abs[residual[last]]] > 10^-5, Message[NDSolve::bvluc, conditions, t, from]; $Failed, {from, parts[last, p["Sizes"]]}]]
(* Values of unknown functions at points, from a course. *)
valuesAt[c_, p_] := MapIndexed[With[{f = component[c, First[#2], p], t = p["Variable"]}, Replace[#1, {Derivative[k_][h_][t] :> (Derivative[k][h][x_?NumericQ] :> f[N[x]]), h_[t] :> (h[x_?NumericQ] :> f[N[x]])}]] &, p["State"]]

courseOf[{from_, values_}, p_] := Module[{s = Flatten[N[values]], ends = p["Range"], there, back},
  there = If[ends[[2]] > from, run[{from, ends[[2]]}, s, p], {}];
  back = If[ends[[1]] < from, run[{from, ends[[1]]}, s, p], {}];
  If[MemberQ[{there, back}, $Failed], $Failed, joined[back, there]]]
joined[{}, c_] := c
joined[{ts_, os_, cs_}, c_] := With[{back = {Reverse[ts], Reverse[os], Reverse[cs]}}, If[c === {}, back, {Join[back[[1]], Rest[c[[1]]]], Join[back[[2]], c[[2]]], Join[back[[3]], c[[3]]]}]]

(* Integrates from one end to the other, from event to event; gives times, origins and coefficients. *)
run[{from_, to_}, start_, p_] := Module[{t = p["Variable"], goals = p["Goals"], times = {from}, origins = {}, coefficients = {}, now = from, s = start, r, fired = None, live, result},
  live = p["Events"];
  While[True,
    r = Internal`IntegrateODE[p["Slope"], {now, to}, s, ReplacePart[goals, 3 -> goals[[3]] - Length[origins]], If[live === {}, None, {watching[live, p], Map[#["Direction"] &, live], fired}], p["Monitor"]];
    If[! ListQ[r], Message[NDSolve::ndinnt, s]; Return[$Failed, Module]];
    If[MatchQ[r[[1]], {"Value", _}],
      If[! FreeQ[r[[1, 2]], _Complex] && FreeQ[s, _Complex] && VectorQ[r[[1, 2]], NumericQ], Return[run[{from, to}, start + 0. I, p], Module]];
      Message[NDSolve::ndnum, t, r[[2]], r[[1, 2]]]; Return[$Failed, Module]];
    If[Length[r[[4]]] > 1, times = Join[times, Rest[r[[4]]]]; origins = Join[origins, Most[r[[4]]]]; coefficients = Join[coefficients, r[[5]]]];
    {now, s} = r[[{2, 3}]];
    Switch[r[[1]],
      "Singular", Message[NDSolve::ndsz, t, now]; Break[],
      "Steps", Message[NDSolve::mxst, goals[[3]], t, now]; Break[],
      {"Event", _},
        fired = r[[1, 2]];
        result = happened[live[[fired]], now, s, p];
        s = result["State"];
        If[result["Stop"] || now === to, Break[]];
        If[result["Remove"], live = Delete[live, fired]; fired = None],
      _, Break[]]];
  If[origins === {}, $Failed, {times, origins, coefficients}]]

(* Components of a course as functions. *)
component[{times_, origins_, coefficients_}, k_, p_] := Module[{at = Accumulate[Prepend[Map[size, p["Sizes"]], 0]], d = p["Sizes"][[k]]},
  InterpolatingFunction[{{First[times], Last[times]}}, {"Pieces", times, origins,
    If[d === {}, coefficients[[All, All, at[[k]] + 1]], Map[ArrayReshape[#, d] &, coefficients[[All, All, at[[k]] + 1 ;; at[[k + 1]]]], {2}]]}]]
asked[u_, course_, p_, form_, orders_] := Module[{t = p["Variable"], functions},
  functions = Association[MapIndexed[#1 -> component[course, First[#2], p] &, p["State"]]];
  Map[# -> answer[#, functions, p, form, course] &, Flatten[{u}]]]
answer[h_[t_], functions_, p_, form_, course_] /; p["Variable"] === t := answer[h, functions, p, form, course][t]
answer[h_, functions_, p_, form_, course_] := With[{t = p["Variable"]}, Lookup[functions, h[t], algebraic[h[t] /. form, functions, course, t]]]
(* A function that the others determine is interpolated from its values at the steps. *)
algebraic[value_, functions_, {times_, _, _}, t_] := Interpolation[Map[{#, value /. Map[# -> functions[#][t] &, Keys[functions]] /. t -> #} &, times]]

(* In[1]:= s = NDSolve[{y'[x] == y[x], y[0] == 1}, y, {x, 0, 1}]; Round[y[1] /. First[s], 10^-6]
   Out[1]= 1359141/500000
   In[2]:= NDSolve[{y'[x] == y[x]}, y, {x, 0, 1}]
   NDSolve::ndnco: The number of constraints (0) (initial conditions) is not equal to the total differential order of the system (1).
   Out[2]= NDSolve[{y'[x] == y[x]}, y, {x, 0, 1}] *)

NDSolveValue::usage = "NDSolveValue[eqns, expr, {t, tmin, tmax}] gives the value of expr with functions determined by a numerical solution to the ordinary differential equations eqns.";
Options[NDSolveValue] = Options[NDSolve];
NDSolveValue[eqns_, expr_, range_List, o : OptionsPattern[]] := With[{s = NDSolve[eqns, functionsIn[eqns, expr, First[range]], range, o]}, (expr /. First[s]) /; MatchQ[s, {{__Rule}, ___}]]
functionsIn[eqns_, expr_, t_] := DeleteDuplicates[Join[Cases[{eqns}, Derivative[_][h_][t] :> h, {0, Infinity}], unknownIn[{eqns}, t]]]

(* In[1]:= f = NDSolveValue[{x''[t] == -x[t], x[0] == 0, x'[0] == 1}, x, {t, 0, 10}]; Round[{f[2.] - Sin[2.], f'[2.] - Cos[2.]}, 10^-6]
   Out[1]= {0, 0}
   In[2]:= Round[NDSolveValue[{y''[x] == -y[x], y[0] == 0, y[Pi/2] == 3}, y, {x, 0, 2}][Pi/6], 10^-6]
   Out[2]= 3/2
   In[3]:= Round[NDSolveValue[{u'[t] == {{0, 1}, {-1, 0}} . u[t], u[0] == {1, 0}}, u[Pi], {t, 0, Pi}], 10^-6]
   Out[3]= {-1, 0} *)

ParametricNDSolveValue::usage = "ParametricNDSolveValue[eqns, expr, {t, tmin, tmax}, {p1, p2, ...}] gives a function of the parameters p1, p2, ... that computes the value of expr with functions determined by a numerical solution of eqns.";
Options[ParametricNDSolveValue] = Options[NDSolve];
ParametricNDSolveValue[eqns_, expr_, range_List, parameters_, o : OptionsPattern[]] := ParametricFunction[{eqns, expr, range, Flatten[{parameters}], {o}}]
(* In[1]:= g = ParametricNDSolveValue[{y'[x] == a y[x], y[0] == 1}, y[1], {x, 0, 1}, a]; Round[Map[g, {0, 1}], 10^-6]
   Out[1]= {1, 1359141/500000} *)

ParametricNDSolve::usage = "ParametricNDSolve[eqns, u, {t, tmin, tmax}, {p1, p2, ...}] finds a numerical solution to the ordinary differential equations eqns with the parameters pi.";
Options[ParametricNDSolve] = Options[NDSolve];
ParametricNDSolve[eqns_, u_, range_List, parameters_, o : OptionsPattern[]] := Map[# -> ParametricNDSolveValue[eqns, #, range, parameters, o] &, Flatten[{u}]]
(* In[1]:= s = ParametricNDSolve[{y'[x] == a, y[0] == 1}, y, {x, 0, 1}, {a}]; Round[(y /. s)[2][1], 10^-6]
   Out[1]= 3 *)

ParametricFunction::usage = "ParametricFunction[...] represents a function of the parameters that ParametricNDSolve or ParametricNDSolveValue made.";
Format[ParametricFunction[{_, expr_, _, parameters_, _}]] := "ParametricFunction[" <> ToString[expr] <> ", " <> ToString[parameters] <> "]"
ParametricFunction[{eqns_, expr_, range_, parameters_, o_}][values__?NumericQ] := NDSolveValue @@ Join[{eqns, expr, range} /. Thread[parameters -> {values}], o] /; Length[{values}] === Length[parameters]

(* In[1]:= ToString[ParametricNDSolveValue[{y'[x] == a, y[0] == 1}, y, {x, 0, 1}, {a}]]
   Out[1]= "ParametricFunction[y, {a}]" *)
