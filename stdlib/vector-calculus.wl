(* Derivatives of fields: Grad, Div, Curl, Laplacian; total derivatives. Cartesian coordinates. *)

Grad::usage = "Grad[f, {x1, ..., xn}] gives the gradient of f with respect to the Cartesian coordinates x1, ..., xn.";
Grad[f_List, vars_List] := Map[Grad[#, vars] &, f]
Grad[f_, vars_List] := Map[D[f, #] &, vars]

(* In[1]:= Grad[x^2 y, {x, y}]
   Out[1]= {2*x*y, x^2}
   In[2]:= Grad[{x y, x + y}, {x, y}]
   Out[2]= {{y, x}, {1, 1}} *)

Div::usage = "Div[{f1, ..., fn}, {x1, ..., xn}] gives the divergence of a vector field.";
Div::rank = "The field `1` should have `2` components.";
Div[f_List, vars_List] := Null /; Length[f] =!= Length[vars] && ! MatrixQ[f] && (Message[Div::rank, f, Length[vars]]; False)
Div[f_?MatrixQ, vars_List] := Map[Div[#, vars] &, f] /; Length[First[f]] === Length[vars]
Div[f_List, vars_List] := Total[MapThread[D, {f, vars}]] /; Length[f] === Length[vars]

(* In[1]:= Div[{x^2, x y, z}, {x, y, z}]
   Out[1]= 1 + 3*x
   In[2]:= Div[{x}, {x, y}]
   Div::rank: The field {x} should have 2 components.
   Out[2]= Div[{x}, {x, y}] *)

Curl::usage = "Curl[{f1, f2}, {x1, x2}] gives the curl of a field in the plane.
Curl[{f1, f2, f3}, {x1, x2, x3}] gives the curl of a vector field.";
Curl[{f1_, f2_}, {x1_, x2_}] := D[f2, x1] - D[f1, x2]
Curl[{f1_, f2_, f3_}, {x1_, x2_, x3_}] := {D[f3, x2] - D[f2, x3], D[f1, x3] - D[f3, x1], D[f2, x1] - D[f1, x2]}

(* In[1]:= Curl[{y, -x, z}, {x, y, z}]
   Out[1]= {0, 0, -2}
   In[2]:= Curl[{-y, x}, {x, y}]
   Out[2]= 2 *)

Laplacian::usage = "Laplacian[f, {x1, ..., xn}] gives the sum of the second derivatives of f.";
Laplacian[f_List, vars_List] := Map[Laplacian[#, vars] &, f]
Laplacian[f_, vars_List] := Total[Map[D[f, {#, 2}] &, vars]]

(* In[1]:= Laplacian[x^2 + y^3, {x, y}]
   Out[1]= 2 + 6*y *)

Dt::usage = "Dt[f, x] gives the total derivative of f with respect to x: all other symbols may depend on x.
Dt[f] gives the total differential.
Dt[f, {x, n}] gives the n-th total derivative.";
Options[Dt] = {Constants -> {}};
Dt[f_, {x_, n_Integer?NonNegative}, o : OptionsPattern[]] := Nest[Dt[#, x, o] &, f, n]
Dt[f_, x_Symbol, OptionsPattern[]] := total[f, x, OptionValue[Constants]] /; ! AtomQ[f]
Dt[x_, x_, OptionsPattern[]] := 1
Dt[f_, OptionsPattern[]] := total[f, None, OptionValue[Constants]] /; ! AtomQ[f]
Dt[_?NumericQ, OptionsPattern[]] := 0
total[f_, x_, constants_] := Module[{vars = Select[Union[Cases[f, _Symbol, {-1}]], ! NumericQ[#] &]},
  vars = Complement[vars, Flatten[{constants}]];
  Total[Map[D[f, #] Which[# === x, 1, x === None, Dt[#], True, Dt[#, x]] &, vars]]]

(* In[1]:= Dt[x^2 + y^2, x]
   Out[1]= 2*x + 2*y*Dt[y, x]
   In[2]:= Dt[x y]
   Out[2]= y*Dt[x] + x*Dt[y]
   In[3]:= Dt[a x^2, x, Constants -> {a}]
   Out[3]= 2*a*x *)

CoordinateBounds::usage = "CoordinateBounds[{p1, p2, ...}] gives the smallest and largest coordinates of the points, one pair for each dimension.
CoordinateBounds[points, d] adds d on each side.";
CoordinateBounds[points_List, pad_ : 0] := Map[{Min[#] - pad, Max[#] + pad} &, Transpose[points]]

(* In[1]:= CoordinateBounds[{{0, 1}, {2, 3}, {4, -5}}]
   Out[1]= {{0, 4}, {-5, 3}} *)
