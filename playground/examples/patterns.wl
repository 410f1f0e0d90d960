(* # Patterns and rules

   Everything is an expression, and a rule says what to put in the place of what matches. *)

{1, 2.5, "text", x, 3/4} /. {n_Integer :> n + 100, s_String :> StringLength[s]}

(* Rules until nothing changes: numbers as Peano would write them. *)

add = {plus[z, n_] :> n, plus[s[m_], n_] :> s[plus[m, n]]};
plus[s[s[z]], s[s[s[z]]]] //. add

(* Definitions are rules, tried from the most special to the most general. *)

derivative[c_?NumberQ, x_] := 0
derivative[x_, x_] := 1
derivative[u_ + v_, x_] := derivative[u, x] + derivative[v, x]
derivative[u_ v_, x_] := u derivative[v, x] + v derivative[u, x]
derivative[u_^n_Integer, x_] := n u^(n - 1) derivative[u, x]
derivative[3 t^4 + 2 t, t]

Cases[{{1, 2}, {3}, {4, 5, 6}, {7, 8}}, {a_, b_} :> a b]
