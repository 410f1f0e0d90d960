/** Several ports in one option: their number, names or types. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { readPort, type StoredPort } from './port-type.ts';
import { NetProblem } from './problem.ts';

/** Ports by name, as the setting of an option states them. Throws NetProblem. */
export function readPorts(e: Expr, option: string): Map<string, StoredPort> {
  const ports = new Map<string, StoredPort>();
  const typed = (name: string, type: Expr): void => {
    const port = readPort(type);
    if (port === undefined) throw new NetProblem('badport', type, str(name));
    ports.set(name, port);
  };
  if (e.kind === Kind.Integer && Number(e.value) > 0)
    for (let i = 1; i <= Number(e.value); i++) ports.set(String(i), { shape: undefined });
  else if (isAssociation(e)) for (const [k, v] of e.entries()) typed(k.kind === Kind.String ? k.value : '', v);
  else if (isCall(e, S.List))
    e.args.forEach((a, i) => {
      if (isRule(a) && a.args[0].kind === Kind.String) typed(a.args[0].value, a.args[1]);
      else if (a.kind === Kind.String && readPort(a) === undefined) ports.set(a.value, { shape: undefined });
      else typed(String(i + 1), a);
    });
  else throw new NetProblem('badpar', e, str(option), str('a number, or a list or association of ports'));
  return ports;
}
