import type { Messages } from '#renderer/ui/index';

/** Words of the practice's screens of the hall; they come with what shows them. */
export const hallMessages = {
  zh: {
    text: '大厅里的屏幕，按一下在新标签页打开，已经接入好：',
    kiosk: '自助终端',
    'kiosk.text': '居民取号、查进度、申请',
    board: '叫号屏',
    'board.text': '号码和窗口，会叫号',
    told: '请在浏览器里打开（一次有效）：',
  },
  en: {
    text: 'Screens of the hall; one press opens each in a tab, paired already:',
    kiosk: 'Kiosk',
    'kiosk.text': 'Numbers, progress, applications',
    board: 'Hall board',
    'board.text': 'Numbers, windows and calls',
    told: 'Open this in a browser (it works once):',
  },
} satisfies Messages;
