(* Other forms of expressions: Simplify, PowerExpand, Apart, TrigExpand, TrigReduce. *)

Simplify::usage = "Simplify[expr] performs a sequence of algebraic and other transformations on expr and returns the simplest form it finds.
Simplify[expr, assum] does simplification using assumptions such as x > 0 or Element[n, Integers].";
Options[Simplify] = {Assumptions :> $Assumptions};
Simplify[expr_, OptionsPattern[]] := simplify[expr, conditions[OptionValue[Assumptions]]]
Simplify[expr_, assumptions : Except[_Rule | _RuleDelayed], OptionsPattern[]] := simplify[expr, Join[conditions[assumptions], conditions[$Assumptions]]]
conditions[a_] := DeleteCases[Flatten[{a /. And -> List}], True]

(* In[1]:= Simplify[(x^2 - 1)/(x - 1)]
   Out[1]= 1 + x
   In[2]:= Simplify[Sin[x]^2 + Cos[x]^2]
   Out[2]= 1
   In[3]:= Simplify[Sqrt[x^2], x > 0]
   Out[3]= x
   In[4]:= Simplify[x^2 + 2 x + 1]
   Out[4]= (1 + x)^2
   In[5]:= Simplify[]
   Simplify::argt: Simplify called with 0 arguments; 1 or 2 arguments are expected.
   Out[5]= Simplify[] *)

