import type { TicketState } from '#shared/domain/queue/ticket';
import type { Language } from './messages';

/** Words of the page about a number of the day, beside those that all residents' pages have. */
export interface TicketWords {
  readonly title: string;
  readonly number: string;
  /** How many wait before it. */
  readonly ahead: string;
  readonly nobodyAhead: string;
  readonly counter: string;
  readonly window: string;
  readonly rate: string;
  readonly reasons: string;
  readonly states: Readonly<Record<TicketState, string>>;
  readonly hint: string;
  /** After a poor grade: whether somebody should call back. */
  readonly phone: string;
  readonly phoneHint: string;
  readonly phoneLabel: string;
  readonly phoneSend: string;
  readonly phoneTaken: string;
  readonly phoneWrong: string;
  readonly phoneClosed: string;
}

export const TICKET_WORDS: Readonly<Record<Language, TicketWords>> = {
  zh: {
    title: '我的号',
    number: '号码',
    ahead: '前面还有{count}位',
    nobodyAhead: '下一位就是您',
    counter: '窗口',
    window: '{counter}号窗口',
    rate: '这次办事您满意吗？',
    reasons: '哪里没做好？可以不选，可以多选。',
    states: {
      waiting: '在排队，请留意呼叫',
      called: '正在叫您，请到窗口',
      serving: '正在办理',
      held: '先放一放，办好手头的事再回窗口',
      missed: '叫过了没见到您，请到窗口说一声',
      finished: '办完了',
      left: '这个号不办了',
    },
    phone: '要我们给您回电话吗？',
    phoneHint: '不想留可以不填。号码只用来回这个电话，会加密保存。',
    phoneLabel: '您的电话',
    phoneSend: '请给我回电话',
    phoneTaken: '电话记下了，会有人给您打过来。',
    phoneWrong: '这个号码不对，请看看有没有少一位，只填数字。',
    phoneClosed: '这个号已经留过电话，或者没有要回的电话。',
    hint: '这一页当天有效。刷新一下看最新的情况。页面上没有姓名，也不记下您是谁。',
  },
  en: {
    title: 'My number',
    number: 'Number',
    ahead: '{count} before you',
    nobodyAhead: 'You are next',
    counter: 'Window',
    window: 'Window {counter}',
    rate: 'How were you served?',
    reasons: 'What was wrong? Choose none, one or several.',
    states: {
      waiting: 'Waiting: please listen for the call',
      called: 'You are called: please go to the window',
      serving: 'Being served',
      held: 'Set aside: come back to the window when you are ready',
      missed: 'You were called and not seen: please speak to a window',
      finished: 'Done',
      left: 'Given up',
    },
    phone: 'Shall we call you back?',
    phoneHint: 'Leave it empty if you would rather not. The number is for this call alone, and kept encrypted.',
    phoneLabel: 'Your telephone',
    phoneSend: 'Please call me back',
    phoneTaken: 'We have your number; somebody will call you.',
    phoneWrong: 'This is no telephone number: see whether a figure is missing, and type figures only.',
    phoneClosed: 'A number was left for this already, or there is nothing to call back about.',
    hint: 'This page holds for today. Load it again to see how it stands. There is no name on it, and it does not note who you are.',
  },
};
