(* Series turned round and put into each other, quotients of polynomials that agree with a function. *)

InverseSeries::usage = "InverseSeries[s] gives a series for the inverse of the function that the series s stands for.
InverseSeries[s, y] gives it in powers of y - s(x0).";
InverseSeries[s_SeriesData] := InverseSeries[s, First[s]]
InverseSeries[SeriesData[x_, x0_, c_List, v_Integer, n_Integer, 1], y_] := With[{a = PadRight[Join[ConstantArray[0, Max[v, 0]], c], n]},
  reversed[y, x0, First[a], Rest[a]] /; v >= 0 && n > 1 && a[[2]] =!= 0]
(* By Lagrange: n times the n-th coefficient of the inverse is that of w^(n - 1) in (w/s)^n. *)
reversed[y_, x0_, a0_, rest_] := Module[{n = Length[rest], w, quotient, power = 1, d},
  quotient = SeriesData[w, 0, rest, 0, n, 1]^-1;
  d = Table[power = power quotient; Together[SeriesCoefficient[power, k - 1]/k], {k, n}];
  If[x0 === 0, SeriesData[y, a0, d, 1, n + 1, 1], SeriesData[y, a0, Prepend[d, x0], 0, n + 1, 1]]]

(* In[1]:= Normal[InverseSeries[Series[Sin[x], {x, 0, 5}]]]
   Out[1]= x + x^3/6 + (3*x^5)/40
   In[2]:= InverseSeries[Series[Exp[x], {x, 0, 3}], y]
   Out[2]= SeriesData[y, 1, {1, -1/2, 1/3}, 1, 4, 1]
   In[3]:= InverseSeries[5]
   Out[3]= InverseSeries[5] *)

ComposeSeries::usage = "ComposeSeries[s1, s2, ...] puts the series s2 into s1, and so on.";
ComposeSeries[s_SeriesData] := s
ComposeSeries[SeriesData[x_, x0_, c_List, v_Integer, n_Integer, 1], t : SeriesData[y_, y0_, d_List, u_, m_, 1], more___] := With[
  {inner = t - x0},
  ComposeSeries[Fold[Function[{sum, a}, sum inner + a], SeriesData[y, y0, {}, inner[[4]] (n - v), inner[[4]] (n - v), 1], Reverse[PadRight[c, n - v]]] inner^v, more] /; inner[[4]] > 0]

(* In[1]:= Normal[ComposeSeries[Series[Exp[x], {x, 0, 3}], Series[Sin[y], {y, 0, 3}]]]
   Out[1]= 1 + y + y^2/2
   In[2]:= ComposeSeries[x, y]
   Out[2]= ComposeSeries[x, y] *)

PadeApproximant::usage = "PadeApproximant[f, {x, x0, {m, n}}] gives the quotient of polynomials of degrees m and n that agrees with f at x0 to order m + n.
PadeApproximant[f, {x, x0, n}] takes n for both degrees.";
PadeApproximant[f_, {x_, x0_, n_Integer?NonNegative}] := PadeApproximant[f, {x, x0, {n, n}}]
PadeApproximant[f_, {x_, x0_, {m_Integer?NonNegative, n_Integer?NonNegative}}] := With[{s = Series[f, {x, x0, m + n}]},
  quotient[Table[SeriesCoefficient[s, k], {k, 0, m + n}], x - x0, m, n] /; Head[s] === SeriesData && s[[6]] === 1 && s[[4]] >= 0]
PadeApproximant[f_, {x_, x0_, {m_Integer?NonNegative, n_Integer?NonNegative}}] := f /; PolynomialQ[f, x] && Exponent[f, x] <= m && x0 === 0
quotient[c_, t_, m_, n_] := Module[{at, q},
  at[k_] := If[k < 0, 0, c[[k + 1]]];
  q = If[n === 0, {}, Quiet[LinearSolve[Table[at[m + i - j], {i, n}, {j, n}], Table[-at[m + i], {i, n}]]]];
  If[ListQ[q],
    PrependTo[q, 1];
    Table[Sum[q[[j + 1]] at[k - j], {j, 0, Min[k, n]}], {k, 0, m}] . powers[t, m]/q . powers[t, n],
    quotient[Most[c], t, m, n - 1]]]
powers[t_, n_] := Table[If[k === 0, 1, t^k], {k, 0, n}]

(* In[1]:= PadeApproximant[Exp[x], {x, 0, {2, 3}}]
   Out[1]= (1 + (2*x)/5 + x^2/20)/(1 - (3*x)/5 + (3*x^2)/20 - x^3/60)
   In[2]:= PadeApproximant[Sqrt[x], {x, 1, 1}]
   Out[2]= (1 + (3*(-1 + x))/4)/(1 + (-1 + x)/4)
   In[3]:= PadeApproximant[Exp[x], x]
   Out[3]= PadeApproximant[E^x, x] *)
