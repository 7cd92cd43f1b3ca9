import { describe, expect, test } from 'vitest';
import { fitted, moveCorner, moveCrop, moveFocus, ratios, turnCrop, turned, whole, type Corner } from './crop';

const size = { width: 400, height: 300 };
const inside = (crop: { x: number; y: number; width: number; height: number }, of = size) =>
  crop.x >= 0 &&
  crop.y >= 0 &&
  crop.width > 0 &&
  crop.height > 0 &&
  crop.x + crop.width <= of.width &&
  crop.y + crop.height <= of.height;

describe('the frame on a picture', () => {
  test('takes the largest part of the wished proportions, around its middle', () => {
    expect(fitted(whole(size), size, 1)).toEqual({ x: 50, y: 0, width: 300, height: 300 });
    expect(fitted({ x: 0, y: 0, width: 20, height: 20 }, size, 1)).toEqual({ x: 0, y: 0, width: 300, height: 300 });
    expect(fitted(whole(size), size, ratios.wide)).toEqual({ x: 0, y: 38, width: 400, height: 225 });
    expect(fitted(whole(size), size, null)).toEqual(whole(size));
  });

  test('moves as far as there is picture', () => {
    const crop = { x: 10, y: 10, width: 100, height: 100 };
    expect(moveCrop(crop, size, -50, 1000)).toEqual({ x: 0, y: 200, width: 100, height: 100 });
  });

  test('keeps the opposite corner where it is', () => {
    const crop = { x: 100, y: 100, width: 100, height: 100 };
    expect(moveCorner(crop, size, 'nw', -20, -10, null)).toEqual({ x: 80, y: 90, width: 120, height: 110 });
    expect(moveCorner(crop, size, 'se', 1000, 1000, null)).toEqual({ x: 100, y: 100, width: 300, height: 200 });
    expect(moveCorner(crop, size, 'se', -1000, -1000, null)).toEqual({ x: 100, y: 100, width: 16, height: 16 });
    expect(moveCorner(crop, size, 'ne', 10, 0, 1)).toEqual({ x: 100, y: 90, width: 110, height: 110 });
    expect(moveCorner(crop, size, 'sw', 0, 30, 1)).toEqual({ x: 70, y: 100, width: 130, height: 130 });
  });

  test('never leaves the picture, however it is pulled', () => {
    const corners: Corner[] = ['nw', 'ne', 'se', 'sw'];
    for (const of of [size, { width: 1, height: 1 }, { width: 7, height: 900 }]) {
      for (const ratio of Object.values(ratios)) {
        let crop = fitted(whole(of), of, ratio);
        for (let step = 0; step < 400; step++) {
          const corner = corners[step % 4] ?? 'nw';
          crop = moveCorner(crop, of, corner, ((step * 37) % 101) - 50, ((step * 53) % 89) - 44, ratio);
          crop = moveCrop(crop, of, ((step * 17) % 31) - 15, ((step * 11) % 29) - 14);
          expect(inside(crop, of), JSON.stringify({ crop, of, ratio })).toBe(true);
        }
      }
    }
  });

  test('comes back after four turns', () => {
    let [crop, of] = [{ x: 10, y: 20, width: 100, height: 50 }, size];
    const first = turnCrop(crop, of);
    expect(first).toEqual({ x: 230, y: 10, width: 50, height: 100 });
    for (let turn = 0; turn < 4; turn++) [crop, of] = [turnCrop(crop, of), turned(of, 1)];
    expect({ crop, of }).toEqual({ crop: { x: 10, y: 20, width: 100, height: 50 }, of: size });
  });

  test('holds its point inside the picture', () => {
    expect(moveFocus({ x: 990, y: 5 }, 25, -25)).toEqual({ x: 1000, y: 0 });
  });
});
