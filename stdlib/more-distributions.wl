(* More probability distributions, by density, distribution function, quantile, mean and variance. *)

where[value_, condition_] := Piecewise[{{value, condition}}, 0]

ParetoDistribution::usage = "ParetoDistribution[k, a] represents a Pareto distribution with minimum value k and shape a.";
ParetoDistribution /: PDF[ParetoDistribution[k_, a_], x_] := where[a k^a x^(-1 - a), x >= k] /; Head[x] =!= List
ParetoDistribution /: CDF[ParetoDistribution[k_, a_], x_] := where[1 - (k/x)^a, x >= k] /; Head[x] =!= List
ParetoDistribution /: Quantile[ParetoDistribution[k_, a_], q_] := k (1 - q)^(-1/a) /; Head[q] =!= List
ParetoDistribution /: Mean[ParetoDistribution[k_, a_]] := Piecewise[{{a k/(a - 1), a > 1}}, Indeterminate]
ParetoDistribution /: Variance[ParetoDistribution[k_, a_]] := Piecewise[{{a k^2/((a - 1)^2 (a - 2)), a > 2}}, Indeterminate]
(* In[1]:= {Mean[ParetoDistribution[1, 3]], CDF[ParetoDistribution[1, 2], 2]}
   Out[1]= {3/2, 3/4} *)

GumbelDistribution::usage = "GumbelDistribution[a, b] represents a Gumbel distribution (of least values) with location a and scale b.";
GumbelDistribution[] := GumbelDistribution[0, 1]
GumbelDistribution /: PDF[GumbelDistribution[a_, b_], x_] := E^(-E^((x - a)/b) + (x - a)/b)/b /; Head[x] =!= List
GumbelDistribution /: CDF[GumbelDistribution[a_, b_], x_] := 1 - E^(-E^((x - a)/b)) /; Head[x] =!= List
GumbelDistribution /: Quantile[GumbelDistribution[a_, b_], q_] := a + b Log[-Log[1 - q]] /; Head[q] =!= List
GumbelDistribution /: Mean[GumbelDistribution[a_, b_]] := a - b EulerGamma
GumbelDistribution /: Variance[GumbelDistribution[a_, b_]] := b^2 Pi^2/6
(* In[1]:= Mean[GumbelDistribution[0, 1]]
   Out[1]= -EulerGamma *)

ExtremeValueDistribution::usage = "ExtremeValueDistribution[a, b] represents an extreme value distribution (of greatest values) with location a and scale b.";
ExtremeValueDistribution[] := ExtremeValueDistribution[0, 1]
ExtremeValueDistribution /: PDF[ExtremeValueDistribution[a_, b_], x_] := E^(-E^((a - x)/b) + (a - x)/b)/b /; Head[x] =!= List
ExtremeValueDistribution /: CDF[ExtremeValueDistribution[a_, b_], x_] := E^(-E^((a - x)/b)) /; Head[x] =!= List
ExtremeValueDistribution /: Quantile[ExtremeValueDistribution[a_, b_], q_] := a - b Log[-Log[q]] /; Head[q] =!= List
ExtremeValueDistribution /: Mean[ExtremeValueDistribution[a_, b_]] := a + b EulerGamma
ExtremeValueDistribution /: Variance[ExtremeValueDistribution[a_, b_]] := b^2 Pi^2/6
(* In[1]:= Variance[ExtremeValueDistribution[0, 1]]
   Out[1]= Pi^2/6 *)

