import type { FeatureNote, FeatureRefusal, GeoJsonRefusal } from './geojson';

/** A sentence in both languages; `{{…}}` stands for the member of that name. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Why nothing of a file is taken, and what to do. */
export const REFUSAL_WORDS: Readonly<Record<GeoJsonRefusal['kind'], Words>> = {
  'file-too-large': {
    zh: '文件太大。请只导出网格边界，再导入一次。',
    en: 'The file is too large. Export the boundaries of grids alone, then import again.',
  },
  'not-json': {
    zh: '文件不是GeoJSON，或没有传完整。请重新导出。',
    en: 'The file is no GeoJSON, or not all of it arrived. Export it again.',
  },
  'not-geojson': {
    zh: '文件里没有GeoJSON要素。请在原系统里选择“GeoJSON”格式导出。',
    en: 'There are no GeoJSON features in the file. Choose GeoJSON where you export it.',
  },
  'foreign-crs': {
    zh: '文件使用的坐标系“{{crs}}”无法读取。请以WGS-84（EPSG:4326）经纬度导出。',
    en: 'The file is in the coordinate system “{{crs}}”, which cannot be read. Export it in WGS-84 degrees (EPSG:4326).',
  },
  'too-many-features': {
    zh: '文件里有{{count}}个要素，最多{{most}}个。请只导出网格边界。',
    en: 'The file has {{count}} features; {{most}} is the most. Export the boundaries of grids alone.',
  },
  'too-many-corners-in-file': {
    zh: '文件里的拐点超过{{most}}个。请简化边界，或分几个文件导入。',
    en: 'The file has more than {{most}} corners. Simplify the boundaries, or import them in several files.',
  },
  'nothing-in-it': { zh: '文件里没有任何要素。', en: 'There is nothing in the file.' },
};

/** What is wrong with one feature that is left out, and what to do. */
export const FEATURE_REFUSAL_WORDS: Readonly<Record<FeatureRefusal['kind'], Words>> = {
  'not-a-feature': { zh: '这一项不是要素，已略过。', en: 'This is no feature and was left out.' },
  'no-geometry': { zh: '没有图形，已略过。', en: 'It has no shape and was left out.' },
  'wrong-geometry': {
    zh: '图形是“{{type}}”，网格边界须是面。',
    en: 'Its shape is a “{{type}}”; the boundary of a grid is an area.',
  },
  'not-numbers': { zh: '有坐标不是数字。', en: 'Some of its coordinates are no numbers.' },
  'out-of-range': {
    zh: '有坐标超出经纬度范围。',
    en: 'Some of its coordinates are no longitude and latitude.',
  },
  'in-meters': {
    zh: '坐标是米，不是经纬度。请以WGS-84经纬度导出。',
    en: 'Its coordinates are meters. Export it in WGS-84 degrees.',
  },
  'lat-lng-swapped': {
    zh: '纬度写在了经度前面。请把两个数对调后再导入。',
    en: 'Latitude stands before longitude. Swap the two and import again.',
  },
  'too-few-corners': { zh: '拐点不足三个，围不成面。', en: 'It has fewer than three corners.' },
  'too-many-corners': {
    zh: '拐点超过{{most}}个。请简化边界后再导入。',
    en: 'It has more than {{most}} corners. Simplify the boundary and import again.',
  },
  'no-area': { zh: '面积几乎为零。', en: 'It has next to no area.' },
  'self-crossing': {
    zh: '边线有{{count}}处自己交叉。请在原系统里改好后再导入。',
    en: 'Its border crosses itself in {{count}} places. Mend it where it comes from and import again.',
  },
};

/** What is worth knowing about one that is taken. */
export const FEATURE_NOTE_WORDS: Readonly<Record<FeatureNote['kind'], Words>> = {
  'ring-closed': { zh: '边线没有闭合，已自动闭合。', en: 'Its border was open and has been closed.' },
  'far-away': {
    zh: '离本站很远。请确认坐标系是否选对。',
    en: 'It is far from the station. Check whether the coordinate system is the right one.',
  },
};

/** A sentence with its members filled in. */
export const fillWords = ({ zh, en }: Words, members: object): Words => {
  const values = new Map(Object.entries(members));
  const fill = (text: string) =>
    text.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => String(values.get(name) ?? ''));
  return { zh: fill(zh), en: fill(en) };
};
