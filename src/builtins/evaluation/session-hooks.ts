/** $PreRead, $Pre, $Post, $PrePrint and $Epilog: functions that a session in a terminal applies on the way; the frontend does it. */
import { type Builtin, builtin } from '../builtin.ts';

const hook = (name: string, what: string, example: string): Builtin =>
  builtin(name, {
    usage: `${name} is a global variable whose value, if set, is ${what}.`,
    // Without a value the name stands for itself.
    initial: name,
    examples: { [name]: name, [`${name} = ${example}; ${name} =.; ${name}`]: name },
  });

export const sessionHooks: readonly Builtin[] = [
  hook('$PreRead', 'applied to the text of every input before it is read', 'StringTrim'),
  hook('$Pre', 'applied to every input expression before it is evaluated', 'Hold'),
  hook('$Post', 'applied to every output expression', 'N'),
  hook('$PrePrint', 'applied to every output expression before it is printed', 'Short'),
  hook('$Epilog', 'evaluated when the session ends', '1'),
];
