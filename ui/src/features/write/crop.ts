import type { Crop, DraftMedia, Focus } from '../../ipc/generated';

/** Arithmetic of the frame on a picture, in the picture's own pixels. Nothing here knows the screen. */
export interface Size {
  width: number;
  height: number;
}

export type Ratio = 'free' | 'square' | 'classic' | 'wide';
export type Corner = 'nw' | 'ne' | 'se' | 'sw';

/** Width for each unit of height; none: as one likes. */
export const ratios: Record<Ratio, number | null> = { free: null, square: 1, classic: 4 / 3, wide: 16 / 9 };

/** A frame is no smaller than this, unless the picture is. */
const LEAST = 16;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** How a picture is turned and cut now. */
export interface Shape {
  turn: number;
  crop: Crop | null;
  focus: Focus | null;
}

export const shapeOf = (picture: DraftMedia): Shape => ({
  turn: picture.original?.turn ?? 0,
  crop: picture.original?.crop ?? null,
  focus: picture.focus,
});

/** The size of a picture as it came. */
export const sizeOf = ({ original, width, height }: DraftMedia): Size =>
  original ? { width: original.width, height: original.height } : { width, height };

export const whole = ({ width, height }: Size): Crop => ({ x: 0, y: 0, width, height });

export const isWhole = (crop: Crop, size: Size): boolean => crop.width === size.width && crop.height === size.height;

/** A picture's size after quarter turns. */
export const turned = ({ width, height }: Size, turn: number): Size =>
  turn % 2 === 1 ? { width: height, height: width } : { width, height };

/** The same part after one more quarter turn clockwise. `size`: before it. */
export const turnCrop = (crop: Crop, size: Size): Crop => ({
  x: size.height - crop.y - crop.height,
  y: crop.x,
  width: crop.height,
  height: crop.width,
});

/** The largest frame of these proportions with the same middle as `crop`, or as near as it can be. */
export function fitted(crop: Crop, size: Size, ratio: number | null): Crop {
  if (ratio === null) return crop;
  const width = clamp(Math.round(Math.min(size.width, size.height * ratio)), 1, size.width);
  const height = clamp(Math.round(width / ratio), 1, size.height);
  const x = clamp(Math.round(crop.x + crop.width / 2 - width / 2), 0, size.width - width);
  const y = clamp(Math.round(crop.y + crop.height / 2 - height / 2), 0, size.height - height);
  return { x, y, width, height };
}

/** The frame moved, as far as there is picture. */
export const moveCrop = (crop: Crop, size: Size, dx: number, dy: number): Crop => ({
  ...crop,
  x: clamp(crop.x + Math.round(dx), 0, size.width - crop.width),
  y: clamp(crop.y + Math.round(dy), 0, size.height - crop.height),
});

/** The frame with one corner moved; the opposite corner stays where it is. */
export function moveCorner(crop: Crop, size: Size, corner: Corner, dx: number, dy: number, ratio: number | null): Crop {
  const [east, south] = [corner.includes('e'), corner.startsWith('s')];
  const fixed = { x: east ? crop.x : crop.x + crop.width, y: south ? crop.y : crop.y + crop.height };
  const most = { width: east ? size.width - fixed.x : fixed.x, height: south ? size.height - fixed.y : fixed.y };
  const grown = { width: crop.width + (east ? dx : -dx), height: crop.height + (south ? dy : -dy) };
  let width = clamp(Math.round(grown.width), Math.min(LEAST, most.width), most.width);
  let height = clamp(Math.round(grown.height), Math.min(LEAST, most.height), most.height);
  if (ratio !== null) {
    // The direction that was moved more leads.
    if (Math.abs(dy) * ratio > Math.abs(dx)) width = Math.round(height * ratio);
    width = clamp(width, 1, Math.floor(Math.min(most.width, most.height * ratio)));
    height = clamp(Math.round(width / ratio), 1, most.height);
  }
  return { x: east ? fixed.x : fixed.x - width, y: south ? fixed.y : fixed.y - height, width, height };
}

/** A point moved inside the picture; steps are thousandths. */
export const moveFocus = ({ x, y }: Focus, dx: number, dy: number): Focus => ({
  x: clamp(Math.round(x + dx), 0, 1000),
  y: clamp(Math.round(y + dy), 0, 1000),
});
