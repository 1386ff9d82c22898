import type { Language } from './messages';

/** What can be wrong with what was typed. */
export const REPORT_NOTICES = [
  'wordsMissing',
  'wordsTooLong',
  'spotTooLong',
  'phoneWrong',
  'consentMissing',
  'tooManyPhotos',
  'photoKind',
  'photoDamaged',
  'photoLarge',
  'categoryGone',
] as const;
export type ReportNotice = (typeof REPORT_NOTICES)[number];

/** Every word of the pages on which residents report something. */
export interface ReportWords extends Readonly<Record<ReportNotice, string>> {
  readonly title: string;
  readonly lead: string;
  readonly danger: string;
  readonly whereTitle: string;
  readonly where: string;
  readonly whereHint: string;
  readonly search: string;
  readonly found: string;
  readonly none: string;
  readonly noneHint: string;
  readonly place: string;
  readonly otherPlace: string;
  readonly spot: string;
  readonly spotHint: string;
  readonly category: string;
  readonly notSure: string;
  readonly words: string;
  readonly wordsHint: string;
  readonly photos: string;
  readonly photosHint: string;
  readonly photo: string;
  readonly phone: string;
  readonly phoneHint: string;
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
  readonly tooOften: string;
  readonly tooOftenHint: string;
  readonly tooLarge: string;
  readonly tooLargeHint: string;
  readonly broken: string;
  readonly brokenHint: string;
  readonly placeGone: string;
  readonly again: string;
  readonly progress: string;
}

const zh: ReportWords = {
  title: '上报一件事',
  lead: '楼道堆物、路灯不亮、下水道堵了……看到了就告诉站里。',
  danger: '着火、有人受伤等危急情况，请马上打119、120或110。',
  whereTitle: '在哪里？',
  where: '路名或楼号',
  whereHint: '例如「清和路8幢」或「8幢」。在路上的，填最近的一幢楼。',
  search: '找地点',
  found: '请选一个',
  none: '没有找到这个地点',
  noneHint: '请换个写法，例如只填楼号。不是本站辖区里的事，这里报不了。',
  place: '地点',
  otherPlace: '换一个地点',
  spot: '具体位置（可以不填）',
  spotHint: '例如「2单元门口」「楼北边路口」。请不要写姓名。',
  category: '是哪类事？',
  notSure: '说不清，请站里看',
  words: '怎么回事？',
  wordsHint: '最多2000字。只有站里办这件事的人看得到。',
  photos: '照片（可以不加，最多3张）',
  photosHint: '手机拍的JPEG照片，每张最大8MB。照片里的拍摄位置和手机型号会去掉。照片多，发送要等一会儿。',
  photo: '照片',
  phone: '联系电话（可以不填）',
  phoneHint: '只在要问清情况时打给您。',
  consent: '我同意站里为办这件事保存和使用这个电话，办完不另作他用。',
  bait: '这一栏请空着',
  send: '上报',
  private: '这个页面不在您的手机上留东西。您写的内容加密保存在站里。',
  photosAgain: '选过的照片要再选一次。',
  done: '收到了，谢谢您',
  doneText: '站里的人看过以后会安排处理。请记下回执编号，或者截个图：',
  code: '回执编号',
  doneHint: '凭它可以查办理进度，办完以后还可以评价。',
  follow: '查进度',
  another: '再报一件',
  off: '暂时不收手机上报',
  offHint: '请打电话告诉站里，或者到站里来。',
  tooOften: '今天报得太多了',
  tooOftenHint: '请过一会儿再报，急事请打电话给站里。刚才写的内容没有收下。',
  tooLarge: '照片太大了',
  tooLargeHint: '请少选几张，每张不超过8MB。刚才写的内容没有收下，请返回上一页再发。',
  broken: '没有收完整',
  brokenHint: '可能是网络断了一下。请返回上一页再发一次，同一页发两次只算一件。',
  placeGone: '没有这个地点了',
  again: '重新上报',
  progress: '查办理进度',
  wordsMissing: '请写几个字，说说怎么回事。',
  wordsTooLong: '写得太长了，请不要超过2000字。',
  spotTooLong: '具体位置太长了，请不要超过60字。',
  phoneWrong: '电话不对，请只填数字，例如 13800001234 或 021-55550000。',
  consentMissing: '留电话的话，请勾选同意站里保存和使用它；不想留就清空电话。',
  tooManyPhotos: '最多3张照片。',
  photoKind: '只收JPEG照片，请用手机相机拍一张。',
  photoDamaged: '有一张照片打不开，请换一张。',
  photoLarge: '有一张照片太大，请换一张不超过8MB的。',
  categoryGone: '这个类别刚刚停用了，请另选一个。',
};

