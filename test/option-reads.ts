/** Which options the records read while something is evaluated. */
import { type OptionValues as Options, OptionValues, rulesOf } from '../src/kernel/definitions/options.ts';

/** "Symbol option" of every option that was asked for, or handed on as it was given. */
export const optionsRead = new Set<string>();

const { get, has } = OptionValues.prototype;
const given = Object.getOwnPropertyDescriptor(OptionValues.prototype, 'given')!.get!;

/** From here on every reading is noted. */
export function noteOptionReads(): void {
  OptionValues.prototype.get = function (this: Options, name) {
    optionsRead.add(`${this.owner.name} ${name}`);
    return get.call(this, name);
  };
  OptionValues.prototype.has = function (this: Options, name) {
    optionsRead.add(`${this.owner.name} ${name}`);
    return has.call(this, name);
  };
  Object.defineProperty(OptionValues.prototype, 'given', {
    get(this: Options) {
      const rules = given.call(this) as Options['given'];
      for (const spec of rules) for (const [name] of rulesOf(spec)) optionsRead.add(`${this.owner.name} ${name}`);
      return rules;
    },
  });
}
