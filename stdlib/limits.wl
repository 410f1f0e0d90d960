(* Limits: values where they exist, rational functions by their degrees, de l'Hospital's rule. *)

Limit::usage = "Limit[f, x -> a] gives the limit of f as x approaches a.
Limit[f, x -> a, Direction -> \"FromAbove\"] gives the one-sided limit from above; \"FromBelow\" that from below.";
Options[Limit] = {Direction -> Automatic};
Limit::lim = "Warning: `1` is not of the form variable -> point.";
Limit[f_List, rule_, opts : OptionsPattern[]] := Map[Limit[#, rule, opts] &, f]
Limit[f_, x_ -> a_, opts : OptionsPattern[]] := With[{value = Quiet[approached[f, x, a, OptionValue[Direction] /. {"FromAbove" -> -1, "FromBelow" -> 1, Automatic | "TwoSided" | Reals -> 0}]]},
  value /; value =!= $Failed]
(* Directly, else from either side; functions with jumps and corners always from the sides. *)
approached[f_, x_, a_, side_] := With[{v = If[kinked[f, x], $Failed, tried[f, x, a, side]]},
  Which[
    v =!= $Failed, v,
    ! FreeQ[a, DirectedInfinity], With[{w = sided[f, x, a, 0]}, If[kinked[f, x], w, $Failed]],
    side =!= 0, sided[f, x, a, -side],
    True, With[{above = sided[f, x, a, 1], below = sided[f, x, a, -1]}, Which[
      above === below || below === $Failed && ! kinked[f, x], above,
      above === $Failed || below === $Failed, $Failed,
      PossibleZeroQ[above - below], above,
      True, Indeterminate]]]]
tried[f_, x_, a_, side_] := Block[{rounds = 0}, With[{v = Catch[limit[f, x, a, side], limitTag]}, If[FreeQ[v, Derivative[_][_][_?NumericQ] | Indeterminate] || v === Indeterminate, v, $Failed]]]
kinked[f_, x_] := ! FreeQ[f, (Abs | RealAbs | Sign | UnitStep | HeavisideTheta | Floor | Ceiling | Round | IntegerPart | FractionalPart)[u_] /; ! FreeQ[u, x]]
(* The side s: functions with kinks are what they are a little beside the point, then x is a + s/t with t to infinity. *)
sided[f_, x_, a_, s_] := Module[{t, near = If[FreeQ[a, DirectedInfinity], N[a] + s/10.^7, First[a] 10.^7], g},
  g = f //. {
    (h : Abs | RealAbs)[u_] /; ! FreeQ[u, x] && NumberQ[N[u /. x -> near]] :> Sign[Re[N[u /. x -> near]]] u,
    (h : Sign | UnitStep | HeavisideTheta)[u_] /; ! FreeQ[u, x] && NumberQ[N[u /. x -> near]] :> h[N[u /. x -> near]] /. r_Real :> Round[r],
    (h : Floor | Ceiling | Round | IntegerPart)[u_] /; ! FreeQ[u, x] && FreeQ[a, DirectedInfinity] && NumberQ[N[u /. x -> near]] :> h[N[u /. x -> near]],
    FractionalPart[u_] /; FreeQ[a, DirectedInfinity] :> u - IntegerPart[u]};
  Which[
    kinked[g, x], $Failed,
    ! FreeQ[a, DirectedInfinity], tried[g, x, a, 0],
    True, With[{v = If[g === f, $Failed, tried[g, x, a, -s]]}, If[v =!= $Failed, v, tried[unfolded[g /. x -> a + s/t, t], t, Infinity, 0]]]]]
(* t is positive. *)
unfolded[g_, t_] := Simplify[g] //. {
  Log[t^n_] :> n Log[t], Log[c_ t^n_.] /; FreeQ[c, t] :> Log[c] + n Log[t],
  (b_^(e_?(! FreeQ[#, t] &))) /; ! FreeQ[b, t] :> E^(e Log[b])}
Limit[f_, spec : Except[_Rule], ___] := Null /; (Message[Limit::lim, spec]; False)

(* In[1]:= Limit[Sin[x]/x, x -> 0]
   Out[1]= 1
   In[2]:= Limit[(3 x^2 + 1)/(x^2 - x), x -> Infinity]
   Out[2]= 3
   In[3]:= Limit[(1 + 1/n)^n, n -> Infinity]
   Out[3]= E
   In[4]:= Limit[x Exp[-x], x -> Infinity]
   Out[4]= 0
   In[5]:= Limit[1/x, x -> 0, Direction -> "FromAbove"]
   Out[5]= Infinity
   In[6]:= Limit[x, y]
   Limit::lim: Warning: y is not of the form variable -> point.
   Out[6]= Limit[x, y]
   In[7]:= {Limit[x Log[x], x -> 0], Limit[x^x, x -> 0], Limit[(1 + x)^(1/x), x -> 0], Limit[Sqrt[x^2 + x] - x, x -> Infinity]}
   Out[7]= {0, 1, E, 1/2}
   In[8]:= {Limit[Abs[x]/x, x -> 0], Limit[Abs[x]/x, x -> 0, Direction -> "FromAbove"], Limit[Floor[x], x -> 2, Direction -> "FromBelow"]}
   Out[8]= {Indeterminate, 1, 1}
   In[9]:= Limit[Exp[-x] Sin[x], x -> Infinity]
   Out[9]= 0 *)

giveUp[] := Throw[$Failed, limitTag]
undefinedQ[v_] := ! FreeQ[v, Indeterminate | ComplexInfinity | DirectedInfinity]
infiniteQ[v_] := MatchQ[v, DirectedInfinity[_] | ComplexInfinity]

limit[f_, x_, a_, side_] := f /; FreeQ[f, x]
limit[x_, x_, a_, side_] := a
limit[f_, x_, a : DirectedInfinity[s_], side_] := atInfinity[f, x, s]
limit[f_, x_, a_, side_] := With[{v = f /. x -> a}, If[! undefinedQ[v], v, nearPoint[f, x, a, side]]]

nearPoint[f_, x_, a_, side_] := With[{t = Together[f]}, Which[
  FreeQ[Denominator[t], x] && t =!= f && ! undefinedQ[t /. x -> a], t /. x -> a,
  ! FreeQ[Denominator[t], x], quotientLimit[Numerator[t], Denominator[t], x, a, side, 0],
  Head[f] === Plus, addLimits[f, x, a, side],
  Head[f] === Times, productLimit[Map[limit[#, x, a, side] &, List @@ f], f, x, a, side],
  Head[f] === Power && ! FreeQ[f[[2]], x], E^limit[f[[2]] Log[f[[1]]], x, a, side],
  Length[f] === 1, functionAt[Head[f], limit[First[f], x, a, side]],
  True, giveUp[]]]

(* A factor that vanishes against an infinite one: as a quotient. *)
productLimit[values_, f_, x_, a_, side_] := If[! MemberQ[values, 0] || ! AnyTrue[values, infiniteQ],
  With[{v = Times @@ values}, If[v === Indeterminate, giveUp[], v]],
  With[{n = Select[f, infiniteQ[limit[#, x, a, side]] &]}, quotientLimit[Simplify[D[n, x]], Simplify[D[n/f, x]], x, a, side, 0]]]

addLimits[f_, x_, a_, side_] := With[{total = Total[Map[limit[#, x, a, side] &, List @@ f]]}, If[total === Indeterminate, giveUp[], total]]

quotientLimit[n_, d_, x_, a_, side_, depth_] := Module[{p = n /. x -> a, q = d /. x -> a},
  Which[
    depth > 8, giveUp[],
    undefinedQ[p] || undefinedQ[q], giveUp[],
    ! zeroQ[q], p/q,
    zeroQ[p], With[{r = Together[D[n, x]/D[d, x]]}, quotientLimit[Numerator[r], Denominator[r], x, a, side, depth + 1]],
    True, pole[n, d, x, a, side]]]
zeroQ[v_] := With[{s = Simplify[v]}, s === 0 || NumericQ[s] && Abs[N[s]] < 10^-12]
(* The sign near the point on either side decides. *)
pole[n_, d_, x_, a_, side_] := Module[{above = signNear[n/d, x, a, 1], below = signNear[n/d, x, a, -1]},
  Which[
    side === -1 && above =!= 0, above Infinity,
    side === 1 && below =!= 0, below Infinity,
    above === below && above =!= 0, above Infinity,
    side === 0, Indeterminate,
    True, giveUp[]]]
signNear[f_, x_, a_, s_] := With[{v = N[f /. x -> N[a] + s/10.^6]}, If[NumberQ[v] && Im[v] == 0, Sign[v], 0]]

(* x to infinity: rational functions by degrees, then known functions, then quotients. *)
atInfinity[f_, x_, s_] := Which[
  FreeQ[f, x], f,
  f === x, s Infinity,
  s === -1, atInfinity[f /. x -> -x, x, 1],
  True, inside[f, Together[f], x]]
inside[f_, t_, x_] := rationalAtInfinity[Numerator[t], Denominator[t], x] /; PolynomialQ[Numerator[t], x] && PolynomialQ[Denominator[t], x]
inside[f_, t_, x_] := Module[{parts},
  Which[
    Head[f] === Plus,
      parts = Map[atInfinity[#, x, 1] &, List @@ f];
      If[Total[parts] === Indeterminate, dominant[f, x], Total[parts]],
    Head[f] === Times && AnyTrue[List @@ f, swinging[#, x] &],
      If[atInfinity[DeleteCases[f, _?(swinging[#, x] &)], x, 1] === 0, 0, giveUp[]],
    Head[f] === Times,
      parts = Map[atInfinity[#, x, 1] &, List @@ f];
      If[MemberQ[parts, 0] && AnyTrue[parts, infiniteQ], vanishing[f, x, 1], Times @@ parts],
    Head[f] === Power,
      Which[
        FreeQ[f[[1]], x], exponentialAt[f[[1]], atInfinity[f[[2]], x, 1]],
        FreeQ[f[[2]], x], powerAt[atInfinity[f[[1]], x, 1], f[[2]]],
        True, exponentialAt[E, atInfinity[f[[2]] Log[f[[1]]], x, 1]]],
    MatchQ[f, HarmonicNumber[x, _?(# > 1 &)]], Zeta[f[[2]]],
    Length[f] === 1, functionAt[Head[f], atInfinity[First[f], x, 1]],
    True, giveUp[]]]

(* Sines and cosines and what sums and products make of them stay bounded. *)
swinging[f_, x_] := ! FreeQ[f, x] && bounded[f, x]
bounded[f_, x_] := FreeQ[f, x] || MatchQ[f, (Sin | Cos)[u_] /; FreeQ[u, Complex]] || MatchQ[Head[f], Plus | Times] && AllTrue[List @@ f, bounded[#, x] &] || MatchQ[f, _^_Integer?Positive] && bounded[First[f], x]

rationalAtInfinity[n_, d_, x_] := With[{p = Exponent[n, x], q = Exponent[d, x]}, Which[
  p < q, 0,
  p === q, Coefficient[n, x, p]/Coefficient[d, x, q],
  True, Simplify[Coefficient[n, x, p]/Coefficient[d, x, q]] Infinity]]
exponentialAt[b_, v_] := Which[
  v === Infinity, If[TrueQ[b > 1], Infinity, If[TrueQ[Abs[b] < 1], 0, giveUp[]]],
  v === -Infinity, If[TrueQ[b > 1], 0, If[TrueQ[0 < b < 1], Infinity, giveUp[]]],
  True, b^v]
powerAt[v_, n_] := Which[
  v === Infinity, If[TrueQ[n > 0], Infinity, If[TrueQ[n < 0], 0, giveUp[]]],
  v === 0 && TrueQ[n < 0], giveUp[],
  infiniteQ[v] && TrueQ[n < 0], 0,
  v === -Infinity && IntegerQ[n], If[EvenQ[n], Infinity, -Infinity],
  infiniteQ[v], giveUp[],
  True, v^n]
functionAt[f_, v_] := Switch[{f, v},
  {ArcTan, Infinity}, Pi/2, {ArcTan, -Infinity}, -Pi/2, {Tanh, Infinity}, 1, {Tanh, -Infinity}, -1,
  {Erf, Infinity}, 1, {Erf, -Infinity}, -1, {Erfc, Infinity}, 0, {Log, Infinity}, Infinity, {Log, 0}, -Infinity,
  {SinIntegral, Infinity}, Pi/2, {SinIntegral, -Infinity}, -Pi/2, {CosIntegral, Infinity}, 0, {ArcCot, _?infiniteQ}, 0, {Coth, Infinity}, 1, {Sech | Csch, _?infiniteQ}, 0,
  {Sinh, _?infiniteQ}, v, {Cosh, _?infiniteQ}, Infinity, {FresnelS | FresnelC, Infinity}, 1/2, {Gamma | LogGamma | HarmonicNumber, Infinity}, Infinity, {Factorial, Infinity}, Infinity, {Zeta, Infinity}, 1,
  {LogisticSigmoid, Infinity}, 1, {LogisticSigmoid, -Infinity}, 0, {Abs, _?infiniteQ}, Infinity,
  {Sin | Cos, _?infiniteQ}, giveUp[],
  _, If[infiniteQ[v], giveUp[], f[v]]]
(* Exponentials beat powers, powers beat logarithms; anything else by de l'Hospital. *)
vanishing[f_, x_, s_] := Module[{factors = List @@ f, exps},
  exps = Select[factors, MatchQ[#, Power[b_ /; FreeQ[b, x], e_ /; ! FreeQ[e, x]]] &];
  Which[
    exps =!= {} && AllTrue[Complement[factors, exps], PolynomialQ[#, x] || MatchQ[#, Power[p_, _?NumberQ] /; PolynomialQ[p, x]] || MatchQ[#, _Log] || FreeQ[#, x] &],
      With[{v = Times @@ Map[atInfinity[#, x, s] &, exps]}, If[v === 0, 0, If[infiniteQ[v], v, giveUp[]]]],
    MemberQ[factors, _Log], hospital[f, x, s, 0],
    True, hospital[f, x, s, 0]]]
hospital[f_, x_, s_, depth_] := Module[{n = Select[f, infiniteQ[atInfinity[#, x, s]] &], d},
  d = f/n;
  If[++rounds > 6, giveUp[], atInfinity[Together[If[FreeQ[n, Log], D[d, x]/D[1/n, x], D[n, x]/D[1/d, x]]], x, s]]]
dominant[f_, x_] := With[{t = Factor[f]}, If[Head[t] === Plus, rootsApart[f, x], atInfinity[t, x, 1]]]
(* Infinite terms with square roots that cancel: times the sum, divided by it. *)
rootsApart[f_, x_] := Module[{roots, rest, q},
  roots = Select[f, ! FreeQ[#, Power[_, 1/2]] &]; rest = f - roots;
  If[Head[roots] === Plus && rest === 0, rest = Rest[roots]; roots = First[roots]];
  If[++rounds > 6 || roots === 0 || rest === 0, giveUp[]];
  q = Expand[roots^2 - rest^2];
  If[! FreeQ[q, Power[u_, 1/2] /; ! FreeQ[u, x]], giveUp[]];
  With[{y = Unique["y"]}, limit[Together[Simplify[Expand[q y]/Simplify[y (roots - rest) /. x -> 1/y, y > 0] /. x -> 1/y, y > 0]], y, 0, -1]]]
