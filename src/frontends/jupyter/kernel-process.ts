/** The process of a kernel: begins with its connection file, ends with the program that has started it. */
import { CommandProblem, servedCommand } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import { writeFully } from '../node-io.ts';
import { ServedClient } from '../served-client.ts';
import { readConnection } from './connection.ts';
import { Kernel } from './kernel.ts';

/** Milliseconds between two looks at whether the client lives. */
const LOOK_EVERY = 500;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (x) {
    return (x as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Who starts kernels tells its number; an orphan would run for ever. */
function endWithClient(): void {
  const client = Number(process.env.JPY_PARENT_PID);
  // Windows gives a handle instead.
  if (!Number.isInteger(client) || client <= 1 || process.platform === 'win32') return;
  const direct = process.ppid === client;
  setInterval(() => {
    if (direct ? process.ppid !== client : !isAlive(client)) process.exit(0);
  }, LOOK_EVERY);
}

/** Serves until it is told to end. Throws CommandProblem. */
export async function runKernel(file: string, options: readonly string[]): Promise<undefined> {
  const command = servedCommand(options);
  const connection = readConnection(file);
  endWithClient();
  const client = new ServedClient(command, {
    quit: (code) => void leave('The session has ended (Quit).', code),
    lost: (reason) => void leave(`The session has ended: ${reason}`, EXIT.internal),
    warned: (text) => writeFully(2, `${text}\n`),
  });
  const kernel = new Kernel(connection, client);
  const leave = async (reason: string, code: number): Promise<void> => {
    await kernel.ended(reason);
    await kernel.close();
    process.exit(code);
  };
  process.on('SIGINT', () => kernel.interrupt());
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
  try {
    await kernel.open();
  } catch (x) {
    throw new CommandProblem(`the kernel cannot listen: ${(x as Error).message}`, EXIT.internal);
  }
  return undefined;
}
