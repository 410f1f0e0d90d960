(* Generating functions of distributions, cumulants, likelihoods. Distributions of other files bring their own function. *)

MomentGeneratingFunction::usage = "MomentGeneratingFunction[dist, t] gives the moment-generating function of the distribution dist as a function of t.";
MomentGeneratingFunction[d_, t_] := With[{m = Internal`MomentGenerating[d, t]}, m /; FreeQ[m, Internal`MomentGenerating]]
Internal`MomentGenerating[NormalDistribution[m_, s_], t_] := E^(m t + s^2 t^2/2)
Internal`MomentGenerating[ExponentialDistribution[r_], t_] := r/(r - t)
Internal`MomentGenerating[GammaDistribution[a_, b_], t_] := (1 - b t)^-a
Internal`MomentGenerating[ChiSquareDistribution[n_], t_] := (1 - 2 t)^(-n/2)
Internal`MomentGenerating[LaplaceDistribution[m_, b_], t_] := E^(m t)/(1 - b^2 t^2)
Internal`MomentGenerating[UniformDistribution[{a_, b_}], t_] := (E^(b t) - E^(a t))/((b - a) t)
Internal`MomentGenerating[LogisticDistribution[m_, b_], t_] := E^(m t) Pi b t Csc[Pi b t]
Internal`MomentGenerating[BernoulliDistribution[p_], t_] := 1 - p + E^t p
Internal`MomentGenerating[BinomialDistribution[n_, p_], t_] := (1 - p + E^t p)^n
Internal`MomentGenerating[GeometricDistribution[p_], t_] := p/(1 - E^t (1 - p))
Internal`MomentGenerating[PoissonDistribution[m_], t_] := E^((E^t - 1) m)
Internal`MomentGenerating[DiscreteUniformDistribution[{a_, b_}], t_] := (E^(a t) - E^((b + 1) t))/((b - a + 1) (1 - E^t))
(* In[1]:= MomentGeneratingFunction[PoissonDistribution[m], t]
   Out[1]= E^((-1 + E^t)*m)
   In[2]:= MomentGeneratingFunction[x]
   MomentGeneratingFunction::argr: MomentGeneratingFunction called with 1 argument; 2 arguments are expected.
   Out[2]= MomentGeneratingFunction[x] *)

CharacteristicFunction::usage = "CharacteristicFunction[dist, t] gives the characteristic function of the distribution dist as a function of t.";
CharacteristicFunction[CauchyDistribution[a_, b_], t_] := E^(I a t - b Abs[t])
CharacteristicFunction[d_, t_] := With[{m = Internal`MomentGenerating[d, I t]}, m /; FreeQ[m, Internal`MomentGenerating]]
(* In[1]:= CharacteristicFunction[NormalDistribution[m, s], t]
   Out[1]= E^(I*m*t - (s^2*t^2)/2) *)

CumulantGeneratingFunction::usage = "CumulantGeneratingFunction[dist, t] gives the logarithm of the moment-generating function of the distribution dist.";
CumulantGeneratingFunction[d_, t_] := With[{m = Internal`MomentGenerating[d, t]}, If[MatchQ[m, E^_], m[[2]], Log[m]] /; FreeQ[m, Internal`MomentGenerating]]
(* In[1]:= CumulantGeneratingFunction[NormalDistribution[m, s], t]
   Out[1]= m*t + (s^2*t^2)/2 *)

FactorialMomentGeneratingFunction::usage = "FactorialMomentGeneratingFunction[dist, t] gives the expectation of t^x for the distribution dist.";
FactorialMomentGeneratingFunction[d_, t_] := With[{m = Internal`MomentGenerating[d, Log[t]]}, m /; FreeQ[m, Internal`MomentGenerating]]
(* In[1]:= FactorialMomentGeneratingFunction[BinomialDistribution[n, p], t]
   Out[1]= (1 - p + p*t)^n *)

Cumulant::usage = "Cumulant[dist, r] gives the r-th cumulant of the distribution dist.
Cumulant[list, r] gives the r-th cumulant of the elements of list.";
Cumulant[list_List, r_Integer?Positive] := With[{m = Table[Mean[list^k], {k, r}]}, recursive[m, r]]
(* Cumulants from moments: k[r] is m[r] less the sum of Binomial[r - 1, j - 1] k[j] m[r - j]. *)
recursive[m_, r_] := m[[r]] - Sum[Binomial[r - 1, j - 1] recursive[m, j] m[[r - j]], {j, 1, r - 1}]
Cumulant[d_, r_Integer?Positive] := With[{m = Internal`MomentGenerating[d, t]}, Simplify[Limit[D[Log[m], {t, r}], t -> 0]] /; FreeQ[m, Internal`MomentGenerating]] /; ! ListQ[d]
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
