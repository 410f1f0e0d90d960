(* Which file defines which symbols of the language, and how many arguments they take: Symbol, Symbol[n] or
   Symbol[least, most]. A file is read when one of its symbols is first looked up. *)
{
  "derivatives.wl" -> {D[1, Infinity], Derivative}
}