FrechetDistribution::usage = "FrechetDistribution[a, b] represents a Frechet distribution with shape a and scale b.";
FrechetDistribution /: PDF[FrechetDistribution[a_, b_], x_] := where[a (x/b)^(-1 - a)/(b E^((x/b)^-a)), x > 0] /; Head[x] =!= List
FrechetDistribution /: CDF[FrechetDistribution[a_, b_], x_] := where[E^(-(x/b)^-a), x > 0] /; Head[x] =!= List
FrechetDistribution /: Quantile[FrechetDistribution[a_, b_], q_] := b (-Log[q])^(-1/a) /; Head[q] =!= List
FrechetDistribution /: Mean[FrechetDistribution[a_, b_]] := Piecewise[{{b Gamma[1 - 1/a], a > 1}}, Infinity]
FrechetDistribution /: Variance[FrechetDistribution[a_, b_]] := Piecewise[{{b^2 (Gamma[1 - 2/a] - Gamma[1 - 1/a]^2), a > 2}}, Infinity]
(* In[1]:= CDF[FrechetDistribution[2, 1], 1]
   Out[1]= 1/E *)

RayleighDistribution::usage = "RayleighDistribution[s] represents a Rayleigh distribution with scale s.";
RayleighDistribution /: PDF[RayleighDistribution[s_], x_] := where[x/(E^(x^2/(2 s^2)) s^2), x > 0] /; Head[x] =!= List
RayleighDistribution /: CDF[RayleighDistribution[s_], x_] := where[1 - E^(-x^2/(2 s^2)), x > 0] /; Head[x] =!= List
RayleighDistribution /: Quantile[RayleighDistribution[s_], q_] := s Sqrt[-2 Log[1 - q]] /; Head[q] =!= List
RayleighDistribution /: Mean[RayleighDistribution[s_]] := Sqrt[Pi/2] s
RayleighDistribution /: Variance[RayleighDistribution[s_]] := (2 - Pi/2) s^2
(* In[1]:= Mean[RayleighDistribution[2]]
   Out[1]= Sqrt[2]*Sqrt[Pi] *)

MaxwellDistribution::usage = "MaxwellDistribution[s] represents a Maxwell distribution with scale s.";
MaxwellDistribution /: PDF[MaxwellDistribution[s_], x_] := where[Sqrt[2/Pi] x^2/(E^(x^2/(2 s^2)) s^3), x > 0] /; Head[x] =!= List
MaxwellDistribution /: CDF[MaxwellDistribution[s_], x_] := where[Erf[x/(Sqrt[2] s)] - Sqrt[2/Pi] x/(E^(x^2/(2 s^2)) s), x > 0] /; Head[x] =!= List
MaxwellDistribution /: Mean[MaxwellDistribution[s_]] := 2 Sqrt[2/Pi] s
MaxwellDistribution /: Variance[MaxwellDistribution[s_]] := (3 - 8/Pi) s^2
(* In[1]:= Variance[MaxwellDistribution[1]]
   Out[1]= 3 - 8/Pi *)

HalfNormalDistribution::usage = "HalfNormalDistribution[t] represents a half-normal distribution with scale inversely proportional to t.";
HalfNormalDistribution /: PDF[HalfNormalDistribution[t_], x_] := where[2 t/(E^(t^2 x^2/Pi) Pi), x > 0] /; Head[x] =!= List
HalfNormalDistribution /: CDF[HalfNormalDistribution[t_], x_] := where[Erf[t x/Sqrt[Pi]], x > 0] /; Head[x] =!= List
HalfNormalDistribution /: Mean[HalfNormalDistribution[t_]] := 1/t
HalfNormalDistribution /: Variance[HalfNormalDistribution[t_]] := (Pi - 2)/(2 t^2)
(* In[1]:= Mean[HalfNormalDistribution[2]]
   Out[1]= 1/2 *)

ChiDistribution::usage = "ChiDistribution[n] represents a chi distribution with n degrees of freedom.";
ChiDistribution /: PDF[ChiDistribution[n_], x_] := where[2^(1 - n/2) x^(n - 1)/(E^(x^2/2) Gamma[n/2]), x > 0] /; Head[x] =!= List
ChiDistribution /: CDF[ChiDistribution[n_], x_] := where[(1 - GammaRegularized[n/2, x^2/2]), x > 0] /; Head[x] =!= List
ChiDistribution /: Mean[ChiDistribution[n_]] := Sqrt[2] Gamma[(1 + n)/2]/Gamma[n/2]
ChiDistribution /: Variance[ChiDistribution[n_]] := 2 (Gamma[n/2] Gamma[1 + n/2] - Gamma[(1 + n)/2]^2)/Gamma[n/2]^2
(* In[1]:= Mean[ChiDistribution[1]]
   Out[1]= Sqrt[2/Pi] *)

