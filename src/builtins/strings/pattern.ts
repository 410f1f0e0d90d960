/** String patterns at work: regular expressions where they can say it, backtracking steps where tests must be asked. */
import { type Expr, Kind, Normal, normal, Str, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { NotAPattern, type PatternNode, readPattern } from './pattern-syntax.ts';
import { escapeText } from './regular-expression.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** What named parts matched. */
  readonly bindings: ReadonlyMap<Sym, string>;
  /** Groups of a regular expression: $0, $1, ... */
  readonly groups: readonly (string | undefined)[];
}

export interface StringPattern {
  readonly names: readonly Sym[];
  /** The first match that begins at `from` or later. */
  find(text: string, from: number): Match | undefined;
  /** The match that begins exactly there. */
  matchAt(text: string, at: number): Match | undefined;
  matchesWhole(text: string): Match | undefined;
}

export interface PatternSettings {
  readonly ignoreCase?: boolean;
  readonly wildcards?: boolean;
}

/** undefined when it is no string pattern: the message has been given. */
export function stringPattern(p: Expr, e: Evaluation, settings: PatternSettings = {}): StringPattern | undefined {
  let node: PatternNode;
  try {
    node = readPattern(p, { wildcards: settings.wildcards ?? false });
  } catch (x) {
    if (!(x instanceof NotAPattern)) throw x;
    return e.messageOf(S.StringExpression, 'invld', x.part, p);
  }
  const ignoreCase = settings.ignoreCase ?? false;
  if (node.kind === 'text' && !ignoreCase) return literal(node.text);
  const writer = new RegExpWriter();
  const source = writer.write(node);
  if (source === undefined) return stepPattern(node, ignoreCase, e);
  const flags = `u${ignoreCase || writer.flags.includes('i') ? 'i' : ''}${writer.flags.includes('m') ? 'm' : ''}`;
  try {
    return regExpPattern(source, flags, writer);
  } catch (x) {
    if (!(x instanceof SyntaxError)) throw x;
    return e.messageOf(e.session.resolve('RegularExpression'), 'maljs', p, new Str(x.message.replace(/^.*: /, '')));
  }
}

const NONE: ReadonlyMap<Sym, string> = new Map();

function literal(text: string): StringPattern {
  const at = (start: number): Match => ({ start, end: start + text.length, bindings: NONE, groups: [text] });
  return {
    names: [],
    find(s, from) {
      const i = s.indexOf(text, from);
      return i < 0 || i > s.length ? undefined : at(i);
    },
    matchAt: (s, i) => (s.startsWith(text, i) ? at(i) : undefined),
    matchesWhole: (s) => (s === text ? at(0) : undefined),
  };
}

/** Writes the tree as one regular expression; undefined when it contains tests. */
class RegExpWriter {
  /** Groups of each name: several when it stands in several alternatives. */
  readonly groups = new Map<Sym, string[]>();
  flags = '';
  /** Names that are bound where the writer is; a second use refers back. */
  #bound = new Map<Sym, string>();
  #count = 0;

  write(node: PatternNode): string | undefined {
    switch (node.kind) {
      case 'text':
        return escapeText(node.text);
      case 'character':
      case 'place':
        return node.source;
      case 'regular':
        this.flags += node.flags;
        return `(?:${node.source})`;
      case 'sequence':
        return this.#all(node.parts)
          ?.map((s, i) => (node.parts[i]!.kind === 'alternatives' ? `(?:${s})` : s))
          .join('');
      case 'alternatives':
        return this.#alternatives(node.parts);
      case 'repeat': {
        const inner = this.write(node.part);
        if (inner === undefined) return undefined;
        const unit = node.part.kind === 'character' ? inner : `(?:${inner})`;
        return `${unit}${quantifier(node.min, node.max)}${node.lazy ? '?' : ''}`;
      }
      case 'capture':
        return this.#capture(node.name, node.part);
      case 'except': {
        const [excluded, part] = [this.write(node.excluded), this.write(node.part)];
        return excluded === undefined || part === undefined
          ? undefined
          : `(?:(?!${excluded})${node.part.kind === 'alternatives' ? `(?:${part})` : part})`;
      }
      default:
        return undefined;
    }
  }

