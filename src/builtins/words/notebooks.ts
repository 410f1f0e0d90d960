/** What asks a notebook interface for something: there is none here, which they say; what was to be seen is printed. */
import { type Expr, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';

const messages = { nonb: 'There is no notebook interface here, which `1` is for.' };
const refuse = (value: Expr) => (_args: readonly Expr[], e: Evaluation) => e.message('nonb', e.symbol) ?? value;

/** Functions that would give something of an interface. */
const asking: readonly (readonly [usage: string, names: string])[] = [
  [
    'gives a notebook of the interface',
    'EvaluationNotebook SelectedNotebook InputNotebook ButtonNotebook PaletteNotebook NotebookFileName',
  ],
  [
    'reads or finds something in a notebook',
    'NotebookOpen NotebookGet NotebookRead NotebookSelection NotebookFind NotebookLocate NotebookEvaluate NextCell PreviousCell EvaluationCell EvaluationBox SelectedCells Cells ParentCell',
  ],
  ['saves or prints a notebook', 'NotebookSave NotebookPrint'],
  ['asks the user in a window', 'DialogInput ChoiceDialog SystemDialogInput FileNameSetter'],
  ['asks the interface for a value', 'CurrentValue AbsoluteCurrentValue MousePosition ControllerState'],
  ['opens a file or an address in another program', 'SystemOpen'],
];
/** Functions that would only change something there. */
const acting: readonly (readonly [usage: string, names: string])[] = [
  [
    'changes a notebook or what is selected in it',
    'NotebookClose NotebookDelete NotebookApply SelectionMove SelectionEvaluate SetSelectedNotebook DialogReturn',
  ],
  ['has a command of the interface done', 'FrontEndExecute FrontEndTokenExecute'],
  ['is for the clipboard of the interface', 'CopyToClipboard Paste'],
  ['makes a sound', 'Beep EmitSound'],
];
const named = (rows: readonly (readonly [string, string])[], value: Expr, shown: string): Builtin[] =>
  rows.flatMap(([what, names]) =>
    names.split(' ').map((name) =>
      builtin(name, {
        usage: `${name}[...] ${what}; without one it reports that there is none.`,
        messages,
        packed: true,
        evaluate: refuse(value),
        examples: { [`${name}[]`]: [shown, `${name}::nonb`] },
      }),
    ),
  );

const CELLS = new Set([
  'Cell',
  'TextData',
  'BoxData',
  'Notebook',
  'TextCell',
  'ExpressionCell',
  'CellGroup',
  'CellGroupData',
  'DialogNotebook',
]);
/** What is in cells, one thing after the other. */
function contents(x: Expr): Expr[] {
  if (x.kind === Kind.Normal && x.head.kind === Kind.Symbol && CELLS.has(x.head.name))
    return contents(x.args[0] ?? S.Null);
  return isCall(x, S.List) ? x.args.flatMap(contents) : [x];
}
function print(x: Expr, e: Evaluation): void {
  for (const part of contents(x)) e.evaluate(normal(system('Print'), part));
}

/** Functions that show something: it is printed. */
const showing: readonly (readonly [name: string, usage: string, which: number])[] = [
  ['CellPrint', 'CellPrint[cell] prints the contents of a cell.', 0],
  ['NotebookWrite', 'NotebookWrite[nb, data] writes to a notebook; without one the data are printed.', 1],
  ['NotebookPut', 'NotebookPut[notebook] opens a notebook; without an interface its contents are printed.', 0],
  ['CreateDocument', 'CreateDocument[contents] opens a document; without an interface its contents are printed.', 0],
  ['CreateNotebook', 'CreateNotebook[contents] opens a notebook; without an interface its contents are printed.', 0],
  ['CreateWindow', 'CreateWindow[contents] opens a window; without an interface its contents are printed.', 0],
  ['CreateDialog', 'CreateDialog[contents] opens a dialog; without an interface its contents are printed.', 0],
  ['CreatePalette', 'CreatePalette[contents] opens a palette; without an interface its contents are printed.', 0],
  ['MessageDialog', 'MessageDialog[expr] shows expr in a window; without an interface it is printed.', 0],
  ['Speak', 'Speak[expr] speaks; without a voice expr is printed.', 0],
];
const shown: readonly Builtin[] = showing.map(([name, usage, which]) =>
  builtin(name, {
    usage,
    messages,
    evaluate: (args, e) => {
      e.message('nonb', e.symbol);
      if (args[which] !== undefined) print(args[which], e);
      return S.Null;
    },
    examples: { [`${name}[]`]: ['Null', `${name}::nonb`] },
  }),
);

/** Wrappers that an interface would do something with: the value is that of what they hold. */
const plain: readonly (readonly [name: string, usage: string, attributes: number])[] = [
  ['UsingFrontEnd', 'UsingFrontEnd[expr] evaluates expr, with a notebook interface where there is one.', 0],
  ['Monitor', 'Monitor[expr, mon] evaluates expr; a notebook would show mon meanwhile.', Attribute.HoldAll],
  ['Refresh', 'Refresh[expr, options] gives expr; a notebook would evaluate it again and again.', Attribute.HoldFirst],
  ['Setting', 'Setting[expr] gives expr with values instead of controls.', 0],
];
const transparent: readonly Builtin[] = plain.map(([name, usage, attributes]) =>
  builtin(name, {
    usage,
    attributes,
    arity: [1, Number.POSITIVE_INFINITY],
    evaluate: ([x], e) => e.evaluate(x!),
    examples: { [`${name}[1 + 1]`]: '2', [`${name}[]`]: [`${name}[]`, `${name}::argm`] },
  }),
);

export const notebooks: readonly Builtin[] = [
  ...named(asking, S.Failed, '$Failed'),
  ...named(acting, S.Null, 'Null'),
  ...shown,
  ...transparent,
  builtin('$FrontEndSession', {
    usage: '$FrontEndSession stands for the session of a notebook interface; Null where there is none.',
    value: () => S.Null,
    examples: { $FrontEndSession: 'Null' },
  }),
];
