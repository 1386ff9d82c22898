import type { Messages } from '#renderer/ui/words';

export const leaveMessages = {
  zh: {
    title: '工作人员退出',
    text: '请输入退出码。居民请按“返回”。',
    typed_other: '已输入{{count}}位',
    remove: '删除',
    leave: '退出',
    back: '返回',
    left: '可以退出了。这台机器用的是浏览器，请按 Alt+F4 关闭。',
    wrong: '退出码不对。站长在“设置”的叫号大厅里能看到。',
    'too-often_other': '试得太多了，请等{{count}}秒再试。',
    away: '主机没有回应，没法核对退出码。请先看看主机和网络。',
  },
  en: {
    title: 'Staff: leave the kiosk',
    text: 'Type the code. Residents press “Back”.',
    typed_one: '{{count}} digit typed',
    typed_other: '{{count}} digits typed',
    remove: 'Delete',
    leave: 'Leave',
    back: 'Back',
    left: 'You may leave. This machine uses a browser: close it with Alt+F4.',
    wrong: 'Not the code. The manager finds it under Settings, service hall.',
    'too-often_one': 'Too many tries: wait {{count}} second.',
    'too-often_other': 'Too many tries: wait {{count}} seconds.',
    away: 'The host does not answer and cannot check the code. Look at the host and the network first.',
  },
} satisfies Messages;
