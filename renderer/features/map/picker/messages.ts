import type { Messages } from '#renderer/ui/index';

/** Picking a place on the map. */
export const messages = {
  zh: {
    title: '在地图上选位置',
    close: '关闭',
    how: '移动地图，让中间的图钉指着要选的地方；也可以直接按那里。用键盘：方向键移动，加减号缩放，回车键选定。',
    near: '离得最近：{{address}}，{{meters, number}}米',
    'near.at': '就在{{address}}',
    'near.none': '附近没有登记过的楼栋，选定后请自己写地址。',
    grid: '在{{grid}}里',
    'grid.none': '不在任何网格里',
    pick: '选这里',
    cancel: '不选了',
    loading: '正在读地图',
  },
  en: {
    title: 'Pick a place on the map',
    close: 'Close',
    how: 'Move the map until the pin in the middle points at the place, or press the place itself. By keyboard: arrow keys move, plus and minus zoom, Enter picks.',
    near: 'Nearest: {{address}}, {{meters, number}} m',
    'near.at': 'At {{address}}',
    'near.none': 'No known building near by: please write the address yourself afterwards.',
    grid: 'In {{grid}}',
    'grid.none': 'In no grid',
    pick: 'Pick this place',
    cancel: 'Cancel',
    loading: 'Reading the map',
  },
} as const satisfies Messages;
