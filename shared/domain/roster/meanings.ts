import type { Title } from './titles';
import type { RosterField, RosterKind } from './types';

/** Names that columns of a field have, the likeliest first, with spaces between. */
type Names = Readonly<Partial<Record<RosterField, string>>>;

const HOMES: Names = {
  address:
    '现住址 现住详址 现居住地址 现住地址 居住地址 现居住地 现居地址 实际居住地址 实际居住地 居住详址 常住地址 家庭住址 家庭地址 居住处所 居住地 住址 详细地址 地址 房屋地址 房屋坐落 坐落 住所',
  street: '小区名称 小区 所属小区 街道路名 道路 街路巷 路名 街巷 街道名称 居住小区 自然村 住宅小区',
  building: '楼栋名称 楼栋 楼栋号 楼号 栋号 幢号 楼幢 幢 栋 所属楼栋 楼幢号 楼栋编号 楼宇 楼宇名称',
  unit: '单元 单元号 单元名称 门栋 梯号 楼门',
  floor: '楼层 所在楼层 层数 层 楼层号 所在层',
  room: '门牌号 房号 室号 房间号 户室号 门牌 室 房屋号 门号 房间 房屋编号 户室 室房号',
  grid: '网格 所属网格 网格号 网格名称 网格编号 所在网格 网格序号 责任网格 所属网格名称',
};

const PEOPLE: Names = {
  ...HOMES,
  name: '姓名 本人姓名 居民姓名 人员姓名 成员姓名 家庭成员姓名 老人姓名 残疾人姓名 儿童姓名 用户姓名 公民姓名 家庭成员 居民 名字 名称',
  citizenId:
    '身份证号码 身份证号 公民身份号码 公民身份证号码 公民身份证号 居民身份证号 居民身份证号码 本人身份证号 身份证件号码 身份证 身份号码 证件号码 证件号',
  sex: '性别 用户性别 本人性别',
  birthDate: '出生日期 出生年月日 出生年月 生日 出生时间 出生',
  phone:
    '联系电话 手机号码 手机号 手机 本人联系电话 本人电话 联系方式 本人联系方式 电话号码 电话 联系号码 移动电话 个人联系电话 居民电话',
  relation: '与户主关系 与户主的关系 和户主关系 户主关系 家庭关系 与户主之间关系 与户主关系代码 与户主称谓',
  householdNumber: '户号 户编号 家庭编号 户籍号 户口簿号 户口本号 户口号 家庭户号 户序号',
  headName: '户主姓名 户主 所属户主 户主名字 户主名称',
  headCitizenId: '户主身份证号 户主身份证号码 户主身份证 户主证件号码 户主公民身份号码',
  registeredAddress:
    '户籍地址 户籍详址 户籍所在地 户籍地详细地址 户口所在地 户籍地 户籍住址 户口地址 户籍详细地址 户口所在地址 户籍所在地址',
  isRegisteredHere:
    '人户一致标志 是否人户一致 人户一致 人口类型 是否户籍人口 人员类别 户籍类型 居民类型 户口性质 是否本地户籍',
  status: '人员状态 居住状态 在住状态 人口状态 居住情况 是否在住 居住现状',
  ethnicity: '民族',
  education: '文化程度 学历 受教育程度 教育程度 最高学历',
  maritalStatus: '婚姻状况 婚姻状态 婚姻情况 婚姻',
  politicalStatus: '政治面貌 政治身份',
  workplace: '工作单位 服务处所 单位名称 工作单位名称 就业单位 单位 就读学校或工作单位 工作单位或就读学校',
  formerName: '曾用名',
  disabilityKind: '残疾类型 残疾类别 残疾种类 残疾情况 残疾 残疾状况 是否残疾',
  disabilityGrade: '残疾等级 残疾级别 残疾程度',
  disabilityNumber: '残疾证编号 残疾证号 残疾证号码 残疾人证号 残疾证 残疾人证编号 残疾人证号码',
  livingAlone: '是否独居 独居 是否独居老人 独居老人 独居情况',
  contactName: '紧急联系人 紧急联系人姓名 联系人 联系人姓名 家属姓名 监护人姓名 监护人 亲属姓名 子女姓名 家庭联系人',
  contactRelation:
    '与紧急联系人关系 紧急联系人关系 与联系人关系 联系人关系 与本人关系 与监护人关系 监护人关系 家属关系 与家属关系 亲属关系',
  contactPhone:
    '紧急联系电话 紧急联系人电话 紧急联系方式 紧急联系人联系方式 紧急联系人联系电话 联系人电话 联系人手机 联系人联系方式 联系人联系电话 家属电话 家属联系方式 家属联系电话 监护人电话 监护人联系方式 监护人联系电话 子女电话 子女联系方式',
};

const HOUSEHOLDS: Names = {
  ...PEOPLE,
  name: '户主姓名 户主 户主名字 户主名称 姓名',
  citizenId: '户主身份证号 户主身份证号码 户主身份证 户主证件号码 户主公民身份号码 身份证号码 身份证号 公民身份号码',
  phone: '户主联系方式 户主联系电话 户主电话 户主手机号 户主手机 联系电话 手机号码 联系方式 电话号码 电话',
  sex: '户主性别 性别',
  birthDate: '户主出生日期 出生日期',
};

