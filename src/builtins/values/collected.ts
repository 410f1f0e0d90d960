/** Lists of unknown length as they grow: machine numbers of one kind go straight into a packed array. */
import { type Expr, int, Kind, Normal, Packed, real } from '../../expr/expr.ts';
import { PACK_THRESHOLD, pack, unpack } from '../../expr/packed.ts';
import { move } from '../../pace.ts';
import { list, packedList } from './sequences.ts';

/** So many elements are looked at before they are packed: short lists shall cost nothing more. */
const START = 4 * PACK_THRESHOLD;

export class Collected {
  /** What has come, while it is not all numbers or not yet long. */
  #items: Expr[] = [];
  #numbers: Float64Array | undefined;
  #kind: number | undefined;
  #size = 0;

  add(x: Expr): void {
    const numbers = this.#numbers;
    if (numbers === undefined) {
      if (this.#items.push(x) === START) this.#pack();
      return;
    }
    if (x.kind !== this.#kind || typeof (x as { value: unknown }).value !== 'number') {
      this.#unpack();
      this.#items.push(x);
      return;
    }
    if (this.#size === numbers.length) this.#grow(numbers);
    this.#numbers![this.#size++] = (x as { value: number }).value;
  }

  /** The elements as they came, or the packed array of them; nothing may be added any more. */
  get content(): readonly Expr[] | Packed {
    if (this.#numbers === undefined) return this.#items;
    const type = this.#kind === Kind.Integer ? 'Integer' : 'Real64';
    return new Packed(type, [this.#size], this.#numbers.subarray(0, this.#size));
  }

  /** A list, packed when it is long and all machine numbers of one kind. */
  get list(): Expr {
    const content = this.content;
    return content instanceof Packed ? content : packedList(content);
  }

  /** The elements as arguments of this head. */
  under(head: Expr): Normal {
    const content = this.content;
    return new Normal(head, content instanceof Packed ? unpack(content).args : content);
  }

  #pack(): void {
    const first = this.#items[0]!.kind;
    if (first !== Kind.Integer && first !== Kind.Real) return;
    const packed = pack(list(this.#items));
    if (packed === undefined) return;
    this.#kind = first;
    this.#numbers = new Float64Array(4 * START);
    this.#numbers.set(packed.data);
    this.#size = packed.data.length;
    this.#items = [];
  }

  #unpack(): void {
    const make = this.#kind === Kind.Integer ? int : real;
    const items: Expr[] = [];
    for (let i = 0; i < this.#size; i++) items.push(make(this.#numbers![i]!));
    this.#items = items;
    this.#numbers = undefined;
  }

  #grow(numbers: Float64Array): void {
    this.#numbers = new Float64Array(2 * numbers.length);
    move(numbers, 0, numbers.length, this.#numbers, 0);
  }
}
