import { AppError } from '#shared/errors/app-error';
import { THUMB_RULE, type WrittenPicture } from './picture';

/** What stands upon the small picture of a PDF. */
export interface CardWords {
  readonly name: string;
  readonly pages: number | null;
}

const SIZE = { width: 320, height: 240 } as const;
/** The sheet on the left, with its corner turned down. */
const SHEET = { x: 20, y: 28, width: 96, height: 124, corner: 28 } as const;
const TEXT = { x: 134, y: 52, width: 170, line: 28, lines: 5 } as const;
const FONT = '600 20px sans-serif';

/** Draws what stands for a PDF in a row of photos: a sheet, the file's name, and how many pages there are. */
export async function drawPdfCard({ name, pages }: CardWords): Promise<WrittenPicture> {
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new AppError('photo.failed', 'no memory for a canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  drawSheet(context);
  context.fillStyle = '#222';
  context.font = FONT;
  linesOf(context, name).forEach((line, at) => context.fillText(line, TEXT.x, TEXT.y + at * TEXT.line));
  context.font = '400 20px sans-serif';
  if (pages !== null) context.fillText(`× ${pages}`, SHEET.x, SIZE.height - 28);
  const [quality = 0.8] = THUMB_RULE.qualities;
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return { ...SIZE, bytes: new Uint8Array(await blob.arrayBuffer()) };
}

function drawSheet(context: OffscreenCanvasRenderingContext2D): void {
  const { x, y, width, height, corner } = SHEET;
  context.strokeStyle = '#666';
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + width - corner, y);
  context.lineTo(x + width, y + corner);
  context.lineTo(x + width, y + height);
  context.lineTo(x, y + height);
  context.closePath();
  context.moveTo(x + width - corner, y);
  context.lineTo(x + width - corner, y + corner);
  context.lineTo(x + width, y + corner);
  context.stroke();
  context.fillStyle = '#222';
  context.font = '600 28px sans-serif';
  context.fillText('PDF', x + 18, y + 88);
}

/** The name in as many lines as there is room for, broken anywhere, with dots where it goes on. */
function linesOf(context: OffscreenCanvasRenderingContext2D, name: string): readonly string[] {
  const lines = [''];
  for (const character of name) {
    const last = lines[lines.length - 1] ?? '';
    if (context.measureText(last + character).width <= TEXT.width) lines[lines.length - 1] = last + character;
    else if (lines.length < TEXT.lines) lines.push(character);
    else {
      lines[lines.length - 1] = `${last.slice(0, -1)}…`;
      break;
    }
  }
  return lines;
}
