/** Texts in cells of a terminal. */
import stringWidth from 'string-width';

export const cellsOf = (text: string): number => stringWidth(text);

/** No wider than so many cells; what is cut ends in an ellipsis. */
export function cutText(text: string, cells: number): string {
  if (cellsOf(text) <= cells) return text;
  if (cells < 1) return '';
  let kept = '';
  for (const c of text) {
    if (cellsOf(kept + c) > cells - 1) break;
    kept += c;
  }
  return `${kept}…`;
}

/** 431,080. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
