/** String patterns as backtracking steps: where tests must be asked, or a regular expression might never end. */
import { type Expr, Kind, Normal, normal, Str, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';
import type { PatternNode } from './pattern-syntax.ts';
import { escapeText } from './regular-expression.ts';
import type { Match, StringPattern } from './string-pattern.ts';

/** A run of a small expression of the host, in units of work. */
const STEP_UNITS = 4;

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
      worked(STEP_UNITS);
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
        worked(STEP_UNITS);
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
  const held = e.session.rules.rewriter(rule)(
    new Normal(
      S.List,
      names.map((n) => new Str(bindings.get(n)!)),
    ),
  );
  return held?.kind === Kind.Normal ? held.args[0]! : x;
}

export function stepPattern(node: PatternNode, ignoreCase: boolean, e: Evaluation): StringPattern {
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
        worked(1);
        const m = attempt(text, at, () => true);
        if (m !== undefined) return m;
      }
      return undefined;
    },
    matchAt: (text, at) => attempt(text, at, () => true),
    matchesWhole: (text) => attempt(text, 0, (end) => end === text.length),
  };
}

/**
 * Repetitions inside of repetitions may try exponentially many ways: in steps they can at least be stopped. Where
 * a regular expression stands in the pattern, only the host can go back into it.
 */
export const mayExplode = (node: PatternNode): boolean => repeatsRepetitions(node, false) && !hasRegular(node);

function repeatsRepetitions(node: PatternNode, repeated: boolean): boolean {
  switch (node.kind) {
    case 'repeat':
      return (repeated && node.max > 1) || repeatsRepetitions(node.part, repeated || node.max > 1);
    case 'sequence':
    case 'alternatives':
      return node.parts.some((p) => repeatsRepetitions(p, repeated));
    case 'capture':
      return repeatsRepetitions(node.part, repeated);
    default:
      return false;
  }
}

/** Is a regular expression of the user's part of it, into which only the host can go? */
export function hasRegular(node: PatternNode): boolean {
  if (node.kind === 'regular') return true;
  if ('parts' in node) return node.parts.some(hasRegular);
  return 'part' in node && hasRegular(node.part);
}
