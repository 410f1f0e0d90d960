(* Probability distributions: densities, distribution functions, quantiles and moments as rules about each of them. *)

PDF::usage = "PDF[dist, x] gives the probability density function (or the probability, for discrete values) of the distribution dist evaluated at x.
PDF[dist] gives the PDF as a pure function.";
PDF[d_][x_] := PDF[d, x]
PDF[d_, x_List] := Map[PDF[d, #] &, x]
(* In[1]:= PDF[NormalDistribution[0, 1], x]
   Out[1]= E^(-x^2/2)/(Sqrt[2]*Sqrt[Pi])
   In[2]:= PDF[BinomialDistribution[2, 1/2], {0, 1, 2}]
   Out[2]= {1/4, 1/2, 1/4}
   In[3]:= PDF[x, 1, 2]
   PDF::argt: PDF called with 3 arguments; 1 or 2 arguments are expected.
   Out[3]= PDF[x, 1, 2] *)

CDF::usage = "CDF[dist, x] gives the cumulative distribution function for the distribution dist evaluated at x.
CDF[dist] gives the CDF as a pure function.";
CDF[d_][x_] := CDF[d, x]
CDF[d_, x_List] := Map[CDF[d, #] &, x]
(* In[1]:= CDF[ExponentialDistribution[2], 3.]
   Out[1]= 0.9975212478233336
   In[2]:= CDF[x, 1, 2]
   CDF::argt: CDF called with 3 arguments; 1 or 2 arguments are expected.
   Out[2]= CDF[x, 1, 2] *)

SurvivalFunction::usage = "SurvivalFunction[dist, x] gives the probability of values above x in the distribution dist.";
SurvivalFunction[d_, x_] := 1 - CDF[d, x]
(* In[1]:= SurvivalFunction[ExponentialDistribution[1], 0]
   Out[1]= 1
   In[2]:= SurvivalFunction[x]
   SurvivalFunction::argr: SurvivalFunction called with 1 argument; 2 arguments are expected.
   Out[2]= SurvivalFunction[x] *)

HazardFunction::usage = "HazardFunction[dist, x] gives the density at x by the probability of values above x.";
HazardFunction[d_, x_] := PDF[d, x]/SurvivalFunction[d, x]
(* In[1]:= HazardFunction[ExponentialDistribution[3], 2]
   Out[1]= 3
   In[2]:= HazardFunction[x]
   HazardFunction::argr: HazardFunction called with 1 argument; 2 arguments are expected.
   Out[2]= HazardFunction[x] *)

InverseCDF::usage = "InverseCDF[dist, q] gives the inverse of the cumulative distribution function for the distribution dist at q.";
InverseCDF[d_, q_] := Quantile[d, q]
(* In[1]:= InverseCDF[ExponentialDistribution[1], 1 - 1/E]
   Out[1]= 1
   In[2]:= InverseCDF[x]
   InverseCDF::argr: InverseCDF called with 1 argument; 2 arguments are expected.
   Out[2]= InverseCDF[x] *)

(* Where a density holds only for some values. *)
where[value_, condition_] := Piecewise[{{value, condition}}, 0]

NormalDistribution::usage = "NormalDistribution[m, s] represents a normal (Gaussian) distribution with mean m and standard deviation s.
NormalDistribution[] is NormalDistribution[0, 1].";
NormalDistribution[] := NormalDistribution[0, 1]
NormalDistribution /: PDF[NormalDistribution[m_, s_], x_] := E^(-(x - m)^2/(2 s^2))/(Sqrt[2 Pi] s) /; Head[x] =!= List
NormalDistribution /: CDF[NormalDistribution[m_, s_], x_] := Erfc[(m - x)/(Sqrt[2] s)]/2 /; Head[x] =!= List
NormalDistribution /: Quantile[NormalDistribution[m_, s_], q_] := m - Sqrt[2] s InverseErfc[2 q] /; Head[q] =!= List
NormalDistribution /: Mean[NormalDistribution[m_, _]] := m
NormalDistribution /: Variance[NormalDistribution[_, s_]] := s^2
NormalDistribution /: StandardDeviation[NormalDistribution[_, s_]] := s
NormalDistribution /: Skewness[NormalDistribution[_, _]] := 0
NormalDistribution /: Kurtosis[NormalDistribution[_, _]] := 3
(* In[1]:= Round[10^6 PDF[NormalDistribution[], 0.]]
   Out[1]= 398942
   In[2]:= CDF[NormalDistribution[0, 1], 0]
   Out[2]= 1/2
   In[3]:= {Mean[NormalDistribution[m, s]], Variance[NormalDistribution[m, s]]}
   Out[3]= {m, s^2}
   In[4]:= NormalDistribution[1, 2, 3]
   NormalDistribution::argb: NormalDistribution called with 3 arguments; between 0 and 2 arguments are expected.
   Out[4]= NormalDistribution[1, 2, 3] *)

UniformDistribution::usage = "UniformDistribution[{min, max}] represents a continuous uniform distribution giving values between min and max.
UniformDistribution[] is UniformDistribution[{0, 1}].";
UniformDistribution[] := UniformDistribution[{0, 1}]
UniformDistribution /: PDF[UniformDistribution[{a_, b_}], x_] := where[1/(b - a), a <= x <= b] /; Head[x] =!= List
UniformDistribution /: CDF[UniformDistribution[{a_, b_}], x_] := Piecewise[{{(x - a)/(b - a), a <= x <= b}, {1, x > b}}, 0] /; Head[x] =!= List
UniformDistribution /: Quantile[UniformDistribution[{a_, b_}], q_] := a + (b - a) q /; Head[q] =!= List
UniformDistribution /: Mean[UniformDistribution[{a_, b_}]] := (a + b)/2
UniformDistribution /: Variance[UniformDistribution[{a_, b_}]] := (b - a)^2/12
(* In[1]:= Mean[UniformDistribution[{2, 6}]]
   Out[1]= 4
   In[2]:= Variance[UniformDistribution[]]
   Out[2]= 1/12
   In[3]:= Quantile[UniformDistribution[{0, 10}], 1/4]
   Out[3]= 5/2
   In[4]:= UniformDistribution[1, 2]
   UniformDistribution::argt: UniformDistribution called with 2 arguments; 0 or 1 arguments are expected.
   Out[4]= UniformDistribution[1, 2] *)

ExponentialDistribution::usage = "ExponentialDistribution[r] represents an exponential distribution with rate r.";
ExponentialDistribution /: PDF[ExponentialDistribution[r_], x_] := where[r E^(-r x), x >= 0] /; Head[x] =!= List
ExponentialDistribution /: CDF[ExponentialDistribution[r_], x_] := where[1 - E^(-r x), x >= 0] /; Head[x] =!= List
ExponentialDistribution /: Quantile[ExponentialDistribution[r_], q_] := -Log[1 - q]/r /; Head[q] =!= List
ExponentialDistribution /: Mean[ExponentialDistribution[r_]] := 1/r
ExponentialDistribution /: Variance[ExponentialDistribution[r_]] := 1/r^2
(* In[1]:= {Mean[ExponentialDistribution[2]], Variance[ExponentialDistribution[2]]}
   Out[1]= {1/2, 1/4}
   In[2]:= Median[ExponentialDistribution[1]]
   Out[2]= Log[2]
   In[3]:= ExponentialDistribution[]
   ExponentialDistribution::argx: ExponentialDistribution called with 0 arguments; 1 argument is expected.
   Out[3]= ExponentialDistribution[] *)

LogNormalDistribution::usage = "LogNormalDistribution[m, s] represents a lognormal distribution: of exponentials of normal values with mean m and standard deviation s.";
LogNormalDistribution /: PDF[LogNormalDistribution[m_, s_], x_] := where[1/(E^((Log[x] - m)^2/(2 s^2)) Sqrt[2 Pi] x s), x > 0] /; Head[x] =!= List
LogNormalDistribution /: CDF[LogNormalDistribution[m_, s_], x_] := where[Erfc[(m - Log[x])/(Sqrt[2] s)]/2, x > 0] /; Head[x] =!= List
LogNormalDistribution /: Quantile[LogNormalDistribution[m_, s_], q_] := E^(m - Sqrt[2] s InverseErfc[2 q]) /; Head[q] =!= List
LogNormalDistribution /: Mean[LogNormalDistribution[m_, s_]] := E^(m + s^2/2)
LogNormalDistribution /: Variance[LogNormalDistribution[m_, s_]] := E^(2 m + s^2) (E^(s^2) - 1)
(* In[1]:= Mean[LogNormalDistribution[0, 1]]
   Out[1]= Sqrt[E]
   In[2]:= LogNormalDistribution[1]
   LogNormalDistribution::argr: LogNormalDistribution called with 1 argument; 2 arguments are expected.
   Out[2]= LogNormalDistribution[1] *)

LaplaceDistribution::usage = "LaplaceDistribution[m, b] represents a Laplace double-exponential distribution with mean m and scale b.";
LaplaceDistribution[] := LaplaceDistribution[0, 1]
LaplaceDistribution /: PDF[LaplaceDistribution[m_, b_], x_] := E^(-Abs[x - m]/b)/(2 b) /; Head[x] =!= List
LaplaceDistribution /: CDF[LaplaceDistribution[m_, b_], x_] := Piecewise[{{1 - E^(-(x - m)/b)/2, x >= m}}, E^((x - m)/b)/2] /; Head[x] =!= List
LaplaceDistribution /: Quantile[LaplaceDistribution[m_, b_], q_] := Piecewise[{{m + b Log[2 q], q < 1/2}}, m - b Log[2 (1 - q)]] /; Head[q] =!= List
LaplaceDistribution /: Mean[LaplaceDistribution[m_, _]] := m
LaplaceDistribution /: Variance[LaplaceDistribution[_, b_]] := 2 b^2
(* In[1]:= Variance[LaplaceDistribution[0, 3]]
   Out[1]= 18
   In[2]:= LaplaceDistribution[1, 2, 3]
   LaplaceDistribution::argb: LaplaceDistribution called with 3 arguments; between 0 and 2 arguments are expected.
   Out[2]= LaplaceDistribution[1, 2, 3] *)

LogisticDistribution::usage = "LogisticDistribution[m, b] represents a logistic distribution with mean m and scale b.";
LogisticDistribution[] := LogisticDistribution[0, 1]
LogisticDistribution /: PDF[LogisticDistribution[m_, b_], x_] := E^(-(x - m)/b)/(b (1 + E^(-(x - m)/b))^2) /; Head[x] =!= List
LogisticDistribution /: CDF[LogisticDistribution[m_, b_], x_] := 1/(1 + E^(-(x - m)/b)) /; Head[x] =!= List
LogisticDistribution /: Quantile[LogisticDistribution[m_, b_], q_] := m - b Log[1/q - 1] /; Head[q] =!= List
LogisticDistribution /: Mean[LogisticDistribution[m_, _]] := m
LogisticDistribution /: Variance[LogisticDistribution[_, b_]] := b^2 Pi^2/3
(* In[1]:= CDF[LogisticDistribution[], 0]
   Out[1]= 1/2
   In[2]:= LogisticDistribution[1, 2, 3]
   LogisticDistribution::argb: LogisticDistribution called with 3 arguments; between 0 and 2 arguments are expected.
   Out[2]= LogisticDistribution[1, 2, 3] *)

CauchyDistribution::usage = "CauchyDistribution[a, b] represents a Cauchy distribution with location a and scale b.";
CauchyDistribution[] := CauchyDistribution[0, 1]
CauchyDistribution /: PDF[CauchyDistribution[a_, b_], x_] := 1/(b Pi (1 + (x - a)^2/b^2)) /; Head[x] =!= List
CauchyDistribution /: CDF[CauchyDistribution[a_, b_], x_] := 1/2 + ArcTan[(x - a)/b]/Pi /; Head[x] =!= List
CauchyDistribution /: Quantile[CauchyDistribution[a_, b_], q_] := a + b Tan[Pi (q - 1/2)] /; Head[q] =!= List
CauchyDistribution /: Mean[CauchyDistribution[_, _]] := Indeterminate
CauchyDistribution /: Variance[CauchyDistribution[_, _]] := Indeterminate
(* In[1]:= CDF[CauchyDistribution[0, 1], 1]
   Out[1]= 3/4
   In[2]:= CauchyDistribution[1, 2, 3]
   CauchyDistribution::argb: CauchyDistribution called with 3 arguments; between 0 and 2 arguments are expected.
   Out[2]= CauchyDistribution[1, 2, 3] *)

WeibullDistribution::usage = "WeibullDistribution[a, b] represents a Weibull distribution with shape a and scale b.";
WeibullDistribution /: PDF[WeibullDistribution[a_, b_], x_] := where[a (x/b)^(a - 1) E^(-(x/b)^a)/b, x > 0] /; Head[x] =!= List
WeibullDistribution /: CDF[WeibullDistribution[a_, b_], x_] := where[1 - E^(-(x/b)^a), x > 0] /; Head[x] =!= List
WeibullDistribution /: Quantile[WeibullDistribution[a_, b_], q_] := b (-Log[1 - q])^(1/a) /; Head[q] =!= List
WeibullDistribution /: Mean[WeibullDistribution[a_, b_]] := b Gamma[1 + 1/a]
WeibullDistribution /: Variance[WeibullDistribution[a_, b_]] := b^2 (Gamma[1 + 2/a] - Gamma[1 + 1/a]^2)
(* In[1]:= Mean[WeibullDistribution[1, 3]]
   Out[1]= 3
   In[2]:= WeibullDistribution[1]
   WeibullDistribution::argr: WeibullDistribution called with 1 argument; 2 arguments are expected.
   Out[2]= WeibullDistribution[1] *)

GammaDistribution::usage = "GammaDistribution[a, b] represents a gamma distribution with shape a and scale b.";
GammaDistribution /: PDF[GammaDistribution[a_, b_], x_] := where[x^(a - 1) E^(-x/b)/(b^a Gamma[a]), x > 0] /; Head[x] =!= List
GammaDistribution /: CDF[GammaDistribution[a_, b_], x_] := where[1 - GammaRegularized[a, x/b], x > 0] /; Head[x] =!= List
GammaDistribution /: Mean[GammaDistribution[a_, b_]] := a b
GammaDistribution /: Variance[GammaDistribution[a_, b_]] := a b^2
(* In[1]:= {Mean[GammaDistribution[2, 3]], Variance[GammaDistribution[2, 3]]}
   Out[1]= {6, 18}
   In[2]:= GammaDistribution[1]
   GammaDistribution::argr: GammaDistribution called with 1 argument; 2 arguments are expected.
   Out[2]= GammaDistribution[1] *)

ChiSquareDistribution::usage = "ChiSquareDistribution[n] represents a chi-square distribution with n degrees of freedom.";
ChiSquareDistribution /: PDF[ChiSquareDistribution[n_], x_] := PDF[GammaDistribution[n/2, 2], x]
ChiSquareDistribution /: CDF[ChiSquareDistribution[n_], x_] := CDF[GammaDistribution[n/2, 2], x]
ChiSquareDistribution /: Mean[ChiSquareDistribution[n_]] := n
ChiSquareDistribution /: Variance[ChiSquareDistribution[n_]] := 2 n
(* In[1]:= Variance[ChiSquareDistribution[4]]
   Out[1]= 8
   In[2]:= ChiSquareDistribution[]
   ChiSquareDistribution::argx: ChiSquareDistribution called with 0 arguments; 1 argument is expected.
   Out[2]= ChiSquareDistribution[] *)

BetaDistribution::usage = "BetaDistribution[a, b] represents a continuous beta distribution with shape parameters a and b.";
BetaDistribution /: PDF[BetaDistribution[a_, b_], x_] := where[x^(a - 1) (1 - x)^(b - 1)/Beta[a, b], 0 < x < 1] /; Head[x] =!= List
BetaDistribution /: CDF[BetaDistribution[a_, b_], x_] := Piecewise[{{BetaRegularized[x, a, b], 0 < x < 1}, {1, x >= 1}}, 0] /; Head[x] =!= List
BetaDistribution /: Mean[BetaDistribution[a_, b_]] := a/(a + b)
BetaDistribution /: Variance[BetaDistribution[a_, b_]] := a b/((a + b)^2 (1 + a + b))
(* In[1]:= Mean[BetaDistribution[2, 3]]
   Out[1]= 2/5
   In[2]:= BetaDistribution[1]
   BetaDistribution::argr: BetaDistribution called with 1 argument; 2 arguments are expected.
   Out[2]= BetaDistribution[1] *)

StudentTDistribution::usage = "StudentTDistribution[n] represents a Student t distribution with n degrees of freedom.";
StudentTDistribution /: PDF[StudentTDistribution[n_], x_] := (n/(n + x^2))^((1 + n)/2)/(Sqrt[n] Beta[n/2, 1/2]) /; Head[x] =!= List
StudentTDistribution /: CDF[StudentTDistribution[n_], x_] := Piecewise[{{BetaRegularized[n/(n + x^2), n/2, 1/2]/2, x <= 0}}, 1 - BetaRegularized[n/(n + x^2), n/2, 1/2]/2] /; Head[x] =!= List
StudentTDistribution /: Mean[StudentTDistribution[n_]] := Piecewise[{{0, n > 1}}, Indeterminate]
StudentTDistribution /: Variance[StudentTDistribution[n_]] := Piecewise[{{n/(n - 2), n > 2}}, Indeterminate]
(* In[1]:= PDF[StudentTDistribution[1], 0.]
   Out[1]= 0.3183098861837907
   In[2]:= StudentTDistribution[]
   StudentTDistribution::argx: StudentTDistribution called with 0 arguments; 1 argument is expected.
   Out[2]= StudentTDistribution[] *)

BernoulliDistribution::usage = "BernoulliDistribution[p] represents a Bernoulli distribution with probability p.";
BernoulliDistribution /: PDF[BernoulliDistribution[p_], k_] := Piecewise[{{1 - p, k == 0}, {p, k == 1}}, 0] /; Head[k] =!= List
BernoulliDistribution /: CDF[BernoulliDistribution[p_], k_] := Piecewise[{{1 - p, 0 <= k < 1}, {1, k >= 1}}, 0] /; Head[k] =!= List
BernoulliDistribution /: Mean[BernoulliDistribution[p_]] := p
BernoulliDistribution /: Variance[BernoulliDistribution[p_]] := (1 - p) p
(* In[1]:= Variance[BernoulliDistribution[1/2]]
   Out[1]= 1/4
   In[2]:= BernoulliDistribution[]
   BernoulliDistribution::argx: BernoulliDistribution called with 0 arguments; 1 argument is expected.
   Out[2]= BernoulliDistribution[] *)

BinomialDistribution::usage = "BinomialDistribution[n, p] represents a binomial distribution with n trials and success probability p.";
BinomialDistribution /: PDF[BinomialDistribution[n_, p_], k_?NumericQ] := If[IntegerQ[k] && 0 <= k <= n, Binomial[n, k] p^k (1 - p)^(n - k), 0]
BinomialDistribution /: CDF[BinomialDistribution[n_Integer, p_], k_?NumericQ] := Sum[PDF[BinomialDistribution[n, p], j], {j, 0, Min[n, Floor[k]]}]
BinomialDistribution /: Mean[BinomialDistribution[n_, p_]] := n p
BinomialDistribution /: Variance[BinomialDistribution[n_, p_]] := n (1 - p) p
(* In[1]:= PDF[BinomialDistribution[4, 1/2], 2]
   Out[1]= 3/8
   In[2]:= CDF[BinomialDistribution[4, 1/2], 1]
   Out[2]= 5/16
   In[3]:= BinomialDistribution[1]
   BinomialDistribution::argr: BinomialDistribution called with 1 argument; 2 arguments are expected.
   Out[3]= BinomialDistribution[1] *)

GeometricDistribution::usage = "GeometricDistribution[p] represents a geometric distribution: the number of failures before a success with probability p.";
GeometricDistribution /: PDF[GeometricDistribution[p_], k_?NumericQ] := If[IntegerQ[k] && k >= 0, p (1 - p)^k, 0]
GeometricDistribution /: CDF[GeometricDistribution[p_], k_?NumericQ] := If[k >= 0, 1 - (1 - p)^(1 + Floor[k]), 0]
GeometricDistribution /: Mean[GeometricDistribution[p_]] := 1/p - 1
GeometricDistribution /: Variance[GeometricDistribution[p_]] := (1 - p)/p^2
(* In[1]:= Mean[GeometricDistribution[1/4]]
   Out[1]= 3
   In[2]:= GeometricDistribution[]
   GeometricDistribution::argx: GeometricDistribution called with 0 arguments; 1 argument is expected.
   Out[2]= GeometricDistribution[] *)

PoissonDistribution::usage = "PoissonDistribution[m] represents a Poisson distribution with mean m.";
PoissonDistribution /: PDF[PoissonDistribution[m_], k_?NumericQ] := If[IntegerQ[k] && k >= 0, m^k/(E^m k!), 0]
PoissonDistribution /: CDF[PoissonDistribution[m_], k_?NumericQ] := If[k >= 0, GammaRegularized[1 + Floor[k], m], 0]
PoissonDistribution /: Mean[PoissonDistribution[m_]] := m
PoissonDistribution /: Variance[PoissonDistribution[m_]] := m
(* In[1]:= PDF[PoissonDistribution[2], 1]
   Out[1]= 2/E^2
   In[2]:= PoissonDistribution[]
   PoissonDistribution::argx: PoissonDistribution called with 0 arguments; 1 argument is expected.
   Out[2]= PoissonDistribution[] *)

DiscreteUniformDistribution::usage = "DiscreteUniformDistribution[{min, max}] represents a discrete uniform distribution over the integers from min to max.";
DiscreteUniformDistribution /: PDF[DiscreteUniformDistribution[{a_, b_}], k_?NumericQ] := If[IntegerQ[k] && a <= k <= b, 1/(1 + b - a), 0]
DiscreteUniformDistribution /: CDF[DiscreteUniformDistribution[{a_, b_}], k_?NumericQ] := Which[k < a, 0, k >= b, 1, True, (1 + Floor[k] - a)/(1 + b - a)]
DiscreteUniformDistribution /: Mean[DiscreteUniformDistribution[{a_, b_}]] := (a + b)/2
DiscreteUniformDistribution /: Variance[DiscreteUniformDistribution[{a_, b_}]] := ((1 + b - a)^2 - 1)/12
(* In[1]:= Variance[DiscreteUniformDistribution[{1, 6}]]
   Out[1]= 35/12
   In[2]:= DiscreteUniformDistribution[]
   DiscreteUniformDistribution::argx: DiscreteUniformDistribution called with 0 arguments; 1 argument is expected.
   Out[2]= DiscreteUniformDistribution[] *)

Internal`DistributionHead::usage = "Internal`DistributionHead[h] defines what follows for distributions with the head h from their variance and quantiles.";
Internal`DistributionHead[h_] := (
  h /: StandardDeviation[d : h[___]] := Sqrt[Variance[d]];
  h /: Median[d : h[___]] := Quantile[d, 1/2];
  h /: Quantile[d : h[___], q_List] := Map[Quantile[d, #] &, q];
  h /: Quantile[d : h[___], q_?NumericQ] := With[{x = Internal`NumericQuantile[d, q]}, x /; NumericQ[x] || Head[x] === DirectedInfinity] /; 0 <= q <= 1;
  h /: Moment[d : h[___], n_] := With[{m = Internal`DistributionMoment[d, n]}, m /; FreeQ[m, Internal`DistributionMoment]];
  h /: CentralMoment[d : h[___], n_Integer?NonNegative] := With[{m = about[Mean[d], Table[Internal`DistributionMoment[d, k], {k, 0, n}]]}, m /; FreeQ[m, Internal`DistributionMoment]];
  h /: Skewness[d : h[___]] := With[{m = CentralMoment[d, 3]}, PowerExpand[Simplify[m/Variance[d]^(3/2)]] /; FreeQ[m, CentralMoment]];
  h /: Kurtosis[d : h[___]] := With[{m = CentralMoment[d, 4]}, Simplify[m/Variance[d]^2] /; FreeQ[m, CentralMoment]])
(* Moments around m, from those around 0: of the highest order. *)
about[m_, raw_] := With[{n = Length[raw] - 1}, Simplify[raw[[n + 1]] + Sum[Binomial[n, k] raw[[k + 1]] (-m)^(n - k), {k, 0, n - 1}]]]
(* In[1]:= StandardDeviation[UniformDistribution[{0, 6}]]
   Out[1]= Sqrt[3]
   In[2]:= {Skewness[GammaDistribution[a, b]], Kurtosis[PoissonDistribution[m]], Moment[NormalDistribution[0, s], 4]}
   Out[2]= {2/Sqrt[a], 3 + m^(-1), 3*s^4}
   In[3]:= Round[Quantile[GammaDistribution[2, 1], 0.3], 0.0001]
   Out[3]= 1.0973 *)
Scan[Internal`DistributionHead,
  {NormalDistribution, UniformDistribution, ExponentialDistribution, LogNormalDistribution, LaplaceDistribution,
   LogisticDistribution, CauchyDistribution, WeibullDistribution, GammaDistribution, ChiSquareDistribution,
   BetaDistribution, StudentTDistribution, BernoulliDistribution, BinomialDistribution, GeometricDistribution,
   PoissonDistribution, DiscreteUniformDistribution}]
