/** Values as Python writes them. */

/** A tuple of numbers: (3,), (2, 3). */
export const tuple = (x: readonly number[]): string => (x.length === 1 ? `(${x[0]},)` : `(${x.join(', ')})`);

/** Arguments of a call behind others: ", 2, 3". */
export const further = (x: readonly (number | string)[]): string => x.map((n) => `, ${n}`).join('');

/** A number with all its digits. */
export const float = (x: number): string => {
  if (Number.isNaN(x)) return 'float("nan")';
  if (!Number.isFinite(x)) return x > 0 ? 'float("inf")' : 'float("-inf")';
  return String(x);
};

/** The array with these sizes behind the batch, of which one may vary (-1). */
export const reshaped = (x: string, shape: readonly (number | string)[]): string =>
  shape.includes(-1)
    ? `${x}.reshape(len(${/^\w+/.exec(x)?.[0]})${further(shape)})`
    : `${x}.reshape(-1${further(shape)})`;

/** An index that puts the axes of an array where these levels are, behind one for the batch; none where they are the last ones. */
export function among(own: readonly boolean[]): string {
  const first = own.indexOf(true);
  if (first < 0 || own.slice(first).every((x) => x)) return '';
  return `[${own
    .slice(first)
    .map((x) => (x ? ':' : 'None'))
    .join(', ')}]`;
}

/** One number where all are the same, otherwise a tuple. */
export const perAxis = (x: readonly number[]): string => (x.every((n) => n === x[0]) ? String(x[0]) : tuple(x));

/** Words of the language, and names that programs in it already use. */
const taken = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
lambda nonlocal not or pass raise return try while with match case self torch nn F math len range abs min max sum zip super print
dist`.split(/\s+/),
);

/** Attributes that every module of PyTorch has. */
const attributes = new Set(
  `T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float
forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children
named_modules named_parameters parameters register_backward_hook register_buffer register_forward_hook register_forward_pre_hook
register_full_backward_hook register_module register_parameter requires_grad_ set_extra_state set_submodule share_memory state_dict to
to_empty train training type xpu zero_grad weight bias`.split(/\s+/),
);

/** A name of a part as a Python name: hidden 1 is hidden_1, the first of a list layer1. */
export function identifier(name: string | number): string {
  if (typeof name === 'number') return `layer${name}`;
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const own = plain === '' ? 'part' : /^\d/.test(plain) ? `part${plain}` : plain;
  return taken.has(own) || attributes.has(own) ? `${own}_` : own;
}

/** The same with capitals, for a class. */
export const className = (name: string | number): string => {
  const words = identifier(name)
    .split('_')
    .filter((w) => w !== '');
  return words.map((w) => w[0]!.toUpperCase() + w.slice(1)).join('');
};

/** InputGateBiases as input_gate_biases. */
export const snake = (name: string): string =>
  identifier(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** A name that is not among these yet, which it is put into. */
export function unique(name: string, used: Set<string>): string {
  let own = name;
  for (let i = 2; used.has(own); i++) own = `${name}_${i}`;
  used.add(own);
  return own;
}
