// Draws the pictures of the practice station's incidents: `node sync-server/seed/data/draw-pictures.mjs` writes `pictures.json`.
/* global document */
// Plain scenes without anybody in them, drawn on a canvas by a Chromium, since Node itself writes no WebP.
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findChromium } from '../../../build/chromium.mjs';

const SIZE = { full: [960, 720], thumb: [320, 240] };

const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage();
const pictures = await page.evaluate(drawAll, SIZE);
await browser.close();
const target = new URL('pictures.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(pictures, null, 2)}\n`);
for (const [name, { full, thumb }] of Object.entries(pictures))
  console.log(`${name}: ${Math.round(full.length * 0.75)} and ${Math.round(thumb.length * 0.75)} bytes`);

/** Runs in the page. */
function drawAll(size) {
  const scenes = { lane, rubbish, boxes, stairs, adverts, door, lamp };
  const pictures = {};
  for (const [name, scene] of Object.entries(scenes)) {
    const [width, height] = size.full;
    pictures[name] = { width, height, full: encoded(scene, size.full, 0.6), thumb: encoded(scene, size.thumb, 0.6) };
  }
  return pictures;

  function encoded(scene, [width, height], quality) {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext('2d');
    pen.scale(width / 480, height / 360);
    scene(pen);
    return canvas.toDataURL('image/webp', quality).split(',')[1];
  }

  function box(pen, colour, x, y, w, h, edge) {
    pen.fillStyle = colour;
    pen.fillRect(x, y, w, h);
    if (!edge) return;
    pen.strokeStyle = edge;
    pen.lineWidth = 1.5;
    pen.strokeRect(x, y, w, h);
  }

  function shape(pen, colour, ...corners) {
    pen.fillStyle = colour;
    pen.beginPath();
    corners.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    pen.fill();
  }

  function line(pen, colour, width, ...corners) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.lineCap = 'round';
    pen.beginPath();
    corners.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    pen.stroke();
  }

  function disc(pen, colour, x, y, radius, width = 0) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.fillStyle = pen.strokeStyle = colour;
    pen.lineWidth = width;
    if (width > 0) pen.stroke();
    else pen.fill();
  }

  /** A wall of flats with windows, and the ground before it. */
  function yard(pen, sky, wall, ground) {
    const air = pen.createLinearGradient(0, 0, 0, 130);
    air.addColorStop(0, sky);
    air.addColorStop(1, '#e9edf0');
    box(pen, air, 0, 0, 480, 150);
    box(pen, wall, 0, 40, 480, 200);
    for (let x = 22; x < 480; x += 92) {
      for (const y of [62, 138]) {
        box(pen, '#5f7482', x, y, 48, 44, '#d9d2c5');
        line(pen, '#d9d2c5', 2, [x + 24, y], [x + 24, y + 44]);
        box(pen, '#a9a496', x - 4, y + 46, 56, 5);
      }
    }
    box(pen, ground, 0, 236, 480, 124);
  }

  function scooter(pen, x, y, colour) {
    shape(pen, 'rgba(0,0,0,0.18)', [x - 44, y + 24], [x + 46, y + 24], [x + 38, y + 32], [x - 36, y + 32]);
    for (const wheel of [x - 30, x + 32]) {
      disc(pen, '#22262a', wheel, y + 14, 12, 6);
      disc(pen, '#8c949b', wheel, y + 14, 4);
    }
    shape(pen, colour, [x - 42, y - 4], [x - 12, y - 12], [x + 2, y + 8], [x + 18, y + 8], [x + 12, y + 16], [x - 34, y + 14]);
    shape(pen, colour, [x + 16, y + 12], [x + 26, y - 26], [x + 34, y - 22], [x + 26, y + 14]);
    box(pen, '#2b2b2b', x - 42, y - 16, 36, 8);
    line(pen, '#30363b', 4, [x + 18, y - 36], [x + 32, y - 30]);
  }

  function lane(pen) {
    yard(pen, '#b9cddb', '#cdbfa8', '#8d8f8f');
    shape(pen, '#7b7e7f', [150, 236], [330, 236], [480, 360], [0, 360]);
    for (const [from, to] of [[172, 36], [308, 444]]) line(pen, '#d8b23c', 4, [from, 240], [to, 356]);
    for (let y = 252; y < 350; y += 26) line(pen, 'rgba(216,178,60,0.8)', 3, [200 - y / 4, y], [300 + y / 4, y + 16]);
    scooter(pen, 148, 262, '#b03a33');
    scooter(pen, 258, 284, '#2f5f8a');
    scooter(pen, 352, 312, '#3d7d57');
  }

  function rubbish(pen) {
    yard(pen, '#c6d2d8', '#b9b3a6', '#96958f');
    box(pen, '#3f6b4f', 262, 168, 150, 92, '#2c4c38');
    box(pen, '#345a42', 256, 158, 162, 14);
    const bags = [[96, 292, 34, '#2f3133'], [150, 306, 40, '#3b3d42'], [210, 290, 32, '#e7e4dc'], [246, 318, 36, '#2f3133']];
    for (const [x, y, r, colour] of [...bags, [304, 304, 30, '#c9d7dd'], [350, 322, 26, '#46484c']]) {
      disc(pen, 'rgba(0,0,0,0.2)', x + 6, y + 10, r);
      disc(pen, colour, x, y, r);
      shape(pen, colour, [x - 8, y - r + 3], [x + 8, y - r + 3], [x + 3, y - r - 12], [x - 4, y - r - 12]);
    }
    for (let x = 70; x < 420; x += 37) box(pen, '#d8d3c6', x, 334 + (x % 3) * 6, 14, 8);
  }

  /** The landing of a stairwell. */
  function landing(pen) {
    box(pen, '#d9d6cd', 0, 0, 480, 360);
    box(pen, '#8fa39a', 0, 150, 480, 110);
    shape(pen, '#a19d95', [0, 260], [480, 260], [480, 360], [0, 360]);
    box(pen, '#6f5137', 64, 70, 96, 190, '#54402f');
    disc(pen, '#c9b26b', 146, 170, 4);
    box(pen, '#b7bcbd', 356, 84, 72, 88, '#8b9091');
    line(pen, '#e0c34a', 3, [384, 104], [376, 128], [396, 126], [388, 152]);
    for (let step = 0; step < 5; step += 1) box(pen, step % 2 ? '#b4b0a7' : '#c3bfb6', 200, 200 + step * 12, 96, 12);
  }

  function boxes(pen) {
    landing(pen);
    const cartons = [[196, 246, 92, 78], [282, 226, 84, 98], [210, 182, 72, 66], [300, 170, 58, 58]];
    for (const [x, y, w, h] of cartons) {
      box(pen, '#b98d57', x, y, w, h, '#8a6638');
      box(pen, '#d8c08d', x + w / 2 - 6, y, 12, h);
      line(pen, '#8a6638', 1.5, [x, y + 14], [x + w, y + 14]);
    }
    box(pen, '#6d4c52', 56, 268, 132, 56, '#4f363b');
    box(pen, '#7d5960', 50, 244, 144, 34, '#4f363b');
  }

  function stairs(pen) {
    landing(pen);
    shape(pen, '#aeaaa1', [40, 300], [430, 300], [460, 346], [18, 346]);
    line(pen, '#c4c0b6', 4, [60, 318], [300, 318]);
  }

  /** The door of a unit, with its frame and handle. */
  function entrance(pen) {
    box(pen, '#c4b7a2', 0, 0, 480, 360);
    for (let y = 0; y < 360; y += 24) line(pen, 'rgba(120,106,84,0.25)', 1, [0, y], [480, y]);
    box(pen, '#3b4a4a', 130, 30, 220, 330, '#222c2c');
    box(pen, '#4d6060', 144, 44, 92, 300, '#2f3c3c');
    box(pen, '#4d6060', 244, 44, 92, 300, '#2f3c3c');
    box(pen, '#c9ced0', 230, 190, 8, 44);
    box(pen, '#9aa3a5', 366, 130, 44, 70, '#6f787a');
    for (let at = 0; at < 9; at += 1) disc(pen, '#e8ecec', 377 + (at % 3) * 11, 150 + Math.floor(at / 3) * 14, 3);
  }

  function adverts(pen) {
    entrance(pen);
    const papers = [[152, 70, '#f3f0e4'], [188, 116, '#f4d45a'], [154, 166, '#f3f0e4'], [184, 226, '#e9b7a7'], [156, 286, '#f4d45a']];
    for (const [x, y, colour] of [...papers, [254, 62, '#f3f0e4'], [286, 122, '#bcd9e6'], [256, 180, '#f4d45a'], [290, 240, '#f3f0e4'], [258, 296, '#e9b7a7']]) {
      pen.save();
      pen.translate(x + 20, y + 18);
      pen.rotate(((x * 7 + y) % 23) / 90 - 0.12);
      box(pen, colour, -20, -18, 40, 36, '#b9b29c');
      for (let row = -11; row < 14; row += 6) line(pen, '#8d8572', 1.6, [-14, row], [row % 4 ? 14 : 8, row]);
      pen.restore();
    }
  }

  function door(pen) {
    entrance(pen);
    for (const x of [150, 252]) shape(pen, 'rgba(255,255,255,0.13)', [x, 60], [x + 26, 60], [x + 74, 330], [x + 46, 330]);
  }

  function lamp(pen) {
    const night = pen.createLinearGradient(0, 0, 0, 260);
    night.addColorStop(0, '#0f1b2a');
    night.addColorStop(1, '#2b3a49');
    box(pen, night, 0, 0, 480, 360);
    box(pen, '#1b2732', 0, 96, 170, 164);
    for (const [x, y] of [[20, 116], [84, 116], [20, 178], [116, 178]]) box(pen, '#e7c878', x, y, 26, 22);
    shape(pen, '#2c3238', [190, 252], [290, 252], [420, 360], [80, 360]);
    box(pen, '#202a33', 170, 232, 310, 22);
    for (const [x, top] of [[236, 150], [316, 104], [420, 40]]) {
      const wide = (250 - top) / 30;
      line(pen, '#4a555f', wide, [x, 330 - top / 2], [x, top]);
      line(pen, '#4a555f', wide, [x, top], [x - wide * 5, top - 4]);
      box(pen, '#6a757f', x - wide * 7, top - 6, wide * 3.4, wide * 1.4);
    }
  }
}
