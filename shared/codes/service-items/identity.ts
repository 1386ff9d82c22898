import { days, item, needed, onlyIf, workingDays, type CatalogueItem } from './item';

/** Household registration and identity papers (户籍治安). */
export const IDENTITY: readonly CatalogueItem[] = [
  item({
    number: 'S001',
    family: '户籍治安',
    name: '户口登记',
    department: '公安分局',
    materials: [
      needed('入户申请（窗口填写）'),
      needed('出生医学证明'),
      needed('父母结婚证'),
      needed('父（母）居民身份证、居民户口簿'),
    ],
    statutory: { text: '30工作日（需调查核实）', limit: workingDays(30) },
    promised: { text: '即办（手续齐全）', limit: null },
    basis: '《中华人民共和国户口登记条例》；公通字〔1998〕56号',
    source: { name: '遂宁市出生登记（一周岁内）办事指南', date: '2018' },
  }),
  item({ number: 'S002', family: '户籍治安', name: '户口注销', department: '公安分局' }),
  item({ number: 'S003', family: '户籍治安', name: '户口变更', department: '公安分局' }),
  item({ number: 'S005', family: '户籍治安', name: '户口迁移审批', department: '公安分局' }),
  item({ number: 'S008', family: '户籍治安', name: '亲属关系证明', department: '公安分局' }),
  item({
    number: 'S009',
    family: '户籍治安',
    name: '居民身份证办理（包括临时）',
    department: '公安分局',
    materials: [onlyIf('首次申领', '居民户口簿'), onlyIf('换领', '原居民身份证')],
    statutory: { text: '60日（交通不便可延30日）', limit: days(60) },
    promised: { text: '20工作日', limit: workingDays(20) },
    basis: '《中华人民共和国居民身份证法》',
    source: { name: '重庆市居民身份证办事指南（转载）', date: null },
  }),
  item({ number: 'S010', family: '户籍治安', name: '居民身份证挂失申报、丢失招领', department: '公安分局' }),
  item({ number: 'S012', family: '户籍治安', name: '临时身份证明', department: '公安分局' }),
  item({
    number: 'S013',
    family: '户籍治安',
    name: '居住证办理',
    department: '公安分局',
    statutory: { text: '15日', limit: days(15) },
    basis: '《居住证暂行条例》',
    source: { name: '居住证办事指南（转载）', date: null },
  }),
  item({ number: 'S014', family: '户籍治安', name: '无犯罪记录证明', department: '公安分局' }),
  item({ number: 'S015', family: '户籍治安', name: '犬类准养证核发', department: '公安分局' }),
];
