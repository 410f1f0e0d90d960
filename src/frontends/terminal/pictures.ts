/** Pictures in a terminal: by the protocol that it speaks, else in its cells, on its own background. */
import type { Expr } from '../../expr/expr.ts';
import { pictureOf, pngOf, scenePixels, sceneShown } from '../../index.ts';
import type { KernelSession } from '../../kernel/session.ts';
import type { CellColors } from '../../render/cells/cell-grid.ts';
import { type ColorDepth, colorCode, halfBlocks, iterm2Image, kittyImage } from '../../render/cells/images.ts';
import { pixelInk } from '../../render/cells/ink.ts';
import { recolored } from '../../render/cells/recolor.ts';
import { CELL, sceneCells } from '../../render/cells/scene-cells.ts';
import { sixelImage } from '../../render/cells/sixel.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import type { Color } from '../../render/scenes/canvas.ts';
import type { Size } from '../shared-words.ts';
import type { Abilities } from './abilities.ts';

export interface PictureTerminal extends Abilities {
  readonly size: Size;
}

/** Greatest width of a picture in cells; its height leaves room for what is around it. */
const COLUMNS = 72;
const MOST_ROWS = 24;
const columnsFor = ({ columns }: Size): number => Math.max(8, Math.min(COLUMNS, columns - 2));
const rowsFor = ({ rows }: Size): number => Math.max(6, Math.min(MOST_ROWS, rows - 4));

/** The text that shows an image or graphics; undefined for other values. */
export function picture(value: Expr, session: KernelSession, terminal: PictureTerminal): string | undefined {
  const drawn = terminal.protocol === 'cells' ? drawing(value, session, terminal) : undefined;
  if (drawn !== undefined) return drawn;
  const image = pixels(value, session, terminal);
  if (image === undefined) return undefined;
  const columns = columnsFor(terminal.size);
  const across = Math.min(columns, Math.max(4, Math.round(image.width / CELL.width)));
  switch (terminal.protocol) {
    case 'kitty':
      return kittyImage(pngOf(image), across);
    case 'iterm2':
      return iterm2Image(pngOf(image), across);
    case 'sixel':
      return sixelImage(image);
    case 'cells':
      return halfBlocks(image, { columns, rows: rowsFor(terminal.size), colors: terminal.colors });
  }
}

const WHITE: Color = [1, 1, 1, 1];

/** Graphics in the colors of the background; on paper where that is not known. */
function pixels(value: Expr, session: KernelSession, { background }: PictureTerminal): PixelImage | undefined {
  const scene = sceneShown(value, session);
  if (scene === undefined) return pictureOf(value, session);
  if (scene.background !== undefined || background === 'unknown') return scenePixels(scene, WHITE);
  return scenePixels(
    recolored(scene, (c) => pixelInk(c, background)),
    undefined,
  );
}

/** Graphics as dots, letters and areas, as wide as there is room for; undefined for other values. */
function drawing(value: Expr, session: KernelSession, terminal: PictureTerminal): string | undefined {
  let columns = columnsFor(terminal.size);
  let scene = sceneShown(value, session, columns * CELL.width);
  if (scene === undefined) return undefined;
  const rows = scene.height / CELL.height;
  const most = rowsFor(terminal.size);
  if (rows > most) {
    columns = Math.max(8, Math.floor((columns * most) / rows));
    scene = sceneShown(value, session, columns * CELL.width)!;
  }
  const grid = sceneCells(scene, terminal.background);
  return grid.lines(cellColors(terminal.colors)).join('\n');
}

function cellColors(depth: ColorDepth): CellColors {
  if (depth === 'None') return { foreground: () => '', background: () => '', area: () => '', reset: '' };
  const sequence = (code: string): string => `\x1b[${code}m`;
  return {
    foreground: (ink) =>
      ink === undefined || ink === 'text' ? '' : ink === 'faint' ? sequence('2') : sequence(colorCode(38, ink, depth)),
    background: (color) => sequence(colorCode(48, color, depth)),
    area: (color) => sequence(colorCode(38, color, depth)),
    reset: '\x1b[0m',
  };
}
