(* Statements about all and about some values. *)

ForAll::usage = "ForAll[x, expr] states that expr is True for all values of x.
ForAll[x, cond, expr] states it for those that satisfy cond; ForAll[{x1, x2, ...}, expr] for several variables.";
Attributes[ForAll] = {HoldAll};
ForAll[_, True] := True
ForAll[_, False] := False
ForAll[x_, cond_, expr_] := ForAll[x, Implies[cond, expr]]
(* In[1]:= {ForAll[x, True], Resolve[ForAll[x, x^2 >= 0], Reals], Resolve[ForAll[x, x > 1, x^2 > 1], Reals]}
   Out[1]= {True, True, True} *)

Exists::usage = "Exists[x, expr] states that there is a value of x for which expr is True.
Exists[x, cond, expr] states that there is one that satisfies cond; Exists[{x1, x2, ...}, expr] has several variables.";
Attributes[Exists] = {HoldAll};
Exists[_, True] := True
Exists[_, False] := False
Exists[x_, cond_, expr_] := Exists[x, cond && expr]
(* In[1]:= {Resolve[Exists[x, x^2 == -1], Reals], Resolve[Exists[x, x^2 == -1]]}
   Out[1]= {False, True} *)

Resolve::usage = "Resolve[expr] tries to eliminate ForAll and Exists quantifiers from expr.
Resolve[expr, Reals] does so over the reals.";
Resolve[expr_, dom_ : Complexes] := With[{r = expr /. {ForAll[x_, p_] :> Not[some[x, Not[p], dom]], Exists[x_, p_] :> some[x, p, dom]}}, r /; FreeQ[r, some]]
some[x_Symbol, p_, dom_] := With[{r = Quiet[Reduce[p, x, dom]]}, Which[r === False, False, r === True || FreeQ[r, Reduce] && Variables[Level[p, {-1}]] === {x}, True, True, some[x, p]]]
some[{x_}, p_, dom_] := some[x, p, dom]
(* In[1]:= Resolve[ForAll[x, x^2 + x + 1 > 0] && Exists[y, y^3 == 8], Reals]
   Out[1]= True *)
