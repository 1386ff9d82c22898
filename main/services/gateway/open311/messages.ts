/** What is said of a request that does not get as far as the service. */
export const SAID = {
  noResource: {
    zh: '没有这个地址。地址以 .xml 或 .json 结尾，例如 services.json。',
    en: 'No such resource. Addresses end in .xml or .json, as in services.json.',
  },
  noService: {
    zh: '没有这个 service_code。请先取 services 列表。',
    en: 'No such service_code. Please ask for services first.',
  },
  noRequest: {
    zh: '没有这个编号，或者不是用这个密钥上报的。',
    en: 'No such id, or it was not reported with this key.',
  },
  noJurisdiction: (id: string) => ({
    zh: `没有这个 jurisdiction_id。本站是 ${id}，也可以不填。`,
    en: `No such jurisdiction_id. This station is ${id}; it may be left out.`,
  }),
  keyMissing: {
    zh: '缺少 api_key。密钥向本站站长申请。',
    en: 'api_key is missing. Ask the station’s manager for one.',
  },
  keyWrong: {
    zh: 'api_key 不对，或者已经停用。请向本站站长申请。',
    en: 'The api_key is not right, or was revoked. Ask the station’s manager for one.',
  },
  mayNotRead: { zh: '这个密钥不能查询，只能上报。', en: 'This key may report only, not ask.' },
  mayNotReport: { zh: '这个密钥不能上报，只能查询。', en: 'This key may ask only, not report.' },
  notUtf8: { zh: '只收 UTF-8 编码。', en: 'UTF-8 is the only encoding.' },
  notForm: {
    zh: '请用 application/x-www-form-urlencoded; charset=utf-8 提交，字段不超过60个。',
    en: 'Please send application/x-www-form-urlencoded; charset=utf-8 with 60 fields at most.',
  },
  tooLarge: { zh: '提交的内容太大，最多64KB。', en: 'That is too large: 64 KB at most.' },
  notUnderstood: {
    zh: '看不懂这个请求，请对照接口说明。',
    en: 'The request is not understood. Please compare the specification.',
  },
  tooOften: {
    zh: '请求太频繁，请按 Retry-After 过一会儿再试。',
    en: 'Too many requests. Please come again after what Retry-After says.',
  },
  busy: {
    zh: '本站正忙或刚启动，请过一会儿再试。',
    en: 'The station is busy or has just started. Please try again in a while.',
  },
  trouble: { zh: '本站出了问题，请告诉本站。', en: 'The station could not do this. Please tell the station.' },
} as const;
