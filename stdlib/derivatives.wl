(* Derivatives: D by the rules of calculus, Derivative as the table of known functions. *)

D::usage = "D[f, x] gives the partial derivative of f with respect to x.
D[f, {x, n}] gives the multiple derivative.
D[f, x, y, ...] differentiates f successively with respect to x, y, ....
D[f, {{x1, x2, ...}}] gives the vector derivative {D[f, x1], D[f, x2], ...}.";
D::dvar = "Derivative specifier `1` does not have the form {variable, n}, with a symbolic expression or a non-negative integer n.";

D[f_] := f
D[f_, x_, rest__] := D[D[f, x], rest]
D[f_List, {vars_List}] := Map[D[#, {vars}] &, f]
D[f_, {vars_List}] := Map[D[f, #] &, vars]
D[f_, {vars_List, n_Integer?Positive}] := Nest[D[#, {vars}] &, f, n]
D[f_, {x_, n_Integer?NonNegative}] := Nest[derive[#, x] &, f, n] /; variableQ[x]
D[f_, s_List] := Null /; (Message[D::dvar, s]; False)
D[f_, x_] := derive[f, x] /; variableQ[x]
D[f_, x_] := Null /; ! ListQ[x] && (Message[General::ivar, x]; False)

(* In[1]:= D[x^3 + Sin[2 x], x]
   Out[1]= 3*x^2 + 2*Cos[2*x]
   In[2]:= D[x^5, {x, 3}]
   Out[2]= 60*x^2
   In[3]:= D[x^2 y^3, x, y]
   Out[3]= 6*x*y^2
   In[4]:= D[f[g[x]], x]
   Out[4]= f'[g[x]]*g'[x]
   In[5]:= D[x^2 y, {{x, y}}]
   Out[5]= {2*x*y, x^2}
   In[6]:= D[x^n, x]
   Out[6]= n*x^(-1 + n)
   In[7]:= D[x^2, 3]
   General::ivar: 3 is not a valid variable.
   Out[7]= D[x^2, 3]
   In[8]:= D[x^2, {x, -1}]
   D::dvar: Derivative specifier {x, -1} does not have the form {variable, n}.
   Out[8]= D[x^2, {x, -1}] *)

variableQ[x_] := ! NumericQ[x] && ! ListQ[x] && ! StringQ[x]

derive[f_, x_] := If[f === x, 1, If[FreeQ[f, x], 0, inner[f, x]]]

(* Of something that is not x and mentions x. *)
inner[f_List, x_] := Map[derive[#, x] &, f]
inner[f_Plus, x_] := Map[derive[#, x] &, f]
inner[c_ f_, x_] := c derive[f, x] /; FreeQ[c, x]
inner[f_Times, x_] := Sum[MapAt[derive[#, x] &, f, i], {i, Length[f]}]
inner[b_^n_, x_] := n b^(n - 1) derive[b, x] /; FreeQ[n, x]
inner[b_^n_, x_] := b^n Log[b] derive[n, x] /; FreeQ[b, x]
inner[b_^n_, x_] := b^n (derive[n, x] Log[b] + n derive[b, x]/b)
inner[a_ == b_, x_] := derive[a, x] == derive[b, x]
inner[HoldPattern[Piecewise[cases_, other_]], x_] := Piecewise[Map[{derive[First[#], x], Last[#]} &, cases], derive[other, x]]
inner[HoldPattern[Integrate[f_, y_Symbol]], y_] := f
inner[HoldPattern[Integrate[f_, {y_, a_, b_}]], x_] :=
  derive[b, x] (f /. y -> b) - derive[a, x] (f /. y -> a) + Integrate[derive[f, x], {y, a, b}]
inner[Derivative[n__][f_][args__], x_] := chain[f, {n}, {args}, x]
inner[f_[args___], x_] := chain[f, ConstantArray[0, Length[{args}]], {args}, x]

(* The chain rule for f with n derivatives taken already in each argument. *)
chain[f_, n_, args_, x_] :=
  Sum[If[FreeQ[args[[i]], x], 0, derive[args[[i]], x] (Derivative @@ MapAt[# + 1 &, n, i])[f] @@ args], {i, Length[args]}]

Derivative::usage = "f' represents the derivative of a function f of one argument.
Derivative[n1, n2, ...][f] is the general form, representing a function obtained from f by differentiating n1 times with respect to the first argument, n2 times with respect to the second argument, and so on.";

SetAttributes[Derivative, NHoldAll]
Derivative[0 ..][f_] := f
Derivative[n__][Derivative[m__][f_]] := (Derivative @@ ({n} + {m}))[f] /; Length[{n}] === Length[{m}]

Derivative[1][Sin] = Cos[#1] &;
Derivative[1][Cos] = -Sin[#1] &;
Derivative[1][Tan] = Sec[#1]^2 &;
Derivative[1][Cot] = -Csc[#1]^2 &;
Derivative[1][Sec] = Sec[#1] Tan[#1] &;
Derivative[1][Csc] = -Cot[#1] Csc[#1] &;
Derivative[1][ArcSin] = 1/Sqrt[1 - #1^2] &;
Derivative[1][ArcCos] = -(1/Sqrt[1 - #1^2]) &;
Derivative[1][ArcTan] = 1/(1 + #1^2) &;
Derivative[1][ArcCot] = -(1/(1 + #1^2)) &;
Derivative[1][ArcSec] = 1/(Sqrt[1 - 1/#1^2] #1^2) &;
Derivative[1][ArcCsc] = -(1/(Sqrt[1 - 1/#1^2] #1^2)) &;
Derivative[1, 0][ArcTan] = -(#2/(#1^2 + #2^2)) &;
Derivative[0, 1][ArcTan] = #1/(#1^2 + #2^2) &;
Derivative[1][Sinh] = Cosh[#1] &;
Derivative[1][Cosh] = Sinh[#1] &;
Derivative[1][Tanh] = Sech[#1]^2 &;
Derivative[1][Coth] = -Csch[#1]^2 &;
Derivative[1][Sech] = -Sech[#1] Tanh[#1] &;
Derivative[1][Csch] = -Coth[#1] Csch[#1] &;
Derivative[1][ArcSinh] = 1/Sqrt[1 + #1^2] &;
Derivative[1][ArcCosh] = 1/(Sqrt[-1 + #1] Sqrt[1 + #1]) &;
Derivative[1][ArcTanh] = 1/(1 - #1^2) &;
Derivative[1][ArcCoth] = 1/(1 - #1^2) &;
Derivative[1][Exp] = Exp[#1] &;
Derivative[1][Log] = 1/#1 &;
Derivative[1][Sqrt] = 1/(2 Sqrt[#1]) &;
Derivative[1][LogisticSigmoid] = LogisticSigmoid[#1] (1 - LogisticSigmoid[#1]) &;
Derivative[1][Erf] = 2/(E^#1^2 Sqrt[Pi]) &;
Derivative[1][Erfc] = -2/(E^#1^2 Sqrt[Pi]) &;
Derivative[1][Gamma] = Gamma[#1] System`PolyGamma[0, #1] &;
Derivative[1][LogGamma] = System`PolyGamma[0, #1] &;
Derivative[1][Factorial] = Gamma[1 + #1] System`PolyGamma[0, 1 + #1] &;
Derivative[1][UnitStep] = DiracDelta[#1] &;
Derivative[1][HeavisideTheta] = DiracDelta[#1] &;
Derivative[1][Identity] = 1 &;

(* Higher derivatives of known functions, and those of pure functions, are pure functions. *)
Derivative[n_Integer][f_] := pureDerivative[Derivative[1][f], n - 1] /; n > 1 && MatchQ[Derivative[1][f], _Function]
Derivative[n__Integer?NonNegative][f_Function] := Module[{vars = Table[Unique["x"], Length[{n}]]},
  slotFunction[D[f @@ vars, Sequence @@ Transpose[{vars, {n}}]], vars]]
pureDerivative[f_, 0] := f
pureDerivative[f_, n_] := Derivative[n][f]
slotFunction[body_, vars_] := Function[Evaluate[body /. Table[vars[[i]] -> Slot[i], {i, Length[vars]}]]]

(* Functions that the user has defined: by their values at symbols. *)
Derivative[n__Integer?NonNegative][f_Symbol][args__] := Module[{vars = Table[Unique["x"], Length[{n}]]},
  With[{body = f @@ vars},
    (D[body, Sequence @@ Transpose[{vars, {n}}]] /. Thread[vars -> {args}]) /; ! MatchQ[body, _f | Derivative[__][f][__]]]] /;
  Length[{n}] === Length[{args}]

(* In[1]:= Sin'[x]
   Out[1]= Cos[x]
   In[2]:= f'[x]
   Out[2]= f'[x]
   In[3]:= (#^3 &)'
   Out[3]= 3*#1^2 &
   In[4]:= g[x_] := x^4; g''[2]
   Out[4]= 48
   In[5]:= Derivative[2][Cos][x]
   Out[5]= -Cos[x] *)
