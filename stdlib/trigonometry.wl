(* Trigonometric functions as exponentials and back, real and imaginary parts. *)

Attributes[TrigToExp] = {Listable};
TrigToExp::usage = "TrigToExp[expr] converts trigonometric functions in expr to exponentials.";
TrigToExp[expr_] := expr //. {
  Sin[x_] :> I E^(-I x)/2 - I E^(I x)/2, Cos[x_] :> E^(-I x)/2 + E^(I x)/2,
  Tan[x_] :> I (E^(-I x) - E^(I x))/(E^(-I x) + E^(I x)), Cot[x_] :> -I (E^(-I x) + E^(I x))/(E^(-I x) - E^(I x)),
  Sec[x_] :> 2/(E^(-I x) + E^(I x)), Csc[x_] :> -2 I/(E^(-I x) - E^(I x)),
  Sinh[x_] :> E^x/2 - E^(-x)/2, Cosh[x_] :> E^(-x)/2 + E^x/2, Tanh[x_] :> (E^x - E^(-x))/(E^x + E^(-x)),
  Coth[x_] :> (E^x + E^(-x))/(E^x - E^(-x)), Sech[x_] :> 2/(E^(-x) + E^x), Csch[x_] :> 2/(E^x - E^(-x)),
  ArcSin[x_] :> -I Log[I x + Sqrt[1 - x^2]], ArcCos[x_] :> Pi/2 + I Log[I x + Sqrt[1 - x^2]],
  ArcTan[x_] :> I Log[1 - I x]/2 - I Log[1 + I x]/2, ArcCot[x_] :> I Log[1 - I/x]/2 - I Log[1 + I/x]/2,
  ArcSinh[x_] :> Log[x + Sqrt[1 + x^2]], ArcCosh[x_] :> Log[x + Sqrt[-1 + x] Sqrt[1 + x]], ArcTanh[x_] :> Log[1 + x]/2 - Log[1 - x]/2}

(* In[1]:= TrigToExp[Cos[x]]
   Out[1]= E^((-I)*x)/2 + E^(I*x)/2
   In[2]:= TrigToExp[Cosh[x] + a]
   Out[2]= a + E^(-x)/2 + E^x/2
   In[3]:= TrigToExp[ArcTanh[x]]
   Out[3]= -Log[1 - x]/2 + Log[1 + x]/2 *)

Attributes[ExpToTrig] = {Listable};
ExpToTrig::usage = "ExpToTrig[expr] converts exponentials in expr to trigonometric functions.";
ExpToTrig[expr_] := expr /. {
  E^z_ :> With[{w = Expand[z/I]}, If[FreeQ[w, _Complex], Cos[w] + I Sin[w], Cosh[z] + Sinh[z]]] /; ! NumberQ[z] || ! FreeQ[z, _Complex],
  b_^z_ :> Cosh[z Log[b]] + Sinh[z Log[b]] /; NumericQ[b] && ! NumericQ[z] && Positive[b]}

(* In[1]:= ExpToTrig[E^(I x)]
   Out[1]= Cos[x] + I*Sin[x]
   In[2]:= ExpToTrig[E^x]
   Out[2]= Cosh[x] + Sinh[x] *)

