export interface ChineseCity {
  readonly name: string
  readonly region: string
  /** Seat of the territory that the city lies in, see team.ts. */
  readonly territory: string
  readonly areaCode: string
  /** First four digits of its postcodes. */
  readonly postcode: string
  readonly districts: readonly string[]
  readonly weight: number
}

const city = (
  name: string,
  region: string,
  territory: string,
  codes: readonly [areaCode: string, postcode: string],
  districts: string,
  weight: number,
): ChineseCity => ({
  name,
  region,
  territory,
  areaCode: codes[0],
  postcode: codes[1],
  districts: districts.split(' '),
  weight,
})

export const CHINESE_CITIES: readonly ChineseCity[] = [
  city('杭州', '浙江', 'zhejiang', ['0571', '3100'], '滨江区 余杭区 钱塘区 西湖区 萧山区', 11),
  city('宁波', '浙江', 'zhejiang', ['0574', '3150'], '海曙区 鄞州区 北仑区', 6),
  city('嘉兴', '浙江', 'zhejiang', ['0573', '3140'], '南湖区 秀洲区', 3),
  city('绍兴', '浙江', 'zhejiang', ['0575', '3120'], '越城区 柯桥区 上虞区', 3),
  city('温州', '浙江', 'zhejiang', ['0577', '3250'], '鹿城区 龙湾区', 2),
  city('上海', '上海', 'shanghai', ['021', '2012'], '浦东新区 闵行区 徐汇区 嘉定区 松江区', 12),
  city('苏州', '江苏', 'jiangsu', ['0512', '2150'], '工业园区 虎丘区 吴中区', 7),
  city('南京', '江苏', 'jiangsu', ['025', '2100'], '江宁区 玄武区 江北新区', 6),
  city('无锡', '江苏', 'jiangsu', ['0510', '2140'], '新吴区 滨湖区', 4),
  city('常州', '江苏', 'jiangsu', ['0519', '2130'], '新北区 武进区', 2),
  city('合肥', '安徽', 'jiangsu', ['0551', '2300'], '蜀山区 高新区', 3),
  city('青岛', '山东', 'shandong', ['0532', '2660'], '崂山区 黄岛区 城阳区', 4),
  city('济南', '山东', 'shandong', ['0531', '2500'], '历城区 高新区', 3),
  city('烟台', '山东', 'shandong', ['0535', '2640'], '莱山区 福山区', 2),
  city('北京', '北京', 'north', ['010', '1000'], '海淀区 大兴区 昌平区 亦庄开发区', 6),
  city('天津', '天津', 'north', ['022', '3003'], '滨海新区 西青区', 3),
  city('西安', '陕西', 'north', ['029', '7100'], '雁塔区 高新区', 3),
  city('广州', '广东', 'guangdong', ['020', '5106'], '黄埔区 番禺区 天河区', 7),
  city('深圳', '广东', 'guangdong', ['0755', '5180'], '南山区 坪山区 光明区', 7),
  city('东莞', '广东', 'guangdong', ['0769', '5230'], '松山湖园区 南城街道', 3),
  city('珠海', '广东', 'guangdong', ['0756', '5190'], '金湾区 香洲区', 3),
  city('佛山', '广东', 'guangdong', ['0757', '5280'], '南海区 顺德区', 3),
  city('厦门', '福建', 'fujian', ['0592', '3610'], '海沧区 集美区', 4),
  city('福州', '福建', 'fujian', ['0591', '3500'], '仓山区 马尾区', 3),
  city('成都', '四川', 'southwest', ['028', '6100'], '高新区 温江区 双流区', 5),
  city('重庆', '重庆', 'southwest', ['023', '4000'], '渝北区 北碚区', 3),
  city('武汉', '湖北', 'central', ['027', '4300'], '东湖高新区 江夏区', 5),
  city('长沙', '湖南', 'central', ['0731', '4100'], '岳麓区 浏阳市', 3),
]

export const CHINESE_STREETS = (
  '科技大道 创新路 江陵路 人民路 解放路 学院路 滨河路 工业南路 生物岛一路 青年路 和平路 文苑路 海棠街 兴业路 望江路 ' +
  '云台路 明珠路 长虹路 丰收路 银杏路 康庄路 春晓路 东风路 翠屏路 桂花街'
).split(' ')
