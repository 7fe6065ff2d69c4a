import type { TradeKey } from './chinese-firms.ts'

export type ProductGroup = 'instrument' | 'accessory' | 'probe' | 'reagent' | 'consumable' | 'service'

export interface ExampleProduct {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly group: ProductGroup
  readonly unit: readonly [chinese: string, english: string]
  /** Yuan. */
  readonly price: number
  /** Trades that use it; null for all. */
  readonly trades: readonly TradeKey[] | null
}

/** Categories as the product list shows them. */
export const GROUP_NAMES: Readonly<Record<ProductGroup, readonly [chinese: string, english: string]>> = {
  instrument: ['仪器', 'Instruments'],
  accessory: ['附件与配件', 'Accessories and parts'],
  probe: ['探头与传感器', 'Probes and sensors'],
  reagent: ['试剂与标准品', 'Reagents and standards'],
  consumable: ['耗材', 'Consumables'],
  service: ['服务', 'Services'],
}

/** Code, name, English name, group, unit, yuan, trades that use it (`-` for all). */
const TABLE = `
FS-5 | 荧光光谱仪 FS-5 | Fluorescence spectrometer FS-5 | instrument | 台 / pc | 186000 | biotech pharma university materials
FS-7 | 稳态瞬态荧光光谱仪 FS-7 | Fluorescence lifetime spectrometer FS-7 | instrument | 台 / pc | 428000 | university materials biotech
UV-2600 | 紫外可见分光光度计 UV-2600 | UV-Vis spectrophotometer UV-2600 | instrument | 台 / pc | 68000 | -
IR-30 | 傅里叶红外光谱仪 IR-30 | FTIR spectrometer IR-30 | instrument | 台 / pc | 238000 | pharma materials university testing
AA-90 | 原子吸收光谱仪 AA-90 | Atomic absorption spectrometer AA-90 | instrument | 台 / pc | 265000 | environment food testing
LC-20 | 高效液相色谱仪 LC-20 | HPLC system LC-20 | instrument | 台 / pc | 215000 | pharma food testing biotech
GC-18 | 气相色谱仪 GC-18 | Gas chromatograph GC-18 | instrument | 台 / pc | 178000 | environment food testing
IC-12 | 离子色谱仪 IC-12 | Ion chromatograph IC-12 | instrument | 台 / pc | 156000 | environment food testing
PH-8 | 台式 pH 计 PH-8 | Bench pH meter PH-8 | instrument | 台 / pc | 8600 | -
DO-6 | 溶解氧分析仪 DO-6 | Dissolved oxygen meter DO-6 | instrument | 台 / pc | 12800 | environment food biotech
TOC-4 | 总有机碳分析仪 TOC-4 | TOC analyser TOC-4 | instrument | 台 / pc | 168000 | pharma environment materials
KF-3 | 卡尔费休水分仪 KF-3 | Karl Fischer titrator KF-3 | instrument | 台 / pc | 46000 | pharma food materials
PB-220 | 分析天平 PB-220 | Analytical balance PB-220 | instrument | 台 / pc | 21500 | -
CF-16 | 高速冷冻离心机 CF-16 | Refrigerated centrifuge CF-16 | instrument | 台 / pc | 58000 | biotech hospital university pharma
CI-150 | 恒温培养箱 CI-150 | Incubator CI-150 | instrument | 台 / pc | 23800 | biotech food hospital university
QP-96 | 实时荧光定量 PCR 仪 QP-96 | Real-time PCR system QP-96 | instrument | 台 / pc | 198000 | biotech hospital testing
MR-96 | 酶标仪 MR-96 | Microplate reader MR-96 | instrument | 台 / pc | 76000 | biotech hospital food pharma
PC-4 | 激光粒子计数器 PC-4 | Laser particle counter PC-4 | instrument | 台 / pc | 39800 | pharma materials hospital
WQ-100 | 在线水质监测仪 WQ-100 | Online water quality monitor WQ-100 | instrument | 台 / pc | 92000 | environment
FS-LAMP | FS 系列氙灯 | Xenon lamp for FS series | accessory | 支 / pc | 4800 | biotech pharma university materials
UV-LAMP | UV 氘灯 | Deuterium lamp for UV-2600 | accessory | 支 / pc | 2600 | -
FS-CELL | 荧光比色皿套装 | Fluorescence cuvette set | accessory | 盒 / box | 1280 | biotech pharma university materials
LC-PUMP | LC-20 泵头密封组件 | LC-20 pump seal kit | accessory | 件 / pc | 1960 | pharma food testing biotech
GC-FID | FID 检测器组件 | FID detector assembly | accessory | 件 / pc | 6800 | environment food testing
AA-HCL | 空心阴极灯 | Hollow cathode lamp | accessory | 支 / pc | 1650 | environment food testing
CF-ROTOR | 角转子 24 × 2 ml | Fixed-angle rotor 24 × 2 ml | accessory | 件 / pc | 5400 | biotech hospital university
AS-60 | 自动进样器 AS-60 | Autosampler AS-60 | accessory | 台 / pc | 48000 | pharma food testing environment
PR-PH10 | pH 探头 PR-10 | pH probe PR-10 | probe | 支 / pc | 1180 | -
PR-PH12H | 高温 pH 探头 PR-12H | High-temperature pH probe PR-12H | probe | 支 / pc | 2350 | biotech pharma food
PR-DO6 | 溶氧探头 PR-6 | Dissolved oxygen probe PR-6 | probe | 支 / pc | 2680 | environment food biotech
PR-EC4 | 电导率探头 PR-4 | Conductivity probe PR-4 | probe | 支 / pc | 1420 | environment materials pharma
PR-ORP | ORP 探头 | ORP probe | probe | 支 / pc | 980 | environment food
PR-NH4 | 氨氮电极 | Ammonium electrode | probe | 支 / pc | 3260 | environment
PR-TURB | 浊度传感器 | Turbidity sensor | probe | 支 / pc | 2150 | environment food
ST-PH | pH 缓冲液套装 4/7/10 | pH buffer set 4/7/10 | reagent | 盒 / box | 180 | -
ST-EC | 电导率标准液 | Conductivity standard | reagent | 瓶 / bottle | 120 | environment materials pharma
ST-HM6 | 六种重金属混标 | Heavy metal mix, six elements | reagent | 瓶 / bottle | 860 | environment food testing
ST-PEST | 农残混标 32 种 | Pesticide mix, 32 compounds | reagent | 瓶 / bottle | 1480 | food testing
ST-AFT | 黄曲霉毒素标准品 | Aflatoxin standard | reagent | 瓶 / bottle | 1260 | food testing
RG-KF | 卡尔费休试剂 | Karl Fischer reagent | reagent | 瓶 / bottle | 320 | pharma food materials
RG-COD | COD 预制试剂 | COD cuvette test | reagent | 盒 / box | 460 | environment
RG-QPCR | 荧光定量预混液 | qPCR master mix | reagent | 盒 / box | 1680 | biotech hospital testing
RG-ELISA | ELISA 底物液 | ELISA substrate | reagent | 盒 / box | 640 | biotech hospital food
RG-ACN | 色谱级乙腈 4 L | Acetonitrile, HPLC grade, 4 l | reagent | 瓶 / bottle | 420 | pharma food testing biotech
CN-C18 | C18 色谱柱 250 mm | C18 column 250 mm | consumable | 支 / pc | 3600 | pharma food testing biotech
CN-VIAL | 进样瓶 2 ml | Vials 2 ml | consumable | 盒 / box | 145 | pharma food testing environment biotech
CN-SF45 | 针式过滤器 0.45 µm | Syringe filters 0.45 µm | consumable | 盒 / box | 260 | pharma food testing environment
CN-CUV | 石英比色皿 10 mm | Quartz cuvette 10 mm | consumable | 支 / pc | 380 | -
CN-TIP | 移液吸头 200 µl | Pipette tips 200 µl | consumable | 盒 / box | 96 | biotech hospital university pharma food
CN-TUBE | 离心管 15 ml | Centrifuge tubes 15 ml | consumable | 包 / pack | 88 | biotech hospital university
CN-P96 | 96 孔板 | 96-well plates | consumable | 盒 / box | 540 | biotech hospital pharma
CN-FLT | WQ-100 滤芯 | WQ-100 filter cartridge | consumable | 支 / pc | 310 | environment
CN-GFF | 玻璃纤维滤膜 | Glass fibre filters | consumable | 盒 / box | 210 | environment materials university
CN-GRAPH | 石墨管 | Graphite tubes | consumable | 盒 / box | 1350 | environment food testing
CN-PAPER | 无尘擦拭纸 | Lint-free wipes | consumable | 盒 / box | 75 | -
SV-CAL | 上门校准 | On-site calibration | service | 次 / visit | 2800 | -
SV-IQOQ | IQ/OQ 验证 | IQ/OQ qualification | service | 次 / visit | 9600 | pharma biotech hospital
SV-GOLD | 年度保养（含备件） | Service plan with parts | service | 年 / year | 16800 | -
SV-BASE | 年度保养（标准） | Service plan, standard | service | 年 / year | 7200 | -
SV-TRAIN | 现场操作培训 | On-site training | service | 次 / visit | 3500 | -
`

export const PRODUCTS: readonly ExampleProduct[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [code = '', name = '', nameEn = '', group = '', unit = '', price = '', trades = ''] = line.split(' | ')
    const [unitZh = '', unitEn = ''] = unit.split(' / ')
    return {
      code,
      name,
      nameEn,
      group: group as ProductGroup,
      unit: [unitZh, unitEn],
      price: Number(price),
      trades: trades === '-' ? null : (trades.split(' ') as TradeKey[]),
    }
  })
