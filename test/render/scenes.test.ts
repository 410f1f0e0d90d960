/** Geometry of scenes: where things are drawn, how large and how bright. */
import { expect, test } from 'vitest';
import { planePicture } from '../../src/builtins/graphics/space-picture.ts';
import { type Expr, isCall, type Normal } from '../../src/expr/expr.ts';
import { system } from '../../src/expr/intern.ts';
import { createSession } from '../../src/index.ts';
import { brightness, type Camera, viewOf } from '../../src/render/scenes/camera.ts';
import { fittedViewport, type GraphicsItem, scaleScene } from '../../src/render/scenes/scene.ts';

test('a viewport of the own aspect ratio lies in the middle of the other', () => {
  const viewport = { left: 10, top: 20, width: 100, height: 100 };
  expect(fittedViewport({ x: [1, 5], y: [2, 4] }, viewport)).toEqual({ left: 10, top: 45, width: 100, height: 50 });
  expect(fittedViewport({ x: [-3, -1], y: [-9, -1] }, viewport)).toEqual({
    left: 47.5,
    top: 20,
    width: 25,
    height: 100,
  });
});

test('what is measured in pixels grows with the scene, coordinates by the transform around it', () => {
  const head: GraphicsItem = { kind: 'Arrowhead', from: [0, 0], to: [1, 1], size: 8, color: [0, 0, 0, 1] } as never;
  const scene = { width: 10, height: 20, items: [head] } as never;
  const grown = JSON.stringify(scaleScene(scene, 2));
  expect(grown).toContain('"size":16');
  expect(grown).toContain('"to":[1,1]');
});

test('a face is as bright as it is turned to the light, wherever it lies', () => {
  const camera: Camera = {
    range: [
      [0, 2],
      [0, 2],
      [0, 2],
    ],
    ratios: [1, 1, 1],
    viewPoint: [1.3, -2.4, 2],
  };
  const view = viewOf(camera);
  const square = (z: number): [number, number, number][] => [
    [0, 0, z],
    [2, 0, z],
    [2, 2, z],
    [0, 2, z],
  ];
  // The light comes from the eye, moved by (0.6, 0.4, 1.2); the face is level.
  const light = [1.9, -2, 3.2] as const;
  const expected = 0.45 + (0.55 * 3.2) / Math.hypot(...light);
  for (const z of [0, 0.7, 2]) expect(brightness(square(z), view)).toBeCloseTo(expected, 12);
  const wall: [number, number, number][] = [
    [0, 1, 0],
    [2, 1, 0],
    [2, 1, 2],
    [0, 1, 2],
  ];
  expect(brightness(wall, view)).toBeCloseTo(0.45 + (0.55 * 2) / Math.hypot(...light), 12);
  const side: [number, number, number][] = [
    [1, 0, 0],
    [1, 2, 0],
    [1, 2, 2],
    [1, 0, 2],
  ];
  expect(brightness(side, view)).toBeCloseTo(0.45 + (0.55 * 1.9) / Math.hypot(...light), 12);
});

test('the marks of the axes of a box stand across its edges, all of one length', () => {
  const session = createSession({ seed: 1 });
  const space = session.evaluateInput(
    session.parse('Graphics3D[{Cuboid[{0, 0, 0}, {1, 2, 3}]}, Axes -> True, Boxed -> False]')[0]!,
  );
  const lengths: number[] = [];
  const visit = (e: Expr): void => {
    const points = isCall(e, system('Line')) ? session.evaluateInput(e.args[0]!) : undefined;
    const [p, q] =
      points === undefined
        ? []
        : (JSON.parse(
            session
              .inputForm(points)
              .replaceAll('{', '[')
              .replaceAll('}', ']')
              .replace(/\*\^/g, 'e')
              .replace(/(\d)\.(?=[,\]])/g, '$1'),
          ) as number[][]);
    if (p !== undefined && q !== undefined) lengths.push(Math.hypot(q[0]! - p[0]!, q[1]! - p[1]!));
    if ('args' in e) for (const a of (e as Normal).args) visit(a);
  };
  visit(planePicture(space as Normal, session as never, () => {}) as Expr);
  const marks = lengths.filter((l) => l < 0.1);
  expect(marks.length).toBeGreaterThan(9);
  for (const l of marks) expect(l).toBeCloseTo(marks[0]!, 6);
});
