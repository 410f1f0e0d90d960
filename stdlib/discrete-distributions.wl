(* More distributions of whole numbers: density, distribution function, mean, variance. *)

where[value_, condition_] := Piecewise[{{value, condition}}, 0]

NegativeBinomialDistribution::usage = "NegativeBinomialDistribution[n, p] represents a negative binomial distribution: of the failures before the n-th success of probability p.";
NegativeBinomialDistribution /: PDF[NegativeBinomialDistribution[n_, p_], x_] := where[(1 - p)^x p^n Binomial[n + x - 1, n - 1], x >= 0] /; Head[x] =!= List
NegativeBinomialDistribution /: CDF[NegativeBinomialDistribution[n_, p_], x_] := where[BetaRegularized[p, n, 1 + Floor[x]], x >= 0] /; Head[x] =!= List
NegativeBinomialDistribution /: Mean[NegativeBinomialDistribution[n_, p_]] := n (1 - p)/p
NegativeBinomialDistribution /: Variance[NegativeBinomialDistribution[n_, p_]] := n (1 - p)/p^2
NegativeBinomialDistribution /: Internal`MomentGenerating[NegativeBinomialDistribution[n_, p_], t_] := (p/(1 - E^t (1 - p)))^n
(* In[1]:= {Mean[NegativeBinomialDistribution[3, 1/2]], PDF[NegativeBinomialDistribution[3, 1/2], 2]}
   Out[1]= {3, 3/16} *)

PascalDistribution::usage = "PascalDistribution[n, p] represents a Pascal distribution: of the trials until the n-th success of probability p.";
PascalDistribution /: PDF[PascalDistribution[n_, p_], x_] := where[(1 - p)^(x - n) p^n Binomial[x - 1, n - 1], x >= n] /; Head[x] =!= List
PascalDistribution /: CDF[PascalDistribution[n_, p_], x_] := where[BetaRegularized[p, n, 1 + Floor[x] - n], x >= n] /; Head[x] =!= List
PascalDistribution /: Mean[PascalDistribution[n_, p_]] := n/p
PascalDistribution /: Variance[PascalDistribution[n_, p_]] := n (1 - p)/p^2
PascalDistribution /: Internal`MomentGenerating[PascalDistribution[n_, p_], t_] := (E^t p/(1 - E^t (1 - p)))^n
(* In[1]:= Mean[PascalDistribution[3, 1/2]]
   Out[1]= 6 *)

HypergeometricDistribution::usage = "HypergeometricDistribution[n, s, t] represents a hypergeometric distribution: of the successes in n draws without putting back from t, of which s are successes.";
HypergeometricDistribution /: PDF[HypergeometricDistribution[n_, s_, t_], x_] := where[Binomial[s, x] Binomial[t - s, n - x]/Binomial[t, n], 0 <= x <= n && n + s - t <= x <= s] /; Head[x] =!= List
HypergeometricDistribution /: Mean[HypergeometricDistribution[n_, s_, t_]] := n s/t
HypergeometricDistribution /: Variance[HypergeometricDistribution[n_, s_, t_]] := n s/t (1 - s/t) (t - n)/(t - 1)
(* In[1]:= PDF[HypergeometricDistribution[5, 50, 100], 2] == 6125/19206 || Mean[HypergeometricDistribution[5, 50, 100]] == 5/2
   Out[1]= True *)

BetaBinomialDistribution::usage = "BetaBinomialDistribution[a, b, n] represents a beta-binomial distribution with shapes a and b and n trials.";
BetaBinomialDistribution /: PDF[BetaBinomialDistribution[a_, b_, n_], x_] := where[Beta[x + a, n - x + b] Binomial[n, x]/Beta[a, b], 0 <= x <= n] /; Head[x] =!= List
BetaBinomialDistribution /: Mean[BetaBinomialDistribution[a_, b_, n_]] := n a/(a + b)
BetaBinomialDistribution /: Variance[BetaBinomialDistribution[a_, b_, n_]] := n a b (a + b + n)/((a + b)^2 (1 + a + b))
(* In[1]:= Mean[BetaBinomialDistribution[1, 2, 6]]
   Out[1]= 2 *)

