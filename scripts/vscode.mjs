// The extension for VS Code: dist/vscode, and the same packed as dist/scheelite-<version>.vsix, a zip archive with a manifest.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import { licences } from './licences.mjs';

const SOURCE = 'editors/vscode';
const FOLDER = 'dist/vscode';
/** Files that are packed as they are. */
const FILES = ['language-configuration.json', 'README.md', 'syntaxes'];

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const { metafile } = await build({
  entryPoints: { extension: `${SOURCE}/src/extension.ts` },
  outdir: FOLDER,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  minify: true,
  metafile: true,
  logLevel: 'error',
});
for (const file of FILES) cpSync(`${SOURCE}/${file}`, `${FOLDER}/${file}`, { recursive: true });
writeFileSync(
  `${FOLDER}/LICENSE.txt`,
  `${readFileSync('LICENSE', 'utf8')}\n${'-'.repeat(80)}\n\n${licences(Object.keys(metafile.inputs))}`,
);

// The sources are modules, the bundle is a script.
const { type: _, ...own } = JSON.parse(readFileSync(`${SOURCE}/package.json`, 'utf8'));
writeFileSync(`${FOLDER}/package.json`, `${JSON.stringify(own, undefined, 2)}\n`);
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

const manifest = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${own.name}" Version="${own.version}" Publisher="${own.publisher}"/>
    <DisplayName>${escaped(own.displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(own.description)}</Description>
    <Categories>${own.categories.map(escaped).join(',')}</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(own.engines.vscode)}"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`;
const types = {
  json: 'application/json',
  js: 'application/javascript',
  md: 'text/markdown',
  txt: 'text/plain',
  vsixmanifest: 'text/xml',
};
const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${Object.entries(types)
  .map(([extension, type]) => `  <Default Extension=".${extension}" ContentType="${type}"/>`)
  .join('\n')}
</Types>
`;

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? files(file) : [file];
  });
const text = (t) => new TextEncoder().encode(t);
/** The same files make the same archive. */
const mtime = new Date(1980, 0, 1);
const archive = zipSync(
  {
    'extension.vsixmanifest': text(manifest),
    '[Content_Types].xml': text(contentTypes),
    ...Object.fromEntries(
      files(FOLDER)
        .sort()
        .map((file) => [`extension/${path.relative(FOLDER, file)}`, new Uint8Array(readFileSync(file))]),
    ),
  },
  { level: 9, mtime },
);
const target = `dist/${own.name}-${own.version}.vsix`;
writeFileSync(target, archive);
console.log(`${target}: ${archive.length} bytes`);
