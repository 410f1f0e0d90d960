(* Sums and products with symbolic or infinite bounds, as Sum and Product ask for them. *)

Internal`ClosedSum::usage = "Internal`ClosedSum[f, i, a, b] gives a closed form of the sum of f with i running from a to b; it stays as it is where none is known.";
Internal`ClosedSum[f_, i_, a_, b_] := With[{s = Catch[sum[f, i, a, b], sumTag]}, s /; s =!= $Failed]

(* In[1]:= Sum[k^2, {k, 1, n}]
   Out[1]= (n*(1 + n)*(1 + 2*n))/6
   In[2]:= Sum[1/k^2, {k, 1, Infinity}]
   Out[2]= Pi^2/6
   In[3]:= Sum[x^k/k!, {k, 0, Infinity}]
   Out[3]= E^x
   In[4]:= Sum[1/2^k, {k, 1, Infinity}]
   Out[4]= 1
   In[5]:= Sum[1/(k (k + 1)), {k, 1, Infinity}]
   Out[5]= 1
   In[9]:= Sum[1/(k (k + 1)), {k, n}]
   Out[9]= n/(1 + n)
   In[6]:= Sum[f[k], {k, 1, n}]
   Out[6]= Sum[f[k], {k, 1, n}]
   In[7]:= Sum[1/k^2, {k, 1, n}]
   Out[7]= HarmonicNumber[n, 2]
   In[8]:= {Sum[n^2/3^n, {n, 0, Infinity}], Sum[n ((1 - 2^-n)^2 - (1 - 2^(1 - n))^2), {n, Infinity}]}
   Out[8]= {3/2, 8/3} *)

giveUp[] := Throw[$Failed, sumTag]

sum[f_, i_, a_, b_] := Which[
  FreeQ[f, i], If[b === Infinity, If[f === 0, 0, giveUp[]], Factor[f (b - a + 1)]],
  Head[f] === Times && AnyTrue[List @@ f, FreeQ[#, i] &], With[{c = Select[f, FreeQ[#, i] &]}, c sum[f/c, i, a, b]],
  PolynomialQ[f, i], If[b === Infinity, giveUp[], Factor[powerSums[f, i, b] - powerSums[f, i, a - 1]]],
  True, known[f, i, a, b]]

(* Bernoulli's formula, term by term. *)
powerSums[f_, i_, n_] := With[{c = CoefficientList[f, i]}, Sum[c[[k + 1]] powerSum[k, n], {k, 0, Length[c] - 1}]]
powerSum[0, n_] := n
powerSum[k_, n_] := Sum[(-1)^j Binomial[k + 1, j] BernoulliB[j] n^(k + 1 - j), {j, 0, k}]/(k + 1)

known[r_^(m_. i_ + d_.), i_, a_, b_] := geometric[r^d, r^m, a, b] /; FreeQ[{r, m, d}, i]
known[i_ r_^(m_. i_), i_, a_, Infinity] := r^m/(1 - r^m)^2 /; FreeQ[{r, m}, i] && MatchQ[a, 0 | 1] && convergesQ[r^m]
known[r_^u_, i_, a_, b_] := With[{d = Coefficient[u, i, 0], m = Coefficient[u, i, 1]}, geometric[r^d, r^m, a, b]] /;
  FreeQ[r, i] && Head[u] =!= Plus && PolynomialQ[u, i] && Exponent[u, i] === 1
known[i_^p_. r_^u_, i_, a_Integer?NonNegative, Infinity] := With[{d = Coefficient[u, i, 0], q = r^Coefficient[u, i, 1]},
  If[convergesQ[q], r^d (moment[p, q] - Sum[k^p q^k, {k, 1, a - 1}]), giveUp[]]] /;
  FreeQ[r, i] && IntegerQ[p] && p > 0 && PolynomialQ[u, i] && Exponent[u, i] === 1
(* The sum of k^p q^k for all k: the operator q d/dq applied p times to the geometric series. *)
moment[p_, q_] := Module[{z}, Together[Nest[z D[#, z] &, 1/(1 - z), p] /. z -> q]]
known[i_^s_Integer, i_, 1, Infinity] := zeta[-s] /; s < -1
known[i_^s_Integer, i_, a_Integer?Positive, b_] := HarmonicNumber[b, -s] - If[a === 1, 0, HarmonicNumber[a - 1, -s]] /; s < -1 && b =!= Infinity
known[x_^i_/i_!, i_, 0, Infinity] := E^x /; FreeQ[x, i]
known[1/i_!, i_, 0, Infinity] := E
known[1/i_!, i_, 1, Infinity] := E - 1
known[(-1)^i_/(1 + 2 i_), i_, 0, Infinity] := Pi/4
known[(-1)^i_/i_, i_, 1, Infinity] := -Log[2]
known[(-1)^(1 + i_)/i_, i_, 1, Infinity] := Log[2]
known[Binomial[n_, i_], i_, 0, n_] := 2^n
known[Binomial[n_, i_] x_^i_, i_, 0, n_] := (1 + x)^n /; FreeQ[x, i]
known[f_, i_, a_, b_] := With[{t = Together[f]}, rationalSum[Apart[t, i], i, a, b]] /;
  PolynomialQ[Numerator[Together[f]], i] && PolynomialQ[Denominator[Together[f]], i]
known[f_Plus, i_, a_, b_] := Map[sum[#, i, a, b] &, f]
known[f_, i_, a_, b_] := With[{g = Expand[f]}, If[Head[g] === Plus, Map[sum[#, i, a, b] &, g], giveUp[]]]

geometric[c_, r_, a_, Infinity] := If[convergesQ[r], Together[c r^a/(1 - r)], giveUp[]]
geometric[c_, r_, a_, b_] := Together[c (r^a - r^(b + 1))/(1 - r)]
convergesQ[r_] := ! NumericQ[r] || TrueQ[Abs[r] < 1]
zeta[s_?EvenQ] := (-1)^(s/2 + 1) BernoulliB[s] (2 Pi)^s/(2 s!)
zeta[s_] := System`Zeta[s]