LogSeriesDistribution::usage = "LogSeriesDistribution[t] represents a logarithmic series distribution with parameter t.";
LogSeriesDistribution /: PDF[LogSeriesDistribution[t_], x_] := where[-t^x/(x Log[1 - t]), x >= 1] /; Head[x] =!= List
LogSeriesDistribution /: Mean[LogSeriesDistribution[t_]] := -t/((1 - t) Log[1 - t])
LogSeriesDistribution /: Variance[LogSeriesDistribution[t_]] := -t (t + Log[1 - t])/((1 - t)^2 Log[1 - t]^2)
LogSeriesDistribution /: Internal`MomentGenerating[LogSeriesDistribution[p_], t_] := Log[1 - E^t p]/Log[1 - p]
(* In[1]:= Mean[LogSeriesDistribution[1/2]]
   Out[1]= 1/Log[2] *)

ZipfDistribution::usage = "ZipfDistribution[r] represents a zeta distribution with parameter r.";
ZipfDistribution /: PDF[ZipfDistribution[r_], x_] := where[x^(-1 - r)/Zeta[1 + r], x >= 1] /; Head[x] =!= List
ZipfDistribution /: CDF[ZipfDistribution[r_], x_] := where[HarmonicNumber[Floor[x], 1 + r]/Zeta[1 + r], x >= 1] /; Head[x] =!= List
ZipfDistribution /: Mean[ZipfDistribution[r_]] := Piecewise[{{Zeta[r]/Zeta[1 + r], r > 1}}, Indeterminate]
ZipfDistribution /: Variance[ZipfDistribution[r_]] := Piecewise[{{Zeta[r - 1]/Zeta[1 + r] - Zeta[r]^2/Zeta[1 + r]^2, r > 2}}, Indeterminate]
(* In[1]:= PDF[ZipfDistribution[1], 1]
   Out[1]= 6/Pi^2 *)

BenfordDistribution::usage = "BenfordDistribution[b] represents a Benford distribution with base b.";
BenfordDistribution /: PDF[BenfordDistribution[b_], x_] := where[Log[b, 1 + 1/x], 1 <= x <= b - 1] /; Head[x] =!= List
BenfordDistribution /: CDF[BenfordDistribution[b_], x_] := Piecewise[{{1, x >= b - 1}, {Log[b, 1 + Floor[x]], 1 <= x < b - 1}}, 0] /; Head[x] =!= List

(* In[1]:= PDF[BenfordDistribution[10], 1]
   Out[1]= Log[2]/Log[10] *)

WaringYuleDistribution::usage = "WaringYuleDistribution[a] represents a Yule distribution with shape a.";
WaringYuleDistribution /: PDF[WaringYuleDistribution[a_], x_] := where[a Beta[1 + a, 1 + x], x >= 0] /; Head[x] =!= List
WaringYuleDistribution /: CDF[WaringYuleDistribution[a_], x_] := where[1 - (1 + Floor[x]) Beta[1 + a, 1 + Floor[x]], x >= 0] /; Head[x] =!= List
WaringYuleDistribution /: Mean[WaringYuleDistribution[a_]] := Piecewise[{{1/(a - 1), a > 1}}, Infinity]
WaringYuleDistribution /: Variance[WaringYuleDistribution[a_]] := Piecewise[{{a^2/((a - 2) (a - 1)^2), a > 2}}, Infinity]
(* In[1]:= PDF[WaringYuleDistribution[2], 0]
   Out[1]= 2/3 *)

SkellamDistribution::usage = "SkellamDistribution[a, b] represents a Skellam distribution: of the difference of two Poisson values with means a and b.";
SkellamDistribution /: PDF[SkellamDistribution[a_, b_], x_] := E^(-a - b) (a/b)^(x/2) BesselI[Abs[x], 2 Sqrt[a b]] /; Head[x] =!= List
SkellamDistribution /: Mean[SkellamDistribution[a_, b_]] := a - b
SkellamDistribution /: Variance[SkellamDistribution[a_, b_]] := a + b
SkellamDistribution /: Internal`MomentGenerating[SkellamDistribution[a_, b_], t_] := E^(-a - b + b E^-t + a E^t)
(* In[1]:= {Mean[SkellamDistribution[3, 2]], Variance[SkellamDistribution[3, 2]]}
   Out[1]= {1, 5} *)

Scan[Internal`DistributionHead, {NegativeBinomialDistribution, PascalDistribution, HypergeometricDistribution, BetaBinomialDistribution, LogSeriesDistribution, ZipfDistribution, BenfordDistribution, WaringYuleDistribution, SkellamDistribution}]
