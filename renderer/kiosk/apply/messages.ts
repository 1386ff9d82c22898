import type { Messages } from '#renderer/ui/words';

export const messages = {
  zh: {
    part: '自己申请',
    'consent.many_other': '要填几样、拍几张照片，一共 {{count}} 步。慢慢来，不着急。',
    'material.title': '请拍：{{name}}',
    'material.required': '这一样要交。没带就先跳过，以后补到窗口。',
    'field.sub': '不知道就跳过，到窗口再填。',
    name: '名字',
    phone: '电话',
    id: '身份证号',
    'gone.title': '这件事现在不能在这里办',
    'gone.text': '请到窗口办，或者按「叫人来帮我」。',
  },
  en: {
    part: 'Apply here',
    'consent.many_one': '{{count}} step of filling in and photos. Take your time.',
    'consent.many_other': 'Filling in and photos, {{count}} steps in all. Take your time.',
    'material.title': 'Please photograph: {{name}}',
    'material.required': 'This is needed. If it is not here, go on and bring it to a window later.',
    'field.sub': 'Skip it if you do not know; the window fills it in.',
    name: 'Name',
    phone: 'Phone',
    id: 'Id number',
    'gone.title': 'This cannot be done here now',
    'gone.text': 'Please do it at a window, or press “Call someone”.',
  },
} satisfies Messages;
