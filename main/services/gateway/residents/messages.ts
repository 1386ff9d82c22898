import type { IncidentState } from '#shared/domain/incidents/machine';
import type { Satisfaction } from '#shared/schema/types/incident-rating';
import type { RejectReason } from '#shared/schema/types/incident-step';
import type { ToldStepKind } from '../../resident-port';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every word of the residents' pages. */
export interface ResidentWords {
  readonly title: string;
  readonly other: string;
  readonly ask: string;
  readonly askHint: string;
  readonly look: string;
  readonly receipt: string;
  readonly reported: string;
  readonly category: string;
  readonly noCategory: string;
  readonly due: string;
  readonly steps: string;
  readonly until: string;
  readonly states: Readonly<Record<IncidentState, string>>;
  readonly told: Readonly<Record<ToldStepKind, string>>;
  readonly reasons: Readonly<Record<RejectReason, string>>;
  readonly result: string;
  readonly picture: string;
  readonly private: string;
  readonly rate: string;
  readonly grades: Readonly<Record<Satisfaction, string>>;
  readonly comment: string;
  readonly commentHint: string;
  readonly send: string;
  readonly rated: string;
  readonly thanks: string;
  readonly choose: string;
  readonly tooLong: string;
  readonly again: string;
  readonly early: string;
  readonly typo: string;
  readonly unknown: string;
  readonly unknownHint: string;
  readonly tooOften: string;
  readonly tooOftenHint: string;
  readonly trouble: string;
  readonly troubleHint: string;
  readonly back: string;
}

const zh: ResidentWords = {
  title: '查办理进度',
  other: 'English',
  ask: '回执上的编号',
  askHint: '八位字母和数字，大小写都可以。',
  look: '查进度',
  receipt: '回执编号',
  reported: '上报时间',
  category: '类别',
  noCategory: '还没有分类',
  due: '预计办结',
  steps: '办理过程',
  until: '延期到',
  states: {
    reported: '已收到',
    accepted: '已立案',
    dispatched: '已派单',
    handling: '处置中',
    handled: '已处置，待核查',
    verified: '核查通过',
    closed: '已办结',
    rejected: '没有受理',
    duplicate: '并入同一件事',
  },
  told: {
    accept: '站里受理了',
    reject: '没有受理',
    duplicate: '和别人报的是同一件事，一起办',
    dispatch: '交给',
    transfer: '转给',
    start: '到现场处置',
    finish: '处置完了，等站里核查',
    fail: '核查没有通过，继续处置',
    close: '办结',
    reopen: '重新办理',
    postpone: '办理时间延长',
    pause: '暂停：在等条件具备',
    resume: '继续办理',
  },
  reasons: {
    'not-ours': '这件事不归本站管',
    'not-found': '到现场没有看到',
    'no-matter': '不符合受理条件',
    other: '请打电话问站里',
  },
  result: '办理结果',
  picture: '结果照片',
  private: '这里只显示办理进度和站里给您看的结果，不显示姓名和地址。',
  rate: '这件事办得怎么样？',
  grades: {
    'very-satisfied': '非常满意',
    satisfied: '满意',
    acceptable: '基本满意',
    dissatisfied: '不满意',
    'very-dissatisfied': '非常不满意',
  },
  comment: '想说的话（可以不填）',
  commentHint: '最多500字。只有站里的人看得到。',
  send: '提交评价',
  rated: '您的评价',
  thanks: '评价收到了，谢谢您。',
  choose: '请先选一项再提交。',
  tooLong: '写得太长了，请不要超过500字。',
  again: '这件事已经评价过，以第一次为准。',
  early: '这件事还没有办结，办结后再来评价。',
  typo: '编号不对，请对照回执再输一次。',
  unknown: '没有查到这个编号',
  unknownHint: '请对照回执看一看。刚上报的事，要等工作人员的设备连上站里才查得到。',
  tooOften: '查得太频繁了',
  tooOftenHint: '请过一会儿再试。',
  trouble: '站里暂时查不了',
  troubleHint: '请过几分钟再试，或者打电话问站里。',
  back: '重新输入编号',
};

const en: ResidentWords = {
  title: 'How far is it?',
  other: '中文',
  ask: 'Code on your receipt',
  askHint: 'Eight letters and digits; capitals do not matter.',
  look: 'Look it up',
  receipt: 'Receipt code',
  reported: 'Reported',
  category: 'Kind',
  noCategory: 'Not sorted yet',
  due: 'Expected by',
  steps: 'What has happened',
  until: 'now until',
  states: {
    reported: 'Received',
    accepted: 'Taken on',
    dispatched: 'Sent out',
    handling: 'Being handled',
    handled: 'Done, to be checked',
    verified: 'Checked',
    closed: 'Closed',
    rejected: 'Not taken on',
    duplicate: 'Joined with another report',
  },
  told: {
    accept: 'The station took it on',
    reject: 'Not taken on',
    duplicate: 'Somebody had reported it already; it is handled with that',
    dispatch: 'Given to',
    transfer: 'Passed on to',
    start: 'Somebody is there',
    finish: 'Done; the station checks it',
    fail: 'Not good enough yet; it goes on',
    close: 'Closed',
    reopen: 'Taken up again',
    postpone: 'It takes longer',
    pause: 'Waits for something',
    resume: 'Goes on',
  },
  reasons: {
    'not-ours': 'This is not for our station',
    'not-found': 'Nothing was found there',
    'no-matter': 'It does not meet the conditions',
    other: 'Please call the station',
  },
  result: 'What was done',
  picture: 'Picture of the result',
  private: 'Only the progress is shown here, and what the station has for you to see: no names or addresses.',
  rate: 'How was it handled?',
  grades: {
    'very-satisfied': 'Very well',
    satisfied: 'Well',
    acceptable: 'Well enough',
    dissatisfied: 'Badly',
    'very-dissatisfied': 'Very badly',
  },
  comment: 'Anything you want to say (optional)',
  commentHint: 'Up to 500 characters. Only the station’s staff read it.',
  send: 'Send the rating',
  rated: 'Your rating',
  thanks: 'We have your rating. Thank you.',
  choose: 'Please choose one before you send.',
  tooLong: 'That is too long: 500 characters at most, please.',
  again: 'This has been rated already; the first rating stands.',
  early: 'This is not closed yet. Please come back when it is.',
  typo: 'That code is not right. Please compare it with your receipt.',
  unknown: 'No such code here',
  unknownHint:
    'Please compare it with your receipt. Something just reported is found once the device of the staff reaches the station.',
  tooOften: 'Too many tries',
  tooOftenHint: 'Please wait a moment and try again.',
  trouble: 'The station cannot look it up at the moment',
  troubleHint: 'Please try again in a few minutes, or call the station.',
  back: 'Enter another code',
};

export const RESIDENT_WORDS: Readonly<Record<Language, ResidentWords>> = { zh, en };