InverseGammaDistribution::usage = "InverseGammaDistribution[a, b] represents an inverse gamma distribution with shape a and scale b.";
InverseGammaDistribution /: PDF[InverseGammaDistribution[a_, b_], x_] := where[(b/x)^a/(E^(b/x) x Gamma[a]), x > 0] /; Head[x] =!= List
InverseGammaDistribution /: CDF[InverseGammaDistribution[a_, b_], x_] := where[GammaRegularized[a, b/x], x > 0] /; Head[x] =!= List
InverseGammaDistribution /: Mean[InverseGammaDistribution[a_, b_]] := Piecewise[{{b/(a - 1), a > 1}}, Indeterminate]
InverseGammaDistribution /: Variance[InverseGammaDistribution[a_, b_]] := Piecewise[{{b^2/((a - 1)^2 (a - 2)), a > 2}}, Indeterminate]
(* In[1]:= Mean[InverseGammaDistribution[3, 4]]
   Out[1]= 2 *)

InverseChiSquareDistribution::usage = "InverseChiSquareDistribution[n] represents an inverse chi-square distribution with n degrees of freedom.";
InverseChiSquareDistribution /: PDF[InverseChiSquareDistribution[n_], x_] := where[2^(-n/2) (1/x)^(1 + n/2)/(E^(1/(2 x)) Gamma[n/2]), x > 0] /; Head[x] =!= List
InverseChiSquareDistribution /: CDF[InverseChiSquareDistribution[n_], x_] := where[GammaRegularized[n/2, 1/(2 x)], x > 0] /; Head[x] =!= List
InverseChiSquareDistribution /: Mean[InverseChiSquareDistribution[n_]] := Piecewise[{{1/(n - 2), n > 2}}, Indeterminate]
InverseChiSquareDistribution /: Variance[InverseChiSquareDistribution[n_]] := Piecewise[{{2/((n - 4) (n - 2)^2), n > 4}}, Indeterminate]
(* In[1]:= Mean[InverseChiSquareDistribution[5]]
   Out[1]= 1/3 *)

InverseGaussianDistribution::usage = "InverseGaussianDistribution[m, l] represents an inverse Gaussian distribution with mean m and scale l.";
InverseGaussianDistribution /: PDF[InverseGaussianDistribution[m_, l_], x_] := where[Sqrt[l/x^3]/(E^(l (x - m)^2/(2 m^2 x)) Sqrt[2 Pi]), x > 0] /; Head[x] =!= List
InverseGaussianDistribution /: Mean[InverseGaussianDistribution[m_, l_]] := m
InverseGaussianDistribution /: Variance[InverseGaussianDistribution[m_, l_]] := m^3/l
(* In[1]:= Variance[InverseGaussianDistribution[2, 1]]
   Out[1]= 8 *)

FRatioDistribution::usage = "FRatioDistribution[n, m] represents an F-ratio distribution with n and m degrees of freedom.";
FRatioDistribution /: PDF[FRatioDistribution[n_, m_], x_] := where[n^(n/2) m^(m/2) x^(n/2 - 1) (m + n x)^(-(n + m)/2)/Beta[n/2, m/2], x > 0] /; Head[x] =!= List
FRatioDistribution /: CDF[FRatioDistribution[n_, m_], x_] := where[BetaRegularized[n x/(m + n x), n/2, m/2], x > 0] /; Head[x] =!= List
FRatioDistribution /: Mean[FRatioDistribution[n_, m_]] := Piecewise[{{m/(m - 2), m > 2}}, Indeterminate]
FRatioDistribution /: Variance[FRatioDistribution[n_, m_]] := Piecewise[{{2 m^2 (n + m - 2)/((m - 4) (m - 2)^2 n), m > 4}}, Indeterminate]
(* In[1]:= Mean[FRatioDistribution[2, 6]]
   Out[1]= 3/2 *)