ComplexExpand::usage = "ComplexExpand[expr] expands expr assuming that all variables are real.
ComplexExpand[expr, {x1, x2, ...}] expands expr assuming that variables matching any of the xi are complex.";
ComplexExpand[expr_] := ComplexExpand[expr, {}]
ComplexExpand[expr_List, vars_] := Map[ComplexExpand[#, vars] &, expr]
ComplexExpand[(h : Equal | Less | Greater | LessEqual | GreaterEqual | Rule)[a_, b_], vars_] := h[ComplexExpand[a, vars], ComplexExpand[b, vars]]
ComplexExpand[expr_, vars_] := With[{p = parts[expr, Flatten[{vars}]]}, Expand[First[p]] + I Expand[Last[p]]]

(* {real part, imaginary part}, with real variables. *)
parts[z_?NumberQ, _] := {Re[z], Im[z]}
parts[x_Symbol, vars_] := If[MatchQ[x, Alternatives @@ vars], {Re[x], Im[x]}, {x, 0}]
parts[x_Plus, vars_] := Total[Map[parts[#, vars] &, List @@ x]]
parts[x_Times, vars_] := Fold[{#1[[1]] #2[[1]] - #1[[2]] #2[[2]], #1[[1]] #2[[2]] + #1[[2]] #2[[1]]} &, Map[parts[#, vars] &, List @@ x]]
parts[E^z_, vars_] := With[{p = parts[z, vars]}, E^p[[1]] {Cos[p[[2]]], Sin[p[[2]]]}]
parts[x_^n_Integer, vars_] := With[{p = parts[x, vars]}, Which[
  p[[2]] === 0, {p[[1]]^n, 0},
  n > 0, Expand[Fold[{#1[[1]] #2[[1]] - #1[[2]] #2[[2]], #1[[1]] #2[[2]] + #1[[2]] #2[[1]]} &, ConstantArray[p, n]]],
  True, With[{q = parts[x^-n, vars]}, {q[[1]], -q[[2]]}/(q[[1]]^2 + q[[2]]^2)]]]
parts[b_?Positive^z_, vars_] := parts[E^(Log[b] z), vars]
parts[x_^r_, vars_] := With[{p = parts[x, vars]}, If[p[[2]] === 0 && (TrueQ[Positive[p[[1]]]] || vars === {} && realValuedQ[x^r]), {x^r, 0},
  With[{m = (p[[1]]^2 + p[[2]]^2)^(r/2), a = r argument[p]}, {m Cos[a], m Sin[a]}]]]
argument[{a_, 0}] := Arg[a]
argument[{a_, b_}] := Arg[a + I b]
realValuedQ[x_] := NumericQ[x] && Im[N[x]] == 0
parts[Conjugate[z_], vars_] := parts[z, vars] {1, -1}
parts[Re[z_], vars_] := {parts[z, vars][[1]], 0}
parts[Im[z_], vars_] := {parts[z, vars][[2]], 0}
parts[Abs[z_], vars_] := With[{p = parts[z, vars]}, If[p[[2]] === 0, {Abs[p[[1]]], 0}, {Sqrt[Expand[p[[1]]^2 + p[[2]]^2]], 0}]]
parts[Arg[z_], vars_] := {argument[parts[z, vars]], 0}
parts[Log[z_], vars_] := With[{p = parts[z, vars]}, If[p[[2]] === 0 && TrueQ[Positive[p[[1]]]], {Log[z], 0}, {Log[p[[1]]^2 + p[[2]]^2]/2, argument[p]}]]
parts[Sin[z_], vars_] := With[{p = parts[z, vars]}, {Sin[p[[1]]] Cosh[p[[2]]], Cos[p[[1]]] Sinh[p[[2]]]}]
parts[Cos[z_], vars_] := With[{p = parts[z, vars]}, {Cos[p[[1]]] Cosh[p[[2]]], -Sin[p[[1]]] Sinh[p[[2]]]}]
parts[Sinh[z_], vars_] := With[{p = parts[z, vars]}, {Sinh[p[[1]]] Cos[p[[2]]], Cosh[p[[1]]] Sin[p[[2]]]}]
parts[Cosh[z_], vars_] := With[{p = parts[z, vars]}, {Cosh[p[[1]]] Cos[p[[2]]], Sinh[p[[1]]] Sin[p[[2]]]}]
parts[Tan[z_], vars_] := With[{p = parts[z, vars]}, {Sin[2 p[[1]]], Sinh[2 p[[2]]]}/(Cos[2 p[[1]]] + Cosh[2 p[[2]]])]
parts[x_, vars_] := {x, 0} /; vars === {} || FreeQ[x, Alternatives @@ vars]
parts[x_, _] := {Re[x], Im[x]}

(* In[1]:= ComplexExpand[(x + I y)^2]
   Out[1]= x^2 + (2*I)*x*y - y^2
   In[2]:= ComplexExpand[Sin[x + I y]]
   Out[2]= Cosh[y]*Sin[x] + I*Cos[x]*Sinh[y]
   In[3]:= ComplexExpand[Abs[x + I y]]
   Out[3]= Sqrt[x^2 + y^2]
   In[4]:= ComplexExpand[z + x, z]
   Out[4]= x + I*Im[z] + Re[z] *)

Attributes[TrigFactor] = {Listable};
TrigFactor::usage = "TrigFactor[expr] factors trigonometric functions in expr.";
TrigFactor[expr_] := With[{f = Factor[expr //. {
    a_. Sin[x_] + a_. Sin[y_] :> 2 a Sin[(x + y)/2] Cos[(x - y)/2], a_. Sin[x_] + b_. Sin[y_] :> 2 a Cos[(x + y)/2] Sin[(x - y)/2] /; b === -a,
    a_. Cos[x_] + a_. Cos[y_] :> 2 a Cos[(x + y)/2] Cos[(x - y)/2], a_. Cos[x_] + b_. Cos[y_] :> -2 a Sin[(x + y)/2] Sin[(x - y)/2] /; b === -a}]}, f]

(* In[1]:= TrigFactor[Sin[x]^2 + Sin[x] Cos[x]]
   Out[1]= Sin[x]*(Cos[x] + Sin[x])
   In[2]:= TrigFactor[Sin[x] + Sin[y]]
   Out[2]= 2*Cos[(x - y)/2]*Sin[(x + y)/2] *)
