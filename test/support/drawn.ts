import { PNG } from 'pngjs';

type Color = readonly [number, number, number];

/** What a drawn photo shows: the things that grid workers photograph. */
export type Scene = 'meter' | 'alarm' | 'stairs';

const WIDTH = 640;
const HEIGHT = 480;

/** A small picture of such a thing as a PNG file, drawn by rectangles and discs. */
export function drawnPhoto(scene: Scene): Buffer {
  const picture = new PNG({ width: WIDTH, height: HEIGHT });
  const fill = (isInside: (x: number, y: number) => boolean, color: Color) => {
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) {
        if (isInside(x, y)) picture.data.set([...color, 255], (y * WIDTH + x) * 4);
      }
    }
  };
  const rectangle = (left: number, top: number, width: number, height: number, color: Color) =>
    fill((x, y) => x >= left && x < left + width && y >= top && y < top + height, color);
  const ellipse = (middleX: number, middleY: number, radiusX: number, radiusY: number, color: Color) =>
    fill((x, y) => ((x - middleX) / radiusX) ** 2 + ((y - middleY) / radiusY) ** 2 <= 1, color);
  SCENES[scene]({ rectangle, ellipse });
  return PNG.sync.write(picture);
}

/** A picture of one colour. */
export function plainPhoto(color: Color): Buffer {
  const picture = new PNG({ width: WIDTH, height: HEIGHT });
  for (let at = 0; at < WIDTH * HEIGHT; at += 1) picture.data.set([...color, 255], at * 4);
  return PNG.sync.write(picture);
}

interface Brush {
  rectangle(left: number, top: number, width: number, height: number, color: Color): void;
  ellipse(middleX: number, middleY: number, radiusX: number, radiusY: number, color: Color): void;
}

const SCENES: Readonly<Record<Scene, (brush: Brush) => void>> = {
  meter({ rectangle, ellipse }) {
    rectangle(0, 0, WIDTH, HEIGHT, [220, 213, 200]);
    rectangle(0, 340, WIDTH, 140, [193, 178, 153]);
    rectangle(180, 110, 290, 200, [238, 239, 236]);
    rectangle(215, 150, 150, 100, [80, 96, 98]);
    rectangle(235, 175, 90, 12, [200, 214, 205]);
    rectangle(235, 205, 70, 12, [200, 214, 205]);
    ellipse(415, 200, 26, 26, [23, 96, 122]);
  },
  alarm({ rectangle, ellipse }) {
    rectangle(0, 0, WIDTH, HEIGHT, [243, 240, 233]);
    rectangle(0, 300, WIDTH, 180, [227, 221, 209]);
    ellipse(320, 170, 170, 62, [203, 198, 188]);
    ellipse(320, 162, 160, 56, [250, 249, 246]);
    ellipse(320, 172, 80, 28, [224, 220, 211]);
    ellipse(320, 168, 9, 9, [191, 58, 43]);
  },
  stairs({ rectangle, ellipse }) {
    rectangle(0, 0, WIDTH, HEIGHT, [207, 215, 213]);
    rectangle(230, 0, 190, 210, [166, 138, 102]);
    ellipse(395, 110, 8, 8, [222, 212, 190]);
    for (let step = 0; step < 6; step += 1) {
      rectangle(
        210 - step * 32,
        210 + step * 45,
        230 + step * 64,
        45,
        step % 2 === 0 ? [178, 168, 155] : [160, 150, 138],
      );
    }
    rectangle(70, 250, 16, 200, [96, 92, 88]);
  },
};
