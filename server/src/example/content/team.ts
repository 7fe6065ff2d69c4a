/** The people of the firm. The first seat is taken by whoever loads the example firm. */
export interface Seat {
  readonly name: string
  /** Before the @ of the sign-in address. */
  readonly mail: string
  /** A default role, in English. */
  readonly role: 'Administrator' | 'Manager' | 'Sales representative' | 'Service agent'
  readonly team: TeamKey
  readonly territories: readonly string[]
  readonly language: 'zh-CN' | 'en'
  readonly timeZone: string
}

export type TeamKey = 'sales' | 'east' | 'south' | 'overseas'

const CHINA = 'Asia/Shanghai'

export const SEATS: readonly Seat[] = [
  seat('林薇', 'lin.wei', 'Administrator', 'east', ['zhejiang']),
  seat('陈志远', 'chen.zhiyuan', 'Manager', 'sales', ['north']),
  seat('许晴', 'xu.qing', 'Sales representative', 'east', ['zhejiang']),
  seat('顾嘉明', 'gu.jiaming', 'Sales representative', 'east', ['shanghai', 'jiangsu']),
  seat('刘洋', 'liu.yang', 'Sales representative', 'east', ['jiangsu', 'shandong']),
  seat('何雨桐', 'he.yutong', 'Sales representative', 'south', ['guangdong']),
  seat('梁伟杰', 'liang.weijie', 'Sales representative', 'south', ['guangdong', 'fujian']),
  seat('唐思远', 'tang.siyuan', 'Sales representative', 'south', ['southwest', 'central']),
  { ...seat('陈美娅', 'mia.chen', 'Sales representative', 'overseas', ['dach']), timeZone: 'Europe/Berlin' },
  foreign('Sophie Laurent', 'sophie.laurent', ['france-south'], 'Europe/Paris'),
  foreign('Mikael Virtanen', 'mikael.virtanen', ['nordic-uk'], 'Europe/Helsinki'),
  seat('王磊', 'wang.lei', 'Service agent', 'east', ['zhejiang', 'shanghai']),
]

function seat(name: string, mail: string, role: Seat['role'], team: TeamKey, territories: readonly string[]): Seat {
  return { name, mail, role, team, territories, language: 'zh-CN', timeZone: CHINA }
}

function foreign(name: string, mail: string, territories: readonly string[], timeZone: string): Seat {
  return { ...seat(name, mail, 'Sales representative', 'overseas', territories), language: 'en', timeZone }
}

type Bilingual = readonly [chinese: string, english: string]

export const TEAMS: readonly { readonly key: TeamKey; readonly parent: TeamKey | null; readonly names: Bilingual }[] = [
  { key: 'sales', parent: null, names: ['销售部', 'Sales'] },
  { key: 'east', parent: 'sales', names: ['华东组', 'East China'] },
  { key: 'south', parent: 'sales', names: ['华南组', 'South China'] },
  { key: 'overseas', parent: 'sales', names: ['海外组', 'Overseas'] },
]

export const TERRITORIES: Readonly<Record<string, Bilingual>> = {
  zhejiang: ['浙江', 'Zhejiang'],
  shanghai: ['上海', 'Shanghai'],
  jiangsu: ['苏皖', 'Jiangsu and Anhui'],
  shandong: ['山东', 'Shandong'],
  north: ['华北与西北', 'North China'],
  guangdong: ['广东', 'Guangdong'],
  fujian: ['福建', 'Fujian'],
  southwest: ['川渝', 'Sichuan and Chongqing'],
  central: ['两湖', 'Hubei and Hunan'],
  dach: ['德语区', 'German-speaking Europe'],
  'france-south': ['法国、低地与南欧', 'France, Benelux and South'],
  'nordic-uk': ['北欧与英伦', 'Nordics and British Isles'],
}

export const TERRITORY_OF_COUNTRY: Readonly<Record<string, string>> = {
  DE: 'dach',
  AT: 'dach',
  CH: 'dach',
  FR: 'france-south',
  BE: 'france-south',
  NL: 'france-south',
  IT: 'france-south',
  ES: 'france-south',
  FI: 'nordic-uk',
  SE: 'nordic-uk',
  DK: 'nordic-uk',
  NO: 'nordic-uk',
  GB: 'nordic-uk',
  IE: 'nordic-uk',
}
