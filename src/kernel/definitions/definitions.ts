/** All definitions of one session by symbol, and the record of when each last changed. */
import { type Expr, Kind, type Normal, Stamp, type Sym } from '../../expr/expr.ts';
import { namedTemporaries } from '../../expr/intern.ts';
import { ensureRuleSet, needsPattern, ruleSet } from './define.ts';
import { Definition, type DefinitionTable, type RuleKind } from './definition.ts';

const BITS = 30;
let count = 0;

export class Definitions implements DefinitionTable {
  /** Of all definitions of the process. */
  readonly #number = ++count;
  readonly #bySymbol: (Definition | undefined)[] = [];
  /** What temporary symbols of other sessions mean here. */
  #guests: WeakMap<Sym, Definition> | undefined;
  /** Last tick at which any symbol with this Bloom bit changed. */
  readonly #changed = new Float64Array(BITS);
  #tick = 1;
  #stamp: Stamp | null = null;
  /** Bloom mask of the symbols that carry upvalues or `up` behaviour. */
  upMask = 0;
  /** Changes with any attribute: compiled patterns rely on attributes. */
  attributesVersion = 0;

  /** The mark for "is its own value, as of now"; a new one after every change. */
  get stamp(): Stamp {
    return (this.#stamp ??= new Stamp(this.#number, this.#tick));
  }

  known(s: Sym): Definition | undefined {
    if (s.id < 0) return this.#temporary(s);
    const d = this.#bySymbol[s.id];
    if (d !== undefined && d.autoload !== undefined) {
      const load = d.autoload;
      d.autoload = undefined;
      load();
      return this.#bySymbol[s.id];
    }
    return d;
  }

  /** The definition of a symbol for who looks for its own value or its upvalues (Latent); undefined where it is not loaded and has none. */
  speaking(s: Sym, about: number): Definition | undefined {
    if (s.id < 0) return this.#temporary(s);
    const d = this.#bySymbol[s.id];
    if (d === undefined || d.autoload === undefined) return d;
    return (d.latent & about) === 0 ? undefined : this.known(s);
  }

  /** The definition of a symbol with a name if it has one, which need not be loaded yet. */
  announced(s: Sym): Definition | undefined {
    return this.#bySymbol[s.id];
  }

  definition(s: Sym): Definition {
    const d = this.known(s);
    if (d !== undefined) return d;
    const fresh = new Definition(s);
    if (s.id < 0) {
      s.home ??= this;
      if (s.home === this) s.local = fresh;
      else (this.#guests ??= new WeakMap()).set(s, fresh);
      return fresh;
    }
    // Keep the array dense: holes would make every look-up slow.
    while (this.#bySymbol.length <= s.id) this.#bySymbol.push(undefined);
    this.#bySymbol[s.id] = fresh;
    return fresh;
  }

  /**
   * A definition that `load` fills when somebody first looks it up; `latent`: what it may give (Latent). Where `load` ends by an
   * error before it has changed anything (no room on the stack), the next look tries again.
   */
  announce(s: Sym, latent: number, load: (d: Definition) => void): void {
    if (this.announced(s) !== undefined) throw new Error(`two definitions of ${s.name}`);
    const d = this.definition(s);
    const filling = (): void => {
      try {
        load(d);
      } catch (x) {
        if (d.native === undefined) d.autoload = filling;
        throw x;
      }
    };
    d.autoload = filling;
    d.latent = latent;
  }

  remove(s: Sym): void {
    if (s.id >= 0) this.#bySymbol[s.id] = undefined;
    else if (s.home === this) s.local = undefined;
    else this.#guests?.delete(s);
    this.touch(s);
  }

  #temporary(s: Sym): Definition | undefined {
    // Only `definition` sets it.
    return s.home === this ? (s.local as Definition | undefined) : this.#guests?.get(s);
  }

  /** Of all symbols that have names by now. */
  all(): Definition[] {
    const there = [...this.#bySymbol, ...namedTemporaries().map((s) => this.#temporary(s))];
    return there.filter((d): d is Definition => d !== undefined);
  }

  /** Everything that alters a definition goes through here. */
  touch(s: Sym): void {
    this.#tick++;
    this.#stamp = null;
    this.#changed[31 - Math.clz32(s.mask)] = this.#tick;
  }

  /** Makes every expression be looked at again: for values that depend on something outside (Update[]). */
  touchAll(): void {
    this.#tick++;
    this.#stamp = null;
    this.#changed.fill(this.#tick);
  }

  attributesOf(s: Sym): number {
    return this.known(s)?.attributes ?? 0;
  }

  setAttributes(s: Sym, attributes: number): void {
    this.definition(s).attributes = attributes;
    this.attributesVersion++;
    this.touch(s);
  }

  setOwn(s: Sym, value: Expr | undefined): void {
    const d = this.definition(s);
    d.own = value;
    d.owner = undefined;
    this.touch(s);
  }

  addRule(s: Sym, kind: RuleKind, lhs: Expr, rhs: Expr): void {
    const d = this.definition(s);
    ensureRuleSet(d, kind).add(lhs, rhs, needsPattern(d.attributes) || kind === 'up' || kind === 'sub');
    if (kind === 'up') this.upMask |= s.mask;
    this.touch(s);
  }

  /** Tells whether there was such a rule. */
  removeRule(s: Sym, kind: RuleKind, lhs: Expr): boolean {
    const d = this.known(s);
    const removed = d !== undefined && (ruleSet(d, kind)?.remove(lhs) ?? false);
    if (removed) this.touch(s);
    return removed;
  }

  mark(e: Normal): void {
    e.stamp = this.stamp;
  }

  /** True when `e` is known to evaluate to itself: nothing it mentions changed since. */
  isCurrent(e: Expr): boolean {
    if (e.kind !== Kind.Normal && e.kind !== Kind.Association) return true;
    const at = e.stamp;
    if (at === null) return false;
    if (at === this.#stamp) return true;
    if (at.owner !== this.#number) return false;
    const tick = at.tick;
    for (let m = e.mask & 0x3fffffff; m !== 0; m &= m - 1)
      if (this.#changed[31 - Math.clz32(m & -m)]! > tick) return false;
    e.stamp = this.stamp;
    return true;
  }
}
