(* Expectations and probabilities of random variables; distributions of several variables. *)

Distributed::usage = "Distributed[x, dist], or x \\[Distributed] dist, says that the random variable x has the distribution dist.";

(* In[1]:= Expectation[2 x, Distributed[x, NormalDistribution[m, s]]]
   Out[1]= 2*m *)

Expectation::usage = "Expectation[expr, Distributed[x, dist]] gives the expected value of expr where x has the distribution dist.
Expectation[f, dist] gives the expected value of f[x].";
Expectation[f_, Distributed[x_Symbol, data_List]] := Mean[Map[Function[v, f /. x -> v], data]]
Expectation[f_, Distributed[x_Symbol, dist_]] := Block[{value = expected[f, x, dist]}, value /; value =!= $Failed]

(* In[1]:= Expectation[x^2 + 3 x, Distributed[x, NormalDistribution[m, s]]]
   Out[1]= 3*m + m^2 + s^2
   In[2]:= Expectation[x^2, Distributed[x, PoissonDistribution[l]]]
   Out[2]= l + l^2
   In[3]:= Expectation[x, Distributed[x, {1, 2, 6}]]
   Out[3]= 3 *)

(* Polynomials by moments; else sums and integrals over the support. *)
expected[f_, x_, dist_] := moments[Expand[f], x, dist] /; PolynomialQ[f, x] && Exponent[f, x] <= 2
expected[f_, x_, dist_] := With[{terms = support[dist]}, Sum[(f /. x -> k) PDF[dist, k], {k, terms}] /; ListQ[terms]]
expected[f_, x_, dist_] := With[{value = overSteps[f inside[PDF[dist, x]], x, steps[dist]]}, value /; FreeQ[value, Sum | $Failed]]
expected[f_, x_, dist_] := With[{value = overInterval[f PDF[dist, x], x, interval[dist]]}, value /; FreeQ[value, Integrate | $Failed]]
expected[___] := $Failed
(* Within the domain the probability is the first case. *)
inside[Piecewise[{{value_, _}}, 0]] := value
inside[value_] := value
overSteps[f_, x_, {a_, b_}] := Sum[f, {x, a, b}]
overSteps[___] := $Failed
overInterval[f_, x_, {a_, b_}] := Integrate[f, {x, a, b}]
overInterval[___] := $Failed
moments[f_, x_, dist_] := Total[MapIndexed[#1 moment[First[#2] - 1, dist] &, CoefficientList[f, x]]]
moment[0, _] := 1
moment[1, dist_] := Mean[dist]
moment[2, dist_] := Expand[Variance[dist] + Mean[dist]^2]

support[dist_] := With[{d = DistributionDomain[dist]}, If[ListQ[d], d, None]]
steps[dist_] := DistributionDomain[dist] /. {HoldForm[Range[a_, b_]] :> {a, b}, _ -> None}
interval[dist_] := With[{d = DistributionDomain[dist]}, If[MatchQ[d, Interval[{_, _}]], First[d], None]]

Probability::usage = "Probability[pred, Distributed[x, dist]] gives the probability that pred holds where x has the distribution dist.";
Probability[pred_, Distributed[x_Symbol, data_List]] := Count[data, v_ /; TrueQ[pred /. x -> v]]/Length[data]
Probability[pred_, Distributed[x_Symbol, dist_]] := Block[{value = chance[pred, x, dist]}, value /; value =!= $Failed]

(* In[1]:= Probability[x > 2, Distributed[x, ExponentialDistribution[1]]]
   Out[1]= 1/E^2
   In[2]:= Probability[x <= 1, Distributed[x, BinomialDistribution[3, 1/2]]]
   Out[2]= 1/2
   In[3]:= Probability[1 < x < 3, Distributed[x, UniformDistribution[{0, 4}]]]
   Out[3]= 1/2
   In[4]:= Probability[x > 2, Distributed[x, {1, 2, 3, 4}]]
   Out[4]= 1/2 *)

chance[pred_, x_, dist_] := With[{terms = support[dist]}, Total[Map[If[TrueQ[pred /. x -> #], PDF[dist, #], 0] &, terms]] /; ListQ[terms]]
chance[x_ == a_, x_, dist_] := If[ListQ[interval[dist]], 0, PDF[dist, a]] /; FreeQ[a, x]
chance[x_ > a_ | a_ < x_, x_, dist_] := Simplify[1 - CDF[dist, a]] /; FreeQ[a, x] && ListQ[steps[dist]]
chance[x_ >= a_ | a_ <= x_, x_, dist_] := Simplify[1 - CDF[dist, Ceiling[a] - 1]] /; FreeQ[a, x] && ListQ[steps[dist]]
chance[x_ <= a_ | a_ >= x_, x_, dist_] := CDF[dist, a] /; FreeQ[a, x] && ListQ[steps[dist]]
chance[x_ < a_ | a_ > x_, x_, dist_] := CDF[dist, Ceiling[a] - 1] /; FreeQ[a, x] && ListQ[steps[dist]]
chance[x_ > a_ | x_ >= a_ | a_ < x_ | a_ <= x_, x_, dist_] := Simplify[1 - CDF[dist, a]] /; FreeQ[a, x] && ListQ[interval[dist]]
chance[x_ < a_ | x_ <= a_ | a_ > x_ | a_ >= x_, x_, dist_] := CDF[dist, a] /; FreeQ[a, x] && ListQ[interval[dist]]
chance[Inequality[a_, Less | LessEqual, x_, Less | LessEqual, b_], x_, dist_] := between[a, b, dist] /; FreeQ[{a, b}, x] && ListQ[interval[dist]]
chance[(Less | LessEqual)[a_, x_, b_], x_, dist_] := between[a, b, dist] /; FreeQ[{a, b}, x] && ListQ[interval[dist]]
chance[___] := $Failed
between[a_, b_, dist_] := Simplify[CDF[dist, b] - CDF[dist, a]]

NExpectation::usage = "NExpectation[expr, Distributed[x, dist]] gives a numerical value of the expectation of expr.";
NExpectation[f_, d : Distributed[x_Symbol, dist_]] := With[{exact = Expectation[f, d]}, Which[
  Head[exact] =!= Expectation, N[exact],
  ListQ[interval[dist]], With[{ends = interval[dist]}, NIntegrate[f PDF[dist, x], {x, First[ends], Last[ends]}]],
  True, exact]]

(* In[1]:= NExpectation[x^2, Distributed[x, NormalDistribution[0, 1]]]
   Out[1]= 1. *)

NProbability::usage = "NProbability[pred, Distributed[x, dist]] gives a numerical value of the probability that pred holds.";
NProbability[pred_, d : Distributed[x_Symbol, dist_]] := With[{exact = Probability[pred, d]}, Which[
  Head[exact] =!= Probability, N[exact],
  ListQ[interval[dist]], With[{ends = interval[dist]}, NIntegrate[Boole[pred] PDF[dist, x], {x, First[ends], Last[ends]}]],
  True, exact]]

(* In[1]:= NProbability[x > 1, Distributed[x, ExponentialDistribution[1]]]
   Out[1]= 0.36787944117144233 *)

MultinormalDistribution::usage = "MultinormalDistribution[m, s] represents a multivariate normal distribution with mean vector m and covariance matrix s.
MultinormalDistribution[s] has mean zero.";
MultinormalDistribution[s_?MatrixQ] := MultinormalDistribution[ConstantArray[0, Length[s]], s]
MultinormalDistribution /: Mean[MultinormalDistribution[m_, _]] := m
MultinormalDistribution /: Covariance[MultinormalDistribution[_, s_]] := s
MultinormalDistribution /: Variance[MultinormalDistribution[_, s_]] := Diagonal[s]
MultinormalDistribution /: PDF[MultinormalDistribution[m_, s_], x_List] := E^(-(x - m) . Inverse[s] . (x - m)/2)/((2 Pi)^(Length[m]/2) Sqrt[Det[s]])
MultinormalDistribution /: RandomVariate[MultinormalDistribution[m_, s_]] := N[m] + Transpose[CholeskyDecomposition[N[s]]] . RandomVariate[NormalDistribution[], Length[m]]
MultinormalDistribution /: RandomVariate[d : MultinormalDistribution[_, _], n_Integer] := Table[RandomVariate[d], {n}]
MultinormalDistribution /: RandomVariate[d : MultinormalDistribution[_, _], {n__Integer}] := Array[RandomVariate[d] &, {n}]

(* In[1]:= Dimensions[RandomVariate[MultinormalDistribution[{0, 0}, {{1, 1/2}, {1/2, 1}}], 3]]
   Out[1]= {3, 2}
   In[2]:= PDF[MultinormalDistribution[{{1, 0}, {0, 1}}], {0, 0}]
   Out[2]= 1/(2*Pi) *)