  #all(parts: readonly PatternNode[]): string[] | undefined {
    const out: string[] = [];
    for (const p of parts) {
      const s = this.write(p);
      if (s === undefined) return undefined;
      out.push(s);
    }
    return out;
  }

  #alternatives(parts: readonly PatternNode[]): string | undefined {
    // Single characters make a class, which is much faster.
    if (parts.length > 1 && parts.every((p) => p.kind === 'text' && [...p.text].length === 1))
      return `[${parts.map((p) => (p as { text: string }).text.replace(/[\\\]^[-]/g, '\\$&')).join('')}]`;
    const before = this.#bound;
    const out: string[] = [];
    for (const p of parts) {
      this.#bound = new Map(before);
      const s = this.write(p);
      if (s === undefined) return undefined;
      out.push(s);
    }
    this.#bound = before;
    return `(?:${out.join('|')})`;
  }

  #capture(name: Sym, part: PatternNode): string | undefined {
    const known = this.#bound.get(name);
    if (known !== undefined) return `\\k<${known}>`;
    const group = `n${this.#count++}`;
    const inner = this.write(part);
    if (inner === undefined) return undefined;
    this.#bound.set(name, group);
    const groups = this.groups.get(name);
    if (groups) groups.push(group);
    else this.groups.set(name, [group]);
    return `(?<${group}>${inner})`;
  }
}

const quantifier = (min: number, max: number): string =>
  min === 0 && max === Number.POSITIVE_INFINITY
    ? '*'
    : min === 1 && max === Number.POSITIVE_INFINITY
      ? '+'
      : max === Number.POSITIVE_INFINITY
        ? `{${min},}`
        : `{${min},${max}}`;

function regExpPattern(source: string, flags: string, writer: RegExpWriter): StringPattern {
  const global = new RegExp(source, `g${flags}`);
  const sticky = new RegExp(source, `y${flags}`);
  const whole = new RegExp(`^(?:${source})$`, flags.replace('m', ''));
  const names = [...writer.groups.keys()];
  const result = (m: RegExpExecArray | null): Match | undefined => {
    if (m === null) return undefined;
    let bindings: Map<Sym, string> | undefined;
    for (const name of names)
      for (const group of writer.groups.get(name)!) {
        const text = m.groups?.[group];
        if (text !== undefined) (bindings ??= new Map()).set(name, text);
      }
    return { start: m.index, end: m.index + m[0].length, bindings: bindings ?? NONE, groups: m };
  };
  const run = (r: RegExp, text: string, at: number): Match | undefined => {
    r.lastIndex = at;
    return result(r.exec(text));
  };
  return {
    names,
    find: (t, from) => run(global, t, from),
    matchAt: (t, at) => run(sticky, t, at),
    matchesWhole: (t) => result(whole.exec(t)),
  };
}

/** One step of a backtracking match: false means "not this way". */
interface Run {
  readonly text: string;
  readonly bindings: Map<Sym, string>;
}
type Step = (run: Run, at: number, next: (end: number) => boolean) => boolean;

class StepWriter {
  readonly names = new Set<Sym>();
  readonly #flags: string;
  readonly #e: Evaluation;
  constructor(ignoreCase: boolean, e: Evaluation) {
    this.#flags = `uy${ignoreCase ? 'i' : ''}`;
    this.#e = e;
  }

  write(node: PatternNode): Step {
    switch (node.kind) {
      case 'text':
        return this.#regular(escapeText(node.text));
      case 'character':
      case 'place':
      case 'regular':
        return this.#regular(node.source);
      case 'sequence':
        return node.parts
          .map((p) => this.write(p))
          .reduceRight<Step>(
            (rest, step) => (run, at, next) => step(run, at, (end) => rest(run, end, next)),
            (_run, at, next) => next(at),
          );
      case 'alternatives': {
        const steps = node.parts.map((p) => this.write(p));
        return (run, at, next) => steps.some((s) => s(run, at, next));
      }
      case 'repeat':
        return node.part.kind === 'character'
          ? this.#run(node.part.source, node.min, node.max, node.lazy)
          : this.#repeat(this.write(node.part), node.min, node.max, node.lazy);
      case 'capture':
        return this.#capture(node.name, this.write(node.part));
      case 'except': {
        const [excluded, part] = [this.write(node.excluded), this.write(node.part)];
        return (run, at, next) => !excluded(run, at, () => true) && part(run, at, next);
      }
      case 'test': {
        const part = this.write(node.part);
        const apply = this.#e.session.applier(node.test);
        return (run, at, next) =>
          part(run, at, (end) => apply(new Str(run.text.slice(at, end))) === S.True && next(end));
      }
      case 'condition': {
        const part = this.write(node.part);
        return (run, at, next) =>
          part(
            run,
            at,
            (end) => this.#e.evaluate(withBindings(node.condition, run.bindings, this.#e)) === S.True && next(end),
          );
      }
    }
  }

