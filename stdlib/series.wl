(* Power series: Series by arithmetic on truncated series, SeriesData as a value that can be computed with. *)

Series::usage = "Series[f, {x, x0, n}] generates a power series expansion for f about the point x = x0 to order (x - x0)^n.
Series[f, {x, x0, nx}, {y, y0, ny}, ...] successively finds series expansions with respect to x, then y, etc.";
Series::ser = "`1` has no expansion in powers of `2` that is known how to find.";
Series::serlim = "Series order specification `1` is not a machine-sized integer.";
Series[f_, {x_, x0_, n_Integer}] := With[{s = reported[Catch[expansion[f, x, x0, n], seriesTag], f, x - x0]},
  s /; s =!= $Failed]
reported[s_, f_, power_] := (If[s === $Failed, Message[Series::ser, f, power]]; s)
Series[f_, {x_, x0_, n_}] := Null /; (Message[Series::serlim, n]; False)
Series[f_, first_List, rest__List] := With[{s = Series[f, first]}, MapAt[Map[Series[#, rest] &], s, 3] /; Head[s] === SeriesData]

(* In[1]:= Series[Exp[x], {x, 0, 3}]
   Out[1]= SeriesData[x, 0, {1, 1, 1/2, 1/6}, 0, 4, 1]
   In[2]:= Normal[Series[Sin[x], {x, 0, 5}]]
   Out[2]= x - x^3/6 + x^5/120
   In[3]:= Normal[Series[1/Sin[x], {x, 0, 3}]]
   Out[3]= 1/x + x/6 + (7*x^3)/360
   In[4]:= Normal[Series[Log[x], {x, 1, 2}]]
   Out[4]= -1 + x - (-1 + x)^2/2
   In[5]:= Normal[Series[f[x], {x, a, 1}]]
   Out[5]= f[a] + (-a + x)*f'[a]
   In[6]:= Series[x, {x, 0, n}]
   Series::serlim: Series order specification n is not a machine-sized integer.
   Out[6]= Series[x, {x, 0, n}] *)

(* Cancellation at the front costs terms: so many more are computed. *)
extra = 6;
expansion[f_, x_, Infinity, n_] := expansion[f /. x -> 1/x, x, 0, n] /. SeriesData[y_, 0, rest__] :> SeriesData[y, Infinity, rest]
expansion[f_, x_, x0_, n_] := Block[{terms = n + 1 + extra, var = x}, data[normalized[series[f /. x -> x + x0]], x, x0, n]]
data[{v_, c_}, x_, x0_, n_] := SeriesData[x, x0, If[v > n, {}, Take[c, Min[Length[c], n - v + 1]]], Min[v, n + 1], n + 1, 1]

(* {v, {c0, c1, ...}} is x^v (c0 + c1 x + ...). *)
fail[] := Throw[$Failed, seriesTag]
padded[c_] := PadRight[c, Max[terms, 1]]
zeroQ[c_] := c === 0 || ! NumberQ[c] && Together[c] === 0
normalized[{v_, c_}] := With[{k = LengthWhile[c, zeroQ]}, If[k === Length[c], {v, c}, {v + k, Drop[c, k]}]]

series[f_] := {0, padded[{f}]} /; FreeQ[f, var]
series[f_] := {1, padded[{1}]} /; f === var
series[f_Plus] := Fold[addSeries, Map[series, List @@ f]]
series[f_Times] := Fold[timesSeries, Map[series, List @@ f]]
series[b_^n_Integer] := powerSeries[series[b], n]
series[E^g_] := expSeries[normalized[series[g]]]
series[b_^n_] := powerSeries[series[b], n] /; FreeQ[n, var]
series[b_^n_] := series[E^(n Log[b])]
series[Log[g_]] := logSeries[normalized[series[g]]]
series[f_[g_]] := composed[f, normalized[series[g]]]
series[_] := fail[]

addSeries[{v_, c_}, {w_, d_}] := addSeries[{w, d}, {v, c}] /; w < v
addSeries[{v_, c_}, {w_, d_}] := {v, c + Take[Join[ConstantArray[0, Min[w - v, Length[c]]], d, ConstantArray[0, Length[c]]], Length[c]]}
timesSeries[{v_, c_}, {w_, d_}] := With[{n = Min[Length[c], Length[d]]}, {v + w, Table[Sum[c[[j]] d[[k - j + 1]], {j, k}], {k, n}]}]
powerSeries[{v_, c_}, 0] := {0, PadRight[{1}, Max[Length[c], 1]]}
powerSeries[s_, n_Integer?Positive] := Fold[timesSeries, ConstantArray[s, n]] /; n <= 3
powerSeries[s_, a_] := Module[{v, c, b, n},
  {v, c} = normalized[s];
  If[zeroQ[First[c]] || ! IntegerQ[v a], fail[]];
  n = Length[c];
  b = {First[c]^a};
  Do[AppendTo[b, Together[Sum[(a j - (k - j)) c[[j + 1]] b[[k - j + 1]], {j, k}]/(k First[c])]], {k, n - 1}];
  {v a, b}]
nonnegative[{v_, c_}] := If[v < 0, fail[], Take[Join[ConstantArray[0, v], c], Length[c]]]
expSeries[s_] := Module[{c = nonnegative[s], e = {1}},
  Do[AppendTo[e, Sum[j c[[j + 1]] e[[k - j + 1]], {j, k}]/k], {k, Length[c] - 1}];
  {0, E^First[c] e}]
logSeries[{v_, c_}] := Module[{l = {Log[First[c]] + v Log[var]}},
  Do[AppendTo[l, Together[(c[[k + 1]] - Sum[j l[[j + 1]] c[[k - j + 1]], {j, k - 1}]/k)/First[c]]], {k, Length[c] - 1}];
  {0, l}]
(* Taylor's formula for the outer function at the first coefficient of the inner one. *)
composed[f_, s_] := Module[{c = nonnegative[s], a, u, z, derivatives, n},
  a = First[c]; n = Length[c];
  u = {0, ReplacePart[c, 1 -> 0]};
  derivatives = Quiet[Table[D[f[z], {z, k}], {k, 0, n - 1}] /. z -> a];
  If[! FreeQ[derivatives, DirectedInfinity | ComplexInfinity | Indeterminate], fail[]];
  Fold[addSeries[timesSeries[#1, u], {0, padded[{#2}]}] &, {0, padded[{0}]}, Reverse[derivatives/Table[k!, {k, 0, n - 1}]]]]

SeriesData::usage = "SeriesData[x, x0, {a0, a1, ...}, nmin, nmax, den] represents a power series in the variable x about the point x0.";
Format[SeriesData[x_, x0_, c_, v_, n_, d_]] := With[{power = x - x0, order = n/d},
  Replace[Join[Hold @@ Table[If[c[[i]] === 0, Nothing, c[[i]] power^((v + i - 1)/d)], {i, Length[c]}], Hold[O[power]^order]],
    Hold[terms__] :> HoldForm[Plus[terms]]]]
SeriesData /: a_SeriesData + b_SeriesData := combined[addSeries, a, b] /; compatible[a, b]
SeriesData /: a_SeriesData b_SeriesData := combined[timesSeries, a, b] /; compatible[a, b]
SeriesData /: a_SeriesData^n_Integer := With[{x = a[[1]], s = rebuilt[powerSeries[pairOf[a], n], a]}, s]
SeriesData /: a_SeriesData^q_Rational := rooted[a, q]
SeriesData /: E^a_SeriesData := within[expSeries, a]
SeriesData /: Log[a_SeriesData] := within[logSeries, a]
SeriesData /: (f : Sin | Cos | Tan | Sinh | Cosh | Tanh | ArcSin | ArcTan | ArcSinh | ArcTanh)[a_SeriesData] := within[composed[f, #] &, a]
rooted[a_, q_] := With[{s = Catch[powerSeries[pairOf[a], q], seriesTag]}, rebuilt[s, a] /; s =!= $Failed]
(* What is not known counts as zero; it matters from the first unknown power on. *)
within[f_, a_] := With[{n = a[[5]], s = Block[{terms = a[[5]] + 1, var = a[[1]]}, Catch[normalized[f[normalized[{a[[4]], PadRight[a[[3]], a[[5]] + 1]}]]], seriesTag]]},
  SeriesData[a[[1]], a[[2]], Take[Last[s], UpTo[Max[n - First[s], 0]]], Min[First[s], n], n, 1] /; s =!= $Failed && a[[4]] >= 0]
SeriesData /: a_SeriesData + f_ := With[{s = asSeries[f, a]}, a + s /; Head[s] === SeriesData]
SeriesData /: a_SeriesData f_ := With[{s = asSeries[f, a]}, a s /; Head[s] === SeriesData]
compatible[a_, b_] := a[[1]] === b[[1]] && a[[2]] === b[[2]] && a[[6]] === 1 && b[[6]] === 1
(* What is known of a series, as far as it is known. *)
pairOf[SeriesData[x_, x0_, c_, v_, n_, 1]] := {v, PadRight[c, Max[n - v, 1]]}
rebuilt[{v_, c_}, a_] := With[{s = normalized[{v, c}]}, SeriesData[a[[1]], a[[2]], Last[s], First[s], First[s] + Length[Last[s]], 1]]
combined[addSeries, a_, b_] := Module[{n = Min[a[[5]], b[[5]]], v = Min[a[[4]], b[[4]]], s},
  s = Table[coefficient[a, k] + coefficient[b, k], {k, v, n - 1}];
  s = normalized[{v, s}];
  SeriesData[a[[1]], a[[2]], If[AllTrue[Last[s], zeroQ], {}, Last[s]], If[AllTrue[Last[s], zeroQ], n, First[s]], n, 1]]
combined[timesSeries, a_, b_] := If[a[[3]] === {} || b[[3]] === {},
  With[{n = Min[a[[4]] + b[[5]], a[[5]] + b[[4]]]}, SeriesData[a[[1]], a[[2]], {}, n, n, 1]],
  rebuilt[timesSeries[pairOf[a], pairOf[b]], a]]
coefficient[SeriesData[_, _, c_, v_, _, _], k_] := If[v <= k < v + Length[c], c[[k - v + 1]], 0]
asSeries[f_, a_] := With[{s = Quiet[Series[f, {a[[1]], a[[2]], Max[a[[5]] - Min[a[[4]], 0], 1]}]]}, If[Head[s] === SeriesData && s[[4]] < s[[5]], s, $Failed]]

(* In[1]:= Normal[Series[Exp[x], {x, 0, 2}]^2]
   Out[1]= 1 + 2*x + 2*x^2
   In[2]:= Normal[1 + x + O[x]^2]
   Out[2]= 1 + x
   In[3]:= {Exp[x + O[x]^4], Sqrt[1 + x + O[x]^3], Log[1 + x + O[x]^3]}
   Out[3]= {SeriesData[x, 0, {1, 1, 1/2, 1/6}, 0, 4, 1], SeriesData[x, 0, {1, 1/2, -1/8}, 0, 3, 1], SeriesData[x, 0, {1, -1/2}, 1, 3, 1]}
   In[4]:= Sin[x + x^2 + O[x]^4]
   Out[4]= SeriesData[x, 0, {1, 1, -1/6}, 1, 4, 1] *)

O::usage = "O[x]^n represents a term of order x^n; O[x, x0]^n one of order (x - x0)^n.";
O[x_] := SeriesData[x, 0, {}, 1, 1, 1]
O[x_, x0_] := SeriesData[x, x0, {}, 1, 1, 1]
SeriesData /: SeriesData[x_, x0_, {}, v_, n_, 1]^k_Integer := SeriesData[x, x0, {}, k v, k n, 1] /; k > 0

(* In[1]:= O[x]^3
   Out[1]= SeriesData[x, 0, {}, 3, 3, 1] *)

SeriesCoefficient::usage = "SeriesCoefficient[f, {x, x0, n}] finds the coefficient of (x - x0)^n in the expansion of f about the point x = x0.
SeriesCoefficient[series, n] finds the coefficient of the n-th order term in a power series.";
SeriesCoefficient[s_SeriesData, n_Integer] := coefficient[s, n]
SeriesCoefficient[f_, {x_, x0_, n_Integer}] := With[{s = Series[f, {x, x0, n}]}, coefficient[s, n] /; Head[s] === SeriesData]

(* In[1]:= SeriesCoefficient[1/(1 - x), {x, 0, 10}]
   Out[1]= 1
   In[2]:= SeriesCoefficient[Exp[x], {x, 0, 4}]
   Out[2]= 1/24 *)
