/** A bar of the scale: what it stands for and how long it is drawn. */
export interface ScaleBar {
  readonly meters: number;
  readonly pixels: number;
}

const LONGEST_PX = 100;

/** The longest bar of at most 100 pixels that stands for 1, 2 or 5 of some power of ten. */
export function scaleBar(metersPerPixel: number): ScaleBar {
  const most = metersPerPixel * LONGEST_PX;
  const power = 10 ** Math.floor(Math.log10(most));
  const meters = ([5, 2, 1] as const).map((times) => times * power).find((each) => each <= most) ?? power;
  return { meters, pixels: Math.round(meters / metersPerPixel) };
}
