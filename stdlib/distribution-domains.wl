(* Where the values of distributions lie and what their parameters may be; quantiles, samples and moments that follow from these. *)

DistributionDomain::usage = "DistributionDomain[dist] gives the domain of the distribution dist: an interval, or the list of its values, as a held Range where they are infinitely many or depend on parameters.";
DistributionDomain[dist_] := With[{d = domain[dist] /. whole[a_, b_] :> HoldForm[Range[a, b]]}, d /; FreeQ[d, domain]]
(* In[1]:= {DistributionDomain[NormalDistribution[]], DistributionDomain[BinomialDistribution[3, 1/2]], DistributionDomain[PoissonDistribution[2]]}
   Out[1]= {Interval[{-Infinity, Infinity}], {0, 1, 2, 3}, HoldForm[Range[0, Infinity]]}
   In[2]:= DistributionDomain[]
   DistributionDomain::argx: DistributionDomain called with 0 arguments; 1 argument is expected.
   Out[2]= DistributionDomain[] *)
domain[(NormalDistribution | LaplaceDistribution | LogisticDistribution | CauchyDistribution | StudentTDistribution | GumbelDistribution |
  ExtremeValueDistribution | SechDistribution | SkewNormalDistribution)[___]] := Interval[{-Infinity, Infinity}]
domain[(ExponentialDistribution | LogNormalDistribution | WeibullDistribution | GammaDistribution | ChiSquareDistribution | FrechetDistribution |
  RayleighDistribution | MaxwellDistribution | HalfNormalDistribution | ChiDistribution | InverseGammaDistribution | InverseChiSquareDistribution |
  InverseGaussianDistribution | FRatioDistribution | BetaPrimeDistribution | LogLogisticDistribution | NakagamiDistribution | ErlangDistribution |
  RiceDistribution | GompertzMakehamDistribution)[___]] := Interval[{0, Infinity}]