BetaPrimeDistribution::usage = "BetaPrimeDistribution[p, q] represents a beta prime distribution with shapes p and q.";
BetaPrimeDistribution /: PDF[BetaPrimeDistribution[p_, q1_], x_] := where[x^(p - 1) (1 + x)^(-p - q1)/Beta[p, q1], x > 0] /; Head[x] =!= List
BetaPrimeDistribution /: CDF[BetaPrimeDistribution[p_, q1_], x_] := where[BetaRegularized[x/(1 + x), p, q1], x > 0] /; Head[x] =!= List
BetaPrimeDistribution /: Mean[BetaPrimeDistribution[p_, q1_]] := Piecewise[{{p/(q1 - 1), q1 > 1}}, Indeterminate]
BetaPrimeDistribution /: Variance[BetaPrimeDistribution[p_, q1_]] := Piecewise[{{p (p + q1 - 1)/((q1 - 2) (q1 - 1)^2), q1 > 2}}, Indeterminate]
(* In[1]:= Mean[BetaPrimeDistribution[2, 3]]
   Out[1]= 1 *)

TriangularDistribution::usage = "TriangularDistribution[{a, b}, c] represents a triangular distribution between a and b with its mode at c.";
TriangularDistribution[] := TriangularDistribution[{0, 1}]
TriangularDistribution[{a_, b_}] := TriangularDistribution[{a, b}, (a + b)/2]
TriangularDistribution /: PDF[TriangularDistribution[{a_, b_}, c_], x_] := Piecewise[{{2 (x - a)/((b - a) (c - a)), a <= x <= c}, {2 (b - x)/((b - a) (b - c)), c < x <= b}}, 0] /; Head[x] =!= List
TriangularDistribution /: CDF[TriangularDistribution[{a_, b_}, c_], x_] := Piecewise[{{(x - a)^2/((b - a) (c - a)), a <= x <= c}, {1 - (b - x)^2/((b - a) (b - c)), c < x <= b}, {1, x > b}}, 0] /; Head[x] =!= List
TriangularDistribution /: Mean[TriangularDistribution[{a_, b_}, c_]] := (a + b + c)/3
TriangularDistribution /: Variance[TriangularDistribution[{a_, b_}, c_]] := (a^2 + b^2 + c^2 - a b - a c - b c)/18
(* In[1]:= {Mean[TriangularDistribution[{0, 1}]], CDF[TriangularDistribution[{0, 2}, 1], 1]}
   Out[1]= {1/2, 1/2} *)

LogLogisticDistribution::usage = "LogLogisticDistribution[g, s] represents a log-logistic distribution with shape g and scale s.";
LogLogisticDistribution /: PDF[LogLogisticDistribution[g_, s_], x_] := where[g x^(g - 1)/(s^g (1 + (x/s)^g)^2), x > 0] /; Head[x] =!= List
LogLogisticDistribution /: CDF[LogLogisticDistribution[g_, s_], x_] := where[1/(1 + (x/s)^-g), x > 0] /; Head[x] =!= List
LogLogisticDistribution /: Quantile[LogLogisticDistribution[g_, s_], q_] := s (q/(1 - q))^(1/g) /; Head[q] =!= List
LogLogisticDistribution /: Mean[LogLogisticDistribution[g_, s_]] := Piecewise[{{Pi s Csc[Pi/g]/g, g > 1}}, Indeterminate]
LogLogisticDistribution /: Variance[LogLogisticDistribution[g_, s_]] := Piecewise[{{Pi s^2 (2 g Csc[2 Pi/g] - Pi Csc[Pi/g]^2)/g^2, g > 2}}, Indeterminate]
(* In[1]:= CDF[LogLogisticDistribution[2, 1], 1]
   Out[1]= 1/2 *)

