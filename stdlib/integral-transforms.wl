(* Transforms of Laplace and Fourier and their inverses, by tables and by the rules for shifts, powers and derivatives. *)

LaplaceTransform::usage = "LaplaceTransform[f[t], t, s] gives the Laplace transform of f[t] in the variable t as F[s] in the variable s.";
Options[LaplaceTransform] = {Assumptions :> $Assumptions, System`GenerateConditions -> False, System`PrincipalValue -> False};
LaplaceTransform[a_ == b_, t_Symbol, s_, ___] := LaplaceTransform[a, t, s] == LaplaceTransform[b, t, s]
LaplaceTransform[f_List, t_Symbol, s_, ___] := Map[LaplaceTransform[#, t, s] &, f]
LaplaceTransform[f_, t_Symbol, s_, OptionsPattern[]] := With[{F = laplace[Expand[f], t, s]},
  (F /. laplace -> LaplaceTransform) /; Head[F] =!= laplace]
(* What no rule knows stays under the name of the transform. *)

laplace[c_, t_, s_] := c/s /; FreeQ[c, t]
laplace[a_ + b_, t_, s_] := laplace[a, t, s] + laplace[b, t, s]
laplace[c_ f_, t_, s_] := c laplace[f, t, s] /; FreeQ[c, t]
laplace[t_^n_., t_, s_] := Gamma[n + 1]/s^(n + 1) /; FreeQ[n, t] && ! TrueQ[n <= -1]
laplace[f_. E^(a_. t_ + b_.), t_, s_] := E^b (laplace[f, t, s] /. s -> s - a) /; FreeQ[{a, b}, t]
laplace[f_. DiracDelta[t_ + a_.], t_, s_] := If[TrueQ[Simplify[a > 0]], 0, E^(a s) (f /. t -> -a)] /; FreeQ[a, t]
laplace[f_. (UnitStep | HeavisideTheta)[t_ + a_.], t_, s_] := E^(a s) laplace[Expand[f /. t -> t - a], t, s] /; FreeQ[a, t] && ! TrueQ[Simplify[a > 0]]
laplace[(UnitStep | HeavisideTheta)[a_?NumericQ t_], t_, s_] := 1/s /; a > 0
laplace[Sin[a_. t_ + b_.], t_, s_] := (a Cos[b] + s Sin[b])/(s^2 + a^2) /; FreeQ[{a, b}, t]
laplace[Cos[a_. t_ + b_.], t_, s_] := (s Cos[b] - a Sin[b])/(s^2 + a^2) /; FreeQ[{a, b}, t]
laplace[Sinh[a_. t_], t_, s_] := a/(s^2 - a^2) /; FreeQ[a, t]
laplace[Cosh[a_. t_], t_, s_] := s/(s^2 - a^2) /; FreeQ[a, t]
laplace[Log[t_], t_, s_] := -(EulerGamma + Log[s])/s
laplace[BesselJ[n_, a_. t_], t_, s_] := a^n/(Sqrt[s^2 + a^2] (s + Sqrt[s^2 + a^2])^n) /; FreeQ[{a, n}, t]
laplace[BesselI[n_, a_. t_], t_, s_] := a^n/(Sqrt[s^2 - a^2] (s + Sqrt[s^2 - a^2])^n) /; FreeQ[{a, n}, t]
laplace[Erf[a_. t_], t_, s_] := E^(s^2/(4 a^2)) Erfc[s/(2 a)]/s /; FreeQ[a, t]
laplace[Erf[Sqrt[t_]], t_, s_] := 1/(s Sqrt[1 + s])
laplace[Sin[a_. t_]/t_, t_, s_] := ArcTan[a/s] /; FreeQ[a, t]
laplace[t_^n_. f_, t_, s_] := With[{F = laplace[f, t, s]}, Together[(-1)^n D[F, {s, n}]] /; FreeQ[F, laplace]] /; IntegerQ[n] && 0 < n <= 50
laplace[Derivative[n_Integer][f_][t_], t_, s_] := s^n LaplaceTransform[f[t], t, s] - Sum[s^(n - 1 - k) Derivative[k][f][0], {k, 0, n - 1}]
laplace[f_, t_, s_] := With[{g = Expand[TrigReduce[f]]}, laplace[g, t, s] /; g =!= f] /; ! FreeQ[f, Sin | Cos | Sinh | Cosh]

(* In[1]:= LaplaceTransform[t^4 Sin[t], t, s] // Factor
   Out[1]= (24*(1 - 10*s^2 + 5*s^4))/(1 + s^2)^5
   In[2]:= LaplaceTransform[{t^2, E^(-a t), Cos[2 t]}, t, s]
   Out[2]= {2/s^3, 1/(a + s), s/(4 + s^2)}
   In[3]:= LaplaceTransform[y''[t], t, s]
   Out[3]= -s*y[0] + s^2*LaplaceTransform[y[t], t, s] - y'[0]
   In[4]:= LaplaceTransform[t]
   LaplaceTransform::argmu: LaplaceTransform called with 1 argument; 3 or more arguments are expected.
   Out[4]= LaplaceTransform[t] *)

InverseLaplaceTransform::usage = "InverseLaplaceTransform[F[s], s, t] gives the function of t whose Laplace transform is F[s].";
InverseLaplaceTransform[F_List, s_Symbol, t_] := Map[InverseLaplaceTransform[#, s, t] &, F]
InverseLaplaceTransform[F_, s_Symbol, t_] := With[{f = inverse[F, s, t]}, (f /. inverse -> InverseLaplaceTransform) /; Head[f] =!= inverse]
inverse[c_, s_, t_] := c DiracDelta[t] /; FreeQ[c, s]
inverse[a_ + b_, s_, t_] := inverse[a, s, t] + inverse[b, s, t]
inverse[c_ F_, s_, t_] := c inverse[F, s, t] /; FreeQ[c, s]
inverse[E^(a_. s_ + b_.) F_., s_, t_] := E^b HeavisideTheta[t + a] (inverse[F, s, t] /. t -> t + a) /; FreeQ[{a, b}, s] && F =!= 1
inverse[E^(a_. s_), s_, t_] := DiracDelta[t + a] /; FreeQ[a, s]
inverse[s_^n_., s_, t_] := t^(-n - 1)/Gamma[-n] /; FreeQ[n, s] && ! TrueQ[n >= 0]
inverse[s_^n_., s_, t_] := Derivative[n][DiracDelta][t] /; IntegerQ[n] && n > 0
inverse[(s_ + a_)^n_, s_, t_] := E^(-a t) t^(-n - 1)/Gamma[-n] /; FreeQ[{n, a}, s] && ! TrueQ[n >= 0]
inverse[1/Sqrt[s_^2 + a_], s_, t_] := If[Internal`NegativeAtSight[a], BesselI[0, PowerExpand[Sqrt[-a]] t], BesselJ[0, PowerExpand[Sqrt[a]] t]] /; FreeQ[a, s]
inverse[ArcTan[a_./s_], s_, t_] := Sin[a t]/t /; FreeQ[a, s]
inverse[ArcCot[s_], s_, t_] := Sin[t]/t
inverse[Log[s_], s_, t_] := -1/t
inverse[Log[s_]/s_, s_, t_] := -EulerGamma - Log[t]
inverse[F_, s_, t_] := quotient[F, s, t] /; PolynomialQ[Numerator[Together[F]], s] && PolynomialQ[Denominator[Together[F]], s] && ! PolynomialQ[F, s]
quotient[F_, s_, t_] := Module[{parts = Apart[Together[F], s]},
  If[Head[parts] === Plus, Map[inverse[#, s, t] &, parts], fraction[Numerator[parts], Denominator[parts], s, t]]]
(* One fraction: its denominator is a constant times a power of something linear or quadratic, or has to be taken apart into roots. *)
fraction[p_, q_, s_, t_] := Module[{f = FactorList[q], c, base, n},
  f = Select[f, ! FreeQ[#, s] &];
  If[Length[f] =!= 1, Return[byRoots[p, q, s, t], Module]];
  {base, n} = First[f]; c = Cancel[q/base^n];
  Which[
    Exponent[base, s] == 1, With[{a = Coefficient[base, s, 1]}, linearPower[p/(c a^n), Simplify[Coefficient[base, s, 0]/a], n, s, t]],
    Exponent[base, s] == 2 && n == 1, quadratic[p/c, base, s, t],
    True, byRoots[p, q, s, t]]]
linearPower[p_, a_, n_, s_, t_] := Sum[Coefficient[Expand[p /. s -> s - a], s, k] If[n - k > 0, t^(n - k - 1)/(n - k - 1)!, Derivative[k - n][DiracDelta][t]] E^(-a t), {k, 0, Exponent[p, s]}]
quadratic[p_, base_, s_, t_] := Module[{a = Coefficient[base, s, 2], h, d, b = Coefficient[p, s, 1], c = Coefficient[p, s, 0], w},
  h = Simplify[Coefficient[base, s, 1]/(2 a)]; d = Simplify[Coefficient[base, s, 0]/a - h^2];
  {b, c} = Simplify[{b, c - b h}/a];
  E^(-h t) If[Internal`NegativeAtSight[d],
    w = PowerExpand[Sqrt[-d]]; b Cosh[w t] + Simplify[c/w] Sinh[w t],
    w = PowerExpand[Sqrt[d]]; b Cos[w t] + Simplify[c/w] Sin[w t]]]
byRoots[p_, q_, s_, t_] := Module[{r = Quiet[Solve[q == 0, s]], roots},
  If[! MatchQ[r, {{_ -> _} ..}] || ! FreeQ[r, Root], Return[inverse[p/q, s, t] /. inverse -> InverseLaplaceTransform, Module]];
  roots = Tally[s /. r];
  Simplify[ExpToTrig[Total[Map[Function[{z}, residue[p, q, s, t, First[z], Last[z]]], roots]]]]]
residue[p_, q_, s_, t_, z_, m_] := Simplify[(D[p E^(s t)/PolynomialQuotient[q, (s - z)^m, s], {s, m - 1}] /. s -> z)/(m - 1)!]

(* In[1]:= InverseLaplaceTransform[{1/(s^2 + 4), 1/(1 + s)^2, (s + 1)/(s^2 + 2 s + 5)}, s, t]
   Out[1]= {Sin[2*t]/2, E^(-t)*t, E^(-t)*Cos[2*t]}
   In[2]:= InverseLaplaceTransform[1/(s (s + 1)), s, t]
   Out[2]= 1 - E^(-t)
   In[3]:= InverseLaplaceTransform[E^(-2 s)/s, s, t]
   Out[3]= HeavisideTheta[-2 + t]
   In[4]:= InverseLaplaceTransform[s]
   InverseLaplaceTransform::argr: InverseLaplaceTransform called with 1 argument; 3 arguments are expected.
   Out[4]= InverseLaplaceTransform[s] *)

FourierTransform::usage = "FourierTransform[expr, t, w] gives the symbolic Fourier transform of expr: the integral of expr E^(I w t) over all real t, divided by Sqrt[2 Pi].";
Options[FourierTransform] = {Assumptions :> $Assumptions, System`FourierParameters -> {0, 1}, System`GenerateConditions -> False};
FourierTransform[f_, t_Symbol, w_, OptionsPattern[]] := With[{F = fourier[Expand[f], t, w], p = OptionValue[System`FourierParameters]},
  If[p === {0, 1}, F, Simplify[Sqrt[Abs[p[[2]]]/(2 Pi)^-p[[1]]] (F /. w -> p[[2]] w)]] /; FreeQ[F, fourier]]
fourier[a_ + b_, t_, w_] := fourier[a, t, w] + fourier[b, t, w]
fourier[c_, t_, w_] := c Sqrt[2 Pi] DiracDelta[w] /; FreeQ[c, t]
fourier[c_ f_, t_, w_] := c fourier[f, t, w] /; FreeQ[c, t]
fourier[f_. DiracDelta[t_ + a_.], t_, w_] := (f /. t -> -a) E^(-I a w)/Sqrt[2 Pi] /; FreeQ[a, t]
fourier[E^(a_ t_^2 + b_. t_ + c_.), t_, w_] := E^(c - (b + I w)^2/(4 a))/(Sqrt[2] Sqrt[-a]) /; FreeQ[{a, b, c}, t]
fourier[E^(a_ t_^2), t_, w_] := E^(w^2/(4 a))/(Sqrt[2] Sqrt[-a]) /; FreeQ[a, t]
fourier[f_. E^(Complex[0, k_] a_. t_ + b_.), t_, w_] := E^b (fourier[f, t, w] /. w -> w + k a) /; FreeQ[{a, b}, t]
fourier[E^(a_. Abs[t_]), t_, w_] := -a Sqrt[2/Pi]/(a^2 + w^2) /; FreeQ[a, t]
fourier[E^(a_. t_) (UnitStep | HeavisideTheta)[t_], t_, w_] := -1/(Sqrt[2 Pi] (a + I w)) /; FreeQ[a, t]
fourier[(UnitStep | HeavisideTheta)[t_], t_, w_] := I/(Sqrt[2 Pi] w) + Sqrt[Pi/2] DiracDelta[w]
fourier[Sign[t_], t_, w_] := I Sqrt[2/Pi]/w
fourier[1/t_, t_, w_] := I Sqrt[Pi/2] Sign[w]
fourier[1/(t_^2 + a_), t_, w_] := With[{r = PowerExpand[Sqrt[a]]}, Sqrt[Pi/2] E^(-r Abs[w])/r] /; FreeQ[a, t]
fourier[Sin[a_. t_], t_, w_] := I Sqrt[Pi/2] (DiracDelta[w + a] - DiracDelta[w - a]) /; FreeQ[a, t]
fourier[Cos[a_. t_], t_, w_] := Sqrt[Pi/2] DiracDelta[w - a] + Sqrt[Pi/2] DiracDelta[w + a] /; FreeQ[a, t]
fourier[(UnitBox | HeavisidePi)[t_], t_, w_] := Sinc[w/2]/Sqrt[2 Pi]
fourier[t_^n_., t_, w_] := (-I)^n Sqrt[2 Pi] Derivative[n][DiracDelta][w] /; IntegerQ[n] && n > 0
fourier[t_^n_. f_, t_, w_] := With[{F = fourier[f, t, w]}, Simplify[(-I)^n D[F, {w, n}]] /; FreeQ[F, fourier]] /; IntegerQ[n] && n > 0
fourier[Derivative[n_Integer][f_][t_], t_, w_] := (-I w)^n FourierTransform[f[t], t, w]

(* In[1]:= FourierTransform[E^(-t^2), t, w]
   Out[1]= E^(-w^2/4)/Sqrt[2]
   In[2]:= FourierTransform[E^(-Abs[t]), t, w]
   Out[2]= Sqrt[2/Pi]/(1 + w^2) *)

InverseFourierTransform::usage = "InverseFourierTransform[expr, w, t] gives the symbolic inverse Fourier transform of expr.";
InverseFourierTransform[F_, w_Symbol, t_] := With[{f = FourierTransform[F, w, t]}, (f /. t -> -t) /; FreeQ[f, FourierTransform]]

(* In[1]:= InverseFourierTransform[E^(-w^2/4)/Sqrt[2], w, t]
   Out[1]= E^(-t^2) *)
