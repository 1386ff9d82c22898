import type { IncidentState } from '#shared/domain/incidents/machine';
import type { LimitUnit } from '#shared/schema/types/incident-category';
import type { RejectReason } from '#shared/schema/types/incident-step';
import type { Label } from '#shared/schema/envelope';

export type Language = 'zh' | 'en';

/** What other systems are told in words, beside what stands in records. */
interface Open311Words {
  readonly contact: (station: string) => string;
  readonly keyService: string;
  readonly service: (major: string, minor: string) => string;
  readonly number: string;
  readonly numberForm: string;
  readonly urgent: string;
  readonly yes: string;
  readonly no: string;
  readonly filing: (text: string) => string;
  readonly limit: (amount: number, unit: string) => string;
  readonly units: Readonly<Record<LimitUnit, string>>;
  readonly join: string;
  readonly taken: string;
  readonly known: string;
  readonly states: Readonly<Record<IncidentState, string>>;
  readonly reasons: Readonly<Record<RejectReason, string>>;
  readonly paused: string;
}

const zh: Open311Words = {
  contact: (station) => `${station}。接口有问题，请联系本站站长或信息技术人员。`,
  keyService:
    '密钥由本站站长或信息技术人员在「设置›消息与接口」里发放。有意这样规定：一个密钥只能查它自己上报的事件，查不到别人的；报告人的姓名、电话、邮箱收下后不再给出。jurisdiction_id 可以不填。',
  service: (major, minor) => `${major}：${minor}`,
  number: '贵系统里的编号。同一编号再报，不会变成两件事。',
  numberForm: '一行，最多100字',
  urgent: '是否紧急',
  yes: '是',
  no: '否',
  filing: (text) => `立案条件：${text}`,
  limit: (amount, unit) => `处置时限：${amount}${unit}`,
  units: { hours: '小时', days: '天', 'working-hours': '工作小时', 'working-days': '工作日' },
  join: '；',
  taken: '收到了，由本站受理后派给责任单位。',
  known: '这件事已经收到过，没有再记一件。',
  states: {
    reported: '已收到，等待受理',
    accepted: '已受理，等待派单',
    dispatched: '已派单',
    handling: '处置中',
    handled: '处置完，等待核查',
    verified: '核查通过，等待结案',
    closed: '已结案',
    rejected: '没有受理',
    duplicate: '和另一件是同一件事，并在一起办',
  },
  reasons: {
    'not-ours': '不归本站管',
    'not-found': '到现场没有看到',
    'no-matter': '不符合立案条件',
    other: '详情请联系本站',
  },
  paused: '暂停计时，等待条件具备',
};

const en: Open311Words = {
  contact: (station) => `${station}. For trouble with this interface please turn to the station’s manager or IT.`,
  keyService:
    'Keys are given out by the station’s manager or IT under Settings › Messages and connectors. By intention a key reads only what was reported with it; names, phone numbers and addresses of e-mail that were reported are never given out again. jurisdiction_id may be left out.',
  service: (major, minor) => `${major}: ${minor}`,
  number: 'The number it has in your system. Reported twice under one number it stays one matter.',
  numberForm: 'One line, 100 characters at most',
  urgent: 'Whether it is urgent',
  yes: 'Yes',
  no: 'No',
  filing: (text) => `Taken on if: ${text}`,
  limit: (amount, unit) => `To be handled within ${amount} ${unit}`,
  units: { hours: 'hours', days: 'days', 'working-hours': 'working hours', 'working-days': 'working days' },
  join: '; ',
  taken: 'Received. The station takes it on and sends it to whoever is responsible.',
  known: 'This was received before; no second one was made.',
  states: {
    reported: 'Received, waits to be taken on',
    accepted: 'Taken on, waits to be sent out',
    dispatched: 'Sent out',
    handling: 'Being handled',
    handled: 'Done, waits to be checked',
    verified: 'Checked, waits to be closed',
    closed: 'Closed',
    rejected: 'Not taken on',
    duplicate: 'The same matter as another; handled with that',
  },
  reasons: {
    'not-ours': 'not for this station',
    'not-found': 'nothing was found there',
    'no-matter': 'it does not meet the conditions',
    other: 'please ask the station',
  },
  paused: 'the clock stands still until something is there',
};

