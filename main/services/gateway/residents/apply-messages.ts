import type { Language } from './messages';

/** What can be wrong with what was filled in. */
export const APPLY_NOTICES = [
  'nameMissing',
  'nameTooLong',
  'phoneMissing',
  'phoneWrong',
  'idTooLong',
  'answerTooLong',
  'consentMissing',
  'tooManyPhotos',
  'photoKind',
  'photoDamaged',
  'photoLarge',
] as const;
export type ApplyNotice = (typeof APPLY_NOTICES)[number];

/** Every word of the pages on which residents apply for something. */
export interface ApplyWords extends Readonly<Record<ApplyNotice, string>> {
  readonly title: string;
  readonly lead: string;
  readonly search: string;
  readonly searchHint: string;
  readonly find: string;
  readonly all: string;
  readonly found: string;
  readonly none: string;
  readonly noneHint: string;
  readonly department: string;
  readonly who: string;
  readonly promised: string;
  readonly statutory: string;
  readonly fee: string;
  readonly notGiven: string;
  readonly bring: string;
  readonly bringNotGiven: string;
  readonly needs: Readonly<Record<'required' | 'conditional' | 'electronic', string>>;
  readonly mayFollow: string;
  readonly steps: string;
  readonly begin: string;
  readonly beginHint: string;
  readonly otherItem: string;
  readonly formTitle: string;
  readonly name: string;
  readonly nameHint: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly citizenId: string;
  readonly citizenIdHint: string;
  readonly address: string;
  readonly reason: string;
  readonly photos: string;
  readonly photosHint: string;
  readonly consent: string;
  readonly bait: string;
  readonly send: string;
  readonly private: string;
  readonly photosAgain: string;
  readonly done: string;
  readonly doneText: string;
  readonly code: string;
  readonly doneHint: string;
  readonly follow: string;
  readonly another: string;
  readonly off: string;
  readonly offHint: string;
  readonly gone: string;
  readonly goneHint: string;
  readonly tooOften: string;
  readonly tooOftenHint: string;
  readonly tooLarge: string;
  readonly tooLargeHint: string;
  readonly broken: string;
  readonly brokenHint: string;
  readonly again: string;
}

const zh: ApplyWords = {
  title: '我要办事',
  lead: '先看看要带什么。能在手机上办的，填好拍照就行，不用先跑一趟。',
  search: '想办什么事？',
  searchHint: '例如「高龄津贴」「医保」，写几个字就行。',
  find: '找事项',
  all: '能办的事项',
  found: '找到这些',
  none: '没有找到这件事',
  noneHint: '请换几个字再找，或者打电话、到窗口问。',
  department: '哪里办',
  who: '谁能办',
  promised: '多久办好',
  statutory: '最长时间',
  fee: '收费',
  notGiven: '未提供，请到窗口问',
  bring: '要带的材料',
  bringNotGiven: '这件事要带什么，站里还没有写明，请到窗口问。',
  needs: { required: '要带', conditional: '看情况', electronic: '站里能查到的不用带' },
  mayFollow: '可以以后再补',
  steps: '怎么办',
  begin: '在手机上申请',
  beginHint: '大约五分钟。材料可以用手机拍照。',
  otherItem: '看别的事项',
  formTitle: '申请',
  name: '申请人姓名',
  nameHint: '谁要办这件事，就写谁的名字。',
  phone: '联系电话',
  phoneHint: '材料不齐或办好了，会打这个电话。',
  citizenId: '身份证号（可以不填）',
  citizenIdHint: '不填的话，到窗口时请带身份证。',
  address: '联系地址（可以不填）',
  reason: '申请事由（可以不填）',
  photos: '材料照片',
  photosHint: '一样材料可以选几张，全部加起来最多12张，每张最大8MB，要JPEG照片。没有的可以先空着，站里会告诉您补什么。',
  consent: '我同意站里为办这件事保存和使用我填的内容和照片，办完不另作他用。',
  bait: '这一栏请空着',
  send: '提交申请',
  private: '这个页面不在您的手机上留东西。您填的内容和照片加密保存在站里。',
  photosAgain: '选过的照片要再选一次。',
  done: '提交好了',
  doneText: '窗口的人会核对材料，缺什么会打电话告诉您。请记下回执编号，或者截个图：',
  code: '回执编号',
  doneHint: '凭它可以查办到哪一步，办完以后还可以评价。',
  follow: '查进度',
  another: '办另一件事',
  off: '暂时不能在手机上申请',
  offHint: '要带什么可以先在这里看好，再到窗口或大厅的自助终端上办。',
  gone: '这个事项刚刚有变动',
  goneHint: '刚才填的没有收下。请重新打开这个事项，按新的要求填。',
  tooOften: '今天提交得太多了',
  tooOftenHint: '请过一会儿再试，或者到窗口办。刚才填的没有收下。',
  tooLarge: '照片太大了',
  tooLargeHint: '请少选几张，每张不超过8MB，全部不超过40MB。刚才填的没有收下，请返回上一页再发。',
  broken: '没有收完整',
  brokenHint: '可能是网络断了一下。请返回上一页再发一次，同一页发两次只算一件。',
  again: '重新选事项',
  nameMissing: '请写申请人的姓名。',
  nameTooLong: '姓名太长了，请不要超过60字。',
  phoneMissing: '请写一个能打通的电话。',
  phoneWrong: '电话不对，请只填数字，例如 13800001234 或 021-55550000。',
  idTooLong: '身份证号太长了，请检查一下。',
  answerTooLong: '有一栏写得太长了，请不要超过500字。',
  consentMissing: '请勾选同意站里为办这件事使用您填的内容。',
  tooManyPhotos: '照片全部加起来最多12张。',
  photoKind: '只收JPEG照片，请用手机相机拍一张。',
  photoDamaged: '有一张照片打不开，请换一张。',
  photoLarge: '有一张照片太大，请换一张不超过8MB的。',
};

