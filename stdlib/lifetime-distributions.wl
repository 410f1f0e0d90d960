(* Distributions of positive values, as of lifetimes and sizes: density, distribution function, quantile, mean, variance. *)

where[value_, condition_] := Piecewise[{{value, condition}}, 0]

ParetoDistribution::usage = "ParetoDistribution[k, a] represents a Pareto distribution with minimum value k and shape a.";
ParetoDistribution /: PDF[ParetoDistribution[k_, a_], x_] := where[a k^a x^(-1 - a), x >= k] /; Head[x] =!= List
ParetoDistribution /: CDF[ParetoDistribution[k_, a_], x_] := where[1 - (k/x)^a, x >= k] /; Head[x] =!= List
ParetoDistribution /: Quantile[ParetoDistribution[k_, a_], q_] := k (1 - q)^(-1/a) /; Head[q] =!= List
ParetoDistribution /: Mean[ParetoDistribution[k_, a_]] := Piecewise[{{a k/(a - 1), a > 1}}, Indeterminate]
ParetoDistribution /: Variance[ParetoDistribution[k_, a_]] := Piecewise[{{a k^2/((a - 1)^2 (a - 2)), a > 2}}, Indeterminate]
(* In[1]:= {Mean[ParetoDistribution[1, 3]], CDF[ParetoDistribution[1, 2], 2]}
   Out[1]= {3/2, 3/4} *)

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

ErlangDistribution::usage = "ErlangDistribution[k, l] represents an Erlang distribution with shape k and rate l.";
ErlangDistribution /: PDF[ErlangDistribution[k_, l_], x_] := where[l^k x^(k - 1)/(E^(l x) Gamma[k]), x > 0] /; Head[x] =!= List
ErlangDistribution /: CDF[ErlangDistribution[k_, l_], x_] := where[(1 - GammaRegularized[k, l x]), x > 0] /; Head[x] =!= List
ErlangDistribution /: Mean[ErlangDistribution[k_, l_]] := k/l
ErlangDistribution /: Variance[ErlangDistribution[k_, l_]] := k/l^2
ErlangDistribution /: Internal`MomentGenerating[ErlangDistribution[k_, l_], t_] := (1 - t/l)^-k
(* In[1]:= {Mean[ErlangDistribution[3, 2]], Variance[ErlangDistribution[3, 2]]}
   Out[1]= {3/2, 3/4} *)

RiceDistribution::usage = "RiceDistribution[a, b] represents a Rice distribution with parameters a and b.";
RiceDistribution /: PDF[RiceDistribution[a_, b_], x_] := where[x BesselI[0, x a/b^2]/(E^((x^2 + a^2)/(2 b^2)) b^2), x > 0] /; Head[x] =!= List
RiceDistribution /: Mean[RiceDistribution[a_, b_]] := b Sqrt[Pi/2] LaguerreL[1/2, -a^2/(2 b^2)]
RiceDistribution /: Variance[RiceDistribution[a_, b_]] := a^2 + 2 b^2 - b^2 Pi LaguerreL[1/2, -a^2/(2 b^2)]^2/2
(* In[1]:= PDF[RiceDistribution[1, 1], -1]
   Out[1]= 0 *)

GompertzMakehamDistribution::usage = "GompertzMakehamDistribution[l, k] represents a Gompertz distribution with scale l and frailty k.";
GompertzMakehamDistribution /: PDF[GompertzMakehamDistribution[l_, k_], x_] := where[k l E^(k (1 - E^(l x)) + l x), x >= 0] /; Head[x] =!= List
GompertzMakehamDistribution /: CDF[GompertzMakehamDistribution[l_, k_], x_] := where[1 - E^(k (1 - E^(l x))), x >= 0] /; Head[x] =!= List
GompertzMakehamDistribution /: Quantile[GompertzMakehamDistribution[l_, k_], q_] := Log[1 - Log[1 - q]/k]/l /; Head[q] =!= List
(* In[1]:= CDF[GompertzMakehamDistribution[1, 1], 0]
   Out[1]= 0 *)

Scan[Internal`DistributionHead, {ParetoDistribution, FrechetDistribution, RayleighDistribution, MaxwellDistribution, HalfNormalDistribution, ChiDistribution, InverseGammaDistribution, InverseChiSquareDistribution, InverseGaussianDistribution, FRatioDistribution, BetaPrimeDistribution, LogLogisticDistribution, NakagamiDistribution, ErlangDistribution, RiceDistribution, GompertzMakehamDistribution}]
