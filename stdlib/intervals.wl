(* Intervals and their arithmetic: each operation gives an interval that holds all values. *)

Interval::usage = "Interval[{min, max}] represents the range of values between min and max.
Interval[{min1, max1}, {min2, max2}, ...] represents the union of the ranges.";
Interval[pairs : {_, _} ...] := Interval @@ joined[{pairs}] /; orderable[{pairs}] && joined[{pairs}] =!= {pairs}
Interval[x_?NumericQ] := Interval[{x, x}]
orderable[pairs_] := VectorQ[Flatten[pairs], realQ]
realQ[x_] := MatchQ[x, DirectedInfinity[1 | -1]] || NumericQ[x] && Im[N[x]] == 0
(* Sorted, without overlaps. *)
joined[pairs_] := Fold[joinOne, {}, SortBy[Map[If[TrueQ[#[[1]] <= #[[2]]], #, Reverse[#]] &, pairs], N[First[#]] &]]
joinOne[{}, p_] := {p}
joinOne[{done___, {a_, b_}}, {c_, d_}] := If[TrueQ[c <= b], {done, {a, Max[b, d]}}, {done, {a, b}, {c, d}}]

Interval /: Plus[Interval[a__List], Interval[b__List], r___] := Interval @@ Flatten[Outer[#1 + #2 &, {a}, {b}, 1], 1] + r
Interval /: Plus[c_?realQ, Interval[a__List], r___] := Interval @@ Map[# + c &, {a}] + r
Interval /: Times[Interval[a__List], Interval[b__List], r___] := Interval @@ Flatten[Outer[hull[Flatten[Outer[Times, #1, #2]]] &, {a}, {b}, 1], 1] r
Interval /: Times[c_?realQ, Interval[a__List], r___] := Interval @@ Map[hull[c #] &, {a}] r
Interval /: Interval[a__List]^n_Integer := Which[
  n < 0, Interval @@ Join @@ Map[inverse, List @@ (Interval[a]^-n)],
  EvenQ[n], Interval @@ Map[If[First[#] <= 0 <= Last[#], {0, Max[#^n]}, hull[#^n]] &, {a}],
  True, Interval @@ Map[#^n &, {a}]]
Interval /: Interval[a__List]^r_?realQ := Interval @@ Map[hull[#^r] &, {a}] /; Min[a] >= 0
Interval /: b_?Positive^Interval[a__List] := Interval @@ Map[hull[b^#] &, {a}]
hull[values_] := {Min[values], Max[values]}
inverse[{0, 0}] := {}
inverse[{0, b_}] := {{1/b, Infinity}}
inverse[{a_, 0}] := {{-Infinity, 1/a}}
inverse[{a_, b_}] := If[a < 0 < b, {{-Infinity, 1/a}, {1/b, Infinity}}, {hull[{1/a, 1/b}]}]
(f : Exp | ArcTan | Sinh | Tanh | ArcSinh)[Interval[a__List]] ^:= Interval @@ Map[f, {a}, {2}]
Log[Interval[a__List]] ^:= Interval @@ Map[Log, {a}, {2}] /; Min[a] >= 0
Sqrt[Interval[a__List]] ^:= Interval @@ Map[Sqrt, {a}, {2}] /; Min[a] >= 0
Abs[Interval[a__List]] ^:= Interval @@ Map[If[First[#] <= 0 <= Last[#], {0, Max[Abs[#]]}, hull[Abs[#]]] &, {a}]
Sin[Interval[a__List]] ^:= Interval @@ Map[wave[Sin, #, Pi/2] &, {a}]
Cos[Interval[a__List]] ^:= Interval @@ Map[wave[Cos, #, 0] &, {a}]
(* Extremes lie at top + 2 Pi k and half a period on. *)
wave[f_, {a_, b_}, top_] := With[{inside = Ceiling[(a - # )/(2 Pi)] <= Floor[(b - #)/(2 Pi)] &},
  {If[inside[top + Pi], -1, Min[f[a], f[b]]], If[inside[top], 1, Max[f[a], f[b]]]}]
Interval /: Min[Interval[a__List]] := Min[a]
Interval /: Max[Interval[a__List]] := Max[a]
Interval /: Less[Interval[a__List], Interval[b__List]] := True /; Max[a] < Min[b]
Interval /: Less[Interval[a__List], Interval[b__List]] := False /; Min[a] >= Max[b]
Interval /: Less[Interval[a__List], c_?realQ] := True /; Max[a] < c
Interval /: Less[Interval[a__List], c_?realQ] := False /; Min[a] >= c
Interval /: Greater[Interval[a__List], c_?realQ] := True /; Min[a] > c
Interval /: Greater[Interval[a__List], c_?realQ] := False /; Max[a] <= c

(* In[1]:= Interval[{1, 2}] + Interval[{3, 5}] + 1
   Out[1]= Interval[{5, 8}]
   In[2]:= {Interval[{-1, 2}]^2, 1/Interval[{2, 4}], 2 Interval[{1, 3}]}
   Out[2]= {Interval[{0, 4}], Interval[{1/4, 1/2}], Interval[{2, 6}]}
   In[3]:= Interval[{1, 3}, {2, 5}, {7, 6}]
   Out[3]= Interval[{1, 5}, {6, 7}]
   In[4]:= {Sin[Interval[{0, Pi}]], Abs[Interval[{-3, 1}]]}
   Out[4]= {Interval[{0, 1}], Interval[{0, 3}]} *)

IntervalMemberQ::usage = "IntervalMemberQ[interval, x] gives True if the number x lies within the specified interval, and False otherwise.
IntervalMemberQ[interval1, interval2] gives True if interval2 is completely contained within interval1.";
IntervalMemberQ[Interval[a___List], x_?realQ] := AnyTrue[{a}, First[#] <= x <= Last[#] &]
IntervalMemberQ[Interval[a___List], Interval[b___List]] := AllTrue[{b}, Function[p, AnyTrue[{a}, First[#] <= First[p] && Last[p] <= Last[#] &]]]
IntervalMemberQ[i_, xs_List] := Map[IntervalMemberQ[i, #] &, xs]

(* In[1]:= {IntervalMemberQ[Interval[{1, 3}], 2], IntervalMemberQ[Interval[{1, 3}], Interval[{2, 4}]]}
   Out[1]= {True, False} *)

IntervalUnion::usage = "IntervalUnion[interval1, interval2, ...] gives the interval representing the set of all points in any of the intervals.";
IntervalUnion[i___Interval] := Interval @@ Join @@ Map[Apply[List], {i}]

(* In[1]:= IntervalUnion[Interval[{1, 2}], Interval[{4, 5}]]
   Out[1]= Interval[{1, 2}, {4, 5}] *)

IntervalIntersection::usage = "IntervalIntersection[interval1, interval2, ...] gives the interval representing all points common to all the intervals.";
IntervalIntersection[i_Interval] := i
IntervalIntersection[Interval[a___List], Interval[b___List], rest___] := IntervalIntersection[
  Interval @@ Select[Flatten[Outer[{Max[First[#1], First[#2]], Min[Last[#1], Last[#2]]} &, {a}, {b}, 1], 1], First[#] <= Last[#] &], rest]

(* In[1]:= IntervalIntersection[Interval[{1, 5}], Interval[{3, 7}]]
   Out[1]= Interval[{3, 5}] *)
