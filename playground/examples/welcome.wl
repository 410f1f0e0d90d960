(* # Welcome

   A symbolic language with trainable neural nets, all of it in this page: nothing leaves your machine.
   Click into a cell and press Shift+Enter. The menu above has more notebooks. *)

2^100

Integrate[x Exp[x], x]

f[x_] := x^2 + 1;
Table[f[n], {n, 10}]

Plot[Sin[x] + Sin[3 x]/3, {x, 0, 2 Pi}]