const en: ApplyWords = {
  title: 'Apply for something',
  lead: 'See what to bring first. What can be done by phone you fill in and photograph here, without coming twice.',
  search: 'What is it about?',
  searchHint: 'A few characters are enough, as in 高龄津贴 or 医保. Items have Chinese names.',
  find: 'Find it',
  all: 'What can be applied for',
  found: 'Found',
  none: 'Nothing of that name',
  noneHint: 'Try other characters, call the station, or ask at a window.',
  department: 'Decided by',
  who: 'Who may apply',
  promised: 'Takes',
  statutory: 'At most',
  fee: 'Fee',
  notGiven: 'Not provided; please ask at a window',
  bring: 'What to bring',
  bringNotGiven: 'The station has not said what to bring for this. Please ask at a window.',
  needs: { required: 'Needed', conditional: 'In some cases', electronic: 'Not needed if the station can look it up' },
  mayFollow: 'may follow later',
  steps: 'How it goes',
  begin: 'Apply by phone',
  beginHint: 'Takes about five minutes. Papers can be photographed.',
  otherItem: 'Another item',
  formTitle: 'Application',
  name: 'Name of the applicant',
  nameHint: 'Whoever it is for.',
  phone: 'Phone',
  phoneHint: 'Called if something is missing, and when it is done.',
  citizenId: 'ID number (optional)',
  citizenIdHint: 'Without it, please bring the card when you come.',
  address: 'Address (optional)',
  reason: 'Reason (optional)',
  photos: 'Photos of papers',
  photosHint:
    'Several photos to a paper are fine: JPEG, 12 in all at most, 8 MB each at most. What you have not got may stay empty; the station tells you what is missing.',
  consent:
    'I agree that the station keeps and uses what I filled in and photographed for this matter, and for nothing else.',
  bait: 'Please leave this empty',
  send: 'Hand it in',
  private:
    'This page leaves nothing on your phone. What you fill in and your photos are kept encrypted at the station.',
  photosAgain: 'Photos have to be chosen again.',
  done: 'Handed in',
  doneText:
    'Somebody at the window checks the papers and calls you if something is missing. Please note the receipt code, or take a screenshot:',
  code: 'Receipt code',
  doneHint: 'With it you see how far it is, and can say how it was handled.',
  follow: 'See how far it is',
  another: 'Apply for something else',
  off: 'Applications by phone are closed for now',
  offHint: 'See here what to bring, then apply at a window or at a kiosk in the hall.',
  gone: 'This item has just changed',
  goneHint: 'What you filled in was not taken. Please open the item again and fill in what it asks now.',
  tooOften: 'Too many applications',
  tooOftenHint: 'Please try later, or come to a window. What you just filled in was not taken.',
  tooLarge: 'The photos are too large',
  tooLargeHint:
    'Please choose fewer, of 8 MB each and 40 MB in all at most. What you filled in was not taken: go back and send it again.',
  broken: 'It did not arrive whole',
  brokenHint: 'The line may have been down for a moment. Please go back and send it again; one page counts once.',
  again: 'Choose an item again',
  nameMissing: 'Please write the name of the applicant.',
  nameTooLong: 'The name is too long: 60 characters at most, please.',
  phoneMissing: 'Please give a phone number at which you can be reached.',
  phoneWrong: 'That is no phone number. Digits only, as in 13800001234 or 021-55550000.',
  idTooLong: 'The ID number is too long. Please check it.',
  answerTooLong: 'One of the fields is too long: 500 characters at most, please.',
  consentMissing: 'Please tick that the station may use what you filled in for this matter.',
  tooManyPhotos: 'Twelve photos in all at most.',
  photoKind: 'Only JPEG photos are taken. Please take one with the phone’s camera.',
  photoDamaged: 'One of the photos cannot be opened. Please choose another.',
  photoLarge: 'One of the photos is too large. Please choose one of 8 MB at most.',
};

export const APPLY_WORDS: Readonly<Record<Language, ApplyWords>> = { zh, en };
