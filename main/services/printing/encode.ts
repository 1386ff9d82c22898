import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import iconv from 'iconv-lite';
import { layPaper } from '#shared/domain/paper/layout';
import { COLUMNS, type Paper, type RollWidth } from '#shared/domain/paper/paper';

/** FS &: from here on bytes above 0x7f are Chinese letters of two bytes. Printers for China begin so; `ESC @` and code pages may have ended it. */
const CHINESE_ON = [0x1c, 0x26];
/** From the printing head to the edge at which it is torn off, lines. */
const FEED_TO_EDGE = 5;

/**
 * The bytes of a paper for a printer that speaks ESC/POS. The library knows code pages of one byte alone, so letters go through its raw door, as GB 18030; rows
 * are laid out before (`layPaper`), since it would count a Chinese letter as one.
 */
export function encodePaper(paper: Paper, printer: { readonly width: RollWidth; readonly cuts: boolean }): Uint8Array {
  const columns = COLUMNS[printer.width];
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    newline: '\n',
    feedBeforeCut: printer.cuts ? FEED_TO_EDGE : 0,
  });
  encoder.initialize().raw(CHINESE_ON);
  for (const row of layPaper(paper, columns)) {
    if (row.kind === 'qr') {
      encoder.align('center').qrcode(row.text, { size: row.dots, errorlevel: 'm' }).align('left');
      continue;
    }
    if (row.size > 1) encoder.size(row.size, row.size);
    if (row.isBold) encoder.bold(true);
    encoder.raw(lettersOf(row.text));
    if (row.isBold) encoder.bold(false);
    if (row.size > 1) encoder.size(1, 1);
    encoder.newline();
  }
  if (printer.cuts) encoder.cut('partial');
  else encoder.newline(FEED_TO_EDGE);
  return encoder.encode();
}

/** Printed for letters that GB 18030 writes in four bytes: few printers have them, and the others would print four wrong ones. */
const UNKNOWN = '□';

function lettersOf(text: string): Uint8Array {
  const known = [...text].map((letter) => (iconv.encode(letter, 'gb18030').length > 2 ? UNKNOWN : letter)).join('');
  return new Uint8Array(iconv.encode(known, 'gb18030'));
}