  #regular(source: string): Step {
    const r = new RegExp(source, this.#flags);
    return (run, at, next) => {
      r.lastIndex = at;
      const m = r.exec(run.text);
      return m !== null && next(at + m[0].length);
    };
  }

  /** Repeated single characters: no step of its own for each of them. */
  #run(source: string, min: number, max: number, lazy: boolean): Step {
    const r = new RegExp(source, this.#flags);
    return (run, at, next) => {
      const ends = [at];
      const extend = (): boolean => {
        r.lastIndex = ends.at(-1)!;
        if (ends.length > max || r.exec(run.text) === null) return false;
        ends.push(r.lastIndex);
        return true;
      };
      while (ends.length <= (lazy ? min : max)) if (!extend()) break;
      if (!lazy) {
        for (let n = ends.length - 1; n >= min; n--) if (next(ends[n]!)) return true;
        return false;
      }
      for (let n = min; n < ends.length || extend(); n++) if (n < ends.length && next(ends[n]!)) return true;
      return false;
    };
  }

  #repeat(step: Step, min: number, max: number, lazy: boolean): Step {
    const from = (run: Run, at: number, count: number, next: (end: number) => boolean): boolean => {
      const more = (): boolean =>
        count < max && step(run, at, (end) => (end > at || count < min) && from(run, end, count + 1, next));
      const stop = (): boolean => count >= min && next(at);
      return lazy ? stop() || more() : more() || stop();
    };
    return (run, at, next) => from(run, at, 0, next);
  }

  #capture(name: Sym, step: Step): Step {
    this.names.add(name);
    return (run, at, next) => {
      const bound = run.bindings.get(name);
      if (bound !== undefined) return run.text.startsWith(bound, at) && next(at + bound.length);
      return step(run, at, (end) => {
        run.bindings.set(name, run.text.slice(at, end));
        if (next(end)) return true;
        run.bindings.delete(name);
        return false;
      });
    };
  }
}

/** An expression with the named strings in it. */
export function withBindings(x: Expr, bindings: ReadonlyMap<Sym, string>, e: Evaluation): Expr {
  if (bindings.size === 0) return x;
  const names = [...bindings.keys()];
  const pattern = normal(S.List, ...names.map((n) => normal(S.Pattern, n, normal(S.Blank))));
  const rule = normal(S.RuleDelayed, normal(S.HoldPattern, pattern), normal(S.Hold, x));
  const held = e.session.rewriter(rule)(
    new Normal(
      S.List,
      names.map((n) => new Str(bindings.get(n)!)),
    ),
  );
  return held?.kind === Kind.Normal ? held.args[0]! : x;
}

function stepPattern(node: PatternNode, ignoreCase: boolean, e: Evaluation): StringPattern {
  const writer = new StepWriter(ignoreCase, e);
  const step = writer.write(node);
  const attempt = (text: string, at: number, accept: (end: number) => boolean): Match | undefined => {
    const run: Run = { text, bindings: new Map() };
    let end = -1;
    const found = step(run, at, (to) => {
      if (!accept(to)) return false;
      end = to;
      return true;
    });
    return found ? { start: at, end, bindings: run.bindings, groups: [text.slice(at, end)] } : undefined;
  };
  return {
    names: [...writer.names],
    find(text, from) {
      for (let at = from; at <= text.length; at++) {
        if ((at & 255) === 255) e.session.poll();
        const m = attempt(text, at, () => true);
        if (m !== undefined) return m;
      }
      return undefined;
    },
    matchAt: (text, at) => attempt(text, at, () => true),
    matchesWhole: (text) => attempt(text, 0, (end) => end === text.length),
  };
}
