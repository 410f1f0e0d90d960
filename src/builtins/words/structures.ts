/** Heads that hold what they are given: cells and notebooks as expressions, ends and parts of links, text templates, conditions of equations. */
import { Attribute, type Builtin, builtin } from '../builtin.ts';

type Row = readonly [name: string, usage: string, attributes?: number];

const rows: readonly Row[] = [
  ['Cell', 'Cell[contents, style] is a cell of a notebook.'],
  ['CellGroupData', 'CellGroupData[{cell1, cell2, ...}, Open] is a group of cells of a notebook.'],
  ['CellGroup', 'CellGroup[{expr1, expr2, ...}] stands for cells that belong together.'],
  ['CellObject', 'CellObject[id] stands for a cell of an open notebook.'],
  ['BoxData', 'BoxData[boxes] is the contents of a cell as boxes.'],
  ['TextData', 'TextData[{text1, text2, ...}] is the contents of a cell as text with styles.'],
  ['RawBoxes', 'RawBoxes[boxes] stands for boxes that are shown as they are.'],
  ['StyleData', 'StyleData["name"] names a style in a notebook of styles.'],
  ['Notebook', 'Notebook[{cell1, cell2, ...}, options] is a notebook as an expression.'],
  ['NotebookObject', 'NotebookObject[id] stands for an open notebook.'],
  ['DialogNotebook', 'DialogNotebook[{cell1, ...}] is a dialog as an expression.'],
  ['AdjustmentBox', 'AdjustmentBox[box, options] is a box that is moved from its usual place.'],
  ['ButtonBox', 'ButtonBox[box, options] is the box of a button.'],
  ['PaneBox', 'PaneBox[box, options] is the box of a pane.'],
  ['TooltipBox', 'TooltipBox[box, label] is a box with a tooltip.'],
  ['DynamicBox', 'DynamicBox[expr] is the box of a dynamic expression.', Attribute.HoldFirst],
  ['DynamicModuleBox', 'DynamicModuleBox[{variables}, box] is the box of a DynamicModule.', Attribute.HoldAll],
  ['GraphicsBox', 'GraphicsBox[primitives, options] is the box of graphics.'],
  ['Graphics3DBox', 'Graphics3DBox[primitives, options] is the box of graphics in space.'],
  ['FrontEndToken', 'FrontEndToken[nb, "command"] stands for a command of a notebook interface.'],
  ['SpanFromLeft', 'SpanFromLeft in a Grid stands where the item on its left reaches.'],
  ['SpanFromAbove', 'SpanFromAbove in a Grid stands where the item above it reaches.'],
  ['SpanFromBoth', 'SpanFromBoth in a Grid stands where the item above and on its left reaches.'],
  ['Into', 'Into[n] in CoordinateBoundsArray stands for n steps of equal length.'],
  ['Delimiter', 'Delimiter stands for a line between controls.'],
  ['URL', 'URL["address"] stands for what an address on the net names.'],
  ['InputStream', 'InputStream["name", n] is an open stream that is read.'],
  ['OutputStream', 'OutputStream["name", n] is an open stream that is written.'],
  ['LinkObject', 'LinkObject[...] stands for a link to another program.'],
  ['ProcessObject', 'ProcessObject[...] stands for a process outside.'],
  ['SocketObject', 'SocketObject[...] stands for an open socket.'],
  ['KernelObject', 'KernelObject[n, "name"] stands for a kernel.'],
  ['DatedUnit', 'DatedUnit[unit, date] is a unit as it was at a date.'],
  ['XMLElement', 'XMLElement["tag", {attributes}, {contents}] is an element of XML.'],
  ['XMLObject', 'XMLObject["type"][...] is a part of an XML document that is no element.'],
  ['NonCommutativeMultiply', 'a ** b ** c is an associative product that does not commute.', Attribute.Flat],
  ['NeumannValue', 'NeumannValue[value, predicate] is the flux at a part of a boundary.'],
  ['DirichletCondition', 'DirichletCondition[equation, predicate] holds at a part of a boundary.'],
];

export const structures: readonly Builtin[] = rows.map(([name, usage, attributes = 0]) =>
  builtin(name, {
    usage,
    attributes,
    packed: true,
    examples: { [`{Head[${name}[x, y]], MemberQ[Attributes[${name}], Protected]}`]: `{${name}, True}` },
  }),
);
