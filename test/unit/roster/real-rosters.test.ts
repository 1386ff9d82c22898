import { describe, expect, it } from 'vitest';
import type { RosterKind } from '#shared/domain/roster/index';
import fixture from '../../fixtures/rosters/heads.json';
import { suggest } from './suggest';

const EXPECTED: Readonly<Record<string, { kind: RosterKind; named: readonly string[]; missing: readonly string[] }>> = {
  居民信息采集表_网格导出: {
    kind: 'person',
    missing: [],
    named: [
      '本人姓名 → name',
      '身份证号 → citizenId',
      '联系方式 → phone',
      '曾用名 → formerName',
      '户籍所在地 → registeredAddress',
      '性别 → sex',
      '现住址 → address',
      '婚姻状态 → maritalStatus',
      '残疾证编号 → disabilityNumber',
      '残疾类型 → disabilityKind',
      '残疾等级 → disabilityGrade',
      '工作单位 → workplace',
      '政治面貌 → politicalStatus',
      '民族 → ethnicity',
      '文化程度 → education',
    ],
  },
  实有人口导入模板: {
    kind: 'person',
    missing: [],
    named: [
      '姓名* → name',
      '身份证号码* → citizenId',
      '电话号码* → phone',
      '居住处所* → address',
      '与户主关系* → relation',
    ],
  },
  从业人员导入模板: {
    kind: 'person',
    missing: [],
    named: ['姓名* → name', '身份证号码* → citizenId', '电话号码* → phone', '居住地址* → address'],
  },
  人员信息表: {
    kind: 'person',
    missing: [],
    named: [
      '名称 → name',
      '曾用名 → formerName',
      '用户性别（0男 1女 2未知） → sex',
      '证件号码(默认是18位身份证号码) → citizenId',
      '民族 → ethnicity',
      '户籍详址 → registeredAddress',
      '现住详址 → address',
      '婚姻状况(0否1是,默认0) → maritalStatus',
      '政治面貌 → politicalStatus',
      '学历 → education',
      '服务处所 → workplace',
      '手机号码 → phone',
      '出生日期 → birthDate',
      '人户一致标志 → isRegisteredHere',
      '户号 → householdNumber',
      '户主身份证号 → headCitizenId',
      '户主姓名 → headName',
      '与户主关系 → relation',
    ],
  },
  房屋台账: {
    kind: 'dwelling',
    missing: [],
    named: [
      '楼栋名称 → building',
      '单元 → unit',
      '楼层 → floor',
      '门牌号 → room',
      '建筑面积(单位平方米) → area',
      '使用性质(比如“商用”、“居住使用”) → use',
      '是否出租,(0否1是,默认0) → isRented',
      '经度 → longitude',
      '纬度 → latitude',
    ],
  },
  出租房屋登记: { kind: 'dwelling', missing: ['address'], named: ['出租面积 → area', '房屋状态 → use'] },
  企业台账_非公经济组织: {
    kind: 'enterprise',
    missing: [],
    named: [
      '企业名称 → name',
      '非公经济组织企业类别 → enterpriseKind',
      '企业地址 → address',
      '企业联系方式 → phone',
      '企业员工数 → employees',
      '工商执照号码(统一社会信用代码) → creditCode',
      '法人姓名 → representative',
      '是否危化企业 → isHazardous',
      '经度 → longitude',
      '纬度 → latitude',
    ],
  },
  社会组织台账: {
    kind: 'enterprise',
    missing: [],
    named: [
      '名称 → name',
      '统一社会信用代码(18位信用码) → creditCode',
      '注册地址 → address',
      '法人代表 → representative',
      '负责人联系方式 → phone',
      '经度 → longitude',
      '纬度 → latitude',
      '员工人数(比如“500-700人”) → employees',
      '社会组织类型 → enterpriseKind',
    ],
  },
  重点青少年: {
    kind: 'person',
    missing: ['name', 'citizenId', 'sex'],
    named: ['监护人姓名 → contactName', '与监护人关系 → contactRelation', '监护人联系方式 → contactPhone'],
  },
};

/** Tables that name nobody, by id of another system or not at all: nothing in them can be taken in as a roster. */
const NO_ROSTERS = [
  '重点人员_严重精神障碍',
  '重点人员_社区矫正',
  '重点人员_刑满释放',
  '留守人员',
  '关爱人员',
  '走访记录表',
  '走访计划',
  '签到打卡',
  '隐患排查表',
  '物业小区安全检查表',
];

describe('rosters in use', () => {
  it('are all looked at', () => {
    const names = fixture.rosters.map(({ name }) => name).sort();
    expect([...Object.keys(EXPECTED), ...NO_ROSTERS].sort()).toEqual(names);
  });

  it.each(fixture.rosters.filter(({ name }) => name in EXPECTED))('$name is read', ({ name, heads }) => {
    const { mapping, missing, named } = suggest(heads);
    expect({ kind: mapping.kind, missing, named }).toEqual(EXPECTED[name]);
  });

  it.each(fixture.rosters.filter(({ name }) => NO_ROSTERS.includes(name)))(
    '$name is no roster: names and ids are missing',
    ({ heads }) => {
      const { missing, named } = suggest(heads);
      expect(missing).toContain('name');
      expect(named.filter((each) => /→ (?:name|citizenId|phone|address)$/.test(each))).toEqual([]);
    },
  );

  it('have their codes explained by their heads', () => {
    const people = fixture.rosters.find(({ name }) => name === '人员信息表');
    const { words } = suggest(people?.heads ?? []).mapping;
    expect(words.sex).toMatchObject({ '0': 'male', '1': 'female', '2': '' });
    expect(words.maritalStatus).toMatchObject({ '0': '10', '1': '20' });
    const homes = fixture.rosters.find(({ name }) => name === '房屋台账');
    expect(suggest(homes?.heads ?? []).mapping.words.isRented).toMatchObject({ '0': 'no', '1': 'yes' });
    const social = fixture.rosters.find(({ name }) => name === '社会组织台账');
    expect(suggest(social?.heads ?? []).mapping.words.enterpriseKind).toEqual({ '': 'social' });
  });
});
