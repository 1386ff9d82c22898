import type { ApplicationState } from '#shared/domain/applications/steps';

/** How an application stands, as its receipt says it; what the resident's page says too. */
export const STATE_WORDS: Readonly<Record<'zh' | 'en', Readonly<Record<ApplicationState | 'noItem', string>>>> = {
  zh: {
    noItem: '事项名称请到站里问',
    draft: '正在填写',
    submitted: '已提交，等核对材料',
    lacking: '请补材料',
    accepted: '已受理',
    'in-progress': '办理中',
    decided: '已有结果，请来领取',
    delivered: '已办结',
    returned: '没有受理，已退回',
    withdrawn: '已撤回',
  },
  en: {
    noItem: 'Please ask the station',
    draft: 'being filled in',
    submitted: 'handed in, papers to be checked',
    lacking: 'papers are missing',
    accepted: 'accepted',
    'in-progress': 'in progress',
    decided: 'decided; please come for the result',
    delivered: 'done',
    returned: 'not accepted, sent back',
    withdrawn: 'withdrawn',
  },
};