NakagamiDistribution::usage = "NakagamiDistribution[m, w] represents a Nakagami distribution with shape m and spread w.";
NakagamiDistribution /: PDF[NakagamiDistribution[m_, w_], x_] := where[2 (m/w)^m x^(2 m - 1)/(E^(m x^2/w) Gamma[m]), x > 0] /; Head[x] =!= List
NakagamiDistribution /: CDF[NakagamiDistribution[m_, w_], x_] := where[(1 - GammaRegularized[m, m x^2/w]), x > 0] /; Head[x] =!= List
NakagamiDistribution /: Mean[NakagamiDistribution[m_, w_]] := Sqrt[w/m] Pochhammer[m, 1/2]
NakagamiDistribution /: Variance[NakagamiDistribution[m_, w_]] := w (1 - Pochhammer[m, 1/2]^2/m)
(* In[1]:= CDF[NakagamiDistribution[1, 1], 1]
   Out[1]= 1 - 1/E *)

SechDistribution::usage = "SechDistribution[m, s] represents a hyperbolic secant distribution with mean m and deviation s.";
SechDistribution /: PDF[SechDistribution[m_, s_], x_] := Sech[Pi (x - m)/(2 s)]/(2 s) /; Head[x] =!= List
SechDistribution /: CDF[SechDistribution[m_, s_], x_] := 2 ArcTan[E^(Pi (x - m)/(2 s))]/Pi /; Head[x] =!= List
SechDistribution /: Mean[SechDistribution[m_, s_]] := m
SechDistribution /: Variance[SechDistribution[m_, s_]] := s^2
(* In[1]:= CDF[SechDistribution[0, 1], 0]
   Out[1]= 1/2 *)

ErlangDistribution::usage = "ErlangDistribution[k, l] represents an Erlang distribution with shape k and rate l.";
ErlangDistribution /: PDF[ErlangDistribution[k_, l_], x_] := where[l^k x^(k - 1)/(E^(l x) Gamma[k]), x > 0] /; Head[x] =!= List
ErlangDistribution /: CDF[ErlangDistribution[k_, l_], x_] := where[(1 - GammaRegularized[k, l x]), x > 0] /; Head[x] =!= List
ErlangDistribution /: Mean[ErlangDistribution[k_, l_]] := k/l
ErlangDistribution /: Variance[ErlangDistribution[k_, l_]] := k/l^2
(* In[1]:= {Mean[ErlangDistribution[3, 2]], Variance[ErlangDistribution[3, 2]]}
   Out[1]= {3/2, 3/4} *)

RiceDistribution::usage = "RiceDistribution[a, b] represents a Rice distribution with parameters a and b.";
RiceDistribution /: PDF[RiceDistribution[a_, b_], x_] := where[x BesselI[0, x a/b^2]/(E^((x^2 + a^2)/(2 b^2)) b^2), x > 0] /; Head[x] =!= List
RiceDistribution /: Mean[RiceDistribution[a_, b_]] := b Sqrt[Pi/2] LaguerreL[1/2, -a^2/(2 b^2)]
RiceDistribution /: Variance[RiceDistribution[a_, b_]] := a^2 + 2 b^2 - b^2 Pi LaguerreL[1/2, -a^2/(2 b^2)]^2/2
(* In[1]:= PDF[RiceDistribution[1, 1], -1]
   Out[1]= 0 *)

