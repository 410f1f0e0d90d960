(* Special functions: exact values where they are simple, derivatives, and numbers to any precision by hypergeometric series (DLMF). *)

(* f at more digits than are asked for; stays where f gives no number. *)
inexactQ[args__] := AllTrue[{args}, NumericQ] && Precision[{args}] < Infinity
more[x_, w_] := If[Precision[x] === Infinity, x, SetPrecision[x, w]]
numeric[f_, args__] := With[{p = Precision[{args}]}, With[{v = Quiet[f @@ Map[more[#, If[p === MachinePrecision, 40, p + 25] + Ceiling[growth[{args}]]] &, {args}]]},
  Which[! NumericQ[v] || Precision[v] < Min[p, 16], $Failed, p === MachinePrecision, N[v], True, N[v, p]]]]
(* Digits that cancel where the argument is large. *)
growth[args_] := Min[2000, With[{z = Max[Abs[N[args]]]}, 1.2 z + z^(3/2)/1.7 Boole[z < 30]]]
define[f_, n_, value_] := (f[args__] := With[{v = numeric[value, args]}, v /; v =!= $Failed] /; Length[{args}] === n && inexactQ[args])
shifted[n_, w_] := If[IntegerQ[n] || IntegerQ[Rationalize[n]], Rationalize[n] + 10^-Floor[w], n]
digits[z_] := If[Precision[z] === Infinity, 60, Precision[z]]
(* A parameter is what its digits say, so that nothing is lost where it is shifted. *)
exactly[a_] := If[Precision[a] === Infinity, a, SetPrecision[a, Infinity]]
twice[z_] := SetPrecision[z, 2 digits[z] + 20]
pfq = HypergeometricPFQ;

BesselJ::usage = "BesselJ[n, z] gives the Bessel function of the first kind.";
(* In[1]:= {BesselJ[0, 0], BesselJ[1/2, x], BesselJ[0, 5.2], N[BesselJ[1, 2], 20], D[BesselJ[2, x], x]}
   Out[1]= {1, (Sqrt[2/Pi]*Sin[x])/Sqrt[x], -0.11029043979098647, 0.5767248077568733872`20., (BesselJ[1, x] - BesselJ[3, x])/2} *)
BesselJ[0, 0] := 1
BesselJ[n_?Positive, 0] := 0
BesselJ[1/2, z_] := Sqrt[2/Pi] Sin[z]/Sqrt[z] /; ! inexactQ[z]
BesselJ[-1/2, z_] := Sqrt[2/Pi] Cos[z]/Sqrt[z] /; ! inexactQ[z]
BesselJ[3/2, z_] := Sqrt[2/Pi] (-Cos[z] + Sin[z]/z)/Sqrt[z] /; ! inexactQ[z]
BesselJ[n_Integer?Negative, z_] := (-1)^n BesselJ[-n, z]
besselJ[n_, z_] := If[IntegerQ[n] && n < 0, (-1)^n besselJ[-n, z], (z/2)^n/Gamma[n + 1] pfq[{}, {n + 1}, -z^2/4]]
define[BesselJ, 2, besselJ]
Derivative[0, 1][BesselJ] ^= (BesselJ[#1 - 1, #2] - BesselJ[#1 + 1, #2])/2 &;

BesselY::usage = "BesselY[n, z] gives the Bessel function of the second kind.";
(* In[1]:= {BesselY[0, 0], BesselY[1/2, x], BesselY[0, 2.5], BesselY[1, 1.]}
   Out[1]= {-Infinity, -(Sqrt[2/Pi]*Cos[x])/Sqrt[x], 0.4980703596152319, -0.7812128213002887} *)
BesselY[0, 0] := -Infinity
BesselY[1/2, z_] := -Sqrt[2/Pi] Cos[z]/Sqrt[z] /; ! inexactQ[z]
besselY[n_, z_] := With[{m = shifted[n, digits[z]], y = twice[z]}, (besselJ[m, y] Cos[m Pi] - besselJ[-m, y])/Sin[m Pi]]
define[BesselY, 2, besselY]
Derivative[0, 1][BesselY] ^= (BesselY[#1 - 1, #2] - BesselY[#1 + 1, #2])/2 &;

BesselI::usage = "BesselI[n, z] gives the modified Bessel function of the first kind.";
(* In[1]:= {BesselI[0, 0], BesselI[1/2, x], BesselI[0, 1.5], BesselI[2, 3.]}
   Out[1]= {1, (Sqrt[2/Pi]*Sinh[x])/Sqrt[x], 1.646723189772891, 2.245212440929951} *)
BesselI[0, 0] := 1
BesselI[n_?Positive, 0] := 0
BesselI[1/2, z_] := Sqrt[2/Pi] Sinh[z]/Sqrt[z] /; ! inexactQ[z]
BesselI[-1/2, z_] := Sqrt[2/Pi] Cosh[z]/Sqrt[z] /; ! inexactQ[z]
BesselI[n_Integer?Negative, z_] := BesselI[-n, z]
besselI[n_, z_] := If[IntegerQ[n] && n < 0, besselI[-n, z], (z/2)^n/Gamma[n + 1] pfq[{}, {n + 1}, z^2/4]]
define[BesselI, 2, besselI]
Derivative[0, 1][BesselI] ^= (BesselI[#1 - 1, #2] + BesselI[#1 + 1, #2])/2 &;

BesselK::usage = "BesselK[n, z] gives the modified Bessel function of the second kind.";
(* In[1]:= {BesselK[0, 0], BesselK[1/2, x], BesselK[0, 1.], BesselK[1, 4.]}
   Out[1]= {Infinity, (E^(-x)*Sqrt[Pi/2])/Sqrt[x], 0.42102443824070834, 0.012483498887268431} *)
BesselK[0, 0] := Infinity
BesselK[1/2 | -1/2, z_] := Sqrt[Pi/2] E^-z/Sqrt[z] /; ! inexactQ[z]
BesselK[n_Integer?Negative, z_] := BesselK[-n, z]
besselK[n_, z_] := With[{m = shifted[n, digits[z]], y = twice[z]}, Pi/2 (besselI[-m, y] - besselI[m, y])/Sin[m Pi]]
define[BesselK, 2, besselK]
Derivative[0, 1][BesselK] ^= -(BesselK[#1 - 1, #2] + BesselK[#1 + 1, #2])/2 &;

HankelH1::usage = "HankelH1[n, z] gives the Hankel function of the first kind.";
(* In[1]:= HankelH1[0, 1.]
   Out[1]= 0.7651976865579666 + 0.08825696421567696*I *)
HankelH1[n_, z_] := BesselJ[n, z] + I BesselY[n, z] /; inexactQ[n, z]
HankelH2::usage = "HankelH2[n, z] gives the Hankel function of the second kind.";
(* In[1]:= HankelH2[0, 1.]
   Out[1]= 0.7651976865579666 - 0.08825696421567696*I *)
HankelH2[n_, z_] := BesselJ[n, z] - I BesselY[n, z] /; inexactQ[n, z]
SphericalBesselJ::usage = "SphericalBesselJ[n, z] gives the spherical Bessel function of the first kind.";
(* In[1]:= {SphericalBesselJ[0, 0], SphericalBesselJ[1, 5.2]}
   Out[1]= {1, -0.12277149950007818} *)
SphericalBesselJ[0, 0] := 1
SphericalBesselJ[n_, z_] := Sqrt[Pi/(2 z)] BesselJ[n + 1/2, z] /; inexactQ[n, z]
SphericalBesselY::usage = "SphericalBesselY[n, z] gives the spherical Bessel function of the second kind.";
(* In[1]:= SphericalBesselY[1, 5.5]
   Out[1]= 0.10485295921804615 *)
SphericalBesselY[n_, z_] := Sqrt[Pi/(2 z)] BesselY[n + 1/2, z] /; inexactQ[n, z]
SphericalHankelH1::usage = "SphericalHankelH1[n, z] gives the spherical Hankel function of the first kind.";
(* In[1]:= SphericalHankelH1[0, 1.]
   Out[1]= 0.8414709848078964 - 0.5403023058681397*I *)
SphericalHankelH1[n_, z_] := SphericalBesselJ[n, z] + I SphericalBesselY[n, z] /; inexactQ[n, z]

AiryAi::usage = "AiryAi[z] gives the Airy function Ai.";
(* In[1]:= {AiryAi[0], AiryAi[1.], N[AiryAi[2], 20], D[AiryAi[x], x], AiryAi[Infinity]}
   Out[1]= {1/(3^(2/3)*Gamma[2/3]), 0.13529241631288141, 0.034924130423274379135`20., AiryAiPrime[x], 0} *)
AiryAi[0] := 1/(3^(2/3) Gamma[2/3])
AiryAi[Infinity] := 0
airy[z_] := {pfq[{}, {2/3}, z^3/9]/(3^(2/3) Gamma[2/3]), z pfq[{}, {4/3}, z^3/9]/(3^(1/3) Gamma[1/3])}
define[AiryAi, 1, Subtract @@ airy[#] &]
Derivative[1][AiryAi] ^= AiryAiPrime[#] &;
AiryBi::usage = "AiryBi[z] gives the Airy function Bi.";
(* In[1]:= {AiryBi[0], AiryBi[1.]}
   Out[1]= {1/(3^(1/6)*Gamma[2/3]), 1.2074235949528713} *)
AiryBi[0] := 1/(3^(1/6) Gamma[2/3])
AiryBi[Infinity] := Infinity
define[AiryBi, 1, Sqrt[3] (Plus @@ airy[#]) &]
Derivative[1][AiryBi] ^= AiryBiPrime[#] &;
AiryAiPrime::usage = "AiryAiPrime[z] gives the derivative of the Airy function Ai.";
(* In[1]:= {AiryAiPrime[0], AiryAiPrime[1.]}
   Out[1]= {-1/(3^(1/3)*Gamma[1/3]), -0.1591474412967932} *)
AiryAiPrime[0] := -1/(3^(1/3) Gamma[1/3])
airyPrime[z_] := {z^2/2 pfq[{}, {5/3}, z^3/9]/(3^(2/3) Gamma[2/3]), pfq[{}, {1/3}, z^3/9]/(3^(1/3) Gamma[1/3])}
define[AiryAiPrime, 1, Subtract @@ airyPrime[#] &]
Derivative[1][AiryAiPrime] ^= # AiryAi[#] &;
AiryBiPrime::usage = "AiryBiPrime[z] gives the derivative of the Airy function Bi.";
(* In[1]:= {AiryBiPrime[0], AiryBiPrime[1.]}
   Out[1]= {3^(1/6)/Gamma[1/3], 0.9324359333927756} *)
AiryBiPrime[0] := 3^(1/6)/Gamma[1/3]
define[AiryBiPrime, 1, Sqrt[3] (Plus @@ airyPrime[#]) &]
Derivative[1][AiryBiPrime] ^= # AiryBi[#] &;

StruveH::usage = "StruveH[n, z] gives the Struve function H.";
(* In[1]:= {StruveH[0, 0], StruveH[0, 1.]}
   Out[1]= {0, 0.5686566270482879} *)
StruveH[n_?NonNegative, 0] := 0
define[StruveH, 2, (#2/2)^(#1 + 1)/(Gamma[3/2] Gamma[#1 + 3/2]) pfq[{1}, {3/2, #1 + 3/2}, -#2^2/4] &]
StruveL::usage = "StruveL[n, z] gives the modified Struve function L.";
(* In[1]:= StruveL[0, 1.]
   Out[1]= 0.7102431859378909 *)
StruveL[n_?NonNegative, 0] := 0
define[StruveL, 2, (#2/2)^(#1 + 1)/(Gamma[3/2] Gamma[#1 + 3/2]) pfq[{1}, {3/2, #1 + 3/2}, #2^2/4] &]

SinIntegral::usage = "SinIntegral[z] gives the sine integral, the integral of Sin[t]/t from 0 to z.";
(* In[1]:= {SinIntegral[0], SinIntegral[Infinity], SinIntegral[2.], SinIntegral[-x], D[SinIntegral[x], x]}
   Out[1]= {0, Pi/2, 1.6054129768026948, -SinIntegral[x], Sinc[x]} *)
SinIntegral[0] := 0
SinIntegral[Infinity] := Pi/2
SinIntegral[-Infinity] := -Pi/2
SinIntegral[z_] := -SinIntegral[-z] /; Internal`NegativeAtSight[z]
define[SinIntegral, 1, # pfq[{1/2}, {3/2, 3/2}, -#^2/4] &]
Derivative[1][SinIntegral] ^= Sinc[#] &;
CosIntegral::usage = "CosIntegral[z] gives the cosine integral, minus the integral of Cos[t]/t from z to infinity.";
(* In[1]:= {CosIntegral[0], CosIntegral[Infinity], CosIntegral[2.]}
   Out[1]= {-Infinity, 0, 0.422980828774865} *)
CosIntegral[0] := -Infinity
CosIntegral[Infinity] := 0
define[CosIntegral, 1, EulerGamma + Log[#] - #^2/4 pfq[{1, 1}, {2, 2, 3/2}, -#^2/4] &]
Derivative[1][CosIntegral] ^= Cos[#]/# &;
SinhIntegral::usage = "SinhIntegral[z] gives the integral of Sinh[t]/t from 0 to z.";
(* In[1]:= {SinhIntegral[0], SinhIntegral[2.]}
   Out[1]= {0, 2.5015674333549756} *)
SinhIntegral[0] := 0
SinhIntegral[Infinity] := Infinity
SinhIntegral[z_] := -SinhIntegral[-z] /; Internal`NegativeAtSight[z]
define[SinhIntegral, 1, # pfq[{1/2}, {3/2, 3/2}, #^2/4] &]
Derivative[1][SinhIntegral] ^= Sinh[#]/# &;
CoshIntegral::usage = "CoshIntegral[z] gives the hyperbolic cosine integral.";
(* In[1]:= {CoshIntegral[0], CoshIntegral[2.]}
   Out[1]= {-Infinity, 2.4526669226469147} *)
CoshIntegral[0] := -Infinity
CoshIntegral[Infinity] := Infinity
define[CoshIntegral, 1, EulerGamma + Log[#] + #^2/4 pfq[{1, 1}, {2, 2, 3/2}, #^2/4] &]
Derivative[1][CoshIntegral] ^= Cosh[#]/# &;
ExpIntegralEi::usage = "ExpIntegralEi[z] gives the exponential integral Ei.";
(* In[1]:= {ExpIntegralEi[0], ExpIntegralEi[1.], ExpIntegralEi[-1.], ExpIntegralEi[Infinity]}
   Out[1]= {-Infinity, 1.8951178163559368, -0.21938393439552029, Infinity} *)
ExpIntegralEi[0] := -Infinity
ExpIntegralEi[Infinity] := Infinity
ExpIntegralEi[-Infinity] := 0
ei[z_] := EulerGamma + If[Im[z] == 0, Log[Abs[z]], (Log[z] - Log[1/z])/2] + z pfq[{1, 1}, {2, 2}, z]
define[ExpIntegralEi, 1, ei]
Derivative[1][ExpIntegralEi] ^= E^#/# &;
LogIntegral::usage = "LogIntegral[z] gives the logarithmic integral li, the integral of 1/Log[t] from 0 to z.";
(* In[1]:= {LogIntegral[0], LogIntegral[1], LogIntegral[20.]}
   Out[1]= {0, -Infinity, 9.90529997763282} *)
LogIntegral[0] := 0
LogIntegral[1] := -Infinity
LogIntegral[Infinity] := Infinity
define[LogIntegral, 1, ei[Log[#]] &]
Derivative[1][LogIntegral] ^= 1/Log[#] &;

Internal`NegativeAtSight::usage = "Internal`NegativeAtSight[x] is True for -x, negative numbers and products that begin with one.";
(* In[1]:= Map[Internal`NegativeAtSight, {-x, x, -2, 3}]
   Out[1]= {True, False, True, False} *)
Internal`NegativeAtSight[z_] := MatchQ[z, _?Negative] || MatchQ[z, Times[_?Negative, __]]

Internal`IncompleteGamma::usage = "Internal`IncompleteGamma[a, z] gives the incomplete gamma function of numbers.";
(* In[1]:= {Gamma[2.5, 1.], Gamma[0, 1.], N[Gamma[1/3, 2], 20]}
   Out[1]= {1.1288027918891024, 0.21938393439552029, 0.068136414441459136166`20.} *)
incomplete[a_, z_] := If[IntegerQ[Rationalize[a]] && a <= 0, With[{b = shifted[a, digits[z]], y = twice[z]}, Gamma[b] - y^b/b pfq[{b}, {b + 1}, -y]], Gamma[a] - z^a/a pfq[{a}, {a + 1}, -z]]
define[Internal`IncompleteGamma, 2, incomplete]
ExpIntegralE::usage = "ExpIntegralE[n, z] gives the exponential integral E, the integral of Exp[-z t]/t^n from 1 to infinity.";
(* In[1]:= {ExpIntegralE[0, x], ExpIntegralE[2, 0], ExpIntegralE[1, 1.], ExpIntegralE[2, 0.5]}
   Out[1]= {E^(-x)/x, 1, 0.21938393439552029, 0.326643862324553} *)
ExpIntegralE[0, z_] := 1/(E^z z) /; z =!= 0
ExpIntegralE[n_, 0] := 1/(n - 1) /; TrueQ[Re[n] > 1]
define[ExpIntegralE, 2, #2^(#1 - 1) incomplete[1 - #1, #2] &]
Derivative[0, 1][ExpIntegralE] ^= -ExpIntegralE[#1 - 1, #2] &;

FresnelS::usage = "FresnelS[z] gives the Fresnel integral S, the integral of Sin[Pi t^2/2] from 0 to z.";
(* In[1]:= {FresnelS[0], FresnelS[Infinity], FresnelS[1.8], FresnelS[-x]}
   Out[1]= {0, 1/2, 0.4509387692675831, -FresnelS[x]} *)
FresnelS[0] := 0
FresnelS[Infinity] := 1/2
FresnelS[-Infinity] := -1/2
FresnelS[z_] := -FresnelS[-z] /; Internal`NegativeAtSight[z]
define[FresnelS, 1, Pi #^3/6 pfq[{3/4}, {3/2, 7/4}, -Pi^2 #^4/16] &]
Derivative[1][FresnelS] ^= Sin[Pi #^2/2] &;
FresnelC::usage = "FresnelC[z] gives the Fresnel integral C, the integral of Cos[Pi t^2/2] from 0 to z.";
(* In[1]:= {FresnelC[0], FresnelC[Infinity], FresnelC[1.8]}
   Out[1]= {0, 1/2, 0.33363292722155713} *)
FresnelC[0] := 0
FresnelC[Infinity] := 1/2
FresnelC[-Infinity] := -1/2
FresnelC[z_] := -FresnelC[-z] /; Internal`NegativeAtSight[z]
define[FresnelC, 1, # pfq[{1/4}, {1/2, 5/4}, -Pi^2 #^4/16] &]
Derivative[1][FresnelC] ^= Cos[Pi #^2/2] &;
Erfi::usage = "Erfi[z] gives the imaginary error function, Erf[I z]/I.";
(* In[1]:= {Erfi[0], Erfi[Infinity], Erfi[0.5], D[Erfi[x], x]}
   Out[1]= {0, Infinity, 0.614952094696511, (2*E^x^2)/Sqrt[Pi]} *)
Erfi[0] := 0
Erfi[Infinity] := Infinity
Erfi[-Infinity] := -Infinity
Erfi[z_] := -Erfi[-z] /; Internal`NegativeAtSight[z]
define[Erfi, 1, 2 #/Sqrt[Pi] pfq[{1/2}, {3/2}, #^2] &]
Derivative[1][Erfi] ^= 2 E^#^2/Sqrt[Pi] &;
DawsonF::usage = "DawsonF[z] gives the Dawson integral.";
(* In[1]:= {DawsonF[0], DawsonF[0.5]}
   Out[1]= {0, 0.4244363835020223} *)
DawsonF[0] := 0
DawsonF[Infinity] := 0
define[DawsonF, 1, # pfq[{1}, {3/2}, -#^2] &]
Derivative[1][DawsonF] ^= 1 - 2 # DawsonF[#] &;

Hypergeometric0F1::usage = "Hypergeometric0F1[a, z] is the confluent hypergeometric function 0F1.";
(* In[1]:= {Hypergeometric0F1[1/2, x], Hypergeometric0F1[1, 2.]}
   Out[1]= {Cosh[2*Sqrt[x]], 4.2523508795026235} *)
Hypergeometric0F1[a_, 0] := 1
Hypergeometric0F1[1/2, z_] := Cosh[2 Sqrt[z]] /; ! inexactQ[z]
Hypergeometric0F1[3/2, z_] := Sinh[2 Sqrt[z]]/(2 Sqrt[z]) /; ! inexactQ[z]
define[Hypergeometric0F1, 2, pfq[{}, {#1}, #2] &]
Derivative[0, 1][Hypergeometric0F1] ^= Hypergeometric0F1[#1 + 1, #2]/#1 &;
Hypergeometric1F1::usage = "Hypergeometric1F1[a, b, z] is the Kummer confluent hypergeometric function 1F1.";
(* In[1]:= {Hypergeometric1F1[a, a, x], Hypergeometric1F1[-2, b, x], Hypergeometric1F1[1, 2, x], Hypergeometric1F1[1, 2, 3.]}
   Out[1]= {E^x, 1 - (2*x)/b + x^2/(b*(1 + b)), (-1 + E^x)/x, 6.361845641062556} *)
Hypergeometric1F1[a_, b_, 0] := 1
Hypergeometric1F1[0, b_, z_] := 1
Hypergeometric1F1[a_, a_, z_] := E^z
Hypergeometric1F1[1, 2, z_] := (-1 + E^z)/z /; ! inexactQ[z]
Hypergeometric1F1[n_Integer?Negative, b_, z_] := finite[{n}, {b}, z] /; n > -50 && ! inexactQ[b, z]
finite[a_, b_, z_] := With[{n = -Max[Cases[a, _Integer?NonPositive]]}, Sum[Times @@ Map[Pochhammer[#, k] &, a] z^k/(Times @@ Map[Pochhammer[#, k] &, b] k!), {k, 0, n}]]
define[Hypergeometric1F1, 3, pfq[{#1}, {#2}, #3] &]
Derivative[0, 0, 1][Hypergeometric1F1] ^= #1 Hypergeometric1F1[#1 + 1, #2 + 1, #3]/#2 &;
Hypergeometric2F1::usage = "Hypergeometric2F1[a, b, c, z] is the hypergeometric function 2F1.";
(* In[1]:= {Hypergeometric2F1[1, 1, 2, x], Hypergeometric2F1[-2, b, c, x], Hypergeometric2F1[a, b, b, x], Hypergeometric2F1[2., 3., 4., 0.5], Hypergeometric2F1[1/2, 1/3, 2, -5.]}
   Out[1]= {-Log[1 - x]/x, 1 - (2*b*x)/c + (b*(1 + b)*x^2)/(c*(1 + c)), (1 - x)^(-a), 2.728935333122625, 0.8117695899017631} *)
Hypergeometric2F1[a_, b_, c_, 0] := 1
Hypergeometric2F1[0, b_, c_, z_] := 1
Hypergeometric2F1[a_, 0, c_, z_] := 1
Hypergeometric2F1[a_, b_, b_, z_] := (1 - z)^-a
Hypergeometric2F1[b_, a_, b_, z_] := (1 - z)^-a
Hypergeometric2F1[1, 1, 2, z_] := -Log[1 - z]/z /; ! inexactQ[z]
Hypergeometric2F1[1/2, 1, 3/2, z_] := ArcTanh[Sqrt[z]]/Sqrt[z] /; ! inexactQ[z]
Hypergeometric2F1[1/2, 1/2, 3/2, z_] := ArcSin[Sqrt[z]]/Sqrt[z] /; ! inexactQ[z]
Hypergeometric2F1[a_, b_, c_, z_] := finite[{a, b}, {c}, z] /; MemberQ[{a, b}, _Integer?(-50 < # < 0 &)] && ! inexactQ[a, b, c, z]
Hypergeometric2F1[a_, b_, c_, 1] := Gamma[c] Gamma[c - a - b]/(Gamma[c - a] Gamma[c - b]) /; AllTrue[{a, b, c}, NumericQ] && TrueQ[Re[c - a - b] > 0]
gauss[a_, b_, c_, z_] := Which[
  Abs[z] < 0.85, pfq[{a, b}, {c}, z],
  Abs[z/(z - 1)] < 0.85, (1 - z)^-a pfq[{a, c - b}, {c}, z/(z - 1)],
  Abs[1 - z] < 0.85, With[{w = 3 digits[z] + 40, d = shifted[c - a - b, digits[z]]}, With[{y = SetPrecision[z, w], g = Gamma[N[#, w]] &, e = a + b + d},
    g[e] g[d]/(g[e - a] g[e - b]) pfq[{a, b}, {1 - d}, 1 - y] + (1 - y)^d g[e] g[-d]/(g[a] g[b]) pfq[{e - a, e - b}, {d + 1}, 1 - y]]],
  True, With[{w = 3 digits[z] + 40, d = shifted[b - a, digits[z]]}, With[{y = SetPrecision[z, w], g = Gamma[N[#, w]] &, e = a + d},
    g[c] g[d]/(g[e] g[c - a]) (-y)^-a pfq[{a, a - c + 1}, {1 - d}, 1/y] + g[c] g[-d]/(g[a] g[c - e]) (-y)^-e pfq[{e, e - c + 1}, {d + 1}, 1/y]]]]
define[Hypergeometric2F1, 4, gauss[exactly[#1], exactly[#2], exactly[#3], If[Precision[#4] === Infinity, N[#4, digits[{#1, #2, #3}]], #4]] &]
Derivative[0, 0, 0, 1][Hypergeometric2F1] ^= #1 #2 Hypergeometric2F1[#1 + 1, #2 + 1, #3 + 1, #4]/#3 &;
WhittakerM::usage = "WhittakerM[k, m, z] gives the Whittaker function M.";
(* In[1]:= WhittakerM[2., 3., 1.5]
   Out[1]= 2.7614913988531655 *)
define[WhittakerM, 3, E^(-#3/2) #3^(#2 + 1/2) pfq[{#2 - #1 + 1/2}, {1 + 2 #2}, #3] &]
EllipticK::usage = "EllipticK[m] gives the complete elliptic integral of the first kind.";
(* In[1]:= {EllipticK[0], EllipticK[1], EllipticK[0.5], N[EllipticK[1/3], 20]}
   Out[1]= {Pi/2, ComplexInfinity, 1.8540746773013719, 1.7339168852579350251`20.} *)
EllipticK[0] := Pi/2
EllipticK[1] := ComplexInfinity
define[EllipticK, 1, Pi/(2 ArithmeticGeometricMean[1, Sqrt[1 - #]]) &]
Derivative[1][EllipticK] ^= (EllipticE[#] - (1 - #) EllipticK[#])/(2 (1 - #) #) &;
EllipticF::usage = "EllipticF[phi, m] gives the elliptic integral of the first kind.";
(* In[1]:= {EllipticF[0, m], EllipticF[Pi/2, m], EllipticF[0.5, 0.3]}
   Out[1]= {0, EllipticK[m], 0.5061402119623553} *)
EllipticF[0, _] := 0
EllipticF[Pi/2, m_] := EllipticK[m]
EllipticF[x_, 0] := x
define[EllipticF, 2, With[{k = Round[Re[#1]/Pi]}, If[k == 0, 0, 2 k Pi/(2 ArithmeticGeometricMean[1, Sqrt[1 - #2]])] + With[{s = Sin[#1 - k Pi]}, s rf[1 - s^2, 1 - #2 s^2, 1]]] &]
EllipticE::usage = "EllipticE[m] gives the complete elliptic integral of the second kind.
EllipticE[phi, m] gives the incomplete one.";
(* In[1]:= {EllipticE[0], EllipticE[1], EllipticE[0.5], EllipticE[Pi/2, m], EllipticE[0.5, 0.3]}
   Out[1]= {Pi/2, 1, 1.3506438810476755, EllipticE[m], 0.49399114472896843} *)
EllipticE[0] := Pi/2
EllipticE[1] := 1
EllipticE[0, _] := 0
EllipticE[Pi/2, m_] := EllipticE[m]
EllipticE[x_, 0] := x
completeE[m_] := rf[0, 1 - m, 1] - m/3 rd[0, 1 - m, 1]
define[EllipticE, 1, completeE]
define[EllipticE, 2, With[{k = Round[Re[#1]/Pi]}, If[k == 0, 0, 2 k completeE[#2]] + With[{s = Sin[#1 - k Pi]}, s rf[1 - s^2, 1 - #2 s^2, 1] - #2 s^3/3 rd[1 - s^2, 1 - #2 s^2, 1]]] &]
Derivative[1][EllipticE] ^= (EllipticE[#] - EllipticK[#])/(2 #) &;
(* Carlson's duplication, until the arguments agree. *)
close[v_] := Max[Abs[v - Mean[v]]] < 10^-(Min[digits[v], 2000]/6) Abs[Mean[v]]
rf[x_, y_, z_] := Module[{v = {x, y, z}, l, a, d}, Do[If[close[v], Break[]]; l = Sqrt[v[[1]] v[[2]]] + Sqrt[v[[2]] v[[3]]] + Sqrt[v[[1]] v[[3]]]; v = (v + l)/4, {400}];
  a = Mean[v]; d = 1 - v/a; With[{e2 = d[[1]] d[[2]] + d[[1]] d[[3]] + d[[2]] d[[3]], e3 = Times @@ d}, (1 - e2/10 + e3/14 + e2^2/24 - 3 e2 e3/44)/Sqrt[a]]]
rd[x_, y_, z_] := Module[{v = N[{x, y, z}, digits[{x, y, z}]], l, sum = 0, q = 1, a, d}, Do[If[close[{v[[1]], v[[2]], v[[3]], v[[3]], v[[3]]}], Break[]]; l = Sqrt[v[[1]] v[[2]]] + Sqrt[v[[2]] v[[3]]] + Sqrt[v[[1]] v[[3]]];
    sum += q/(Sqrt[v[[3]]] (v[[3]] + l)); q /= 4; v = (v + l)/4, {400}];
  a = (v[[1]] + v[[2]] + 3 v[[3]])/5; d = 1 - v/a; With[{xy = d[[1]] d[[2]], zz = d[[3]]^2}, With[{e2 = xy - 6 zz, e3 = (3 xy - 8 zz) d[[3]], e4 = 3 (xy - zz) zz, e5 = xy zz d[[3]]},
    3 sum + q (1 - 3 e2/14 + e3/6 + 9 e2^2/88 - 3 e4/22 - 9 e2 e3/52 + 3 e5/26)/(a Sqrt[a])]]]
CarlsonRF::usage = "CarlsonRF[x, y, z] gives Carlson's elliptic integral of the first kind.";
(* In[1]:= CarlsonRF[1., 2., 3.]
   Out[1]= 0.7269459354689082 *)
define[CarlsonRF, 3, rf]
CarlsonRD::usage = "CarlsonRD[x, y, z] gives Carlson's elliptic integral of the second kind.";
(* In[1]:= CarlsonRD[1., 2., 3.]
   Out[1]= 0.29046028102899063 *)
define[CarlsonRD, 3, rd]
CarlsonRC::usage = "CarlsonRC[x, y] gives Carlson's degenerate elliptic integral.";
(* In[1]:= CarlsonRC[1., 2.]
   Out[1]= 0.7853981633974483 *)
define[CarlsonRC, 2, rf[#1, #2, #2] &]

ProductLog::usage = "ProductLog[z] gives the principal solution w of z = w E^w.
ProductLog[k, z] gives the k-th solution.";
(* In[1]:= {ProductLog[0], ProductLog[E], ProductLog[-1/E], ProductLog[2.5], ProductLog[-1, -0.2], D[ProductLog[x], x]}
   Out[1]= {0, 1, -1, 0.9585863567287, -2.5426413577735265, ProductLog[x]/(x*(1 + ProductLog[x]))} *)
ProductLog[0] := 0
ProductLog[E] := 1
ProductLog[-1/E] := -1
ProductLog[Infinity] := Infinity
ProductLog[-1, -1/E] := -1
ProductLog[0, z_] := ProductLog[z]
lambert[k_, z_] := Module[{w, e, step}, If[z == 0, Return[0]];
  w = Which[k === 0 && Abs[z + 1/E] < 0.3, N[-1 + Sqrt[2 (E z + 1)], digits[z]], k === 0 && Abs[z] < 2, z/(1 + z), k === -1 && Im[z] == 0 && -1/E <= z < 0, With[{l = Log[-z]}, l - Log[-l]], True, With[{l = Log[z] + 2 Pi I k}, l - Log[l]]];
  Do[e = E^w; step = (w e - z)/(e (w + 1) - (w + 2) (w e - z)/(2 w + 2)); w -= step; If[Abs[step] <= 10^-(digits[z] - 5) Abs[w], Break[]], {200}]; w]
define[ProductLog, 1, lambert[0, #] &]
ProductLog[k_Integer, z_] := With[{v = numeric[lambert[k, #] &, z]}, v /; v =!= $Failed] /; inexactQ[z]
Derivative[1][ProductLog] ^= ProductLog[#]/(# (1 + ProductLog[#])) &;

PolyLog::usage = "PolyLog[n, z] gives the polylogarithm, the sum of z^k/k^n.";
(* In[1]:= {PolyLog[2, 1], PolyLog[2, -1], PolyLog[1, x], PolyLog[-1, x], PolyLog[2, 1/2], PolyLog[2, 0.9], PolyLog[3, -2.5], D[PolyLog[2, x], x]}
   Out[1]= {Pi^2/6, -Pi^2/12, -Log[1 - x], x/(-1 + x)^2, Pi^2/12 - Log[2]^2/2, 1.2997147230049588, -2.0174928344813248, -Log[1 - x]/x} *)
PolyLog[_, 0] := 0
PolyLog[s_, 1] := Zeta[s]
PolyLog[s_, -1] := (2^(1 - s) - 1) Zeta[s]
PolyLog[1, z_] := -Log[1 - z]
PolyLog[0, z_] := z/(1 - z)
PolyLog[2, 1/2] := Pi^2/12 - Log[2]^2/2
PolyLog[n_Integer?Negative, z_] := Factor[Nest[Function[f, Together[t D[f, t]]], t/(1 - t), -n]] /. t -> z /; n > -40
polylog[s_, z_] := Which[
  Abs[z] <= 0.75 && IntegerQ[s] && s > 0, z pfq[ConstantArray[1, s + 1], ConstantArray[2, s], z],
  Abs[z] <= 0.75, NestWhile[{First[#] + z^#[[2]]/#[[2]]^s, #[[2]] + 1} &, {0, 1}, Abs[z]^#[[2]] > 10^-(digits[z] + 3) &][[1]],
  Abs[Log[z]] > 5 && IntegerQ[s] && s > 0, -(-1)^s polylog[s, 1/z] - (2 Pi I)^s/s! BernoulliB[s, Log[-z]/(2 Pi I) + 1/2],
  IntegerQ[s] && s > 0, With[{l = Log[z]}, l^(s - 1)/(s - 1)! (HarmonicNumber[s - 1] - Log[-l]) + Sum[If[k == s - 1, 0, Zeta[s - k] l^k/k!], {k, 0, Ceiling[digits[z] 2.31/Log[6.3/Abs[l]]] + 5}]],
  True, With[{l = Log[z]}, Gamma[1 - s] (-l)^(s - 1) + Sum[Zeta[s - k] l^k/k!, {k, 0, Ceiling[digits[z] 2.31/Log[6.3/Abs[l]]] + 5}]]]
define[PolyLog, 2, With[{v = polylog[Rationalize[#1], #2]}, If[Im[#2] == 0 && #2 <= 1, Re[v], v]] &]
Derivative[0, 1][PolyLog] ^= PolyLog[#1 - 1, #2]/#2 &;
LerchPhi::usage = "LerchPhi[z, s, a] gives the Lerch transcendent, the sum of z^k/(k + a)^s.";
(* In[1]:= {LerchPhi[0, s, a], LerchPhi[1, s, a], LerchPhi[0.5, 2, 3.], LerchPhi[-1., 1, 1]}
   Out[1]= {a^(-s), Zeta[s, a], 0.15792421172010004, 0.6931471805599453} *)
LerchPhi[0, s_, a_] := a^-s
LerchPhi[1, s_, a_] := Zeta[s, a]
LerchPhi[z_, 0, _] := 1/(1 - z)
lerch[z_, s_, a_] := Which[
  z == 1, Zeta[s, a],
  Abs[z] <= 0.9, NestWhile[{First[#] + z^#[[2]]/(#[[2]] + a)^s, #[[2]] + 1} &, {0, 0}, #[[2]] < 5 || Abs[z]^#[[2]] > 10^-(digits[{z, s, a}] + 3) &][[1]],
  z == -1 && s == 1, (PolyGamma[0, (a + 1)/2] - PolyGamma[0, a/2])/2,
  z == -1, 2^-s (Zeta[s, a/2] - Zeta[s, (a + 1)/2]),
  True, $Failed]
define[LerchPhi, 3, lerch]

LegendreQ::usage = "LegendreQ[n, x] gives the Legendre function of the second kind.";
(* In[1]:= {LegendreQ[0, x], LegendreQ[1, x], LegendreQ[2, 0.5]}
   Out[1]= {-Log[1 - x]/2 + Log[1 + x]/2, -1 + x*(-Log[1 - x]/2 + Log[1 + x]/2), -0.8186632680417568} *)
LegendreQ[0, x_] := -Log[1 - x]/2 + Log[1 + x]/2
LegendreQ[1, x_] := -1 + x LegendreQ[0, x]
LegendreQ[n_Integer?Positive, x_] := With[{q = LegendreQ[0, x]}, Nest[{#[[2]], Expand[((2 #[[3]] + 1) x #[[2]] - #[[3]] #[[1]])/(#[[3]] + 1)], #[[3]] + 1} &, {q, -1 + x q, 1}, n - 1][[2]]] /; n < 500
SphericalHarmonicY::usage = "SphericalHarmonicY[l, m, theta, phi] gives the spherical harmonic Y.";
(* In[1]:= {SphericalHarmonicY[0, 0, t, p], SphericalHarmonicY[1, 0, t, p], SphericalHarmonicY[1, 1, t, p]}
   Out[1]= {1/(2*Sqrt[Pi]), (Sqrt[3/Pi]*Cos[t])/2, -(Sqrt[3/2]*E^(I*p)*Sin[t])/(2*Sqrt[Pi])} *)
SphericalHarmonicY[l_Integer?NonNegative, m_Integer, t_, p_] := If[Abs[m] > l, 0, Sqrt[(2 l + 1)/(4 Pi) (l - m)!/(l + m)!] associated[l, m, t] E^(I m p)]
associated[l_, m_, t_] := (-1)^m (l + m)!/(l - m)! associated[l, -m, t] /; m < 0
associated[l_, m_, t_] := (-1)^m Sin[t]^m (D[LegendreP[l, u], {u, m}] /. u -> Cos[t])
ZernikeR::usage = "ZernikeR[n, m, r] gives the radial Zernike polynomial.";
(* In[1]:= {ZernikeR[2, 0, r], ZernikeR[4, 2, r], ZernikeR[3, 2, r]}
   Out[1]= {-1 + 2*r^2, -3*r^2 + 4*r^4, 0} *)
ZernikeR[n_Integer?NonNegative, m_Integer?NonNegative, r_] := If[OddQ[n - m] || m > n, 0, Sum[(-1)^k (n - k)!/(k! ((n + m)/2 - k)! ((n - m)/2 - k)!) r^(n - 2 k), {k, 0, (n - m)/2}]]

Scan[SetAttributes[#, {Listable, NumericFunction}] &, {BesselJ, BesselY, BesselI, BesselK, HankelH1, HankelH2, SphericalBesselJ, SphericalBesselY, SphericalHankelH1, AiryAi, AiryBi, AiryAiPrime, AiryBiPrime, StruveH, StruveL, SinIntegral, CosIntegral, SinhIntegral, CoshIntegral, ExpIntegralEi, LogIntegral, ExpIntegralE, FresnelS, FresnelC, Erfi, DawsonF, Hypergeometric0F1, Hypergeometric1F1, Hypergeometric2F1, WhittakerM, EllipticK, EllipticF, EllipticE, CarlsonRF, CarlsonRD, CarlsonRC, ProductLog, PolyLog, LerchPhi, LegendreQ, SphericalHarmonicY, ZernikeR}]
