// Brings the fonts that texts are drawn with into the package: dist/fonts, with their licences.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

const FOLDER = 'node_modules/@expo-google-fonts';
/** The faces that src/render/fonts reads. */
const FACES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

export function copyFonts(target = 'dist/fonts') {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const family of readdirSync(FOLDER)) {
    copyFileSync(join(FOLDER, family, 'LICENSE_FONT'), join(target, `${family}-licence.txt`));
    for (const face of readdirSync(join(FOLDER, family)).filter((name) => FACES.includes(name)))
      for (const file of readdirSync(join(FOLDER, family, face)).filter((name) => name.endsWith('.ttf')))
        copyFileSync(join(FOLDER, family, face, file), join(target, basename(file)));
  }
}