KumaraswamyDistribution::usage = "KumaraswamyDistribution[a, b] represents a Kumaraswamy distribution with shapes a and b.";
KumaraswamyDistribution /: PDF[KumaraswamyDistribution[a_, b_], x_] := where[a b x^(a - 1) (1 - x^a)^(b - 1), 0 < x < 1] /; Head[x] =!= List
KumaraswamyDistribution /: CDF[KumaraswamyDistribution[a_, b_], x_] := Piecewise[{{1 - (1 - x^a)^b, 0 < x < 1}, {1, x >= 1}}, 0] /; Head[x] =!= List
KumaraswamyDistribution /: Quantile[KumaraswamyDistribution[a_, b_], q_] := (1 - (1 - q)^(1/b))^(1/a) /; Head[q] =!= List
KumaraswamyDistribution /: Mean[KumaraswamyDistribution[a_, b_]] := b Beta[1 + 1/a, b]
KumaraswamyDistribution /: Variance[KumaraswamyDistribution[a_, b_]] := b Beta[1 + 2/a, b] - b^2 Beta[1 + 1/a, b]^2
(* In[1]:= CDF[KumaraswamyDistribution[2, 2], 1/2]
   Out[1]= 7/16 *)

WignerSemicircleDistribution::usage = "WignerSemicircleDistribution[a, r] represents a Wigner semicircle distribution with radius r about a.";
WignerSemicircleDistribution[r_] := WignerSemicircleDistribution[0, r]
WignerSemicircleDistribution /: PDF[WignerSemicircleDistribution[a_, r_], x_] := where[2 Sqrt[r^2 - (x - a)^2]/(Pi r^2), a - r < x < a + r] /; Head[x] =!= List
WignerSemicircleDistribution /: Mean[WignerSemicircleDistribution[a_, r_]] := a
WignerSemicircleDistribution /: Variance[WignerSemicircleDistribution[a_, r_]] := r^2/4
(* In[1]:= Variance[WignerSemicircleDistribution[2]]
   Out[1]= 1 *)

GompertzMakehamDistribution::usage = "GompertzMakehamDistribution[l, k] represents a Gompertz distribution with scale l and frailty k.";
GompertzMakehamDistribution /: PDF[GompertzMakehamDistribution[l_, k_], x_] := where[k l E^(k (1 - E^(l x)) + l x), x >= 0] /; Head[x] =!= List
GompertzMakehamDistribution /: CDF[GompertzMakehamDistribution[l_, k_], x_] := where[1 - E^(k (1 - E^(l x))), x >= 0] /; Head[x] =!= List
GompertzMakehamDistribution /: Quantile[GompertzMakehamDistribution[l_, k_], q_] := Log[1 - Log[1 - q]/k]/l /; Head[q] =!= List
(* In[1]:= CDF[GompertzMakehamDistribution[1, 1], 0]
   Out[1]= 0 *)

NegativeBinomialDistribution::usage = "NegativeBinomialDistribution[n, p] represents a negative binomial distribution: of the failures before the n-th success of probability p.";
NegativeBinomialDistribution /: PDF[NegativeBinomialDistribution[n_, p_], x_] := where[(1 - p)^x p^n Binomial[n + x - 1, n - 1], x >= 0] /; Head[x] =!= List
NegativeBinomialDistribution /: CDF[NegativeBinomialDistribution[n_, p_], x_] := where[BetaRegularized[p, n, 1 + Floor[x]], x >= 0] /; Head[x] =!= List
NegativeBinomialDistribution /: Mean[NegativeBinomialDistribution[n_, p_]] := n (1 - p)/p
NegativeBinomialDistribution /: Variance[NegativeBinomialDistribution[n_, p_]] := n (1 - p)/p^2
(* In[1]:= {Mean[NegativeBinomialDistribution[3, 1/2]], PDF[NegativeBinomialDistribution[3, 1/2], 2]}
   Out[1]= {3, 3/16} *)

