/** Writes a net as Python: a class for each container, its modules, and its forward line by line. */
import { identifier, snake, tuple, unique } from './text.ts';

/** A longer expression becomes a variable, so that what is used twice is not written twice. */
const LONGEST = 60;

/** What all classes of a program share. */
export class TorchProgram {
  /** Definitions by name, those that need others behind them. */
  readonly definitions = new Map<string, string>();
  /** Names of classes by their text: equal parts have one. */
  readonly #classes = new Map<string, string>();
  readonly #names = new Set(['Arrays', 'BatchNorm', 'Net', 'Objective']);
  /** Where each array is: its name as PyTorch has it, by the key of the net. */
  readonly parameters = new Map<string, string>();
  /** Arrays that are the same as an earlier one. */
  readonly ties: (readonly [name: string, same: string])[] = [];

  /** Adds a class whose text `write` gives for its name; the name of an equal one where there is one. A root has the name that is wanted. */
  addClass(wanted: string, write: (name: string) => string, isRoot = false): string {
    const text = write('?');
    const known = isRoot ? undefined : this.#classes.get(text);
    if (known !== undefined) return known;
    const name = isRoot ? wanted : unique(wanted, this.#names);
    this.#classes.set(text, name);
    this.definitions.set(`class ${name}`, write(name));
    return name;
  }
}

/** One class. */
export class TorchBuilder {
  readonly program: TorchProgram;
  /** Modules from the root to this class. */
  readonly prefix: string;
  /** Attributes of the class with what makes them. */
  readonly #modules = new Map<string, string>();
  readonly #lines: string[] = [];
  readonly #variables = new Set<string>();
  readonly #attributes = new Set<string>();
  #indent = '';
  /** The attribute of the layer that is being written, its variable, and its arrays: keys and sizes by name. */
  #label = '';
  #arrays: ReadonlyMap<string, { readonly key: string; readonly shape: readonly number[] }> = new Map();

  /** Examples in a batch; without an input there is one. */
  batch = '1';

  constructor(program: TorchProgram, prefix: string) {
    this.program = program;
    this.prefix = prefix;
  }

  attribute(name: string | number): string {
    return unique(identifier(name), this.#attributes);
  }
  variable(name: string): string {
    return unique(snake(name), this.#variables);
  }
  /** What is written from now on belongs to this layer. */
  at(label: string, arrays: ReadonlyMap<string, { readonly key: string; readonly shape: readonly number[] }>): void {
    this.#label = label;
    this.#arrays = arrays;
  }

  /** The layer's module: `names` are its arrays as that has them. */
  module(code: string, names: Readonly<Record<string, string>> = {}): string {
    const known = this.#modules.get(this.#label);
    this.#modules.set(this.#label, code);
    if (known === undefined)
      for (const [name, own] of Object.entries(names)) {
        const array = this.#arrays.get(name);
        if (array !== undefined) this.#place(array.key, `${this.prefix}${this.#label}.${own}`);
      }
    return `self.${this.#label}`;
  }
  #place(key: string, name: string): void {
    const known = this.program.parameters.get(key);
    if (known === undefined) this.program.parameters.set(key, name);
    else if (known !== name) this.program.ties.push([name, known]);
  }

  /** An array of a layer that PyTorch has no module for. */
  array(name: string): string {
    this.define('Arrays', ARRAYS);
    const shapes = [...this.#arrays].map(([n, a]) => `${snake(n)}=${tuple(a.shape)}`);
    const own = Object.fromEntries([...this.#arrays.keys()].map((n) => [n, snake(n)]));
    return `${this.module(`Arrays(${shapes.join(', ')})`, own)}.${snake(name)}`;
  }

  /** A class or function of its own that forms need. */
  define(name: string, text: string): void {
    this.program.definitions.set(name, text.trim());
  }
  line(text: string): void {
    this.#lines.push(`${this.#indent}${text}`);
  }
  /** What `write` writes, under a head such as `for k in range(3):`. */
  block(head: string, write: () => void): void {
    this.line(head);
    const outer = this.#indent;
    this.#indent = `${outer}    `;
    write();
    this.#indent = outer;
  }
  /** A variable with a value. */
  let(code: string, name = 'x'): string {
    const own = this.variable(name);
    this.line(`${own} = ${code}`);
    return own;
  }
  /** The value, as a variable where it is long. */
  short(code: string): string {
    return code.length > LONGEST ? this.let(code, 't') : code;
  }
  /** The lines without values that nothing uses: functions of numbers make some to see what shape others have. */
  #used(results: readonly string[]): readonly string[] {
    const isUsed = (name: string, lines: readonly string[]): boolean =>
      [...lines, ...results].filter((l) => new RegExp(`\\b${name}\\b`).test(l)).length > 1;
    let lines: readonly string[] = this.#lines;
    for (;;) {
      const kept = lines.filter((l) => {
        const name = /^\s*(t(?:_\d+)?) = /.exec(l)?.[1];
        return name === undefined || isUsed(name, lines);
      });
      if (kept.length === lines.length) return kept;
      lines = kept;
    }
  }
  holdModule(attribute: string, code: string): void {
    this.#modules.set(attribute, code);
  }

  /** `further` are lines at the end of the constructor. */
  text(
    name: string,
    inputs: readonly string[],
    results: readonly string[],
    about: string,
    further: readonly string[] = [],
  ): string {
    const made = [...[...this.#modules].map(([attribute, code]) => `self.${attribute} = ${code}`), ...further];
    const init =
      made.length === 0
        ? []
        : ['    def __init__(self):', '        super().__init__()', ...made.map((l) => `        ${l}`), ''];
    return [
      `class ${name}(nn.Module):`,
      `    """${about}"""`,
      '',
      ...init,
      `    def forward(self${inputs.map((x) => `, ${x}`).join('')}):`,
      ...this.#used(results).map((l) => `        ${l}`),
      `        return ${results.join(', ')}`,
    ].join('\n');
  }
}

const ARRAYS = `
class Arrays(nn.Module):
    """Parameters by name."""

    def __init__(self, **shapes):
        super().__init__()
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.zeros(shape)))
`;
