import type { Messages } from '#renderer/ui/index';

export const messages = {
  zh: {
    rotate: '更换密钥',
    'rotate.when': '有人离开、换岗，或设备丢失以后，给涉及的网格换一次。',
    'rotate.what':
      '换过以后，新写的保密内容用新密钥；以前的内容仍用原来的密钥打开，谁都不会看不到。已经看过的，换密钥收不回来。',
    grids: '网格',
    'grids.missing': '请至少选一个网格',
    classes: '哪类内容',
    'classes.missing': '请至少选一类',
    'rotate.do': '更换密钥',
    'rotate.chosen': '{{grids}}，{{classes}}。',
    'rotate.done_other': '已换 {{count}} 把，各设备下次连上主机时自动收到',
    'rotate.title': '更换密钥',
    'rotate.consequence':
      '各设备下次连上主机时收到新密钥，不用重新登录。换了不能退回，但原来的密钥会一直留着，用来打开以前的内容。',
    recovery: '恢复码',
    'recovery.what':
      '建站时主机的屏幕上显示过一次恢复码，抄在纸上，别处都不保存。主机的密钥文件丢了，或站里没有站长了，只能靠它。',
    'recovery.paper': '那张纸',
    'recovery.paper.text': '抄写两份，分开锁好。交接站长时当面清点。任何人要您拍照发送，都不要发。',
    'recovery.recover': '密钥文件丢失，或换了主机：输入恢复码，重建密钥文件，然后启动。',
    'recovery.new-manager': '站里没有站长可用：输入恢复码，新设一名站长，或恢复原来的一名，然后启动。会记进审计。',
    'recovery.where':
      '两条命令都在主机那台机器上运行，例如 npm start -- --recover。恢复码不能补发：纸找不到了，请尽早告诉技术人员，把密钥文件另外备份好。',
  },
  en: {
    rotate: 'New keys',
    'rotate.when': 'After somebody has left or changed posts, or a device was lost: for the grids concerned.',
    'rotate.what':
      'Sealed values written from then on take the new key; older ones still open with the key they have, and nobody loses sight of anything. What somebody has read already cannot be taken back.',
    grids: 'Grids',
    'grids.missing': 'Choose at least one grid',
    classes: 'Which values',
    'classes.missing': 'Choose at least one class',
    'rotate.do': 'Make new keys',
    'rotate.chosen': '{{grids}}; {{classes}}.',
    'rotate.done_one': '{{count}} new key; devices get it at their next contact',
    'rotate.done_other': '{{count}} new keys; devices get them at their next contact',
    'rotate.title': 'Make new keys',
    'rotate.consequence':
      'Devices get them at their next contact; nobody has to sign in again. This cannot be undone, but the old keys stay, to open what they sealed.',
    recovery: 'Recovery code',
    'recovery.what':
      'When the station was set up, its host showed a recovery code once. It is on paper and nowhere else. When the host’s key file is lost, or no manager is left, nothing else helps.',
    'recovery.paper': 'The paper',
    'recovery.paper.text':
      'Written down twice and locked away in two places. Hand it over in person with the manager’s post. Never send a photo of it, whoever asks.',
    'recovery.recover':
      'When the key file is lost or the host is another machine: takes the code, makes the key file again, and starts.',
    'recovery.new-manager':
      'When no manager is left: takes the code, makes a manager or restores one, and starts. The audit says so.',
    'recovery.where':
      'Both run on the host’s own machine, as in npm start -- --recover. There is no second code: if the paper cannot be found, tell an IT person soon, so that the key file is backed up elsewhere.',
  },
} as const satisfies Messages;
