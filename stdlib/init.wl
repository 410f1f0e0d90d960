(* Which file defines which symbols of the language, and how many arguments they take: Symbol, Symbol[n] or
   Symbol[least, most]. A file is read when one of its symbols is first looked up. *)
{
  "derivatives.wl" -> {D[1, Infinity], Derivative},
  "limits.wl" -> {Limit[2]},
  "integrals.wl" -> {Integrate[2, Infinity]},
  "solving.wl" -> {Solve[1, 3], CoefficientRules[1, 2], Root, Roots[2], NSolve[2, 3], FindRoot[2]},
  "simplifying.wl" -> {Simplify[1, 2], FullSimplify[1, 2], PowerExpand[1], Apart[1, 2], TrigExpand[1], TrigReduce[1]}
}