export const WORDS: Readonly<Record<Language, Open311Words>> = { zh, en };

/** What stands against a request, in both languages. */
export const PROBLEMS = {
  unknownField: (name: string) => ({
    zh: `不认识的参数 ${name}。请对照接口说明。`,
    en: `Unknown parameter ${name}. Please compare the specification.`,
  }),
  twice: (name: string) => ({ zh: `参数 ${name} 出现了不止一次。`, en: `The parameter ${name} came more than once.` }),
  tooLong: (name: string, most: number) => ({
    zh: `${name} 太长，最多${most}字。`,
    en: `${name} is too long: ${most} characters at most.`,
  }),
  notText: (name: string) => ({
    zh: `${name} 里有不能显示的控制字符。`,
    en: `${name} holds control characters, which no text has.`,
  }),
  noService: {
    zh: '缺少 service_code。请先取 services 列表。',
    en: 'service_code is missing. Please ask for services first.',
  },
  unknownService: {
    zh: '没有这个 service_code，或者已经停用。请重新取 services 列表。',
    en: 'No such service_code, or it is not in use any more. Please ask for services again.',
  },
  noPlace: {
    zh: '缺少地点。请给 lat 和 long，或 address_string，或 address_id。',
    en: 'The place is missing. Please give lat and long, or address_string, or address_id.',
  },
  coordinates: {
    zh: 'lat 和 long 要同时给，是 WGS-84 的十进制度数，例如 31.2304 和 121.4737。',
    en: 'lat and long are given together, in decimal degrees of WGS-84, as in 31.2304 and 121.4737.',
  },
  outside: {
    zh: '这个位置不在本站任何一个网格里。请核对 lat 和 long，或者报给当地的站。',
    en: 'This position is in none of the station’s grids. Please check lat and long, or report it to the station there.',
  },
  notDrawn: {
    zh: '本站还没有画网格，不能按坐标找。请改用 address_string。',
    en: 'The station has drawn no grids yet and cannot go by coordinates. Please give address_string.',
  },
  unknownAddress: {
    zh: '地址对不上本站的楼栋。请写明路名和楼号，例如「清和路8幢」，或者给 lat 和 long。',
    en: 'No building of the station has that address. Please name street and number, as in 清和路8幢, or give lat and long.',
  },
  manyAddresses: {
    zh: '这个地址在几个网格里都有。请写明路名，或者给 lat 和 long。',
    en: 'Several grids have such an address. Please name the street, or give lat and long.',
  },
  unknownAddressId: { zh: '没有这个 address_id。', en: 'No such address_id.' },
  attribute: (code: string) => ({
    zh: `这个服务没有属性 ${code}。请取它的 services/<code> 定义。`,
    en: `The service has no attribute ${code}. Please ask for its definition.`,
  }),
  attributeValue: (code: string) => ({
    zh: `属性 ${code} 没有这个值。请取它的 services/<code> 定义。`,
    en: `The attribute ${code} has no such value. Please ask for its definition.`,
  }),
  url: {
    zh: 'media_url 要以 http:// 或 https:// 开头，最多500字。',
    en: 'media_url begins with http:// or https:// and has 500 characters at most.',
  },
  email: { zh: 'email 不是邮箱地址。', en: 'email is no address of e-mail.' },
  date: (name: string) => ({
    zh: `${name} 不是带时区的日期时间，例如 2026-11-26T08:00:00Z。`,
    en: `${name} is no date and time with a time zone, as in 2026-11-26T08:00:00Z.`,
  }),
  span: {
    zh: '从 start_date 到 end_date 不能超过90天，开始也不能晚于结束。',
    en: 'From start_date to end_date are 90 days at most, and it begins before it ends.',
  },
  status: { zh: 'status 只能是 open 或 closed。', en: 'status is open or closed.' },
  manyIds: { zh: '一次最多查1000个 service_request_id。', en: 'At most 1000 service_request_id at once.' },
} as const satisfies Readonly<Record<string, Label | ((...parts: never[]) => Label)>>;
