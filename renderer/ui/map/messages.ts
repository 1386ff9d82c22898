import type { Messages } from '../words';

/** The words of the map itself; they come with the page that shows one. */
export const messages = {
  zh: {
    label: '地图',
    help: '方向键移动地图，加号和减号缩放，Tab键逐个走到网格名称。',
    'zoom.in': '放大',
    'zoom.out': '缩小',
    locate: '到我的位置',
    'locate.denied': '这台设备不允许网页知道位置，请在浏览器设置里打开。',
    'locate.failed': '现在定不了位，请到窗边或室外再试。',
    'scale.meters': '{{meters, number}}米',
    'scale.kilometers': '{{kilometers, number}}公里',
  },
  en: {
    label: 'Map',
    help: 'Arrow keys move the map, plus and minus zoom, Tab walks from one grid name to the next.',
    'zoom.in': 'Zoom in',
    'zoom.out': 'Zoom out',
    locate: 'Go to where I am',
    'locate.denied': 'This device does not tell web pages where it is. Allow it in the settings of the browser.',
    'locate.failed': 'The place cannot be found right now. Try again near a window or outside.',
    'scale.meters': '{{meters, number}} m',
    'scale.kilometers': '{{kilometers, number}} km',
  },
} as const satisfies Messages;
