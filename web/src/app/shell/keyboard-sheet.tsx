import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../ui/kbd.tsx'
import classes from './keyboard-sheet.module.css'

const groups = [
  { name: 'anywhere', keys: { palette: 'Mod+K', sheet: '?', rail: '[', save: 'Mod+Enter' } },
  {
    name: 'go',
    keys: {
      home: 'G H',
      customers: 'G C',
      interactions: 'G I',
      orders: 'G O',
      products: 'G P',
      recognise: 'G R',
      imports: 'G M',
      settings: 'G S',
    },
  },
  { name: 'list', keys: { next: 'J', previous: 'K', open: 'Enter', edit: 'E', select: 'X', create: 'N', filter: 'F' } },
  { name: 'record', keys: { log: 'L', back: 'Esc' } },
] as const

export function KeyboardSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('app')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keyboard.title')}
      size={640}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'ui' }) }}
    >
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.name}>
            <h3 className={classes.title}>{t(`keyboard.${group.name}`)}</h3>
            <dl className={classes.keys}>
              {Object.entries(group.keys).map(([what, keys]) => (
                <div key={what} className={classes.line}>
                  <dt>{t(`keyboard.what.${what as 'palette'}`)}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
