/**
 * Makes every style sheet of the screens follow the elder mode. They are written in pixels, as the design is; this step, at build time,
 * gives what holds text a share in `--type-scale` (and in the least sizes `--type-least` and `--line-least`), which `ui/base.css` sets
 * at the root. Without those variables everything comes out at the pixels that were written. So no sheet has to know of the mode, none
 * can forget it, and nothing is zoomed: media queries, scrolling and what is measured in script keep their pixels.
 *
 * Taken in: sizes and lines of type; heights of a line of text (18 to 80 px), but not of pictures, which have a width as well; tracks of
 * columns from 40 to 200 px. Left: spaces, radii, panels.
 */
export function typeScale() {
  return {
    postcssPlugin: 'linli-type-scale',
    Declaration(declaration) {
      if (declaration.value.includes('var(--type-')) return;
      const scaled = scaledValue(declaration);
      if (scaled !== declaration.value) declaration.value = scaled;
    },
  };
}

const PIXELS = /(?<![\w.-])(\d+(?:\.\d+)?)px/g;
const byScale = (pixels) => `calc(${pixels} * var(--type-scale, 1))`;
const type = (pixels) => `max(var(--type-least, 0px), ${byScale(pixels)})`;
const line = (pixels) => `max(var(--line-least, 0px), ${byScale(pixels)})`;
const between = (least, most) => (pixels) => {
  const size = Number.parseFloat(pixels);
  return size >= least && size <= most ? byScale(pixels) : pixels;
};

function scaledValue({ prop, value, parent }) {
  switch (prop) {
    case 'font-size':
      return value.replace(PIXELS, type);
    case 'line-height':
      return value.replace(PIXELS, line);
    case 'font':
      return value.replace(/(\d+px)\/(\d+px)/, (_, size, height) => `${type(size)} / ${line(height)}`);
    case 'height':
    case 'min-height':
      return isPicture(parent) ? value : value.replace(PIXELS, between(18, 80));
    case 'grid-template-columns':
      return value.replace(PIXELS, between(40, 200));
    default:
      return value;
  }
}

/** Whether the rule gives its box a width in pixels: an icon, a dot, an avatar. */
const isPicture = (rule) =>
  (rule?.nodes ?? []).some(({ prop, value }) => prop === 'width' && /^\d+(\.\d+)?px$/.test(value));
