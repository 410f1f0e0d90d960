// Builds the native addon of @tensorflow/tfjs-node from the package's own sources against the TensorFlow library of a
// tensorflow-cpu wheel, for machines that reach PyPI but not the vendor's storage and for Node versions without a prebuilt addon.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const usage = `usage: npm run tfjs-node -- [options]
  --library DIR   the folder "tensorflow" of an installed wheel (default: downloaded with pip into the cache folder)
  --wheel FILE    a tensorflow-cpu wheel that is already here
  --headers DIR   a folder with node_api.h (default: next to node, npm's nodedir, the npm package node-api-headers)
  --cache DIR     where the library is kept (default: $XDG_CACHE_HOME/scheelite or ~/.cache/scheelite; 1.2 GB)
  --remove        take the addon out of node_modules again`;

/** The release that the executor is tested with; any wheel with the C API of TensorFlow 2 should do. */
const release = '2.21.0';
/** The library does not depend on Python: any wheel of the platform will do, whatever Python runs here. */
const wheels = {
  x64: {
    name: 'tensorflow-cpu',
    platforms: ['manylinux_2_27_x86_64', 'manylinux_2_17_x86_64', 'manylinux2014_x86_64'],
  },
  arm64: {
    name: 'tensorflow',
    platforms: ['manylinux_2_27_aarch64', 'manylinux_2_17_aarch64', 'manylinux2014_aarch64'],
  },
};
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const NAPI_VERSION = 8;

const fail = (message) => {
  console.error(`tfjs-node: ${message}`);
  process.exit(1);
};
const say = (message) => console.log(`tfjs-node: ${message}`);
const output = (command, args) => {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : undefined;
};

function readOptions() {
  const text = { type: 'string' };
  try {
    return parseArgs({
      options: { library: text, wheel: text, headers: text, cache: text, remove: { type: 'boolean' } },
    }).values;
  } catch (e) {
    return fail(`${e.message}\n${usage}`);
  }
}

function packageFolder() {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
  } catch {
    return fail(
      'the package @tensorflow/tfjs-node is not installed; run: npm install --ignore-scripts @tensorflow/tfjs-node',
    );
  }
}

/** The compiler: $CXX, else g++, else clang++. */
function compiler() {
  const candidates = [process.env.CXX, 'g++', 'clang++'].filter(Boolean);
  const found = candidates.find((c) => output(c, ['--version']) !== undefined);
  return found ?? fail(`no C++ compiler (tried ${candidates.join(', ')}); on Debian: apt-get install g++`);
}

function nodeHeaders(given, cache) {
  const places = given
    ? [given]
    : [
        path.join(path.dirname(process.execPath), '..', 'include', 'node'),
        path.join(process.config.variables.nodedir ?? '/nowhere', 'include', 'node'),
        '/usr/include/node',
        '/usr/include/nodejs/src',
        path.join(cache, 'node-api-headers', 'package', 'include'),
      ];
  const found = places.find((p) => existsSync(path.join(p, 'node_api.h')));
  if (found) return found;
  if (given) return fail(`no node_api.h in ${given}`);
  say('no headers of Node here; fetching the npm package node-api-headers');
  const folder = path.join(cache, 'node-api-headers');
  mkdirSync(folder, { recursive: true });
  const archive = output('npm', ['pack', '--silent', '--pack-destination', folder, 'node-api-headers@1.9.0']);
  if (archive === undefined || output('tar', ['-xzf', path.join(folder, archive), '-C', folder]) === undefined)
    return fail('headers of Node are missing and npm cannot fetch node-api-headers; give them with --headers DIR');
  return places.at(-1);
}

/** Include files and the two libraries of a wheel, unpacked into the cache folder. */
function unpackWheel(python, wheel, target) {
  if (!existsSync(wheel)) fail(`there is no file ${wheel}`);
  say(`unpacking the library into ${target}`);
  const half = `${target}.part`;
  rmSync(half, { recursive: true, force: true });
  const program = `
import sys, zipfile
names = ('tensorflow/include/',) + tuple('tensorflow/' + n for n in sys.argv[3:])
with zipfile.ZipFile(sys.argv[1]) as z:
    z.extractall(sys.argv[2], [n for n in z.namelist() if n.startswith(names)])`;
  execFileSync(python, ['-c', program, wheel, half, ...libraries], { stdio: 'inherit' });
  mkdirSync(path.dirname(target), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(path.join(half, 'tensorflow'), target);
  rmSync(half, { recursive: true, force: true });
}

function downloadWheel(python, folder) {
  const wheel = wheels[process.arch];
  if (output(python, ['-m', 'pip', '--version']) === undefined)
    fail(
      `${python} has no pip; on Debian: apt-get install python3-pip, or give the library with --library DIR or --wheel FILE`,
    );
  say(`downloading ${wheel.name} ${release} from PyPI`);
  const pip = spawnSync(
    python,
    ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder]
      .concat(['--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311'])
      .concat(wheel.platforms.flatMap((p) => ['--platform', p]))
      .concat([`${wheel.name}==${release}`]),
    { stdio: 'inherit' },
  );
  const file = readdirSync(folder).find((f) => f.endsWith('.whl'));
  if (pip.status !== 0 || file === undefined)
    fail(`pip cannot download ${wheel.name}==${release}; give the library with --library DIR or --wheel FILE`);
  return path.join(folder, file);
}

/** The folder that holds include/ and the two libraries. */
function library(options, cache) {
  const complete = (dir) =>
    existsSync(path.join(dir, 'include')) && libraries.every((l) => existsSync(path.join(dir, l)));
  if (options.library) {
    const dir = path.resolve(options.library);
    return complete(dir) ? dir : fail(`${dir} lacks include, ${libraries.join(' or ')}`);
  }
  const target = path.join(cache, options.wheel ? path.basename(options.wheel, '.whl') : `tensorflow-${release}`);
  if (complete(target)) return target;
  const python = [process.env.PYTHON, 'python3', 'python']
    .filter(Boolean)
    .find((p) => output(p, ['--version']) !== undefined);
  if (python === undefined) fail('no python3, which unpacks the wheel; on Debian: apt-get install python3 python3-pip');
  if (options.wheel) unpackWheel(python, path.resolve(options.wheel), target);
  else {
    const folder = mkdtempSync(path.join(tmpdir(), 'tensorflow-wheel-'));
    try {
      unpackWheel(python, downloadWheel(python, folder), target);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return complete(target) ? target : fail(`the wheel has no ${libraries.join(' or ')}`);
}

/** Links, never copies: the package folder may share its files with other installations. */
function linkLibrary(folder, dir) {
  const deps = path.join(folder, 'deps');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(path.join(deps, 'lib'), { recursive: true });
  symlinkSync(path.join(dir, 'include'), path.join(deps, 'include'));
  const link = (name, to) => symlinkSync(to, path.join(deps, 'lib', name));
  for (const l of libraries) link(l, path.join(dir, l));
  // the second name is what the package's own installer looks for before it downloads
  for (const name of ['libtensorflow.so', 'libtensorflow.so.2.9.1']) link(name, libraries[0]);
  link('libtensorflow_framework.so', libraries[1]);
}

function compile(folder, cxx, headers) {
  const dir = path.join(folder, 'lib', `napi-v${NAPI_VERSION}`);
  const target = path.join(dir, 'tfjs_binding.node');
  mkdirSync(dir, { recursive: true });
  const half = `${target}.part`;
  const flags = [
    '-O2',
    '-std=c++17',
    '-shared',
    '-fPIC',
    '-w',
    `-DNAPI_VERSION=${NAPI_VERSION}`,
    '-DBUILDING_NODE_EXTENSION',
  ];
  const where = [`-I${headers}`, '-I.', '-I..', '-Ideps/include', '-Ldeps/lib', '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
  say(`compiling with ${cxx}, headers of ${headers}`);
  const run = spawnSync(cxx, [...flags, ...sources, '-o', half, ...where, '-ltensorflow', '-ltensorflow_framework'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (run.status !== 0) fail(`${cxx} cannot build the addon`);
  renameSync(half, target);
  return target;
}

function build(options) {
  if (process.platform !== 'linux' || !(process.arch in wheels))
    fail(
      `only Linux on x64 and arm64 is known to this script, this is ${process.platform} on ${process.arch}; the package's own installer may serve here`,
    );
  const cache = path.resolve(
    options.cache ?? path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'scheelite'),
  );
  const folder = packageFolder();
  const cxx = compiler();
  const headers = nodeHeaders(options.headers, cache);
  linkLibrary(folder, library(options, cache));
  const target = compile(folder, cxx, headers);
  // a process of its own: the library prints and keeps threads
  const check = spawnSync(process.execPath, ['-p', `require(${JSON.stringify(target)}).TF_Version`], {
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  if (check.status !== 0) fail(`the addon does not load: ${check.stderr}`);
  say(`ready: TensorFlow ${check.stdout.trim()} in ${target}`);
}

const options = readOptions();
if (options.remove)
  for (const part of ['deps', 'lib']) rmSync(path.join(packageFolder(), part), { recursive: true, force: true });
else build(options);
