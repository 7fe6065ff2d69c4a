import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { byteSource } from './byte-source.ts'
import { decodeText, findEncoding } from './encoding.ts'

const CHINESE =
  '编号,姓名,地址\n1,张三,上海市浦东新区世纪大道一百号\n2,李四,北京市朝阳区建国路八十八号，靠近地铁站\n3,王五,这家酒店的服务非常好\n'
const FRENCH =
  'id;nom;ville\n1;Hélène Lefèvre;Besançon\n2;Jérôme Noël;Orléans\n3;André Château;Nîmes\n4;Zoé Garçon;Angoulême\n'

async function found(bytes: Buffer) {
  return findEncoding(byteSource(bytes))
}

async function textOf(bytes: Buffer, encoding?: string) {
  const source = byteSource(bytes)
  const { encoding: name } = await findEncoding(source, encoding)
  let text = ''
  for await (const piece of decodeText(source.chunks(), name)) text += piece
  return text
}

describe('finding the encoding', () => {
  it.each([
    ['utf-8', CHINESE, false],
    ['utf-8', CHINESE, true],
    ['gb18030', CHINESE, false],
    ['utf-16le', CHINESE, true],
    ['utf-16be', CHINESE, true],
    ['utf-16le', CHINESE, false],
    ['utf-16be', CHINESE, false],
    ['utf-16le', FRENCH, false],
    ['windows-1252', FRENCH, false],
    ['big5', '編號,姓名,地址\n1,張三,臺北市信義區市府路一號\n2,李四,這家飯店的服務非常好，我們還會再來的\n', false],
    [
      'shift_jis',
      '番号,名前,住所\n1,田中太郎,東京都千代田区丸の内\n2,鈴木花子,このホテルのサービスはとても良かったです\n',
      false,
    ],
    [
      'euc-kr',
      '번호,이름,주소\n1,홍길동,서울특별시 강남구 테헤란로\n2,김철수,이 호텔의 서비스는 매우 좋았습니다\n',
      false,
    ],
    ['windows-1251', 'номер,имя,адрес\n1,Иван Петров,Москва\n2,Мария Иванова,Санкт-Петербург, улица Ленина\n', false],
  ])('reads %s back', async (encoding, text, addBOM) => {
    const bytes = iconv.encode(text, encoding, { addBOM })
    expect((await found(bytes)).encoding).toBe(encoding)
    expect(await textOf(bytes)).toBe(text)
  })

  it('looks beyond an ASCII beginning', async () => {
    const start = 'a,b\n'.repeat(200_000)
    expect((await found(iconv.encode(start + CHINESE, 'gb18030'))).encoding).toBe('gb18030')
    expect((await found(Buffer.from(start + CHINESE))).how).toBe('utf-8')
  })

  it('stays with UTF-8 when one character of many is broken', async () => {
    const bytes = Buffer.concat([Buffer.from(CHINESE), Buffer.from([0xe5, 0xbc, 0x0a]), Buffer.from(CHINESE)])
    expect(await found(bytes)).toMatchObject({ encoding: 'utf-8', how: 'damaged-utf-8' })
    expect(await found(Buffer.from(CHINESE).subarray(0, -2))).toMatchObject({ encoding: 'utf-8' })
  })

  it('follows the person who says better, and refuses names it does not know', async () => {
    expect(await textOf(iconv.encode('é', 'windows-1252'), 'ISO-8859-1')).toBe('é')
    await expect(findEncoding(byteSource(Buffer.from('a')), 'klingon')).rejects.toMatchObject({
      code: 'unknown-encoding',
    })
  })

  it('decodes any bytes into text a database can hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async (bytes) => {
        const text = await textOf(Buffer.from(bytes))
        expect(text).not.toContain('\0')
      }),
    )
  })
})
