/** Functions of numbers as nodes of ONNX, by the names that kernels have. */
import type { OnnxGraph } from './onnx-graph.ts';

type Unary = (graph: OnnxGraph, x: string) => string;
type Binary = (graph: OnnxGraph, a: string, b: string) => string;

/** Operators that are called as kernels are. */
const same =
  'Abs Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Erf Exp Floor Log Neg Reciprocal Relu Round Sigmoid Sign Sin Sinh Softplus Sqrt Tan Tanh';

export const unaryForms: Readonly<Record<string, Unary>> = {
  ...Object.fromEntries(same.split(' ').map((k): [string, Unary] => [k, (graph, x) => graph.node(k, [x])])),
  Square: (graph, x) => graph.node('Mul', [x, x]),
  Rsqrt: (graph, x) => graph.node('Reciprocal', [graph.node('Sqrt', [x])]),
  Expm1: (graph, x) => graph.node('Sub', [graph.node('Exp', [x]), graph.scalar(1)]),
  Log1p: (graph, x) => graph.node('Log', [graph.node('Add', [x, graph.scalar(1)])]),
  Relu6: (graph, x) => graph.node('Clip', [x, graph.scalar(0), graph.scalar(6)]),
  IsNan: (graph, x) => graph.node('IsNaN', [x]),
  LogicalNot: (graph, x) => graph.node('Not', [x]),
};

const operators: Readonly<Record<string, string>> = {
  Add: 'Add',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'Div',
  Maximum: 'Max',
  Minimum: 'Min',
  Pow: 'Pow',
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
  LogicalXor: 'Xor',
};

const quotient: Binary = (graph, a, b) => graph.node('Floor', [graph.node('Div', [a, b])]);

/** Of real numbers where it makes a difference. */
export const binaryForms: Readonly<Record<string, Binary>> = {
  ...Object.fromEntries(
    Object.entries(operators).map(([k, operator]): [string, Binary] => [
      k,
      (graph, a, b) => graph.node(operator, [a, b]),
    ]),
  ),
  NotEqual: (graph, a, b) => graph.node('Not', [graph.node('Equal', [a, b])]),
  SquaredDifference: (graph, a, b) => {
    const d = graph.node('Sub', [a, b]);
    return graph.node('Mul', [d, d]);
  },
  FloorDiv: quotient,
  Mod: (graph, a, b) => graph.node('Sub', [a, graph.node('Mul', [b, quotient(graph, a, b)])]),
  Atan2: (graph, y, x) => arcTan(graph, y, x),
};

/** The angle of {x, y}: the arc tangent of y/x, half a turn further where x is negative; 0 for {0, 0}. */
function arcTan(graph: OnnxGraph, y: string, x: string): string {
  const zero = graph.scalar(0);
  const turn = graph.node('Where', [graph.node('Less', [y, zero]), graph.scalar(-Math.PI), graph.scalar(Math.PI)]);
  const further = graph.node('Where', [graph.node('Less', [x, zero]), turn, zero]);
  const angle = graph.node('Add', [graph.node('Atan', [graph.node('Div', [y, x])]), further]);
  const nothing = graph.node('And', [graph.node('Equal', [x, zero]), graph.node('Equal', [y, zero])]);
  return graph.node('Where', [nothing, zero, angle]);
}
