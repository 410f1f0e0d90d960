(* The D up to 1000 whose least solution of x^2 - D y^2 = 1 has the largest x. *)
pellX[d_] := Module[{a0 = Floor[Sqrt[d]], m = 0, den = 1, a, h0 = 1, h, k0 = 0, k = 1},
  If[a0^2 == d, Return[0]];
  a = a0; h = a0;
  While[h^2 - d k^2 != 1,
    m = den a - m; den = (d - m^2)/den; a = Floor[(a0 + m)/den];
    {h0, h} = {h, a h + h0};
    {k0, k} = {k, a k + k0}];
  h];
{First[Ordering[pellX /@ Range[1000], -1]], pellX[661]}
