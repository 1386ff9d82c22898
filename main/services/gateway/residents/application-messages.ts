import type { ApplicationState } from '#shared/domain/applications/steps';
import type { ToldApplicationStep } from '../../resident-port';
import type { Language } from './messages';

/** Words of the page about an application, beside those that all progress pages have. */
export interface ApplicationWords {
  readonly item: string;
  readonly noItem: string;
  readonly started: string;
  readonly due: string;
  readonly paused: string;
  readonly toBring: string;
  readonly by: string;
  readonly rate: string;
  readonly states: Readonly<Record<ApplicationState, string>>;
  readonly told: Readonly<Record<ToldApplicationStep, string>>;
}

export const APPLICATION_WORDS: Readonly<Record<Language, ApplicationWords>> = {
  zh: {
    item: '办理事项',
    noItem: '事项名称请到站里问',
    started: '提交时间',
    due: '承诺办结',
    paused: '暂停计时',
    toBring: '还要补交的材料',
    by: '请在{moment}前补交',
    rate: '这次办事您满意吗？',
    states: {
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
    told: {
      submit: '提交了申请',
      ask: '告知要补的材料，期限',
      accept: '受理',
      return: '没有受理，材料退回',
      start: '开始办理',
      pause: '暂停：在等条件具备',
      resume: '继续办理',
      extend: '办理时间延长到',
      decide: '有了办理结果',
      deliver: '结果已经送到',
      withdraw: '申请撤回了',
    },
  },
  en: {
    item: 'What for',
    noItem: 'Please ask the station',
    started: 'Handed in',
    due: 'Promised by',
    paused: 'the time stands still',
    toBring: 'Still to bring',
    by: 'please by {moment}',
    rate: 'How were you served?',
    states: {
      draft: 'Being filled in',
      submitted: 'Handed in, to be looked at',
      lacking: 'Something is missing',
      accepted: 'Accepted',
      'in-progress': 'In progress',
      decided: 'Decided, please fetch it',
      delivered: 'Finished',
      returned: 'Not accepted, given back',
      withdrawn: 'Withdrawn',
    },
    told: {
      submit: 'Handed in',
      ask: 'Asked for what is missing, by',
      accept: 'Accepted',
      return: 'Not accepted; papers given back',
      start: 'Work on it has begun',
      pause: 'Waits for something',
      resume: 'Goes on',
      extend: 'It takes longer, until',
      decide: 'Decided',
      deliver: 'The result was handed over',
      withdraw: 'Withdrawn',
    },
  },
};