domain[(BetaDistribution | KumaraswamyDistribution)[___]] := Interval[{0, 1}]
domain[ParetoDistribution[k_, _]] := Interval[{k, Infinity}]
domain[(UniformDistribution | TriangularDistribution)[{a_, b_}, ___]] := Interval[{a, b}]
domain[WignerSemicircleDistribution[a_, r_]] := Interval[{a - r, a + r}]
domain[BernoulliDistribution[_]] := {0, 1}
domain[BinomialDistribution[n_, _] | BetaBinomialDistribution[_, _, n_]] := values[0, n]
domain[DiscreteUniformDistribution[{a_, b_}]] := values[a, b]
domain[(PoissonDistribution | GeometricDistribution | NegativeBinomialDistribution | WaringYuleDistribution)[___]] := values[0, Infinity]
domain[PascalDistribution[n_, _]] := values[n, Infinity]
domain[LogSeriesDistribution[_] | ZipfDistribution[_]] := values[1, Infinity]
domain[BenfordDistribution[b_]] := values[1, b - 1]
domain[HypergeometricDistribution[n_, s_, t_]] := values[Max[0, n + s - t], Min[n, s]]
domain[SkellamDistribution[_, _]] := values[-Infinity, Infinity]
domain[ProbabilityDistribution[_, {_, a_, b_}]] := Interval[{a, b}]
domain[ProbabilityDistribution[_, {_, a_, b_, 1}]] := values[a, b]
domain[TruncatedDistribution[{a_, b_}, d_]] := cut[domain[d], a, b]
domain[MixtureDistribution[_, d_List]] := With[{all = Map[domain, d]}, If[FreeQ[all, domain | whole] && MatchQ[all, {__Interval}], Interval[{Min[all[[All, 1, 1]]], Max[all[[All, 1, 2]]]}], Join @@ all /; MatchQ[all, {__List}]]]
domain[EmpiricalDistribution[data_List]] := Union[data]
values[a_Integer, b_Integer] := Range[a, b]
values[a_, b_] := whole[a, b]
cut[Interval[{a_, b_}], c_, d_] := Interval[{Max[a, c], Min[b, d]}]
cut[all_List, c_, d_] := Select[all, c < # <= d &]
cut[whole[a_, b_], c_, d_] := values[Max[a, Floor[c] + 1], Min[b, Floor[d]]]

DistributionParameterAssumptions::usage = "DistributionParameterAssumptions[dist] gives a logical expression for what the parameters of the distribution dist have to be.";
DistributionParameterAssumptions[dist_] := With[{a = assumed[dist]}, a /; FreeQ[a, assumed]]
(* In[1]:= DistributionParameterAssumptions[GammaDistribution[a, b]]
   Out[1]= a > 0 && b > 0
   In[2]:= DistributionParameterAssumptions[BinomialDistribution[n, p]]
   Out[2]= Element[n, Integers] && n >= 0 && 0 <= p <= 1 *)
assumed[(NormalDistribution | LaplaceDistribution | LogisticDistribution | CauchyDistribution | GumbelDistribution | ExtremeValueDistribution |
  SechDistribution | LogNormalDistribution | WignerSemicircleDistribution)[m_, s_]] := Element[m, Reals] && s > 0
assumed[SkewNormalDistribution[m_, s_, a_]] := Element[m, Reals] && s > 0 && Element[a, Reals]
assumed[(ExponentialDistribution | ChiSquareDistribution | StudentTDistribution | RayleighDistribution | MaxwellDistribution | HalfNormalDistribution |
  ChiDistribution | InverseChiSquareDistribution | PoissonDistribution | ZipfDistribution | WaringYuleDistribution)[a_]] := a > 0
assumed[(GammaDistribution | BetaDistribution | WeibullDistribution | ParetoDistribution | FrechetDistribution | InverseGammaDistribution |
  InverseGaussianDistribution | FRatioDistribution | BetaPrimeDistribution | LogLogisticDistribution | NakagamiDistribution | RiceDistribution |
  GompertzMakehamDistribution | KumaraswamyDistribution | SkellamDistribution)[a_, b_]] := a > 0 && b > 0
assumed[ErlangDistribution[k_, l_]] := Element[k, Integers] && k > 0 && l > 0
assumed[UniformDistribution[{a_, b_}]] := Element[{a, b}, Reals] && a < b
assumed[TriangularDistribution[{a_, b_}, c_]] := Element[{a, b, c}, Reals] && a <= c <= b && a < b
assumed[DiscreteUniformDistribution[{a_, b_}]] := Element[{a, b}, Integers] && a <= b
assumed[BernoulliDistribution[p_]] := 0 <= p <= 1
assumed[BinomialDistribution[n_, p_]] := Element[n, Integers] && n >= 0 && 0 <= p <= 1
assumed[GeometricDistribution[p_] | LogSeriesDistribution[p_]] := 0 < p < 1
assumed[NegativeBinomialDistribution[n_, p_]] := n > 0 && 0 < p <= 1
assumed[PascalDistribution[n_, p_]] := Element[n, Integers] && n > 0 && 0 < p <= 1
assumed[BenfordDistribution[b_]] := Element[b, Integers] && b > 2
assumed[BetaBinomialDistribution[a_, b_, n_]] := a > 0 && b > 0 && Element[n, Integers] && n > 0
assumed[HypergeometricDistribution[n_, s_, t_]] := Element[{n, s, t}, Integers] && 0 < n <= t && 0 <= s <= t
assumed[MultinormalDistribution[m_, s_]] := Element[m, Vectors[Length[m], Reals]] && PositiveDefiniteMatrixQ[s]

DistributionParameterQ::usage = "DistributionParameterQ[dist] yields True if dist is a valid distribution, and False if its parameters cannot be those of one.";
DistributionParameterQ[dist_] := With[{a = assumed[dist]}, If[FreeQ[a, assumed], Simplify[a] =!= False, FreeQ[domain[dist], domain]]]
(* In[1]:= {DistributionParameterQ[NormalDistribution[0, -1]], DistributionParameterQ[NormalDistribution[m, 2]], DistributionParameterQ[x]}
   Out[1]= {False, True, False} *)

Internal`NumericQuantile::usage = "Internal`NumericQuantile[dist, q] gives the least value whose distribution function is at least the number q, found by the distribution function itself.";
Internal`NumericQuantile[dist_, q_] := With[{d = domain[dist]}, With[{x = found[dist, d, N[q]]}, x /; NumberQ[x]]]
(* In[1]:= Round[Internal`NumericQuantile[GammaDistribution[2, 1], 0.5], 0.001]
   Out[1]= 1.678
   In[2]:= Internal`NumericQuantile[PoissonDistribution[3], 0.5]
   Out[2]= 3 *)
found[dist_, Interval[{a_, b_}], q_] := Module[{at, low, high, step = 1., mid, below, above, value},
  at[x_] := N[CDF[dist, x]] - q;
  {low, high} = N[{a, b}];
  Which[q <= 0, Return[low, Module], q >= 1, Return[high, Module]];
  mid = Quiet[N[Mean[dist]]];
  If[! NumberQ[mid], mid = If[a === -Infinity, 0., If[b === Infinity, low + 1., (low + high)/2]]];
  If[! NumberQ[at[mid]], Return[$Failed, Module]];
  If[a === -Infinity, low = mid; While[at[low] > 0, step *= 2; low -= step]];
  step = 1.;
  If[b === Infinity, high = mid; While[at[high] < 0, step *= 2; high += step]];
  {below, above} = {at[low], at[high]};
  If[! (NumberQ[below] && NumberQ[above]), {below, above} = {-q, 1 - q}];
  (* By secants, where the end that stays counts half (the Illinois rule), and by halves when these are slow. *)
  Do[
    mid = If[OddQ[k] && below != above, (low above - high below)/(above - below), (low + high)/2];
    value = at[mid];
    If[value < 0, {low, below} = {mid, value}; above = above/2, {high, above} = {mid, value}; below = below/2];
    If[value == 0 || high - low <= 2. $MachineEpsilon Max[Abs[low], Abs[high]], Break[]], {k, 200}];
  mid]
found[dist_, all_List, q_] := summed[dist, First[all], Last[all], q]
found[dist_, whole[-Infinity, _], q_] := summed[dist, Floor[N[Mean[dist] - 40 StandardDeviation[dist]]], Infinity, q]
found[dist_, whole[a_, b_], q_] := summed[dist, a, b, q]
found[___] := $Failed
summed[_, _, Infinity, q_] := Infinity /; q >= 1
summed[dist_, a_, b_, q_] := Module[{k = a, sum = N[PDF[dist, a]]},
  If[! NumberQ[sum], Return[$Failed, Module]];
  While[sum < q - 10. $MachineEpsilon && k < b, k++; sum += N[PDF[dist, k]]];
  k]

Internal`RandomValues::usage = "Internal`RandomValues[dist, n] gives n random values of a distribution that has no sampling method of its own.";
Internal`RandomValues[TransformedDistribution[f_, Distributed[x_Symbol, d_]], n_] := Map[Function[v, f /. x -> v], RandomVariate[d, n]]
Internal`RandomValues[TransformedDistribution[f_, ds : {Distributed[_Symbol, _] ..}], n_] := With[{all = Transpose[Map[RandomVariate[Last[#], n] &, ds]], names = ds[[All, 1]]},
  Map[Function[v, f /. Thread[names -> v]], all]]
Internal`RandomValues[ProductDistribution[ds__], n_] := Transpose[Map[RandomVariate[#, n] &, {ds}]]
Internal`RandomValues[MixtureDistribution[w_List, ds_List], n_] := Map[RandomVariate, RandomChoice[w -> ds, n]]
Internal`RandomValues[EmpiricalDistribution[data_List], n_] := RandomChoice[data, n]
Internal`RandomValues[dist_, n_] := With[{x = Map[N[Quantile[dist, #]] &, RandomReal[1, n]]}, If[MatchQ[domain[dist], _List | _whole], Round[x], x] /; VectorQ[x, NumberQ]] /; FreeQ[domain[dist], domain]
(* In[1]:= SeedRandom[1]; Length[Internal`RandomValues[GumbelDistribution[0, 1], 3]]
   Out[1]= 3 *)

Internal`DistributionMoment::usage = "Internal`DistributionMoment[dist, n] gives the n-th raw moment of a distribution, by its moment-generating function or by an integral or sum.";
Internal`DistributionMoment[_, 0] := 1
Internal`DistributionMoment[dist_, 1] := Mean[dist]
Internal`DistributionMoment[dist_, n_Integer?Positive] := Block[{t}, With[{m = byGenerating[MomentGeneratingFunction[dist, t], t, n]}, m /; FreeQ[m, t]]]
Internal`DistributionMoment[dist_, n_] := Block[{x}, With[{m = Expectation[x^n, Distributed[x, dist]]}, m /; FreeQ[m, x]]]
byGenerating[m_, t_, n_] := Simplify[n! SeriesCoefficient[m, {t, 0, n}]] /; FreeQ[m, MomentGeneratingFunction]
(* In[1]:= Internal`DistributionMoment[GammaDistribution[a, b], 2]
   Out[1]= a*(1 + a)*b^2 *)
