import type { WatchRuleId } from '#shared/domain/devices/watch';

/** Words in two languages. */
interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What an alarm is about, by rule: the title of its message, and the sentence behind who and where. */
export const RAISED: Readonly<Record<WatchRuleId, { readonly title: Words; readonly body: Words }>> = {
  'no-water': {
    title: { zh: '预警：久未用水', en: 'Alarm: no water used' },
    body: {
      zh: '很久没有用水，水表在线。请在15分钟内打电话确认。',
      en: 'No water for long, and the meter works. Please call within 15 minutes.',
    },
  },
  'night-door': {
    title: { zh: '预警：深夜开门', en: 'Alarm: door at night' },
    body: {
      zh: '深夜开了门。请在15分钟内打电话确认。',
      en: 'The door was opened at night. Please call within 15 minutes.',
    },
  },
  smoke: {
    title: { zh: '预警：烟感报警', en: 'Alarm: smoke' },
    body: {
      zh: '烟感报警。请马上打电话确认，有火情先打119。',
      en: 'The smoke detector rings. Please call at once; if it burns, call 119 first.',
    },
  },
  leak: {
    title: { zh: '预警：家里漏水', en: 'Alarm: water leak' },
    body: { zh: '漏水报警。请在15分钟内打电话确认。', en: 'Water is leaking. Please call within 15 minutes.' },
  },
  help: {
    title: { zh: '预警：有人按了求助', en: 'Alarm: call for help' },
    body: {
      zh: '按了求助按钮。请马上打电话，联系不上就上门。',
      en: 'The help button was pressed. Please call at once, and go there if nobody answers.',
    },
  },
  'blood-pressure': {
    title: { zh: '预警：血压读数很高', en: 'Alarm: blood pressure very high' },
    body: {
      zh: '血压读数达到立即就医的界限。请在15分钟内打电话确认，建议马上看医生。',
      en: 'The reading is where a doctor is needed at once. Please call within 15 minutes.',
    },
  },
  silent: {
    title: { zh: '设备失联', en: 'A device is silent' },
    body: {
      zh: '设备很久没有消息，家里的情况看不到了。请找时间检查。',
      en: 'The device has said nothing for long, so nothing is known of the home. Please have it checked.',
    },
  },
};

export const ESCALATED: Readonly<Record<'duty-lead' | 'manager', { readonly title: Words; readonly body: Words }>> = {
  'duty-lead': {
    title: { zh: '预警超时没有人处理', en: 'An alarm nobody has seen to' },
    body: {
      zh: '还没有人打电话确认，或没有人按时上门。请您安排。',
      en: 'Nobody has called, or nobody went there in time. Please see to it.',
    },
  },
  manager: {
    title: { zh: '预警30分钟没有办完', en: 'An alarm open for 30 minutes' },
    body: {
      zh: '30分钟过去，还没有人上门确认。请您过问。',
      en: 'After 30 minutes nobody has been at the door. Please look into it.',
    },
  },
};

/** To the family, on whatever way reaches them. */
export const FAMILY = {
  title: { zh: '社区提醒', en: 'From the community station' },
  body: {
    zh: '{who}家里的设备发来提醒，社区工作人员正在联系。您若能联系到本人，请先问问情况。',
    en: 'A device at {who}’s home has raised an alarm; the community station is calling. If you can reach them, please ask how they are.',
  },
} as const satisfies { readonly title: Words; readonly body: Words };

/** In front of the sentence: whom it is about and where, as far as that is known. */
export function leadOf(hasWho: boolean, hasWhere: boolean): Words {
  if (hasWho)
    return hasWhere ? { zh: '{who}（{where}）：', en: '{who} ({where}): ' } : { zh: '{who}：', en: '{who}: ' };
  return hasWhere ? { zh: '{where}：', en: '{where}: ' } : { zh: '公共位置：', en: 'A public place: ' };
}