PascalDistribution::usage = "PascalDistribution[n, p] represents a Pascal distribution: of the trials until the n-th success of probability p.";
PascalDistribution /: PDF[PascalDistribution[n_, p_], x_] := where[(1 - p)^(x - n) p^n Binomial[x - 1, n - 1], x >= n] /; Head[x] =!= List
PascalDistribution /: CDF[PascalDistribution[n_, p_], x_] := where[BetaRegularized[p, n, 1 + Floor[x] - n], x >= n] /; Head[x] =!= List
PascalDistribution /: Mean[PascalDistribution[n_, p_]] := n/p
PascalDistribution /: Variance[PascalDistribution[n_, p_]] := n (1 - p)/p^2
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
(* In[1]:= {Mean[SkellamDistribution[3, 2]], Variance[SkellamDistribution[3, 2]]}
   Out[1]= {1, 5} *)

Scan[Internal`DistributionHead,
  {ParetoDistribution, GumbelDistribution, ExtremeValueDistribution, FrechetDistribution, RayleighDistribution,
   MaxwellDistribution, HalfNormalDistribution, ChiDistribution, InverseGammaDistribution,
   InverseChiSquareDistribution, InverseGaussianDistribution, FRatioDistribution, BetaPrimeDistribution,
   TriangularDistribution, LogLogisticDistribution, NakagamiDistribution, SechDistribution, ErlangDistribution,
   RiceDistribution, KumaraswamyDistribution, WignerSemicircleDistribution, GompertzMakehamDistribution,
   NegativeBinomialDistribution, PascalDistribution, HypergeometricDistribution, BetaBinomialDistribution,
   LogSeriesDistribution, ZipfDistribution, BenfordDistribution, WaringYuleDistribution, SkellamDistribution}]

MomentGeneratingFunction::usage = "MomentGeneratingFunction[dist, t] gives the moment-generating function of the distribution dist as a function of t.";
MomentGeneratingFunction[d_, t_] := With[{m = generating[d, t]}, m /; FreeQ[m, generating]]
generating[NormalDistribution[m_, s_], t_] := E^(m t + s^2 t^2/2)
generating[ExponentialDistribution[r_], t_] := r/(r - t)
generating[GammaDistribution[a_, b_], t_] := (1 - b t)^-a
generating[ErlangDistribution[k_, l_], t_] := (1 - t/l)^-k
generating[ChiSquareDistribution[n_], t_] := (1 - 2 t)^(-n/2)
generating[LaplaceDistribution[m_, b_], t_] := E^(m t)/(1 - b^2 t^2)
generating[UniformDistribution[{a_, b_}], t_] := (E^(b t) - E^(a t))/((b - a) t)
generating[LogisticDistribution[m_, b_], t_] := E^(m t) Pi b t Csc[Pi b t]
generating[GumbelDistribution[a_, b_], t_] := E^(a t) Gamma[1 + b t]
generating[ExtremeValueDistribution[a_, b_], t_] := E^(a t) Gamma[1 - b t]
generating[SechDistribution[m_, s_], t_] := E^(m t) Sec[s t]
generating[BernoulliDistribution[p_], t_] := 1 - p + E^t p
generating[BinomialDistribution[n_, p_], t_] := (1 - p + E^t p)^n
generating[GeometricDistribution[p_], t_] := p/(1 - E^t (1 - p))
generating[NegativeBinomialDistribution[n_, p_], t_] := (p/(1 - E^t (1 - p)))^n
generating[PascalDistribution[n_, p_], t_] := (E^t p/(1 - E^t (1 - p)))^n
generating[PoissonDistribution[m_], t_] := E^((E^t - 1) m)
generating[SkellamDistribution[a_, b_], t_] := E^(-a - b + b E^-t + a E^t)
generating[LogSeriesDistribution[p_], t_] := Log[1 - E^t p]/Log[1 - p]
generating[DiscreteUniformDistribution[{a_, b_}], t_] := (E^(a t) - E^((b + 1) t))/((b - a + 1) (1 - E^t))
(* In[1]:= MomentGeneratingFunction[PoissonDistribution[m], t]
   Out[1]= E^((-1 + E^t)*m)
   In[2]:= MomentGeneratingFunction[x]
   MomentGeneratingFunction::argr: MomentGeneratingFunction called with 1 argument; 2 arguments are expected.
   Out[2]= MomentGeneratingFunction[x] *)

CharacteristicFunction::usage = "CharacteristicFunction[dist, t] gives the characteristic function of the distribution dist as a function of t.";
CharacteristicFunction[CauchyDistribution[a_, b_], t_] := E^(I a t - b Abs[t])
CharacteristicFunction[d_, t_] := With[{m = generating[d, I t]}, m /; FreeQ[m, generating]]
(* In[1]:= CharacteristicFunction[NormalDistribution[m, s], t]
   Out[1]= E^(I*m*t - (s^2*t^2)/2) *)

CumulantGeneratingFunction::usage = "CumulantGeneratingFunction[dist, t] gives the logarithm of the moment-generating function of the distribution dist.";
CumulantGeneratingFunction[d_, t_] := With[{m = generating[d, t]}, If[MatchQ[m, E^_], m[[2]], Log[m]] /; FreeQ[m, generating]]
(* In[1]:= CumulantGeneratingFunction[NormalDistribution[m, s], t]
   Out[1]= m*t + (s^2*t^2)/2 *)

FactorialMomentGeneratingFunction::usage = "FactorialMomentGeneratingFunction[dist, t] gives the expectation of t^x for the distribution dist.";
FactorialMomentGeneratingFunction[d_, t_] := With[{m = generating[d, Log[t]]}, m /; FreeQ[m, generating]]
(* In[1]:= FactorialMomentGeneratingFunction[BinomialDistribution[n, p], t]
   Out[1]= (1 - p + p*t)^n *)

Cumulant::usage = "Cumulant[dist, r] gives the r-th cumulant of the distribution dist.
Cumulant[list, r] gives the r-th cumulant of the elements of list.";
Cumulant[list_List, r_Integer?Positive] := With[{m = Table[Mean[list^k], {k, r}]}, recursive[m, r]]
(* Cumulants from moments: k[r] is m[r] less the sum of Binomial[r - 1, j - 1] k[j] m[r - j]. *)
recursive[m_, r_] := m[[r]] - Sum[Binomial[r - 1, j - 1] recursive[m, j] m[[r - j]], {j, 1, r - 1}]
Cumulant[d_, r_Integer?Positive] := With[{m = generating[d, t]}, Simplify[Limit[D[Log[m], {t, r}], t -> 0]] /; FreeQ[m, generating]] /; ! ListQ[d]
(* In[1]:= Table[Cumulant[PoissonDistribution[m], k], {k, 3}]
   Out[1]= {m, m, m}
   In[2]:= Cumulant[{1, 2, 3, 4}, 2]
   Out[2]= 5/4 *)

InverseSurvivalFunction::usage = "InverseSurvivalFunction[dist, q] gives the value above which the distribution dist has the probability q.";
InverseSurvivalFunction[d_, q_] := Quantile[d, 1 - q]
(* In[1]:= InverseSurvivalFunction[ExponentialDistribution[1], 1/E]
   Out[1]= 1 *)

Likelihood::usage = "Likelihood[dist, {x1, x2, ...}] gives the product of the densities of the distribution dist at the values.";
Likelihood[d_, data_List] := Times @@ Map[PDF[d, #] &, data]
(* In[1]:= Likelihood[BernoulliDistribution[1/3], {1, 0, 1}]
   Out[1]= 2/27 *)

LogLikelihood::usage = "LogLikelihood[dist, {x1, x2, ...}] gives the sum of the logarithms of the densities of the distribution dist at the values.";
LogLikelihood[d_, data_List] := Total[Map[Log[PDF[d, #]] &, data]]
(* In[1]:= LogLikelihood[ExponentialDistribution[1], {1, 2}]
   Out[1]= -3
   In[2]:= LogLikelihood[x]
   LogLikelihood::argr: LogLikelihood called with 1 argument; 2 arguments are expected.
   Out[2]= LogLikelihood[x] *)
