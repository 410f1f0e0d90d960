/** Messages as they are reported: the text that a symbol, or General, has for a tag, filled in. */
import { type Expr, Kind, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import type { Definitions } from './definitions/definitions.ts';
import type { MessageLog } from './message-log.ts';
import { fillTemplate, generalMessages } from './messages.ts';
import type { Room } from './shown.ts';
import { AbortSignal, isSignal, QuitSignal } from './signals.ts';
import { suggestionFor } from './suggestion.ts';

const optionName = (rule: Expr): string[] => {
  const key = rule.kind === Kind.Normal ? rule.args[0] : undefined;
  return key?.kind === Kind.Symbol ? [key.name] : key?.kind === Kind.String ? [key.value] : [];
};

const General = system('General');

/** Characters of a value in the text of a message: longer ones are elided in the middle. */
const MESSAGE_ROOM = 200;

/** How expressions and names read in messages. */
interface Texts {
  outputForm(e: Expr, room: Room): string;
  inputForm(e: Expr): string;
  nameOf(s: Sym): string;
}

export class MessageReporter {
  readonly #definitions: Definitions;
  readonly #log: MessageLog;
  readonly #texts: Texts;

  constructor(definitions: Definitions, log: MessageLog, texts: Texts) {
    this.#definitions = definitions;
    this.#log = log;
    this.#texts = texts;
  }

  /** The text of symbol::tag, or of General::tag. */
  textOf(s: Sym, tag: string): Expr | undefined {
    return (
      this.#definitions.known(s)?.messages?.get(tag) ??
      this.#definitions.known(General)?.messages?.get(tag) ??
      (Object.hasOwn(generalMessages, tag) ? new Str(generalMessages[tag]!) : undefined)
    );
  }

  /** Without Format rules where these do not come to an end by themselves: messages are shown in the midst of evaluations. */
  #rendered(e: Expr): string {
    try {
      return this.#texts.outputForm(e, { characters: MESSAGE_ROOM });
    } catch (x) {
      if (!isSignal(x) || x instanceof AbortSignal || x instanceof QuitSignal) throw x;
      return this.#texts.inputForm(e);
    }
  }

  /** Options of the function that a message about options is about. */
  #optionsNamed(parameters: readonly Expr[]): string[] {
    return parameters.flatMap((p) => {
      const f = p.kind === Kind.Normal ? p.head : p;
      const options = f.kind === Kind.Symbol ? this.#definitions.known(f)?.options : undefined;
      return options?.kind === Kind.Normal ? options.args.flatMap((r) => optionName(r)) : [];
    });
  }

  report(s: Sym, tag: string, parameters: readonly Expr[]): void {
    const text = this.textOf(s, tag);
    const rendered = (): string[] => parameters.map((p) => this.#rendered(p));
    const body =
      text?.kind === Kind.String
        ? fillTemplate(text.value, rendered())
        : `-- Message text not found --${parameters.length > 0 ? ` (${rendered().join(') (')})` : ''}`;
    const stop = fillTemplate(generalMessages.stop!, [`${this.#texts.nameOf(s)}::${tag}`]);
    const near = suggestionFor(parameters, tag.startsWith('opt') ? this.#optionsNamed(parameters) : []);
    const said = near === undefined || body.includes('Did you mean') ? body : `${body} Did you mean ${near}?`;
    this.#log.issue({ symbol: s, tag, text: said, parameters }, stop);
  }
}
