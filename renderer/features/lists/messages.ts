import type { Messages } from '#renderer/ui/index';

/** Words that all lists of the register share. */
export const messages = {
  zh: {
    'count.found': '筛出 {{text}}',
    'settings.failed': '列和常用列表没有存上，关掉这一页就没有了。',
    building_other: '名册正在建立，先列出已读入的 {{count, number}} 条。',
    'empty.building': '名册正在建立',
    'empty.building.text': '读完就会列在这里，其他页面可以先用。',
    'empty.failed': '名册没有建成',
    'empty.failed.text': '资料都在本机，没有丢。请重新打开；仍然不行，请找站里的技术人员。',
    'empty.narrowed': '没有符合条件的',
    'empty.narrowed.text': '换几个字，或者放宽筛选条件。',
    back: '返回列表',
    close: '关闭',
    'sort.label': '排序',
    'sort.ascending': '{{name}}，顺序',
    'sort.descending': '{{name}}，倒序',
  },
  en: {
    'count.found': 'Found {{text}}',
    'settings.failed': 'Columns and saved lists could not be kept; they go when this page closes.',
    building_one: 'The register is being built; {{count, number}} record so far.',
    building_other: 'The register is being built; {{count, number}} records so far.',
    'empty.building': 'The register is being built',
    'empty.building.text': 'It will stand here as soon as it is read; other pages work meanwhile.',
    'empty.failed': 'The register could not be built',
    'empty.failed.text':
      'Everything is on this device and nothing is lost. Reopen; if it stays like this, ask the station’s IT person.',
    'empty.narrowed': 'Nothing matches',
    'empty.narrowed.text': 'Try other words, or fewer filters.',
    back: 'Back to the list',
    close: 'Close',
    'sort.label': 'Order',
    'sort.ascending': '{{name}}, ascending',
    'sort.descending': '{{name}}, descending',
  },
} as const satisfies Messages;
