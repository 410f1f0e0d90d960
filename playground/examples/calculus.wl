(* # Algebra and calculus *)

Expand[(1 + x)^8]

Factor[x^6 - 1]

D[Sin[x^2] Exp[-x], x]

Integrate[x^2 Cos[x], x]

Solve[x^2 - 5 x + 6 == 0, x]

Series[Exp[Sin[x]], {x, 0, 6}]

N[Pi, 60]
