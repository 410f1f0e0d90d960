(* The standard evaluation sequence. *)
VerificationTest[1 + 1, 2]
VerificationTest[Block[{x = 3}, x^2], 9]
VerificationTest[First[{}], First[{}], {First::nofirst}]
