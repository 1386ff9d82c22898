import type { Messages } from '#renderer/ui/index';

/** The words of a device that the station has ended: they come with the pages that say so. */
export const endMessages = {
  zh: {
    'ended.revoked.pill': '已停用',
    'ended.revoked.title': '站里停用了这台设备',
    'ended.revoked.text': '它不再收发资料。没送出的记录和照片还封存在本机，没有丢。',
    'ended.wiped.pill': '已清除',
    'ended.wiped.title': '站里清除了这台设备上的资料',
    'ended.wiped.text': '这台设备上已经没有居民资料。清除前，没送出的记录和照片已尽量送到站内，由站长处理。',
    'ended.lost_other': '有 {{count}} 张照片或语音没能送到站内，已随设备清除。请告诉站长。',
    'handing.pill': '正在交接',
    'handing.revoked.title': '站里停用了这台设备',
    'handing.wiped.title': '站里要清除这台设备上的资料',
    'handing.rows': '正在把没送出的记录送到站内，请先别关。',
    'handing.media_other': '记录之后送照片和语音：还有 {{count}} 张没送到，请先别关。',
    'handing.revoked.text': '送不到的仍封存在本机，不会丢。',
    'handing.wiped.text': '最多等两分钟。到时还没送到的，会随设备一起清除。',
    'ended.again.text': '要继续用这台设备，请重新登记，再由站长批准。',
    'ended.again': '重新登记',
  },
  en: {
    'ended.revoked.pill': 'Revoked',
    'ended.revoked.title': 'The station has revoked this device',
    'ended.revoked.text':
      'It sends and receives nothing any more. Unsent records and photos are still sealed on it and not lost.',
    'ended.wiped.pill': 'Erased',
    'ended.wiped.title': 'The station has erased the data on this device',
    'ended.wiped.text':
      'No data of residents is left here. Unsent records and photos went to the station first, where it could be reached.',
    'ended.lost_one':
      '{{count}} photo or voice note did not reach the station and was erased. Please tell the manager.',
    'ended.lost_other':
      '{{count}} photos and voice notes did not reach the station and were erased. Please tell the manager.',
    'handing.pill': 'Handing over',
    'handing.revoked.title': 'The station has revoked this device',
    'handing.wiped.title': 'The station wants this device erased',
    'handing.rows': 'Unsent records are on their way to the station. Please keep the device on.',
    'handing.media_one': 'After records go photos and voice notes: {{count}} is left. Please keep the device on.',
    'handing.media_other': 'After records go photos and voice notes: {{count}} are left. Please keep the device on.',
    'handing.revoked.text': 'What does not arrive stays sealed on the device and is not lost.',
    'handing.wiped.text': 'This takes two minutes at most. What has not arrived by then is erased with the device.',
    'ended.again.text': 'To go on with this device, register it anew and have it approved.',
    'ended.again': 'Register anew',
  },
} as const satisfies Messages;
