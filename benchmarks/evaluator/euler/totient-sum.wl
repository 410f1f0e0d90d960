(* The number of reduced fractions with denominators up to a million, and totients up to ten million at places. *)
{Total[EulerPhi[Range[2, 10^6]]], Sum[EulerPhi[n], {n, 10^7 - 10^5, 10^7}], Total[Table[EulerPhi[k], {k, 1, 10^7, 50}]]}