const DWELLINGS: Names = {
  ...HOMES,
  address: `房屋地址 房屋坐落 坐落 房屋详细地址 门牌地址 ${HOMES.address}`,
  use: '使用性质 房屋用途 使用情况 房屋使用性质 房屋状态 房屋类型 房屋性质 用途 居住性质 房屋使用情况',
  isRented: '是否出租 出租情况 是否出租房 出租房 是否租赁',
  area: '建筑面积 房屋面积 面积 套内面积 使用面积 出租面积 住房面积',
  longitude: '经度 东经 lng longitude',
  latitude: '纬度 北纬 lat latitude',
};

const ENTERPRISES: Names = {
  ...HOMES,
  address: `企业地址 注册地址 单位地址 经营地址 经营场所 机构地址 营业地址 商户地址 店铺地址 门面位置 ${HOMES.address}`,
  name: '企业名称 单位名称 机构名称 组织名称 商户名称 店铺名称 公司名称 经营主体名称 市场主体名称 名称 社会组织名称 场所名称',
  enterpriseKind:
    '企业类型 企业类别 单位类型 社会组织类型 机构类型 主体类型 非公经济组织企业类别 企业性质 单位性质 单位类别 组织类型 经济类型',
  creditCode: '统一社会信用代码 社会信用代码 信用代码 统一信用代码 工商执照号码 营业执照号 营业执照编号 营业执照号码',
  representative:
    '法定代表人 法人代表 法人姓名 法人 法定代表人姓名 法人代表姓名 负责人姓名 负责人 经营者 经营者姓名 业主姓名 店主',
  phone:
    '企业联系方式 企业电话 单位电话 联系电话 联系方式 法人联系方式 法人联系电话 法人电话 负责人联系方式 负责人电话 负责人联系电话 经营者电话 电话 手机号码 电话号码',
  employees: '企业员工数 员工人数 员工数 从业人数 职工人数 从业人员数 人员数量 从业人员 职工数',
  isHazardous: '是否危化企业 危化企业 是否危化 是否涉及危化品 是否危险化学品企业 是否危化品企业',
  longitude: DWELLINGS.longitude ?? '',
  latitude: DWELLINGS.latitude ?? '',
};

const BY_KIND = { person: PEOPLE, household: HOUSEHOLDS, dwelling: DWELLINGS, enterprise: ENTERPRISES };

interface Meaning {
  readonly field: RosterField;
  /** The higher, the surer. */
  readonly weight: number;
}

const dictionaries = new Map(
  Object.entries(BY_KIND).map(([kind, names]) => {
    const meanings = new Map<string, Meaning>();
    for (const [field, list] of Object.entries(names) as [RosterField, string][]) {
      list.split(' ').forEach((name, rank) => {
        if (!meanings.has(name)) meanings.set(name, { field, weight: 100 - rank });
      });
    }
    return [kind as RosterKind, meanings];
  }),
);

/** Whom a group head or the beginning of a head can be about, and what stands before the rest then. */
const SUBJECTS: readonly (readonly [RegExp, string])[] = [
  [/^户主/u, '户主'],
  [/^(?:紧急联系人|联系人|家属|监护人)/u, '联系人'],
  [/^(?:法人|法定代表人|负责人)/u, '法人'],
];

/** What a column of a roster of that kind means by its head; null for a head that is not known. */
export function meaningOf({ name, group }: Title, kind: RosterKind): Meaning | null {
  const meanings = dictionaries.get(kind);
  const subject = SUBJECTS.find(([pattern]) => pattern.test(group))?.[1];
  if (subject !== undefined) {
    const joined = name.startsWith('与') || name.startsWith(subject) ? name : `${subject}${name}`;
    return meanings?.get(joined.toLowerCase()) ?? null;
  }
  return meanings?.get(name.toLowerCase()) ?? meanings?.get(name.replace(/^(?:本人|居民|公民|现)/u, '')) ?? null;
}

/** Whether some kind of roster knows the head: what a row of heads has and a row of data has not. */
export const isKnownTitle = (title: Title): boolean =>
  COMMON.has(title.name.toLowerCase()) || [...dictionaries.keys()].some((kind) => meaningOf(title, kind) !== null);

/** Heads that mean nothing here and tell a row of heads all the same. */
const COMMON = new Set(
  '序号 编号 备注 年龄 籍贯 国籍 职务 职业 宗教信仰 证件类型 户型 状态 主键id 社区id 小区id 人员id 创建人 创建单位 更新人 更新单位 登记时间 登记人'.split(
    ' ',
  ),
);

/** Heads about somebody else than the row: a number below them is not that of the person. */
export const isAboutOthers = ({ name, group }: Title): boolean =>
  /户主|监护|法人|代表|负责|房主|业主|产权人|民警|网格员|登记人|联系人|治安|治保|成员|帮扶|家属|父亲|母亲|配偶|创建|更新|审核|处理|上报|涉及|对象|楼长/u.test(
    group + name,
  );
