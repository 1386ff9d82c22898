import { item, needed, onlyIf, workingDays, type CatalogueItem } from './item';

/** Veterans, housing, education, law (退役军人、住房、教育、司法). */
export const OTHERS: readonly CatalogueItem[] = [
  item({
    number: 'S106',
    family: '退役军人',
    name: '退役报到',
    department: '退役军人事务局',
    materials: [
      needed('退役证（照片页、预备役登记页）'),
      needed('部队开具的行政介绍信'),
      needed('户口簿'),
      onlyIf('复学', '学院开出的复学证明'),
      onlyIf('复工复职', '单位开出的复工复职证明'),
      needed('本人近照'),
    ],
    promised: { text: '20工作日', limit: workingDays(20) },
    who: '当年退出现役、自主就业或自主择业的退役军人',
    source: {
      name: '广东政务服务网「退役军人接收预报到(义务兵（自主就业）退役接收预报到)」（广东省退役军人事务厅）',
      date: '2021',
    },
  }),
  item({
    number: 'S107',
    family: '退役军人',
    name: '退役士兵自主就业一次性经济补助金的给付',
    department: '退役军人事务局',
  }),
  item({ number: 'S111', family: '住房', name: '公共租赁住房申请资格审核认定', department: '住建局' }),
  item({
    number: 'S112',
    family: '住房',
    name: '住房保障家庭租赁补贴发放',
    department: '住建局',
    materials: [needed('身份证（原件和复印件1份）'), needed('银行卡（原件和复印件1份）')],
    statutory: { text: '90工作日', limit: workingDays(90) },
    source: { name: '常宁市办事指南（转载）', date: null },
  }),
  item({ number: 'S115', family: '住房', name: '住宅专项维修资金使用备案', department: '住建局' }),
  item({ number: 'S118', family: '教育', name: '学前教育、义务教育阶段入学办理', department: '教育局' }),
  item({ number: 'S119', family: '教育', name: '进城务工人员随迁子女接受义务教育入学申请办理', department: '教育局' }),
  item({
    number: 'S120',
    family: '司法',
    name: '对公民法律援助申请的审批',
    department: '司法局',
    materials: [
      needed('告知承诺制格式文本'),
      needed('居民身份证或有效身份证明'),
      needed('法律援助申请表'),
      needed('申请法律援助事项的材料'),
      needed('法律援助申请人家庭困难和经济困难申报表'),
    ],
    statutory: { text: '3工作日', limit: workingDays(3) },
    promised: { text: '3工作日', limit: workingDays(3) },
    source: { name: '广东政务服务网「法律援助」（广东省司法厅）', date: '2021' },
  }),
  item({ number: 'S122', family: '司法', name: '公证业务预约办理', department: '司法局' }),
];
