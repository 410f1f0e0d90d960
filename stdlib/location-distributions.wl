(* Distributions of values around a location or on an interval: density, distribution function, quantile, mean, variance. *)

where[value_, condition_] := Piecewise[{{value, condition}}, 0]

GumbelDistribution::usage = "GumbelDistribution[a, b] represents a Gumbel distribution (of least values) with location a and scale b.";
GumbelDistribution[] := GumbelDistribution[0, 1]
GumbelDistribution /: PDF[GumbelDistribution[a_, b_], x_] := E^(-E^((x - a)/b) + (x - a)/b)/b /; Head[x] =!= List
GumbelDistribution /: CDF[GumbelDistribution[a_, b_], x_] := 1 - E^(-E^((x - a)/b)) /; Head[x] =!= List
GumbelDistribution /: Quantile[GumbelDistribution[a_, b_], q_] := a + b Log[-Log[1 - q]] /; Head[q] =!= List
GumbelDistribution /: Mean[GumbelDistribution[a_, b_]] := a - b EulerGamma
GumbelDistribution /: Variance[GumbelDistribution[a_, b_]] := b^2 Pi^2/6
GumbelDistribution /: Internal`MomentGenerating[GumbelDistribution[a_, b_], t_] := E^(a t) Gamma[1 + b t]
(* In[1]:= Mean[GumbelDistribution[0, 1]]
   Out[1]= -EulerGamma *)

ExtremeValueDistribution::usage = "ExtremeValueDistribution[a, b] represents an extreme value distribution (of greatest values) with location a and scale b.";
ExtremeValueDistribution[] := ExtremeValueDistribution[0, 1]
ExtremeValueDistribution /: PDF[ExtremeValueDistribution[a_, b_], x_] := E^(-E^((a - x)/b) + (a - x)/b)/b /; Head[x] =!= List
ExtremeValueDistribution /: CDF[ExtremeValueDistribution[a_, b_], x_] := E^(-E^((a - x)/b)) /; Head[x] =!= List
ExtremeValueDistribution /: Quantile[ExtremeValueDistribution[a_, b_], q_] := a - b Log[-Log[q]] /; Head[q] =!= List
ExtremeValueDistribution /: Mean[ExtremeValueDistribution[a_, b_]] := a + b EulerGamma
ExtremeValueDistribution /: Variance[ExtremeValueDistribution[a_, b_]] := b^2 Pi^2/6
ExtremeValueDistribution /: Internal`MomentGenerating[ExtremeValueDistribution[a_, b_], t_] := E^(a t) Gamma[1 - b t]
(* In[1]:= Variance[ExtremeValueDistribution[0, 1]]
   Out[1]= Pi^2/6 *)

TriangularDistribution::usage = "TriangularDistribution[{a, b}, c] represents a triangular distribution between a and b with its mode at c.";
TriangularDistribution[] := TriangularDistribution[{0, 1}]
TriangularDistribution[{a_, b_}] := TriangularDistribution[{a, b}, (a + b)/2]
TriangularDistribution /: PDF[TriangularDistribution[{a_, b_}, c_], x_] := Piecewise[{{2 (x - a)/((b - a) (c - a)), a <= x <= c}, {2 (b - x)/((b - a) (b - c)), c < x <= b}}, 0] /; Head[x] =!= List
TriangularDistribution /: CDF[TriangularDistribution[{a_, b_}, c_], x_] := Piecewise[{{(x - a)^2/((b - a) (c - a)), a <= x <= c}, {1 - (b - x)^2/((b - a) (b - c)), c < x <= b}, {1, x > b}}, 0] /; Head[x] =!= List
TriangularDistribution /: Mean[TriangularDistribution[{a_, b_}, c_]] := (a + b + c)/3
TriangularDistribution /: Variance[TriangularDistribution[{a_, b_}, c_]] := (a^2 + b^2 + c^2 - a b - a c - b c)/18
(* In[1]:= {Mean[TriangularDistribution[{0, 1}]], CDF[TriangularDistribution[{0, 2}, 1], 1]}
   Out[1]= {1/2, 1/2} *)

SechDistribution::usage = "SechDistribution[m, s] represents a hyperbolic secant distribution with mean m and deviation s.";
SechDistribution /: PDF[SechDistribution[m_, s_], x_] := Sech[Pi (x - m)/(2 s)]/(2 s) /; Head[x] =!= List
SechDistribution /: CDF[SechDistribution[m_, s_], x_] := 2 ArcTan[E^(Pi (x - m)/(2 s))]/Pi /; Head[x] =!= List
SechDistribution /: Mean[SechDistribution[m_, s_]] := m
SechDistribution /: Variance[SechDistribution[m_, s_]] := s^2
SechDistribution /: Internal`MomentGenerating[SechDistribution[m_, s_], t_] := E^(m t) Sec[s t]
(* In[1]:= CDF[SechDistribution[0, 1], 0]
   Out[1]= 1/2 *)

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
WignerSemicircleDistribution /: CDF[WignerSemicircleDistribution[a_, r_], x_] := Piecewise[{{1/2 + (x - a) Sqrt[r^2 - (x - a)^2]/(Pi r^2) + ArcSin[(x - a)/r]/Pi, a - r <= x <= a + r}, {1, x > a + r}}, 0] /; Head[x] =!= List
WignerSemicircleDistribution /: Mean[WignerSemicircleDistribution[a_, r_]] := a
WignerSemicircleDistribution /: Variance[WignerSemicircleDistribution[a_, r_]] := r^2/4
(* In[1]:= Variance[WignerSemicircleDistribution[2]]
   Out[1]= 1 *)

Scan[Internal`DistributionHead, {GumbelDistribution, ExtremeValueDistribution, TriangularDistribution, SechDistribution, KumaraswamyDistribution, WignerSemicircleDistribution}]
