/** Words of the page that lists the published formats, Chinese and English side by side. */
export const FORMAT_WORDS = {
  title: { zh: '记录格式', en: 'Record formats' },
  intro: {
    zh: '站点主机和区级中心里每种文档的 JSON Schema。含义见 shared/schema/FORMAT.md。',
    en: 'JSON Schema of every document at a station’s hub and at the district’s. What it means is told in shared/schema/FORMAT.md.',
  },
  columns: {
    type: { zh: '类型', en: 'Type' },
    name: { zh: '名称', en: 'Name' },
    version: { zh: '版本', en: 'Version' },
    database: { zh: '所在库', en: 'Database' },
    sealed: { zh: '只以密文出现的值', en: 'Values that appear sealed' },
    schema: { zh: '格式', en: 'Schema' },
  },
  stub: { zh: '去向标记（任何类型）', en: 'stub (of any type)' },
  picture: { zh: '照片和扫描件', en: 'photo or scan' },
  voice: { zh: '语音', en: 'spoken note' },
  none: { zh: '无', en: 'none' },
} as const;
