import { codeTable, type CodeRow } from './code-table';

/** Political status, GB/T 4762. */
export const POLITICAL_CODES: readonly CodeRow[] = [
  { code: '01', zh: '中共党员', en: 'Communist Party member' },
  { code: '02', zh: '中共预备党员', en: 'Probationary Party member' },
  { code: '03', zh: '共青团员', en: 'Communist Youth League member' },
  { code: '04', zh: '民革会员', en: 'Revolutionary Committee of the Kuomintang' },
  { code: '05', zh: '民盟盟员', en: 'China Democratic League' },
  { code: '06', zh: '民建会员', en: 'China National Democratic Construction Association' },
  { code: '07', zh: '民进会员', en: 'China Association for Promoting Democracy' },
  { code: '08', zh: '农工党党员', en: "Peasants' and Workers' Democratic Party" },
  { code: '09', zh: '致公党党员', en: 'China Zhi Gong Party' },
  { code: '10', zh: '九三学社社员', en: 'Jiusan Society' },
  { code: '11', zh: '台盟盟员', en: 'Taiwan Democratic Self-Government League' },
  { code: '12', zh: '无党派民主人士', en: 'Independent' },
  { code: '13', zh: '群众', en: 'No party' },
];

/** Marital status, GB/T 2261.2. */
export const MARITAL_CODES: readonly CodeRow[] = [
  { code: '10', zh: '未婚', en: 'Single' },
  { code: '20', zh: '已婚', en: 'Married' },
  { code: '21', zh: '初婚', en: 'Married for the first time' },
  { code: '22', zh: '再婚', en: 'Married again' },
  { code: '23', zh: '复婚', en: 'Married to the former spouse again' },
  { code: '30', zh: '丧偶', en: 'Widowed' },
  { code: '40', zh: '离婚', en: 'Divorced' },
  { code: '90', zh: '未说明的婚姻状况', en: 'Not told' },
];

const POLITICAL_VARIANTS: Readonly<Record<string, string>> = {
  '01': '党员 中国共产党党员 共产党员 中共正式党员 正式党员 中共',
  '02': '预备党员 中国共产党预备党员',
  '03': '团员 共青团 中国共产主义青年团团员',
  '04': '民革 民革党员',
  '05': '民盟',
  '06': '民建',
  '07': '民进',
  '08': '农工党 农工',
  '09': '致公党',
  '10': '九三学社 九三',
  '11': '台盟',
  '12': '无党派 无党派人士',
  '13': '一般群众 普通公民 普通群众 公民 无 少先队员',
};

const MARITAL_VARIANTS: Readonly<Record<string, string>> = {
  '10': '未 单身 否 未婚人士',
  '20': '有配偶 已结婚 结婚 是 在婚 已',
  '22': '再婚有配偶',
  '30': '丧 丧配偶 寡 鳏',
  '40': '离异 离 已离婚 离婚未再婚',
  '90': '未说明 不详 未知 其他 其它',
};

/** The code of a political status as rosters write it. Null for what is in no table. */
export const politicalCodeOf = codeTable(POLITICAL_CODES, POLITICAL_VARIANTS);

/** The code of a marital status as rosters write it. Null for what is in no table. */
export const maritalCodeOf = codeTable(MARITAL_CODES, MARITAL_VARIANTS);
