import type { Messages } from '#renderer/ui/index';

/** What is said of imports on other pages. */
export const messages = {
  zh: {
    nav: '导入',
    'bar.label': '导入进度',
    'bar.planning': '正在准备导入：{{done}} 条',
    'bar.applying': '正在导入：{{done}} / {{total}} 条',
    'bar.finishing': '导入正在收尾',
    'bar.failed': '导入停下来了，点这里查看',
  },
  en: {
    nav: 'Import',
    'bar.label': 'Progress of the import',
    'bar.planning': 'Preparing an import: {{done}} records',
    'bar.applying': 'Importing: {{done}} / {{total}} records',
    'bar.finishing': 'The import is finishing',
    'bar.failed': 'The import has stopped; press to see why',
  },
} as const satisfies Messages;
