/** scheelite jupyter: the kernel, and where Jupyter finds it. */
import { FileProblem } from '../../kernel/file-problem.ts';
import { CommandProblem, servedCommand, UsageError } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import { writeFully } from '../node-io.ts';
import { runSubcommand } from '../subcommands.ts';
import { install, uninstall } from './install.ts';
import { runKernel } from './kernel-process.ts';

const usage = `scheelite jupyter: the language in Jupyter's notebooks and consoles

  scheelite jupyter install      tell Jupyter of the kernel, for this user
    --prefix folder              for an environment: folder/share/jupyter
    --name name                  under another name than scheelite
    --display-name text          what front ends call it
    -- options                   of each session: --sandbox, --memory n, --seed n,
                                 --noinit, -initfile file, --allow-read folder
  scheelite jupyter uninstall    the same with --prefix and --name
  scheelite jupyter kernel file  the kernel itself; Jupyter starts it

Then: jupyter lab, and choose Scheelite; jupyter console --kernel scheelite.
`;

interface Words {
  prefix: string | undefined;
  name: string;
  displayName: string | undefined;
  user: boolean;
  options: readonly string[];
}

/** Throws UsageError. */
function read(words: readonly string[]): Words {
  const read: Words = { prefix: undefined, name: 'scheelite', displayName: undefined, user: false, options: [] };
  for (let i = 0; i < words.length; i++) {
    const [word = '', attached] = words[i]!.split(/=(.*)/s);
    const value = (): string => {
      const given = attached ?? words[++i];
      if (given === undefined) throw new UsageError(`${word} needs a value`);
      return given;
    };
    if (word === '--user') read.user = true;
    else if (word === '--prefix') read.prefix = value();
    else if (word === '--name') read.name = value();
    else if (word === '--display-name') read.displayName = value();
    else if (word === '--') {
      read.options = words.slice(i + 1);
      break;
    } else throw new UsageError(`unknown word ${word}; scheelite jupyter --help lists what there is`);
  }
  if (read.user && read.prefix !== undefined) throw new UsageError('--user and --prefix are two places; take one');
  if (!/^[\w.-]+$/.test(read.name))
    throw new UsageError(`a name has letters, digits, dots, dashes and underscores; ${read.name} is none`);
  // What sessions would refuse is told now.
  servedCommand(read.options);
  return read;
}

function place(what: 'install' | 'uninstall', words: readonly string[]): number {
  const { prefix, name, displayName, options } = read(words);
  try {
    if (what === 'install') {
      const shown = displayName ?? (name === 'scheelite' ? 'Scheelite' : `Scheelite (${name})`);
      writeFully(1, `The kernel ${shown} is in ${install({ prefix, name }, shown, options)}\n`);
    } else writeFully(1, `${uninstall({ prefix, name })} is gone\n`);
  } catch (x) {
    if (x instanceof FileProblem) throw new CommandProblem(`${x.path}: ${x.reason}`, EXIT.noInput);
    throw x;
  }
  return EXIT.ok;
}

function kernel([file, ...options]: readonly string[]): Promise<number | undefined> {
  if (file === undefined) throw new UsageError('jupyter kernel needs the connection file that Jupyter writes');
  return runKernel(file, options);
}

export const run = (words: readonly string[]): Promise<number | undefined> =>
  runSubcommand(
    'jupyter',
    usage,
    { install: (w) => place('install', w), uninstall: (w) => place('uninstall', w), kernel },
    words,
  );
