/** How many ways a backtracking matcher may have to try: what may be many more than a moment allows goes by steps that can be stopped. */
import type { PatternNode } from './pattern-syntax.ts';
import { regExpTree } from './regexp-tree.ts';

/** Steps of the host's matcher that are a moment: some ten milliseconds. */
const MOMENT = 1e7;

/** May the node fail to match, wherever it is tried? */
function canFail(node: PatternNode): boolean {
  switch (node.kind) {
    case 'repeat':
      return node.min > 0 && canFail(node.part);
    case 'sequence':
      return node.parts.some(canFail);
    case 'alternatives':
      return node.parts.every(canFail);
    case 'capture':
    case 'group':
      return canFail(node.part);
    case 'regular':
      return canFail(regExpTree(node.source).tree);
    default:
      return true;
  }
}

/** Can only one of them match at a place, since they are texts that begin with different characters? */
function beginDifferently(parts: readonly PatternNode[]): boolean {
  const first = parts.map((p) =>
    p.kind === 'text' ? p.text[0] : p.kind === 'character' ? /^[\p{L}\p{N} ]/u.exec(p.source)?.[0] : undefined,
  );
  return first.every((c) => c !== undefined) && new Set(first.map((c) => c!.toLowerCase())).size === parts.length;
}

/**
 * A bound on the ways through a node in a text of n characters. `restFails`: what follows may fail, so that the matcher comes back for
 * other ways.
 */
function ways(node: PatternNode, n: number, restFails: boolean): number {
  switch (node.kind) {
    case 'sequence': {
      let product = 1;
      let fails = restFails;
      for (const part of [...node.parts].reverse()) {
        product *= ways(part, n, fails);
        fails ||= canFail(part);
      }
      return product;
    }
    case 'alternatives': {
      const all = node.parts.map((p) => ways(p, n, restFails));
      return beginDifferently(node.parts) ? Math.max(...all) : all.reduce((a, b) => a + b, 0);
    }
    case 'repeat': {
      const again = restFails || node.min > 1;
      const each = ways(node.part, n, again);
      if (!again) return each;
      if (node.max <= 1) return each + 1;
      const most = Math.min(node.max, n);
      return each > 1 ? each ** most : Math.max(1, most - node.min + 1);
    }
    case 'capture':
    case 'group':
      return ways(node.part, n, restFails);
    case 'regular':
      return ways(regExpTree(node.source).tree, n, restFails);
    case 'look':
      // What it runs through is run through again at the next place.
      return ways(node.part, n, true) > 1 ? n * ways(node.part, n, node.behind) : 1;
    case 'except':
      return ways(node.excluded, n, false) * ways(node.part, n, restFails);
    case 'reference':
      return n;
    default:
      return 1;
  }
}

/** Whether texts of a length can be given to the host at once; asked for many texts. */
class Fit {
  readonly #steps: (n: number) => number;
  #longest = -1;
  #shortestNot = Number.POSITIVE_INFINITY;
  constructor(steps: (n: number) => number) {
    this.#steps = steps;
  }
  fits(n: number): boolean {
    if (n <= this.#longest) return true;
    if (n >= this.#shortestNot) return false;
    const fits = this.#steps(n) <= MOMENT;
    if (fits) this.#longest = n;
    else this.#shortestNot = n;
    return fits;
  }
}

/** Which texts the host takes for a search along them, for a match at one place, for a match with the whole. */
export class Effort {
  readonly search: Fit;
  readonly match: Fit;
  readonly whole: Fit;
  constructor(node: PatternNode) {
    // What never comes back runs through the text once.
    this.search = new Fit((n) => (ways(node, n, false) === 1 ? n / 10 : n * ways(node, n, false)));
    this.match = new Fit((n) => ways(node, n, false));
    this.whole = new Fit((n) => ways(node, n, true));
  }
}
