(* Distributions made of a density, of data or of other distributions. *)

where[value_, condition_] := Piecewise[{{value, condition}}, 0]

ProbabilityDistribution::usage = "ProbabilityDistribution[pdf, {x, min, max}] represents the continuous distribution with the density pdf in the variable x between min and max.
ProbabilityDistribution[pdf, {x, min, max, 1}] represents the discrete distribution with these probabilities.
Method -> \"Normalize\" divides the density by its total.";
Options[ProbabilityDistribution] = {Method -> Automatic};
ProbabilityDistribution[pdf_, {x_, a_, b_, step___}, Method -> "Normalize"] := ProbabilityDistribution[pdf/If[{step} === {}, Integrate[pdf, {x, a, b}], Sum[pdf, {x, a, b}]], {x, a, b, step}]
ProbabilityDistribution /: PDF[ProbabilityDistribution[pdf_, {x_, a_, b_, ___}], y_] := where[pdf /. x -> y, a <= y <= b] /; Head[y] =!= List
ProbabilityDistribution /: CDF[ProbabilityDistribution[pdf_, {x_, a_, b_}], y_] := Block[{t}, where[Integrate[pdf /. x -> t, {t, a, y}, Assumptions -> a < y], a <= y <= b] /. Piecewise[{{v_, c_}}, 0] :> Piecewise[Join[{{v, c}}, If[b === Infinity, {}, {{1, y > b}}]], 0]] /; Head[y] =!= List
ProbabilityDistribution /: CDF[ProbabilityDistribution[pdf_, {x_, a_, b_, 1}], y_] := Block[{t}, Piecewise[{{1, y >= b}, {Sum[pdf /. x -> t, {t, a, Floor[y]}], y >= a}}, 0]] /; Head[y] =!= List
ProbabilityDistribution /: Mean[ProbabilityDistribution[pdf_, {x_, a_, b_}]] := Integrate[x pdf, {x, a, b}]
ProbabilityDistribution /: Mean[ProbabilityDistribution[pdf_, {x_, a_, b_, 1}]] := Sum[x pdf, {x, a, b}]
ProbabilityDistribution /: Variance[d : ProbabilityDistribution[pdf_, {x_, a_, b_}]] := Simplify[Integrate[x^2 pdf, {x, a, b}] - Mean[d]^2]
ProbabilityDistribution /: Variance[d : ProbabilityDistribution[pdf_, {x_, a_, b_, 1}]] := Simplify[Sum[x^2 pdf, {x, a, b}] - Mean[d]^2]
(* In[1]:= d = ProbabilityDistribution[2 x, {x, 0, 1}]; {PDF[d, 1/2], CDF[d, 1/2], Mean[d], Variance[d]}
   Out[1]= {1, 1/4, 2/3, 1/18}
   In[2]:= Mean[ProbabilityDistribution[k, {k, 1, 3, 1}, Method -> "Normalize"]]
   Out[2]= 7/3 *)