(* Partial fractions with linear denominators: differences of harmonic numbers. *)
rationalSum[f_, i_, a_, b_] := Module[{terms = If[Head[f] === Plus, List @@ f, {f}], simple, others},
  simple = Select[terms, Exponent[Denominator[Together[#]], i] === 1 && FreeQ[Numerator[Together[#]], i] &];
  others = Complement[terms, simple];
  If[AnyTrue[others, ! FreeQ[Denominator[Together[#]], i] && ! MatchQ[Denominator[Together[#]], c_. i^_ /; FreeQ[c, i]] &], giveUp[]];
  If[others === {f}, giveUp[]];
  Total[Map[sum[#, i, a, b] &, others]] + If[simple === {}, 0, harmonic[Map[linearPart[#, i] &, simple], a, b]]]
(* {A, c} for A/(i + c). *)
linearPart[t_, i_] := With[{d = Denominator[Together[t]]}, {Numerator[Together[t]]/Coefficient[d, i, 1], Together[Coefficient[d, i, 0]/Coefficient[d, i, 1]]}]
harmonic[pairs_, a_, Infinity] := If[Together[Total[First /@ pairs]] =!= 0, giveUp[], Together[-Total[Map[First[#] HarmonicNumber[a + Last[#] - 1] &, pairs]]]]
harmonic[pairs_, a_, b_] := With[{h = Total[Map[First[#] (HarmonicNumber[b + Last[#]] - HarmonicNumber[a + Last[#] - 1]) &, pairs]]},
  With[{t = Together[Expand[h //. HarmonicNumber[m_ + k_Integer] /; 0 < k < 50 :> HarmonicNumber[m] + Sum[1/(m + j), {j, k}]]]}, If[FreeQ[t, HarmonicNumber], Factor[t], h]]]

Internal`ClosedProduct::usage = "Internal`ClosedProduct[f, i, a, b] gives a closed form of the product of f with i running from a to b; it stays as it is where none is known.";
Internal`ClosedProduct[f_, i_, a_, b_] := With[{p = Catch[product[f, i, a, b], sumTag]}, p /; p =!= $Failed]
product[f_, i_, a_, Infinity] := giveUp[]
product[f_, i_, a_, b_] := Which[
  FreeQ[f, i], f^(b - a + 1),
  f === i && a === 1, b!,
  f === i, Pochhammer[a, b - a + 1],
  Head[f] === Times, Map[product[#, i, a, b] &, f],
  MatchQ[f, Power[_, n_ /; FreeQ[n, i]]], product[First[f], i, a, b]^Last[f],
  MatchQ[f, Power[r_ /; FreeQ[r, i], _]], First[f]^sum[Last[f], i, a, b],
  MatchQ[f, i + _] && FreeQ[f - i, i], Pochhammer[a + f - i, b - a + 1],
  True, giveUp[]]

(* In[1]:= Product[k, {k, 1, n}]
   Out[1]= n!
   In[2]:= Product[2^k, {k, 0, n}]
   Out[2]= 2^((n*(1 + n))/2) *)
