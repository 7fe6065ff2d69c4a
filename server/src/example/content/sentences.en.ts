import type { Scene } from './scenes.ts'

/** What people of the firm write down after a call, visit, mail or meeting with customers abroad. */
export const SCENES_EN: readonly Scene[] = [
  {
    topic: 'reorder',
    kinds: ['call', 'call', 'mail', 'note'],
    subject: 'Reorder: {p}',
    texts: [
      'call|{who} called: two weeks of {p} left. Wants {q}, same batch as last time if we can.',
      'Asked about stock. {who} uses {p} faster than planned and takes {q} now.',
      '{who} asked whether {p} can come before the audit. Told them yes if ordered by Thursday.',
      'It was about time for {p} again; {who} ordered {q} on the spot.',
      'mail|{who} sent the list, mostly {p}, and asks for the price of the large pack.',
      'note|Confirmed {q} of {p}. Invoice to the group as usual.',
    ],
    promise: 'Ship {p} by Thursday',
  },
  {
    topic: 'quote',
    kinds: ['mail', 'mail', 'call', 'meeting'],
    subject: 'Quote for {p}',
    texts: [
      'mail|Sent {who} the quote for {p} with installation and two days of training, valid for 30 days.',
      '{who} is fine with the price of {p} but wants eighteen months of warranty instead of twelve. Will ask.',
      'Only one question on the quote: how many hours the lamp lasts. Answered with measured figures from three sites.',
      'mail|{who} forwarded a comparison: our {p} is 4 % dearer, parts are cheaper. Sent the five-year cost.',
      'mail|{who} needs the quote for {p} with their item numbers for the new system.',
    ],
    promise: 'Send revised quote for {p}',
  },
  {
    topic: 'delivery',
    kinds: ['call', 'mail', 'note'],
    subject: 'Delivery of {p}',
    texts: [
      'note|{p} received and counted by {who}, nothing broken.',
      'The parcel is a day late. Told {who} before they had to ask; no complaint.',
      '{who} reports a crushed corner on the box of {p}. Contents fine, photo kept.',
      '{p} goes in two parcels; {who} has the second tracking number.',
      'mail|Customs held {p} for two days, released after we sent the tariff code. {who} knows.',
    ],
  },
  {
    topic: 'installation',
    kinds: ['visit', 'visit', 'meeting'],
    subject: 'Installation of {p}',
    texts: [
      'visit|{p} installed, stable baseline. {who} signed the acceptance.',
      'visit|Mains not as specified. {p} is in place, {who} has an electrician coming at the weekend.',
      'visit|Half a day of training on {p} for the team of {who}: six people, two of them quick.',
      'visit|IQ/OQ of {p} done. One certificate in English is missing; promised.',
    ],
    promise: 'English certificate for {p}',
  },
  {
    topic: 'calibration',
    kinds: ['visit', 'call', 'mail'],
    subject: 'Calibration of {p}',
    texts: [
      'visit|Calibrated {p} on site: two points were off by 0.03, corrected while {who} watched.',
      'Reminded {who} that the calibration of {p} runs out next month. Early in the month suits.',
      '{who} asks to calibrate {p} every six months because of a customer audit. Possible, priced.',
    ],
    promise: 'Send calibration certificate',
  },
  {
    topic: 'fault',
    kinds: ['call', 'call', 'visit'],
    subject: '{p}: fault',
    texts: [
      'call|{who} reports drift of {p} after warm-up. Changed the reference by phone, no better; a visit is arranged for Wednesday.',
      'visit|Looked at {p}: damp connector, cleaned, works. “Came when promised and explained everything,” said {who}.',
      'visit|Replaced the lamp of {p} under warranty, 48 minutes on site. {who} would like a spare in stock.',
      'Second repair of {p} and {who} is not amused. Sent a loan unit and will find the root cause.',
      'Read the log of {p} remotely: the sample was too concentrated, not the instrument. {who} agrees.',
    ],
    promise: 'Root cause of the fault on {p}',
  },
  {
    topic: 'audit',
    kinds: ['call', 'mail'],
    subject: 'Papers for the audit',
    texts: [
      'mail|{who} has an audit next month and needs three years of certificates for {p}. Sent as one file.',
      'Unannounced inspection: {who} asked for the OQ of {p} in the evening and had it within twenty minutes.',
      'call|{who} called to say thanks: no findings on {p}.',
    ],
    promise: 'Collect the certificates',
  },
  {
    topic: 'visit',
    kinds: ['visit', 'visit', 'meeting'],
    subject: 'Regular visit',
    texts: [
      'visit|Regular visit to {who}. {p} runs well; the worry is whether next year’s budget comes early.',
      'visit|Walked the lab with {who}. An old instrument of another make is due for scrapping next year.',
      'visit|Lunch in the canteen with {who}. The new project needs throughput, {p} may not be enough. Back next month with a proposal.',
      'visit|Met {who} and purchasing. The lab wants {p}, purchasing wants the stock used first.',
      'visit|Ten minutes with {who} between two meetings. All well with {p}.',
    ],
    promise: 'Proposal for higher throughput',
  },
  {
    topic: 'price',
    kinds: ['call', 'meeting'],
    subject: 'Frame prices',
    texts: [
      '{who} wants 5 % off {p} next year. Offered a rebate by quarter instead.',
      'meeting|Frame agreed with {who}: price of {p} fixed for a year, invoiced quarterly.',
      '{who} has an offer for {p} at cost. Suggested a side-by-side test and to let the data speak.',
    ],
    promise: 'Proposal for frame prices',
  },
  {
    topic: 'seminar',
    kinds: ['mail', 'call', 'meeting'],
    subject: 'Autumn seminar',
    texts: [
      'mail|Invited {who} to the autumn seminar; two colleagues come along.',
      '{who} showed how they use {p} at the seminar. Three people asked for the method.',
      'Follow-up after the seminar: {who} would like the method package for {p}.',
    ],
    promise: 'Method package for {p}',
  },
  {
    topic: 'payment',
    kinds: ['call', 'mail', 'note'],
    subject: 'Payment',
    texts: [
      'Went through the account with {who}; last quarter is paid by the end of the month.',
      '{who} says accounting has a new colleague and payment comes a week late. New contact noted.',
      'note|Payment received, thanked {who}.',
    ],
  },
  {
    topic: 'return',
    kinds: ['call', 'mail'],
    subject: 'Return',
    texts: [
      '{who} returns {p}: wrong type ordered, unopened. Credit agreed.',
      'This batch of {p} responds slowly. Replacement goes out first, the old ones come back.',
    ],
    promise: 'Replacement for {p}',
  },
  {
    topic: 'sliding',
    kinds: ['call', 'mail', 'visit'],
    subject: 'Fewer orders',
    texts: [
      'No order for two months. {who} says the line stands still until next quarter.',
      'mail|Two mails to {who} unanswered. The switchboard says somebody else is in charge now.',
      'call|{who} seems to be trying another {p}, a fifth cheaper. We meet next week.',
      'Budget frozen until January, says {who}; they stretch the {p}.',
      'visit|Met {who}: three late deliveries last year have hurt. Apologised and said what changes.',
    ],
    promise: 'What we change about late deliveries',
  },
  {
    topic: 'prospect',
    kinds: ['call', 'mail', 'visit', 'meeting'],
    subject: 'First contact',
    texts: [
      'call|First call with {who}. They use another make, replacement planned next year, interested in {p}.',
      'mail|Met {who} at the fair. Sent the papers on {p} and how sample tests work.',
      'mail|{who} sends five samples to be measured with {p}; results within a week.',
      'call|{who} asked for {p} on the website. Called back the same day; the project waits for approval.',
    ],
    promise: 'Results of the sample test',
  },
  {
    topic: 'care',
    kinds: ['call', 'note', 'mail'],
    subject: 'Greetings',
    texts: [
      'Birthday wishes to {who}, who was pleased.',
      'mail|Sent {who} a card before the holidays. No business.',
      '{who} was promoted. Congratulated, and met the successor.',
    ],
  },
]

/** Ends that go with any scene. */
export const TAILS_EN: readonly string[] = [
  'Bring samples next time.',
  'The team knows.',
  '{who} was in a good mood.',
  'Price was not mentioned again.',
  'We speak again next month.',
  'The new warehouse opens next week, delivery address changes.',
  'Follow up on Friday.',
  'Purchasing takes two weeks.',
  'Uses more {p} than last year.',
  'Reminded them of the calibration date.',
  'No deliveries before month-end, stock-taking.',
  'Offered to introduce us to the lab next door.',
  'Copies to quality, please.',
  'The new technician needs training once more.',
]
