import type { BookingRefusal, BookingStanding } from '#shared/domain/bookings/decide';
import type { ArrivalRefusal } from '#shared/ipc/booking-api';
import type { Language } from './messages';

/** What can be wrong with what was typed. */
export type BookingNotice =
  'slotMissing' | 'nameMissing' | 'nameTooLong' | 'phoneWrong' | 'consentMissing' | BookingRefusal;

/** Every word of the pages on which residents book. */
export interface BookingWords {
  readonly title: string;
  readonly lead: string;
  readonly which: string;
  readonly free: string;
  readonly full: string;
  readonly noSlots: string;
  readonly noSlotsHint: string;
  readonly day: string;
  readonly today: string;
  readonly tomorrow: string;
  readonly weekdays: readonly string[];
  readonly slot: string;
  readonly otherDay: string;
  readonly otherLine: string;
  readonly name: string;
  readonly nameHint: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly consent: string;
  readonly bait: string;
  readonly send: string;
  readonly private: string;
  readonly have: string;
  readonly code: string;
  readonly codeHint: string;
  readonly look: string;
  readonly typo: string;
  readonly done: string;
  readonly one: string;
  readonly line: string;
  readonly when: string;
  readonly how: string;
  readonly number: string;
  readonly standings: Readonly<Record<BookingStanding, string>>;
  readonly cancel: string;
  readonly cancelHint: string;
  readonly cancelYes: string;
  readonly cancelled: string;
  readonly refusals: Readonly<Record<BookingNotice, string>>;
  readonly notCancelled: Readonly<Partial<Record<ArrivalRefusal, string>>>;
  readonly unknown: string;
  readonly unknownHint: string;
  readonly off: string;
  readonly offHint: string;
  readonly tooOften: string;
  readonly tooOftenHint: string;
  readonly broken: string;
  readonly brokenHint: string;
  readonly again: string;
  readonly progress: string;
}

const zh: BookingWords = {
  title: '预约办事时间',
  lead: '约好时间再来，到了在自助机上取号，到点优先叫您。不预约也能办，来了取号就行。',
  which: '办哪类事？',
  free: '还能约{count}个',
  full: '约满了',
  noSlots: '这几天都约满了',
  noSlotsHint: '可以直接到站里取号，或者过两天再来看。',
  day: '哪一天来？',
  today: '今天',
  tomorrow: '明天',
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  slot: '几点来？',
  otherDay: '换一天',
  otherLine: '换一类事',
  name: '怎么称呼您',
  nameHint: '例如「何秀兰」或「何女士」。窗口叫您时用。',
  phone: '联系电话',
  phoneHint: '时间有变化时打给您。一个电话在一类事里只能有一个没用的预约。',
  consent: '我同意站里为这次预约保存和使用我的称呼和电话，不另作他用。',
  bait: '这一栏请空着',
  send: '约这个时间',
  private: '这个页面不在您的手机上留东西。称呼和电话加密保存在站里，约的时间过去一周就删除。',
  have: '已经约过了？',
  code: '预约编号',
  codeHint: '八位字母和数字，大小写都可以。',
  look: '查看或取消预约',
  typo: '编号不对，请对照再输一次。',
  done: '约好了',
  one: '您的预约',
  line: '办什么',
  when: '时间',
  how: '请记下编号或者截个图。到站里在自助机上点「预约取号」，输入编号就能取号；也可以把编号告诉工作人员。',
  number: '您的号码',
  standings: { booked: '已约好', arrived: '已取号', cancelled: '已取消', missed: '时间过了' },
  cancel: '来不了，取消预约',
  cancelHint: '取消以后名额让给别人，想再来要重新预约。',
  cancelYes: '确定取消',
  cancelled: '预约取消了。',
  refusals: {
    slotMissing: '请选一个时间。',
    nameMissing: '请填怎么称呼您。',
    nameTooLong: '称呼太长了，请不要超过40个字。',
    phoneWrong: '电话号码不对，请只填数字，例如手机号11位。',
    consentMissing: '请先勾选同意，站里才能保存您的电话。',
    off: '暂时不能自己预约，请打电话给站里。',
    'unknown-line': '这类事现在不能预约，请换一类。',
    'no-slot': '这个时间段没有了，请另选一个。',
    'too-late': '这个时间来不及约了，请另选一个。',
    'too-far': '这一天还不能约，请另选一天。',
    full: '这个时间刚被约满，请另选一个。',
    again: '这个电话在这类事里已经有一个预约。请先来办，或者用预约编号取消它再约。',
  },
  notCancelled: { arrived: '已经取过号了，不用取消。', over: '预约的时间已经过了，不用取消。' },
  unknown: '没有查到这个预约',
  unknownHint: '请对照预约编号看一看，或者打电话问站里。',
  off: '暂时不能自己预约',
  offHint: '请打电话给站里，或者直接来取号。',
  tooOften: '操作太频繁了',
  tooOftenHint: '请过一会儿再试，急事请打电话给站里。刚才的预约没有提交。',
  broken: '没有收完整',
  brokenHint: '可能是网络断了一下。请返回上一页再发一次，同一页发两次只算一个预约。',
  again: '重新预约',
  progress: '查办理进度',
};