(* Parts first, then the whole; what is simplest by the number of its parts wins, the earlier one of equals. *)
simplify[expr_, assum_] := With[{value = FixedPoint[simplifyOnce[#, assum] &, expr, 5]}, value]
simplifyOnce[x_?AtomQ, _] := x
simplifyOnce[expr_, assum_] := Module[{inner = assumed[Map[simplifyOnce[#, assum] &, expr], assum]}, best[inner]]
best[x_?AtomQ] := x
best[expr_] := Module[{candidates = {expr}},
  If[MemberQ[{Plus, Times, Power}, Head[expr]],
    candidates = Join[candidates, {Expand[expr], Together[expr], Cancel[expr], Factor[expr], FactorTerms[expr]}];
    If[! FreeQ[expr, Sin | Cos | Tan | Sinh | Cosh], candidates = Join[candidates, trigonometric[expr]]];
    If[! FreeQ[expr, Log | Power[_, Except[_Integer]]], candidates = Join[candidates, {expr //. logRules, Expand[expr] //. logRules}]]];
  First[SortBy[candidates, complexity]]]
complexity[expr_] := LeafCount[expr] + Count[expr, _?Negative, {-1}] / 4 + Total[Map[digits, Cases[expr, _Integer | _Rational, {-1}]]] / 16
digits[n_Integer] := If[n === 0, 0, IntegerLength[n]]
digits[q_Rational] := IntegerLength[Numerator[q]] + IntegerLength[Denominator[q]]
logRules = {a_. Log[x_] + b_. Log[y_] :> Log[x^a y^b] /; IntegerQ[a] && IntegerQ[b] && NumericQ[x] && NumericQ[y] && Positive[x] && Positive[y],
  E^(a_. Log[x_]) :> x^a, Log[E^x_Integer] :> x};

pythagoras = {
  a_. Sin[x_]^2 + a_. Cos[x_]^2 + r_. :> a + r,
  a_ - a_ Sin[x_]^2 + r_. :> a Cos[x]^2 + r, 1 - Sin[x_]^2 :> Cos[x]^2, -1 + Sin[x_]^2 :> -Cos[x]^2,
  a_ - a_ Cos[x_]^2 + r_. :> a Sin[x]^2 + r, 1 - Cos[x_]^2 :> Sin[x]^2, -1 + Cos[x_]^2 :> -Sin[x]^2,
  a_. Cosh[x_]^2 + b_. Sinh[x_]^2 + r_. :> a + r /; b === -a,
  1 + Tan[x_]^2 :> Sec[x]^2, 1 - Tanh[x_]^2 :> Sech[x]^2,
  2 Sin[x_] Cos[x_] :> Sin[2 x], Cos[x_]^2 - Sin[x_]^2 :> Cos[2 x],
  a_. Sin[x_] Cos[x_]^n_. :> a Tan[x] Cos[x]^(n + 1) /; n < 0};
trigonometric[expr_] := With[{e = Expand[expr]}, {expr //. pythagoras, e //. pythagoras, Together[e //. pythagoras], Expand[TrigExpand[expr]] //. pythagoras}]

(* Roots and signs that the assumptions decide. *)
assumed[expr_, {}] := expr
assumed[expr_, assum_] := expr /. {
  (x_^2)^(1/2) :> x /; positive[x, assum],
  (x_^2)^(1/2) :> -x /; negative[x, assum],
  (x_^n_)^r_ :> x^(n r) /; positive[x, assum],
  Abs[x_] :> x /; positive[x, assum],
  Abs[x_] :> -x /; negative[x, assum],
  (x_ y_)^r_ :> x^r y^r /; positive[x, assum],
  Log[x_^n_] :> n Log[x] /; positive[x, assum],
  Sin[n_ Pi] :> 0 /; integer[n, assum],
  Cos[n_ Pi] :> (-1)^n /; integer[n, assum],
  (x_^2)^(1/2) :> Abs[x] /; MemberQ[assum, Element[x, Reals]]}
positive[x_?NumericQ, _] := TrueQ[Positive[x]]
positive[x_, assum_] := MemberQ[assum, HoldPattern[x > 0 | 0 < x | x >= 0 | 0 <= x | Greater[x, _?Positive] | Less[_?Positive, x]]] ||
  MatchQ[x, _Times | _Plus] && AllTrue[List @@ x, positive[#, assum] &]
positive[x_^_, assum_] := True /; positive[x, assum]
negative[x_?NumericQ, _] := TrueQ[Negative[x]]
negative[x_, assum_] := MemberQ[assum, HoldPattern[x < 0 | 0 > x | x <= 0 | 0 >= x]]
integer[n_, assum_] := IntegerQ[n] || MemberQ[assum, Element[n, Integers]]

FullSimplify::usage = "FullSimplify[expr] tries a wide range of transformations on expr and returns the simplest form it finds.
FullSimplify[expr, assum] does simplification using assumptions.";
FullSimplify[expr_] := best[Simplify[Simplify[expr] /. fullRules]]
FullSimplify[expr_, assumptions_] := best[Simplify[Simplify[expr, assumptions] /. fullRules, assumptions]]
fullRules = {Gamma[n_ + 1] :> n Gamma[n], Log[a_?Positive] + Log[b_?Positive] :> Log[a b]};

(* In[1]:= FullSimplify[(x^3 - 1)/(x - 1)]
   Out[1]= 1 + x + x^2 *)

PowerExpand::usage = "PowerExpand[expr] expands all powers of products and powers, assuming that all variables are positive.";
PowerExpand[expr_] := expr //. {(x_ y_)^z_ :> x^z y^z, (x_^y_)^z_ :> x^(y z), Log[x_ y_] :> Log[x] + Log[y], Log[x_^y_] :> y Log[x]}

(* In[1]:= PowerExpand[Sqrt[x y]]
   Out[1]= Sqrt[x]*Sqrt[y]
   In[2]:= PowerExpand[Log[x^2 y]]
   Out[2]= 2*Log[x] + Log[y] *)

Attributes[Apart] = {Listable};
Apart::usage = "Apart[expr] rewrites a rational expression as a sum of terms with minimal denominators.
Apart[expr, var] treats all variables other than var as constants.";
Apart[expr_List] := Map[Apart, expr]
Apart[expr_] := With[{vars = Variables[{Numerator[Together[expr]], Denominator[Together[expr]]}]}, If[vars === {}, expr, Apart[expr, First[vars]]]]
Apart[expr_, x_] := Module[{t = Together[expr], n, d, q, factors, unknowns, terms, equations, solution},
  {n, d} = {Numerator[t], Denominator[t]};
  If[! PolynomialQ[n, x] || ! PolynomialQ[d, x] || FreeQ[d, x], Return[Expand[t], Module]];
  {q, n} = PolynomialQuotientRemainder[n, d, x];
  factors = Select[FactorList[d], ! FreeQ[First[#], x] &];
  terms = Join @@ Map[Function[f, Join @@ Table[Table[x^j/First[f]^k, {j, 0, Exponent[First[f], x] - 1}], {k, Last[f]}]], factors];
  unknowns = Table[Unique["c"], {Length[terms]}];
  equations = CoefficientList[Expand[Together[n - Cancel[d Map[Cancel, terms]] . unknowns]], x];
  solution = LinearSolve[Outer[Coefficient, equations, unknowns], -(equations /. Thread[unknowns -> 0])];
  Expand[q] + Total[gathered[Map[Together, solution], terms, x]]]
(* Terms with the same denominator come together again. *)
gathered[values_, terms_, x_] := Map[Together[Total[#]] &, Values[GroupBy[Transpose[{values, terms}], Denominator[Last[#]] &, Map[Apply[Times], #] &]]]

(* In[1]:= Apart[1/(x^2 - 1)]
   Out[1]= 1/(2*(-1 + x)) - 1/(2*(1 + x))
   In[2]:= Apart[x^3/(x + 1), x]
   Out[2]= 1 - x + x^2 - 1/(1 + x) *)

Attributes[TrigExpand] = {Listable};
TrigExpand::usage = "TrigExpand[expr] expands out trigonometric functions of sums and multiples.";
TrigExpand[expr_] := Expand[expr //. {
  Sin[a_ + b_] :> Sin[a] Cos[b] + Cos[a] Sin[b], Cos[a_ + b_] :> Cos[a] Cos[b] - Sin[a] Sin[b],
  Sin[n_Integer a_] :> Sin[(n - 1) a] Cos[a] + Cos[(n - 1) a] Sin[a] /; n > 1,
  Cos[n_Integer a_] :> Cos[(n - 1) a] Cos[a] - Sin[(n - 1) a] Sin[a] /; n > 1,
  Sinh[a_ + b_] :> Sinh[a] Cosh[b] + Cosh[a] Sinh[b], Cosh[a_ + b_] :> Cosh[a] Cosh[b] + Sinh[a] Sinh[b]}]

(* In[1]:= TrigExpand[Sin[x + y]]
   Out[1]= Cos[y]*Sin[x] + Cos[x]*Sin[y]
   In[2]:= TrigExpand[Cos[2 x]]
   Out[2]= Cos[x]^2 - Sin[x]^2 *)

Attributes[TrigReduce] = {Listable};
TrigReduce::usage = "TrigReduce[expr] rewrites products and powers of trigonometric functions in terms of trigonometric functions with combined arguments.";
TrigReduce[expr_] := FixedPoint[Expand[# /. {
  Sin[a_]^n_Integer :> Sin[a]^(n - 2) (1 - Cos[2 a])/2 /; n > 1, Cos[a_]^n_Integer :> Cos[a]^(n - 2) (1 + Cos[2 a])/2 /; n > 1,
  c_. Sin[a_] Cos[b_] :> c (Sin[a + b] + Sin[a - b])/2, c_. Sin[a_] Sin[b_] :> c (Cos[a - b] - Cos[a + b])/2,
  c_. Cos[a_] Cos[b_] :> c (Cos[a + b] + Cos[a - b])/2}] &, Expand[expr], 50]

(* In[1]:= TrigReduce[Sin[x]^2]
   Out[1]= 1/2 - Cos[2*x]/2
   In[2]:= TrigReduce[Sin[x] Cos[y]]
   Out[2]= Sin[x - y]/2 + Sin[x + y]/2 *)

Refine::usage = "Refine[expr, assum] gives the form of expr that would be obtained if symbols in it were replaced by explicit numerical expressions satisfying the assumptions assum.";
Refine[expr_] := assumed[expr, conditions[$Assumptions]]
Refine[expr_, assumptions_] := With[{list = Flatten[{assumptions /. And -> List}]}, FixedPoint[assumed[#, list] /. known[list] &, expr, 10]]
(* What is assumed is true. *)
known[list_] := Map[# -> True &, Cases[list, _Greater | _Less | _GreaterEqual | _LessEqual | _Element | _Equal | _Unequal]]

(* In[1]:= Refine[Sqrt[x^2], x > 0]
   Out[1]= x
   In[2]:= Refine[Abs[x], x < 0]
   Out[2]= -x
   In[3]:= Refine[Sin[n Pi], Element[n, Integers]]
   Out[3]= 0 *)

PossibleZeroQ::usage = "PossibleZeroQ[expr] gives True if basic symbolic and numerical methods suggest that expr has value zero, and gives False otherwise.";
PossibleZeroQ[expr_] := expr === 0 || If[NumericQ[expr], numericZeroQ[expr], TrueQ[Simplify[expr] === 0]]
numericZeroQ[expr_] := With[{v = N[expr]}, NumberQ[v] && Abs[v] < 10^-12 && (ExactNumberQ[expr] === False || expr === 0) && (! FreeQ[expr, _Real] || Abs[N[expr, 30]] < 10^-20)]

(* In[1]:= PossibleZeroQ[(x + 1)^2 - x^2 - 2 x - 1]
   Out[1]= True
   In[2]:= PossibleZeroQ[Sqrt[2] - 1]
   Out[2]= False *)
