/** All warnings for a document. */
import { Kind } from '../../../expr/expr.ts';
import type { Node } from '../../../syntax/node.ts';
import { headOf, SETTERS } from '../constructs.ts';
import type { Segment } from '../document.ts';
import type { Facts } from '../facts.ts';
import type { Language } from '../names.ts';
import type { Scopes } from '../scopes.ts';
import { unusedLocals } from './locals.ts';
import { type Layers, missingPart, type NetSource, netSource, type Use, usesIn } from './nets.ts';
import { unknownOptions } from './options.ts';
import { unreachableRates } from './rates.ts';
import type { Warning } from './warning.ts';

/** What one statement tells by itself. */
interface Told {
  readonly warnings: readonly Warning[];
  readonly uses: readonly Use[];
  /** Variables that are set to nets, or to anything else (undefined). */
  readonly set: readonly (readonly [name: string, net: NetSource | undefined])[];
}
const nothing: Told = { warnings: [], uses: [], set: [] };

/** Asks for warnings; the answers for statements that have not changed are kept. */
export class Warnings {
  readonly #language: Language;
  constructor(language: Language) {
    this.#language = language;
  }

  of(facts: Facts): Warning[] {
    const { segments } = facts.document;
    const told = segments.map((s) => facts.fact(s, this.#told(facts)));
    const nets = netsIn(told);
    return segments.flatMap((s, i) => {
      const { warnings, uses } = told[i]!;
      const missing = uses.flatMap((u) => {
        const layers = resolved(u.net, nets);
        return layers === undefined ? [] : missingPart(u, layers);
      });
      return [...warnings, ...missing].map((w) => ({ ...w, start: w.start + s.base, end: w.end + s.base }));
    });
  }

  readonly #asked = new WeakMap<Facts, (s: Segment) => Told>();
  #told(facts: Facts): (s: Segment) => Told {
    let ask = this.#asked.get(facts);
    if (ask === undefined) {
      ask = (s) => (s.node === undefined ? nothing : tell(s.node, facts.textOf(s), facts.scopes(s), this.#language));
      this.#asked.set(facts, ask);
    }
    return ask;
  }
}

function tell(node: Node, text: string, scopes: Scopes, language: Language): Told {
  const warnings = unusedLocals(scopes);
  const uses: Use[] = [];
  const set: [string, NetSource | undefined][] = [];
  const stack: Node[] = [node];
  while (stack.length > 0) {
    const n = stack.pop()!;
    if (n.args.length === 0) continue;
    warnings.push(...unknownOptions(n, language), ...unreachableRates(n, text));
    uses.push(...usesIn(n, text));
    const [left, right] = n.args;
    if (SETTERS.has(headOf(n) ?? '') && left!.expr.kind === Kind.Symbol)
      set.push([left!.expr.name, right === undefined ? undefined : netSource(right)]);
    if (n.head !== undefined) stack.push(n.head);
    for (const a of n.args) stack.push(a);
  }
  return { warnings, uses, set };
}

/** Names that are set once in the whole text. */
function netsIn(told: readonly Told[]): ReadonlyMap<string, NetSource | undefined> {
  const nets = new Map<string, NetSource | undefined>();
  for (const { set } of told) for (const [name, net] of set) nets.set(name, nets.has(name) ? undefined : net);
  return nets;
}
function resolved(net: NetSource, nets: ReadonlyMap<string, NetSource | undefined>): Layers | undefined {
  const seen = new Set<string>();
  let at: NetSource | undefined = net;
  while (at !== undefined && 'name' in at) {
    if (seen.has(at.name)) return undefined;
    seen.add(at.name);
    at = nets.get(at.name);
  }
  return at;
}