TruncatedDistribution::usage = "TruncatedDistribution[{min, max}, dist] represents the distribution of those values of dist that lie between min and max.";
TruncatedDistribution /: PDF[TruncatedDistribution[{a_, b_}, d_], x_] := where[PDF[d, x]/(CDF[d, b] - CDF[d, a]), a < x <= b] /; Head[x] =!= List
TruncatedDistribution /: CDF[TruncatedDistribution[{a_, b_}, d_], x_] := Piecewise[{{(CDF[d, x] - CDF[d, a])/(CDF[d, b] - CDF[d, a]), a < x <= b}, {1, x > b}}, 0] /; Head[x] =!= List
TruncatedDistribution /: Quantile[TruncatedDistribution[{a_, b_}, d_], q_] := Quantile[d, CDF[d, a] + q (CDF[d, b] - CDF[d, a])] /; Head[q] =!= List
TruncatedDistribution /: Mean[t : TruncatedDistribution[_, _]] := mean[1, t]
TruncatedDistribution /: Variance[t : TruncatedDistribution[_, _]] := Simplify[mean[2, t] - mean[1, t]^2]
mean[n_, t : TruncatedDistribution[_, d_]] := Block[{x}, With[{where = DistributionDomain[t]}, Which[
  Head[where] === Interval, Integrate[x^n PDF[d, x], {x, where[[1, 1]], where[[1, 2]]}]/(CDF[d, where[[1, 2]]] - CDF[d, where[[1, 1]]]),
  ListQ[where], Total[where^n Map[PDF[t, #] &, where]],
  True, With[{ends = where[[1]]}, Sum[x^n PDF[t, x], {x, ends[[1]], ends[[2]]}]]]]]
(* In[1]:= d = TruncatedDistribution[{0, 1}, UniformDistribution[{0, 4}]]; {Mean[d], CDF[d, 1/2], PDF[d, 2]}
   Out[1]= {1/2, 1/2, 0}
   In[2]:= Mean[TruncatedDistribution[{0, Infinity}, NormalDistribution[]]]
   Out[2]= Sqrt[2/Pi] *)

MixtureDistribution::usage = "MixtureDistribution[{w1, ...}, {dist1, ...}] represents a distribution whose density is the mean of the densities of the disti, with weights wi.";
MixtureDistribution /: (f : PDF | CDF)[MixtureDistribution[w_List, ds_List], x_] := w . Map[f[#, x] &, ds]/Total[w] /; Head[x] =!= List
MixtureDistribution /: Mean[MixtureDistribution[w_List, ds_List]] := w . Map[Mean, ds]/Total[w]
MixtureDistribution /: Variance[d : MixtureDistribution[w_List, ds_List]] := Simplify[w . Map[Variance[#] + Mean[#]^2 &, ds]/Total[w] - Mean[d]^2]
(* In[1]:= d = MixtureDistribution[{1, 3}, {NormalDistribution[0, 1], NormalDistribution[4, 1]}]; {Mean[d], Variance[d]}
   Out[1]= {3, 4} *)

ProductDistribution::usage = "ProductDistribution[dist1, dist2, ...] represents the joint distribution of independent components.";
ProductDistribution /: PDF[ProductDistribution[ds__], x_List] := Times @@ MapThread[PDF, {{ds}, x}] /; Length[x] === Length[{ds}]
ProductDistribution /: CDF[ProductDistribution[ds__], x_List] := Times @@ MapThread[CDF, {{ds}, x}] /; Length[x] === Length[{ds}]
ProductDistribution /: (f : Mean | Variance)[ProductDistribution[ds__]] := Map[f, {ds}]
ProductDistribution /: Covariance[ProductDistribution[ds__]] := DiagonalMatrix[Map[Variance, {ds}]]
(* In[1]:= d = ProductDistribution[ExponentialDistribution[1], UniformDistribution[{0, 2}]]; {Mean[d], PDF[d, {0, 1}], Dimensions[RandomVariate[d, 5]]}
   Out[1]= {{1, 1}, 1/2, {5, 2}} *)

TransformedDistribution::usage = "TransformedDistribution[expr, Distributed[x, dist]] represents the distribution of expr where x has the distribution dist.
TransformedDistribution[expr, {Distributed[x1, dist1], ...}] has several independent variables.";
(* Linear functions of normal values and of one value keep their kind. *)
TransformedDistribution[f_, Distributed[x_Symbol, NormalDistribution[m_, s_]]] := With[{c = CoefficientList[f, x]}, NormalDistribution[c[[1]] + c[[2]] m, Abs[c[[2]]] s] /; Length[c] === 2] /; PolynomialQ[f, x]
TransformedDistribution[f_, Distributed[x_Symbol, UniformDistribution[{a_, b_}]]] := With[{c = CoefficientList[f, x]}, UniformDistribution[Sort[{c[[1]] + c[[2]] a, c[[1]] + c[[2]] b}]] /; Length[c] === 2 && NumericQ[c[[2]]]] /; PolynomialQ[f, x]
TransformedDistribution[x_ + y_, {Distributed[x_, NormalDistribution[m_, s_]], Distributed[y_, NormalDistribution[n_, t_]]}] := NormalDistribution[m + n, Sqrt[s^2 + t^2]]
TransformedDistribution[x_ + y_, {Distributed[x_, PoissonDistribution[m_]], Distributed[y_, PoissonDistribution[n_]]}] := PoissonDistribution[m + n]
TransformedDistribution /: Mean[TransformedDistribution[f_, d_]] := Expectation[f, d]
TransformedDistribution /: Variance[TransformedDistribution[f_, d_]] := Simplify[Expectation[f^2, d] - Expectation[f, d]^2]
TransformedDistribution /: CDF[TransformedDistribution[f_, d_Distributed], y_] := With[{p = Probability[f <= y, d]}, p /; Head[p] =!= Probability] /; Head[y] =!= List
(* In[1]:= TransformedDistribution[2 x + 1, Distributed[x, NormalDistribution[1, 1]]]
   Out[1]= NormalDistribution[3, 2]
   In[2]:= Mean[TransformedDistribution[x^2, Distributed[x, ExponentialDistribution[1]]]]
   Out[2]= 2 *)

EmpiricalDistribution::usage = "EmpiricalDistribution[{x1, x2, ...}] represents the distribution of the values of data.";
EmpiricalDistribution /: PDF[EmpiricalDistribution[data_List], x_?NumericQ] := Count[data, v_ /; v == x]/Length[data]
EmpiricalDistribution /: CDF[EmpiricalDistribution[data_List], x_?NumericQ] := Count[data, v_ /; v <= x]/Length[data]
EmpiricalDistribution /: Quantile[EmpiricalDistribution[data_List], q_] := Quantile[data, q]
EmpiricalDistribution /: Mean[EmpiricalDistribution[data_List]] := Mean[data]
EmpiricalDistribution /: Variance[EmpiricalDistribution[data_List]] := Mean[data^2] - Mean[data]^2
(* In[1]:= d = EmpiricalDistribution[{1, 2, 2, 5}]; {PDF[d, 2], CDF[d, 3], Mean[d], Variance[d]}
   Out[1]= {1/2, 3/4, 5/2, 9/4} *)

SkewNormalDistribution::usage = "SkewNormalDistribution[m, s, a] represents a skew-normal distribution with location m, scale s and shape a.";
SkewNormalDistribution[] := SkewNormalDistribution[0, 1, 0]
SkewNormalDistribution[a_] := SkewNormalDistribution[0, 1, a]
SkewNormalDistribution /: PDF[SkewNormalDistribution[m_, s_, a_], x_] := E^(-(x - m)^2/(2 s^2)) Erfc[-a (x - m)/(Sqrt[2] s)]/(Sqrt[2 Pi] s) /; Head[x] =!= List
SkewNormalDistribution /: Mean[SkewNormalDistribution[m_, s_, a_]] := m + s a Sqrt[2/Pi]/Sqrt[1 + a^2]
SkewNormalDistribution /: Variance[SkewNormalDistribution[_, s_, a_]] := s^2 (1 - 2 a^2/(Pi (1 + a^2)))
SkewNormalDistribution /: RandomVariate[SkewNormalDistribution[m_, s_, a_], n___] := m + s (a Abs[RandomVariate[NormalDistribution[], n]] + RandomVariate[NormalDistribution[], n])/Sqrt[1 + a^2]
(* In[1]:= Mean[SkewNormalDistribution[0, 1, 1]]
   Out[1]= 1/Sqrt[Pi] *)

FindDistributionParameters::usage = "FindDistributionParameters[data, dist] finds the parameters of the distribution dist that make the data most likely.";
FindDistributionParameters::free = "The distribution `1` has no parameters that are symbols.";
FindDistributionParameters[data_List, dist_] := With[{names = Cases[dist, s_Symbol /; ! NumericQ[s], {1, 2}]}, If[names === {}, Message[FindDistributionParameters::free, dist]; {}, likeliest[data, dist, names]]]
likeliest[data_, NormalDistribution[m_Symbol, s_Symbol], _] := {m -> Mean[data], s -> Sqrt[Mean[(data - Mean[data])^2]]}
likeliest[data_, LogNormalDistribution[m_Symbol, s_Symbol], _] := likeliest[Log[data], NormalDistribution[m, s], {}]
likeliest[data_, ExponentialDistribution[r_Symbol], _] := {r -> 1/Mean[data]}
likeliest[data_, (PoissonDistribution | BernoulliDistribution)[m_Symbol], _] := {m -> Mean[data]}
likeliest[data_, GeometricDistribution[p_Symbol], _] := {p -> 1/(1 + Mean[data])}
likeliest[data_, UniformDistribution[{a_Symbol, b_Symbol}], _] := {a -> Min[data], b -> Max[data]}
likeliest[data_, dist_, names_] := With[{sums = -Total[Map[Log[PDF[dist, #]] &, N[data]]]}, Last[FindMinimum[{sums, DistributionParameterAssumptions[dist]}, Map[{#, 1.} &, names]]]]
(* In[1]:= FindDistributionParameters[{1, 2, 6}, ExponentialDistribution[r]]
   Out[1]= {r -> 1/3}
   In[2]:= FindDistributionParameters[{1, 2}, NormalDistribution[0, 1]]
   FindDistributionParameters::free: The distribution NormalDistribution[0, 1] has no parameters that are symbols.
   Out[2]= {} *)

EstimatedDistribution::usage = "EstimatedDistribution[data, dist] gives the distribution of the form dist whose parameters make the data most likely.";
EstimatedDistribution[data_List, dist_] := dist /. FindDistributionParameters[data, dist]
(* In[1]:= EstimatedDistribution[{1., 2., 3.}, NormalDistribution[m, s]]
   Out[1]= NormalDistribution[2., 0.816496580927726] *)

Scan[Internal`DistributionHead, {ProbabilityDistribution, TruncatedDistribution, MixtureDistribution, SkewNormalDistribution, TransformedDistribution, EmpiricalDistribution}]
