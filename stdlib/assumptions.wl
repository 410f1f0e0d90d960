(* Assumptions: $Assumptions and Assuming, conditional values, solutions with sides worked on. *)

$Assumptions::usage = "$Assumptions is the default setting of the option Assumptions of Simplify, Refine and their kin.";
If[! ValueQ[$Assumptions], $Assumptions = True];
Unprotect[$Assumptions];

(* In[1]:= $Assumptions
   Out[1]= True *)

Assuming::usage = "Assuming[assum, expr] evaluates expr with assum appended to $Assumptions.";
Attributes[Assuming] = {HoldRest};
Assuming[assum_, expr_] := Block[{$Assumptions = If[$Assumptions === True, And @@ Flatten[{assum}], $Assumptions && And @@ Flatten[{assum}]]}, expr]

(* In[1]:= Assuming[x > 0, Simplify[Sqrt[x^2]]]
   Out[1]= x
   In[2]:= Assuming[{x > 0, y > 0}, $Assumptions]
   Out[2]= x > 0 && y > 0 *)

ConditionalExpression::usage = "ConditionalExpression[expr, cond] is a symbolic construct that represents the expression expr when the condition cond is True.";
ConditionalExpression[x_, True] := x
ConditionalExpression[_, False] := System`Undefined
ConditionalExpression[ConditionalExpression[x_, a_], b_] := ConditionalExpression[x, a && b]
ConditionalExpression /: (f : Plus | Times | Power)[a___, ConditionalExpression[x_, c_], b___] := ConditionalExpression[f[a, x, b], c]

(* In[1]:= {ConditionalExpression[a, True], ConditionalExpression[a, False]}
   Out[1]= {a, Undefined}
   In[2]:= 1 + ConditionalExpression[x, y > 0]
   Out[2]= ConditionalExpression[1 + x, y > 0] *)

AddSides::usage = "AddSides[rel, x] adds x to each side of the equation or inequality rel.
AddSides[rel1, rel2] adds the corresponding sides of two equations.";
AddSides[(h : Equal | Unequal | Less | Greater | LessEqual | GreaterEqual)[a__], Equal[x_, y_]] := h[First[{a}] + x, Last[{a}] + y] /; Length[{a}] == 2
AddSides[(h : Equal | Unequal | Less | Greater | LessEqual | GreaterEqual)[a__], x_] := h @@ ({a} + x)

(* In[1]:= AddSides[a == b, c]
   Out[1]= a + c == b + c
   In[2]:= AddSides[a < b, 1]
   Out[2]= 1 + a < 1 + b *)

SubtractSides::usage = "SubtractSides[rel, x] subtracts x from each side of the equation or inequality rel.
SubtractSides[rel] subtracts the right-hand side from both sides.";
SubtractSides[rel_] := AddSides[rel, -Last[rel]]
SubtractSides[rel_, Equal[x_, y_]] := AddSides[rel, -x == -y]
SubtractSides[rel_, x_] := AddSides[rel, -x]

(* In[1]:= {SubtractSides[a == b], SubtractSides[a == b, c]}
   Out[1]= {a - b == 0, a - c == b - c} *)

MultiplySides::usage = "MultiplySides[rel, x] multiplies each side of the equation or inequality rel by x.";
MultiplySides[(h : Equal)[a__], x_?NumericQ] := Equal @@ (x {a}) /; ! TrueQ[x == 0]
MultiplySides[(h : Equal)[a__], x_] := Piecewise[{{Equal @@ (x {a}), x != 0}}, Equal[a]]
MultiplySides[(h : Less | Greater | LessEqual | GreaterEqual)[a__], x_?Positive] := h @@ (x {a})
MultiplySides[(h : Less | Greater | LessEqual | GreaterEqual)[a__], x_?Negative] := (h /. {Less -> Greater, Greater -> Less, LessEqual -> GreaterEqual, GreaterEqual -> LessEqual}) @@ (x {a})

(* In[1]:= {MultiplySides[a == b, 2], MultiplySides[a < b, -1]}
   Out[1]= {2*a == 2*b, -a > -b} *)

DivideSides::usage = "DivideSides[rel, x] divides each side of the equation or inequality rel by x.";
DivideSides[rel_, x_?NumericQ] := MultiplySides[rel, 1/x] /; ! TrueQ[x == 0]
DivideSides[(h : Equal)[a__], x_] := Piecewise[{{Equal @@ ({a}/x), x != 0}}, Equal[a]]

(* In[1]:= DivideSides[2 x == 4, 2]
   Out[1]= x == 2 *)

ApplySides::usage = "ApplySides[f, rel] applies f to each side of the equation or inequality rel.";
ApplySides[f_, (h : Equal | Unequal | Less | Greater | LessEqual | GreaterEqual)[a__]] := h @@ Map[f, {a}]

(* In[1]:= ApplySides[Exp, Log[x] == y]
   Out[1]= x == E^y *)

InverseFunction::usage = "InverseFunction[f] represents the inverse of the function f.
InverseFunction[f, n] represents the inverse with respect to the n-th argument.";
InverseFunction[InverseFunction[f_]] := f
InverseFunction[f_Symbol] := inverses[f] /; KeyExistsQ[inverses, f]
InverseFunction[Function[body_]] := With[{x = Unique["x"]}, With[{s = Quiet[Solve[Function[body][x] == y, x]]},
  (Function[Evaluate[x /. First[s] /. y -> #]]) /; MatchQ[s, {{x -> _}, ___}] && FreeQ[s, Solve]]]
(* A root near the argument, where there is no formula. *)
InverseFunction[f_][y_Real] := With[{r = Quiet[Check[x /. FindRoot[f[x] == y, {x, Max[1., Log[2. + Abs[y]]]}], $Failed]]}, r /; NumberQ[r]]
inverses = <|Sin -> ArcSin, Cos -> ArcCos, Tan -> ArcTan, Sec -> ArcSec, Csc -> ArcCsc, Cot -> ArcCot, Sinh -> ArcSinh, Cosh -> ArcCosh, Tanh -> ArcTanh,
  ArcSin -> Sin, ArcCos -> Cos, ArcTan -> Tan, ArcSinh -> Sinh, ArcCosh -> Cosh, ArcTanh -> Tanh, Exp -> Log, Log -> Exp, Identity -> Identity|>;

(* In[1]:= {InverseFunction[Sin], InverseFunction[2 # + 1 &][7], InverseFunction[f]}
   Out[1]= {ArcSin, 3, InverseFunction[f]} *)
