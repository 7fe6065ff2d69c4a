import type app from '../app/words/en.json'
import type conversations from '../conversations/words/en.json'
import type customers from '../customers/words/en.json'
import type home from '../home/words/en.json'
import type platform from '../platform/words/en.json'
import type records from '../records/words/en.json'
import type sales from '../sales/words/en.json'
import type ui from '../ui/words/en.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    returnNull: false
    resources: {
      app: typeof app
      ui: typeof ui
      records: typeof records
      customers: typeof customers
      sales: typeof sales
      conversations: typeof conversations
      platform: typeof platform
      home: typeof home
    }
  }
}
