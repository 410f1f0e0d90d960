/** String patterns as programs of small steps, each of which can be stopped: where tests must be asked, or the host might take too long. */
import { type Expr, Kind, Normal, normal, Str, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';
import { type Instruction, Machine, type OpenLoop, statesOf, UNSET } from './pattern-machine.ts';
import type { PatternNode } from './pattern-syntax.ts';
import { Tried } from './pattern-tried.ts';
import { regExpTree } from './regexp-tree.ts';
import { escapeText } from './regular-expression.ts';
import { characterAfter, type Match, type StringPattern } from './string-pattern.ts';

type Repeat = Extract<PatternNode, { readonly kind: 'repeat' }>;

/** Writes the program of a tree. Group n is between the registers 2n and 2n + 1; those of loops and tests come behind them. */
class ProgramWriter {
  readonly program: Instruction[] = [];
  /** The group of each name. */
  readonly names = new Map<Sym, number>();
  groups = 0;
  /** States in which the machine may come to a place of the text, as far as they are counted. */
  states = 0;
  /** Loops around what is written. */
  #open: readonly OpenLoop[] = [];
  /** Registers that belong to no group. */
  #others = 0;
  /** The number that the first group of the present regular expression has, less 1. */
  #base = 0;
  readonly #flags: string;
  readonly #e: Evaluation;
  /** Registers of groups come first: there are at most so many. */
  readonly #most: number;

  constructor(node: PatternNode, flags: string, e: Evaluation) {
    this.#flags = `uy${flags}`;
    this.#e = e;
    this.#most = 2 * (countGroups(node) + 1);
    this.write(node);
    this.program.push({ op: 'end' });
  }

  get registers(): number {
    return this.#most + this.#others;
  }
  #register(): number {
    return this.#most + this.#others++;
  }

  /** Leaves room for an instruction that is known later. */
  #later(): (i: Instruction) => void {
    const at = this.program.length;
    this.program.push({ op: 'end' });
    return (i) => {
      this.program[at] = i;
    };
  }

  /** Here several ways come together. */
  #once(): Extract<Instruction, { readonly op: 'once' }> {
    const once = { op: 'once', first: this.states, open: this.#open } as const;
    this.states += this.#open.reduce((n, loop) => n * statesOf(loop), 1);
    return once;
  }

  /** Does what comes of a state depend on nothing else? */
  get forgetful(): boolean {
    return this.program.every((i) => i.op !== 'again' && i.op !== 'ask');
  }

  write(node: PatternNode): void {
    if (node.kind === 'text') this.#match(escapeText(node.text));
    else if (node.kind === 'character' || node.kind === 'place') this.#match(node.source);
    else if (node.kind === 'regular') this.#expression(node.source);
    else if (node.kind === 'sequence') for (const p of node.parts) this.write(p);
    else if (node.kind === 'alternatives') this.#alternatives(node.parts);
    else if (node.kind === 'repeat') this.#repeat(node);
    else if (node.kind === 'capture') this.#capture(node.name, node.part);
    else if (node.kind === 'group') this.#group(this.#base + node.number, node.part);
    else if (node.kind === 'reference') this.#reference(this.#base + Number(node.group));
    else if (node.kind === 'look') this.#look(node.behind, node.negative, node.part);
    else if (node.kind === 'except') {
      this.#look(false, true, node.excluded);
      this.write(node.part);
    } else this.#asked(node);
  }

  /** What has not matched yet is nothing. */
  #reference(n: number): void {
    const { program } = this;
    const fold = this.#flags.includes('i');
    program.push({ op: 'again', from: 2 * n, to: 2 * n + 1, fold, otherwise: program.length + 1 });
  }

  #match(source: string): void {
    this.program.push({ op: 'match', expression: new RegExp(source, this.#flags) });
  }

  /** A whole regular expression, whose groups come after those before it. */
  #expression(source: string): void {
    // Throws a SyntaxError where it is none.
    new RegExp(source, 'u');
    const { tree, groups } = regExpTree(source);
    this.#base = this.groups;
    this.groups += groups;
    this.write(tree);
  }

  #alternatives(parts: readonly PatternNode[]): void {
    const { program } = this;
    const out: ((i: Instruction) => void)[] = [];
    parts.forEach((p, n) => {
      const choose = n < parts.length - 1 ? this.#later() : undefined;
      const first = program.length;
      this.write(p);
      if (choose === undefined) return;
      out.push(this.#later());
      choose({ op: 'choose', first, second: program.length });
    });
    for (const jump of out) jump({ op: 'jump', to: program.length });
    program.push(this.#once());
  }

  #repeat({ part, min, max, lazy }: Repeat): void {
    const { program } = this;
    if (part.kind === 'character') {
      // No step of its own for each of them.
      const once = this.#once();
      program.push({ op: 'run', expression: new RegExp(part.source, this.#flags), min, max, lazy, once }, once);
      return;
    }
    const [count, begun] = [this.#register(), this.#register()];
    const most = max === Number.POSITIVE_INFINITY ? min + 1 : max;
    program.push({ op: 'set', registers: [count], value: 0 });
    const at = program.length;
    const outside = this.#open;
    this.#open = [...outside, { count, begun, most }];
    program.push(this.#once());
    const loop = this.#later();
    const before = this.groups;
    program.push({ op: 'place', register: begun }, { op: 'count', register: count, most });
    const forget = this.#later();
    this.write(part);
    this.#open = outside;
    program.push({ op: 'jump', to: at });
    // Groups hold what the last time has matched.
    const inside = groupsIn(part, this.#base).concat(range(before + 1, this.groups));
    forget({ op: 'set', registers: inside.flatMap((g) => [2 * g, 2 * g + 1]), value: UNSET });
    loop({ op: 'loop', count, begun, min, max, lazy, out: program.length });
  }

  #group(number: number, part: PatternNode): void {
    this.program.push({ op: 'place', register: 2 * number });
    this.write(part);
    this.program.push({ op: 'place', register: 2 * number + 1 });
  }

  /** A name that has stood for a text stands for it again. */
  #capture(name: Sym, part: PatternNode): void {
    const known = this.names.get(name);
    if (known === undefined) {
      this.names.set(name, ++this.groups);
      this.#group(this.groups, part);
      return;
    }
    const again = this.#later();
    const jump = this.#later();
    const otherwise = this.program.length;
    this.#group(known, part);
    again({ op: 'again', from: 2 * known, to: 2 * known + 1, fold: false, otherwise });
    jump({ op: 'jump', to: this.program.length });
  }

  #look(behind: boolean, negative: boolean, part: PatternNode): void {
    const look = this.#later();
    const [outside, states] = [this.#open, this.states];
    // What is looked for ends there, whatever is open around it.
    this.#open = [];
    this.states = 0;
    this.write(part);
    this.program.push({ op: 'end' });
    look({ op: 'look', behind, negative, after: this.program.length, tried: new Tried(this.states) });
    this.#open = outside;
    this.states = states;
  }

  #asked(node: Extract<PatternNode, { readonly kind: 'test' | 'condition' }>): void {
    const e = this.#e;
    if (node.kind === 'condition') {
      this.write(node.part);
      const holds = (text: string, _at: number, registers: readonly number[]): boolean =>
        e.evaluate(withBindings(node.condition, this.bindings(text, registers), e)) === S.True;
      this.program.push({ op: 'ask', holds });
      return;
    }
    const from = this.#register();
    this.program.push({ op: 'place', register: from });
    this.write(node.part);
    const apply = e.session.applier(node.test);
    const holds = (text: string, at: number, registers: readonly number[]): boolean =>
      apply(new Str(text.slice(registers[from], at))) === S.True;
    this.program.push({ op: 'ask', holds });
  }

  group(n: number, text: string, registers: readonly number[]): string | undefined {
    const [a, b] = [registers[2 * n]!, registers[2 * n + 1]!];
    return a === UNSET || b === UNSET ? undefined : text.slice(a, b);
  }

  bindings(text: string, registers: readonly number[]): Map<Sym, string> {
    const all = [...this.names].map(([name, n]) => [name, this.group(n, text, registers)] as const);
    return new Map(all.filter((b): b is readonly [Sym, string] => b[1] !== undefined));
  }
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** What all nodes of a tree give together. */
const everywhere = <T>(node: PatternNode, f: (n: PatternNode) => readonly T[]): T[] => [
  ...f(node),
  ...('parts' in node ? node.parts.flatMap((p) => everywhere(p, f)) : []),
  ...('part' in node ? everywhere(node.part, f) : []),
  ...('excluded' in node ? everywhere(node.excluded, f) : []),
];
const countGroups = (node: PatternNode): number =>
  everywhere(node, (n) =>
    n.kind === 'capture' ? [1] : n.kind === 'regular' ? [regExpTree(n.source).groups] : [],
  ).reduce((a, b) => a + b, 0);
/** The numbers of the groups of a regular expression in a part of it. */
const groupsIn = (part: PatternNode, base: number): number[] =>
  everywhere(part, (n) => (n.kind === 'group' ? [base + n.number] : []));

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

export interface StepPattern extends StringPattern {
  /** Is no state of a search tried twice? Then the work grows with a power of the length. */
  readonly bounded: boolean;
}

/** `flags` are those of the host's expressions, i and m. */
export function stepPattern(node: PatternNode, flags: string, e: Evaluation): StepPattern {
  const writer = new ProgramWriter(node, flags, e);
  const tried = writer.forgetful ? new Tried(writer.states) : undefined;
  const machineFor = (text: string): Machine => new Machine(writer.program, writer.registers, text, tried);
  const attempt = (machine: Machine, text: string, at: number, accept = (_end: number) => true): Match | undefined => {
    const end = machine.run(0, at, accept);
    if (end === undefined) return undefined;
    const { registers } = machine;
    const groups = range(1, writer.groups).map((n) => writer.group(n, text, registers));
    return { start: at, end, bindings: writer.bindings(text, registers), groups: [text.slice(at, end), ...groups] };
  };
  return {
    names: [...writer.names.keys()],
    bounded: tried !== undefined,
    find(text, from) {
      const machine = machineFor(text);
      for (let at = from; at <= text.length; at = characterAfter(text, at)) {
        worked(1);
        const m = attempt(machine, text, at);
        if (m !== undefined) return m;
      }
      return undefined;
    },
    matchAt: (text, at) => attempt(machineFor(text), text, at),
    matchesWhole: (text) => attempt(machineFor(text), text, 0, (end) => end === text.length),
  };
}
