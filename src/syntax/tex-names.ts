/** Greek letters and their kin as TeX commands. */
import { characterName } from '../../grammar/characters.ts';

/** \[Alpha] as \alpha; undefined for names of other characters or of several. */
export function greekName(name: string): string | undefined {
  if ([...name].length !== 1) return undefined;
  const full = characterName(name);
  if (full === undefined) return undefined;
  const capital = /^Capital(Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega)$/.exec(full);
  if (capital !== null) return `\\${capital[1]} `;
  const curly = /^Curly(Epsilon|Theta|Pi|Rho|Phi)$/.exec(full);
  if (curly !== null) return `\\var${curly[1]!.toLowerCase()} `;
  const small =
    /^(Alpha|Beta|Gamma|Delta|Epsilon|Zeta|Eta|Theta|Iota|Kappa|Lambda|Mu|Nu|Xi|Pi|Rho|Sigma|Tau|Upsilon|Phi|Chi|Psi|Omega)$/;
  return small.test(full) ? `\\${full.toLowerCase()} ` : undefined;
}
