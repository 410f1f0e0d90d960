(* Functions by cases, and where functions are defined. *)

PiecewiseExpand::usage = "PiecewiseExpand[expr] writes Max, Min, UnitStep, Boole, If, Clip and kin, and what is computed with them, as one Piecewise.
PiecewiseExpand[expr, assumptions] does so under assumptions, among which Element[x, Reals] lets Abs and Sign be taken apart.
PiecewiseExpand[expr, assumptions, Reals] takes all variables to be real.";
PiecewiseExpand[expr_] := PiecewiseExpand[expr, True]
PiecewiseExpand[expr_, assumptions_] := Block[{real = False, known = assumptions && $Assumptions}, joined[cases[expr], expr]]
PiecewiseExpand[expr_, assumptions_, Reals] := Block[{real = True, known = assumptions && $Assumptions}, joined[cases[expr], expr]]
(* Values with their conditions, the first that holds; the last condition is True. *)
cases[HoldPattern[Piecewise[l_List, d_ : 0]]] := chain[l, d]
cases[HoldPattern[If[c_, a_, b_]]] := chain[{{a, c}}, b]
cases[HoldPattern[Which[c__, True, d_]]] := chain[Reverse /@ Partition[{c}, 2], d]
cases[Boole[c_]] := chain[{{1, c}}, 0]
cases[UnitStep[u_]] := chain[{{1, u >= 0}}, 0]
cases[Ramp[u_]] := chain[{{u, u >= 0}}, 0]
cases[UnitBox[u_]] := chain[{{1, -1/2 <= u <= 1/2}}, 0]
cases[KroneckerDelta[a_]] := chain[{{1, a == 0}}, 0]
cases[KroneckerDelta[a_, b_]] := chain[{{1, a - b == 0}}, 0]
cases[DiscreteDelta[a__]] := chain[{{1, And @@ Map[# == 0 &, {a}]}}, 0]
cases[Max[a_, b_]] := chain[{{a, a - b >= 0}}, b]
cases[Min[a_, b_]] := chain[{{a, a - b <= 0}}, b]
cases[(h : Max | Min)[a_, b__]] := cases[h[a, Piecewise[Most[#], #[[-1, 1]]] &[cases[h[b]]]]]
cases[Clip[u_]] := cases[Clip[u, {-1, 1}]]
cases[Clip[u_, {a_, b_}]] := cases[Clip[u, {a, b}, {a, b}]]
cases[Clip[u_, {a_, b_}, {va_, vb_}]] := chain[{{va, u < a}, {vb, u > b}}, u]
cases[Abs[u_]] := chain[{{-u, u < 0}}, u] /; isReal[u]
cases[RealAbs[u_]] := chain[{{-u, u < 0}}, u]
cases[Sign[u_]] := chain[{{-1, u < 0}, {1, u > 0}}, 0] /; isReal[u]
cases[(h : Sqrt | (Power[#, 1/2] &))[u_^2]] := cases[Abs[u]] /; isReal[u]
cases[h_[args___]] := With[{each = Map[cases, {args}]}, Map[{h @@ #[[All, 1]], And @@ #[[All, 2]]} &, Tuples[each]]] /; hasCases[{args}]
cases[e_] := {{e, True}}
hasCases[e_] := ! FreeQ[e, Piecewise | If | Which | Boole | UnitStep | Ramp | UnitBox | KroneckerDelta | DiscreteDelta | Max | Min | Clip | Abs | RealAbs | Sign]
chain[l_, d_] := Join[Catenate[Map[Function[vc, Map[{First[#], vc[[2]] && #[[2]]} &, cases[First[vc]]]], l]], cases[d]]
isReal[u_] := real || TrueQ[Refine[Element[u, Reals], known]]
joined[{{v_, True}}, _] := v
joined[l_, _] := Module[{x = variables[l[[All, 2]]], before = False, kept, d},
  (* Of one variable: where a condition holds and none before it does. *)
  kept = If[Length[x] === 1,
    Map[Function[vc, With[{c = Quiet[Reduce[vc[[2]] && known && ! before, First[x], Reals]]}, before = before || vc[[2]]; {First[vc], If[Head[c] === Reduce, vc[[2]], c]}]], l],
    Map[{First[#], If[# === True, #, Refine[#, known]] &[#[[2]]]} &, l]];
  kept = DeleteCases[kept, {_, False}];
  kept = Map[{#[[1, 1]], If[Length[#] === 1, #[[1, 2]], If[Length[x] === 1, Reduce[Or @@ #[[All, 2]], First[x], Reals], Or @@ #[[All, 2]]]]} &, SplitBy[kept, First]];
  d = kept[[-1, 1]];
  If[Length[kept] === 1, d, Piecewise[Most[kept], d]]]
variables[c_] := DeleteDuplicates[Cases[c, s_Symbol /; ! NumericQ[s] && ! MemberQ[{True, False}, s], {0, Infinity}]]

(* In[1]:= {PiecewiseExpand[Max[x, y]], PiecewiseExpand[UnitStep[x] UnitStep[y]]}
   Out[1]= {Piecewise[{{x, x - y >= 0}}, y], Piecewise[{{1, x >= 0 && y >= 0}}, 0]}
   In[2]:= PiecewiseExpand[Abs[x] + 1, Element[x, Reals]]
   Out[2]= Piecewise[{{1 - x, x < 0}}, 1 + x]
   In[3]:= {PiecewiseExpand[Abs[z]], PiecewiseExpand[Clip[x]]}
   Out[3]= {Abs[z], Piecewise[{{-1, x < -1}, {1, x > 1}}, x]}
   In[4]:= PiecewiseExpand[]
   PiecewiseExpand::argb: PiecewiseExpand called with 0 arguments; between 1 and 3 arguments are expected.
   Out[4]= PiecewiseExpand[] *)

FunctionDomain::usage = "FunctionDomain[f, x] gives conditions for the real x for which f is real and finite.
FunctionDomain[f, {x, y, ...}] does so for several variables.";
FunctionDomain::nodom = "Where `1` is defined is not known here.";
FunctionDomain[f_, x_Symbol] := With[{c = Catch[conditions[f], defined]}, Reduce[And @@ Flatten[c], x, Reals] /; ListQ[c]]
FunctionDomain[f_, x : {__Symbol}] := With[{c = Catch[conditions[f], defined]}, And @@ DeleteDuplicates[DeleteCases[Flatten[c], True]] /; ListQ[c]]
conditions[e_] := {} /; NumericQ[e] || Head[e] === Symbol
conditions[b_^n_Integer] := {conditions[b], If[n < 0, b != 0, {}]}
conditions[b_^q_Rational] := {conditions[b], If[q < 0, b > 0, b >= 0]}
conditions[b_^e_] := {conditions[e], If[NumericQ[b] && b > 0, {}, {conditions[b], b > 0}]}
conditions[Log[u_]] := {conditions[u], u > 0}
conditions[Log[b_, u_]] := {conditions[b], conditions[u], b > 0, b != 1, u > 0}
conditions[(ArcSin | ArcCos)[u_]] := {conditions[u], -1 <= u <= 1}
conditions[ArcCosh[u_]] := {conditions[u], u >= 1}
conditions[ArcTanh[u_]] := {conditions[u], -1 < u < 1}
conditions[(Plus | Times | Sin | Cos | Exp | Abs | Sign | ArcTan | ArcSinh | Sinh | Cosh | Tanh | Max | Min | Floor | Ceiling | Round | Erf | Surd | CubeRoot)[u__]] := Map[conditions, {u}]
conditions[u_List] := Map[conditions, u]
conditions[f_] := (Message[FunctionDomain::nodom, f]; Throw[f, defined])

(* In[1]:= {FunctionDomain[1/x, x], FunctionDomain[Log[1 - x^2], x], FunctionDomain[Sin[x], x]}
   Out[1]= {x < 0 || x > 0, -1 < x < 1, True}
   In[2]:= FunctionDomain[Sqrt[x]/(x - 2), x]
   Out[2]= 0 <= x < 2 || x > 2
   In[3]:= FunctionDomain[f[x], x]
   FunctionDomain::nodom: Where f[x] is defined is not known here.
   Out[3]= FunctionDomain[f[x], x] *)