const en: BookingWords = {
  title: 'Book a time',
  lead: 'Come at a time you choose: take a number at the kiosk and you are called first when it begins. You may also just come and take a number.',
  which: 'What is it about?',
  free: '{count} places free',
  full: 'full',
  noSlots: 'All times of the next days are taken',
  noSlotsHint: 'You can come and take a number, or look again in a day or two.',
  day: 'Which day?',
  today: 'today',
  tomorrow: 'tomorrow',
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  slot: 'What time?',
  otherDay: 'Another day',
  otherLine: 'Something else',
  name: 'Your name',
  nameHint: 'As the window is to call you.',
  phone: 'Phone number',
  phoneHint: 'Called when the time has to change. A phone number has one open booking for each kind of service.',
  consent: 'The station may keep and use my name and phone for this booking, and for nothing else.',
  bait: 'Please leave this empty',
  send: 'Book this time',
  private:
    'This page leaves nothing on your phone. Name and phone are kept encrypted at the station, and erased a week after your time.',
  have: 'You have a booking?',
  code: 'Booking code',
  codeHint: 'Eight letters and digits; capitals do not matter.',
  look: 'See or cancel it',
  typo: 'That code is not right. Please compare it.',
  done: 'Booked',
  one: 'Your booking',
  line: 'What for',
  when: 'When',
  how: 'Please write the code down or take a picture of this page. At the station, choose “Booked” on the kiosk and type it in to get your number, or tell it to the staff.',
  number: 'Your number',
  standings: { booked: 'Booked', arrived: 'Number taken', cancelled: 'Cancelled', missed: 'Time is over' },
  cancel: 'I cannot come: cancel it',
  cancelHint: 'Your place goes to somebody else; to come after all you book again.',
  cancelYes: 'Cancel the booking',
  cancelled: 'The booking is cancelled.',
  refusals: {
    slotMissing: 'Please choose a time.',
    nameMissing: 'Please give a name.',
    nameTooLong: 'The name is too long: 40 characters at most, please.',
    phoneWrong: 'That is no phone number; digits only, please.',
    consentMissing: 'Please tick your consent, so that the station may keep your phone number.',
    off: 'Booking is off at the moment; please call the station.',
    'unknown-line': 'This cannot be booked now; please choose something else.',
    'no-slot': 'This time is no longer offered; please choose another.',
    'too-late': 'It is too late for this time; please choose another.',
    'too-far': 'This day cannot be booked yet; please choose another.',
    full: 'Somebody has just taken the last place; please choose another time.',
    again: 'This phone number has a booking for this already. Use it, or cancel it by its code first.',
  },
  notCancelled: {
    arrived: 'The number is taken already; there is nothing to cancel.',
    over: 'The time is over; there is nothing to cancel.',
  },
  unknown: 'No such booking here',
  unknownHint: 'Please compare the code, or call the station.',
  off: 'Booking is off at the moment',
  offHint: 'Please call the station, or come and take a number.',
  tooOften: 'Too many tries',
  tooOftenHint: 'Please wait a moment and try again. The booking was not sent.',
  broken: 'It did not arrive whole',
  brokenHint: 'The network may have failed. Go back and send it again; sent twice from one page it counts once.',
  again: 'Book again',
  progress: 'Look up progress',
};

export const BOOKING_WORDS: Readonly<Record<Language, BookingWords>> = { zh, en };
