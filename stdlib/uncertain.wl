(* Values with uncertainties, which propagate to first order. *)

Around::usage = "Around[x, s] represents a number x with the uncertainty s.
Around[x, {s1, s2}] has different uncertainties below and above.
Around[list] is the mean of the numbers in a list with the standard error of that mean.
Around[dist] is the mean of a distribution with its standard deviation.";
Around[list_List] := Around[Mean[N[list]], StandardDeviation[N[list]]/Sqrt[N[Length[list]]]] /; VectorQ[list, NumericQ] && Length[list] > 1
Around[dist_] := Around[N[Mean[dist]], N[StandardDeviation[dist]]] /; NumericQ[Mean[dist]] && NumericQ[StandardDeviation[dist]]
Around[x_, 0 | 0.] := x
Around[x_?exactQ, s_] := Around[N[x], s]
Around[x_, s_?exactQ] := Around[x, N[s]]
exactQ[x_] := NumericQ[x] && Precision[x] === Infinity

Around /: Plus[c_?NumericQ, Around[x_, s_], r___] := Plus[Around[x + c, s], r]
Around /: Plus[Around[x_, s_?NumericQ], Around[y_, t_?NumericQ], r___] := Plus[Around[x + y, Sqrt[s^2 + t^2]], r]
Around /: Times[c_?NumericQ, Around[x_, s_?NumericQ], r___] := Times[Around[c x, Abs[c] s], r]
Around /: Times[Around[x_, s_?NumericQ], Around[y_, t_?NumericQ], r___] := Times[Around[x y, Sqrt[(y s)^2 + (x t)^2]], r]
Around /: Power[Around[x_, s_?NumericQ], n_?NumericQ] := Around[x^n, Abs[n x^(n - 1)] s]
Around /: Power[b_?NumericQ, Around[x_, s_?NumericQ]] := Around[b^x, Abs[b^x Log[b]] s]
(f : Sin | Cos | Tan | Log | ArcTan | ArcSin | ArcCos | Sinh | Cosh | Tanh | Abs)[Around[x_, s_?NumericQ]] ^:= Around[f[x], Abs[slope[f, x]] s]
slope[f_, x_] := N[D[f[v], v] /. v -> x]
slope[Abs, _] := 1.
Around /: N[a : Around[_, _]] := a
Around[x_, _]["Value"] := x
Around[_, s_]["Uncertainty"] := s
Around[x_, s_]["Interval"] := Interval[{x - s, x + s}]
Format[Around[x_, s_?NumericQ]] := ToString[NumberForm[x, {16, places[s]}]] <> " ± " <> ToString[NumberForm[N[s], {16, places[s]}]]
(* Two digits of the uncertainty count. *)
places[s_] := Max[0, 1 - Floor[Log10[Abs[s]]]]

(* In[1]:= {Around[3., 0.3] + Around[4., 0.4], 2 Around[3., 0.1], Around[2., 0.1]^2} /. Around[x_, s_] :> Around[Round[x, 0.001], Round[s, 0.001]]
   Out[1]= {Around[7., 0.5], Around[6., 0.2], Around[4., 0.4]}
   In[2]:= Around[3., 0.12]["Value"]
   Out[2]= 3.
   In[3]:= ToString[Around[3.14159, 0.012]]
   Out[3]= "3.142 ± 0.012"
   In[4]:= Around[{1, 2, 3}]["Value"]
   Out[4]= 2. *)

AroundReplace::usage = "AroundReplace[expr, {x -> Around[a, s], ...}] replaces variables by uncertain values, with correlations between their occurrences.";
AroundReplace[expr_, rules : {(_ -> _Around) ..}] := With[{at = Map[First[#] -> #[[2, 1]] &, rules]},
  Around[N[expr /. at], Sqrt[Total[Map[N[(D[expr, First[#]] /. at) #[[2, 2]]]^2 &, rules]]]]]
AroundReplace[expr_, rule_Rule] := AroundReplace[expr, {rule}]

(* In[1]:= AroundReplace[x - x + 2 x, x -> Around[1., 0.1]]
   Out[1]= Around[2., 0.2] *)
