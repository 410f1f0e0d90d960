/** StringForm, StringTemplate, TemplateApply: text with places that values go into. */
import { type Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { read } from '../io/source.ts';
import { list, wholeOf } from '../values/sequences.ts';
import { TextString } from './conversion.ts';

export const StringForm = builtin('StringForm', {
  usage:
    'StringForm["controlstring", expr1, ...] prints as the text of "controlstring", with `1`, `2`, ... and `` replaced by the expri.',
  examples: {
    'ToString[StringForm["`1` is `2`", x, 5]]': '"x is 5"',
    'ToString[StringForm["`` and ``", a, b]]': '"a and b"',
  },
});

const TemplateObject_ = system('TemplateObject');
const TemplateSlot = system('TemplateSlot');
const TemplateExpression = system('TemplateExpression');

/** Text with `name`, `1`, `` and <* expression *> as a list of strings, slots and expressions. */
function templateParts(text: string, e: Evaluation): Expr[] {
  const parts: Expr[] = [];
  let at = 0;
  let next = 1;
  for (const m of text.matchAll(/`([A-Za-z0-9$_ ]*)`|<\*([^]*?)\*>/g)) {
    if (m.index > at) parts.push(new Str(text.slice(at, m.index)));
    const [, name, code] = m;
    if (code !== undefined)
      parts.push(
        normal(
          TemplateExpression,
          ...read(code, e.session)
            .expressions.slice(-1)
            .map((p) => p.expr),
        ),
      );
    else
      parts.push(
        normal(TemplateSlot, name === '' ? int(next++) : /^\d+$/.test(name!) ? int(Number(name)) : new Str(name!)),
      );
    at = m.index + m[0].length;
  }
  if (at < text.length) parts.push(new Str(text.slice(at)));
  return parts;
}

export const StringTemplate = builtin('StringTemplate', {
  usage:
    'StringTemplate["string"] gives a TemplateObject: `1`, `name` and `` in the string are places for values, <* expr *> is evaluated when the template is applied.',
  arity: 1,
  evaluate: ([s], e) =>
    s!.kind === Kind.String
      ? normal(TemplateObject_, list(templateParts(s!.value, e)))
      : e.message('string', int(1), normal(e.symbol, s!)),
  examples: {
    'StringTemplate["Hello `1`!"]["you"]': '"Hello you!"',
    'StringTemplate["`a` + `b`"][<|"a" -> 1, "b" -> 2|>]': '"1 + 2"',
    'StringTemplate["`` and ``"][x, y]': '"x and y"',
  },
});

/** One part with its value; undefined when there is none for a slot (reported). */
function filled(part: Expr, values: readonly Expr[], e: Evaluation): Expr | undefined {
  if (isCall(part, TemplateExpression)) return e.evaluate(slotsFilled(part.args[0] ?? S.Null, values, e));
  if (!isCall(part, TemplateSlot)) return part;
  const [slot] = part.args;
  if (slot === undefined) return part;
  const value = slotValue(slot, values);
  return value ?? e.messageOf(TemplateApply.symbol, 'slot', slot);
}
function slotValue(slot: Expr, values: readonly Expr[]): Expr | undefined {
  const n = wholeOf(slot);
  if (n !== undefined) return values[n - 1];
  for (const v of values) {
    const found = isAssociation(v) ? (v.get(slot) ?? namedBySymbol(v, slot)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
/** The value whose key is a symbol of that name. */
function namedBySymbol(values: Association, slot: Expr): Expr | undefined {
  if (slot.kind !== Kind.String) return undefined;
  for (const [key, value] of values.entries()) if (key.kind === Kind.Symbol && key.name === slot.value) return value;
  return undefined;
}
function slotsFilled(x: Expr, values: readonly Expr[], e: Evaluation): Expr {
  if (isCall(x, TemplateSlot)) return (x.args[0] && slotValue(x.args[0], values)) ?? x;
  if (x.kind === Kind.Symbol) return slotValue(new Str(x.name), values.filter(isAssociation)) ?? x;
  return x.kind === Kind.Normal
    ? normal(slotsFilled(x.head, values, e), ...x.args.map((a) => slotsFilled(a, values, e)))
    : x;
}

function apply(template: Expr, values: readonly Expr[], e: Evaluation): Expr | undefined {
  const parts =
    template.kind === Kind.String
      ? templateParts(template.value, e)
      : isCall(template, TemplateObject_) && isCall(template.args[0]!, S.List)
        ? template.args[0].args
        : undefined;
  if (parts === undefined) return undefined;
  let text = '';
  for (const p of parts) {
    const v = filled(p, values, e);
    if (v === undefined) return S.Failed;
    const t = e.session.call(TextString.symbol, [v]);
    text += t.kind === Kind.String ? t.value : '';
  }
  return new Str(text);
}

export const TemplateApply = builtin('TemplateApply', {
  usage:
    'TemplateApply[template, args] applies a template to the values in a list or an association.\nTemplateApply["string", args] applies the string as a template.',
  arity: [1, 2],
  messages: { slot: 'There is no value for the slot `1`.' },
  evaluate: ([template, values], e) =>
    apply(template!, values === undefined ? [] : isCall(values, S.List) ? values.args : [values], e),
  examples: {
    'TemplateApply["Hello `name`", <|"name" -> "Ann"|>]': '"Hello Ann"',
    'TemplateApply["`1`-`2`", {1, 2}]': '"1-2"',
    'TemplateApply["<* 1 + 2 *>"]': '"3"',
    'TemplateApply["`x`", <||>]': ['$Failed', 'TemplateApply::slot'],
  },
});
export const TemplateObject = builtin('TemplateObject', {
  usage: 'TemplateObject[{...}] represents a template that can be applied to arguments.',
  apply: (head, args, e) => apply(head, args, e),
  examples: { 'TemplateObject[{"a", TemplateSlot[1]}][5]': '"a5"' },
});

export const templates: readonly Builtin[] = [StringForm, StringTemplate, TemplateApply, TemplateObject];
