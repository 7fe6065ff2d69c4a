import { type Hero, talk } from './hero.ts'

/** Told by hand, in Europe. */
export const HEROES_ABROAD: readonly Hero[] = [
  {
    name: 'Nordlicht Optik GmbH',
    latinName: '',
    short: 'Nordlicht',
    city: 'Jena',
    country: 'DE',
    trade: 'materials',
    course: 'sliding',
    seat: 8,
    backup: 9,
    employees: 310,
    since: '2021-10-11',
    talk: [
      talk(
        5,
        11,
        ['call', 'out', 7],
        [
          null,
          'Katrin Brandt finds our reaction times good but has never met any of us. A visit in the second week of December suits her.',
        ],
        { person: 0 },
      ),
      talk(
        41,
        10,
        ['mail', 'out', null],
        [
          'Introduction',
          'Wrote to the new head of R&D with a one-page history of what Nordlicht has bought and what we promised. No answer yet.',
        ],
      ),
    ],
    people: [
      {
        familyName: 'Brandt',
        givenName: 'Katrin',
        gender: 'female',
        job: 4,
        country: 'DE',
        preferences: [
          ['drink', 'Green tea'],
          ['dislike', 'Long slide decks'],
        ],
        journal: [
          [
            75,
            'Katrin Brandt took over from Mr Lindner in August. She has not met any of us yet; a visit is due before the next order, not after it.',
          ],
        ],
      },
      { familyName: 'Reuter', givenName: 'Matthias', gender: 'male', job: 1, country: 'DE' },
    ],
  },
  {
    name: 'Montrosa Diagnostics AG',
    latinName: '',
    short: 'Montrosa',
    city: 'Basel',
    country: 'CH',
    trade: 'biotech',
    course: 'key',
    seat: 8,
    backup: 10,
    employees: 520,
    since: '2020-02-24',
    talk: [
      talk(
        2,
        15,
        ['mail', 'in', null],
        [
          'Frame contract',
          'Johanna Vogel accepts the frame prices for next year. Wants delivery notices two days ahead instead of one.',
        ],
        { person: 0 },
      ),
      talk(
        8,
        10,
        ['visit', 'out', 120],
        [
          'Regular visit',
          'Walked the new clean room. Two more plate readers in the spring budget, the tender is a formality.',
        ],
      ),
    ],
    people: [
      { familyName: 'Vogel', givenName: 'Johanna', gender: 'female', job: 0, country: 'CH' },
      { familyName: 'Auer', givenName: 'Stefan', gender: 'male', job: 3, country: 'CH' },
    ],
  },
]
