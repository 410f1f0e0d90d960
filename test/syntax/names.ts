/** Names in tests of the syntax: a symbol of the system where there is one, so that none is made which other tests of the process would see. */

import type { Sym } from '../../src/expr/expr.ts';
import { findSymbol, symbol } from '../../src/expr/intern.ts';

export const resolveName = (name: string): Sym =>
  name.includes('`') ? symbol(name) : (findSymbol(`System\`${name}`) ?? symbol(`Global\`${name}`));