const en: ReportWords = {
  title: 'Report something',
  lead: 'Things piled up on the stairs, a street lamp that is out, a blocked drain: tell the station.',
  danger: 'For fire, injury or other danger call 119, 120 or 110 at once.',
  whereTitle: 'Where is it?',
  where: 'Street or number of the building',
  whereHint: 'As in 清和路8幢 or 8幢. For something in the street, the nearest building.',
  search: 'Find the place',
  found: 'Please choose one',
  none: 'No such place here',
  noneHint:
    'Please try another spelling, such as the number alone. What is not in this community cannot be reported here.',
  place: 'Place',
  otherPlace: 'Another place',
  spot: 'Where exactly (optional)',
  spotHint: 'Such as the entrance of unit 2, or the crossing to the north. No names, please.',
  category: 'What kind is it?',
  notSure: 'I cannot say; the station may look',
  words: 'What is the matter?',
  wordsHint: 'Up to 2,000 characters. Only those at the station who see to it read this.',
  photos: 'Photos (optional, 3 at most)',
  photosHint:
    'JPEG photos from a phone, 8 MB each at most. Where they were taken and with what phone is taken out. Several photos take a while to send.',
  photo: 'Photo',
  phone: 'Phone (optional)',
  phoneHint: 'Called only if something has to be asked.',
  consent: 'I agree that the station keeps and uses this number to see to the matter, and for nothing else.',
  bait: 'Please leave this empty',
  send: 'Report',
  private: 'This page leaves nothing on your phone. What you write is kept encrypted at the station.',
  photosAgain: 'Photos have to be chosen again.',
  done: 'We have it. Thank you.',
  doneText: 'Somebody at the station will look at it. Please note the receipt code, or take a screenshot:',
  code: 'Receipt code',
  doneHint: 'With it you see how far it is, and can say how it was handled.',
  follow: 'See how far it is',
  another: 'Report something else',
  off: 'Reports by phone are closed for now',
  offHint: 'Please call the station, or come by.',
  tooOften: 'Too many reports',
  tooOftenHint: 'Please try later, or call the station if it is urgent. What you just wrote was not taken.',
  tooLarge: 'The photos are too large',
  tooLargeHint: 'Please choose fewer, of 8 MB each at most. What you wrote was not taken: go back and send it again.',
  broken: 'It did not arrive whole',
  brokenHint: 'The line may have been down for a moment. Please go back and send it again; one page counts once.',
  placeGone: 'That place is not there any more',
  again: 'Start again',
  progress: 'How far is it?',
  wordsMissing: 'Please write a few words about what is the matter.',
  wordsTooLong: 'That is too long: 2,000 characters at most, please.',
  spotTooLong: 'The exact place is too long: 60 characters at most, please.',
  phoneWrong: 'That is no phone number. Digits only, as in 13800001234 or 021-55550000.',
  consentMissing: 'To leave a number, please tick that the station may keep and use it; or clear the number.',
  tooManyPhotos: 'Three photos at most.',
  photoKind: 'Only JPEG photos are taken. Please take one with the phone’s camera.',
  photoDamaged: 'One of the photos cannot be opened. Please choose another.',
  photoLarge: 'One of the photos is too large. Please choose one of 8 MB at most.',
  categoryGone: 'That kind was just put away. Please choose another.',
};

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { zh, en };
