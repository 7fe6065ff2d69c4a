import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Every colour of the product, once per scheme. Components use them as `var(--rp-…)`, never as literals. */
const light = {
  page: '#faf9f7',
  surface: '#ffffff',
  sunk: '#f5f4f1',
  line: '#e8e6e1',
  'line-strong': '#d6d3cc',
  text: '#1c1a17',
  muted: '#76716a',
  // The muted grey of the page misses AA on tinted grounds, so those grounds bring their own.
  'muted-on-tint': '#66615b',
  accent: '#0f766e',
  'accent-hover': '#115e59',
  'accent-text': '#ffffff',
  'accent-soft': '#e6f3f1',
  red: '#b42318',
  'red-soft': '#fdecea',
  amber: '#9a6700',
  'amber-on-tint': '#875a00',
  'amber-soft': '#fff6e2',
  green: '#1f7a3d',
  'green-soft': '#e6f4ea',
  blue: '#1d5fb8',
  'blue-soft': '#e6effa',
  violet: '#6b46c1',
  'violet-soft': '#efe9fb',
  neutral: '#5f5a54',
  'neutral-soft': '#f0eeea',
  scrim: 'rgb(28 26 23 / 32%)',
  shadow: '0 8px 28px rgb(28 26 23 / 14%), 0 1px 3px rgb(28 26 23 / 8%)',
}

const dark: typeof light = {
  page: '#131211',
  surface: '#1a1918',
  sunk: '#211f1e',
  line: '#2e2b29',
  'line-strong': '#45413d',
  text: '#f3f1ee',
  muted: '#a39d95',
  'muted-on-tint': '#b3ada5',
  accent: '#2dd4bf',
  'accent-hover': '#5eead4',
  'accent-text': '#0b1f1c',
  'accent-soft': '#12312e',
  red: '#f97066',
  'red-soft': '#351816',
  amber: '#f0b429',
  'amber-on-tint': '#f0b429',
  'amber-soft': '#33260c',
  green: '#4cc38a',
  'green-soft': '#132e20',
  blue: '#6ea8fe',
  'blue-soft': '#14253f',
  violet: '#b39ddb',
  'violet-soft': '#271f3f',
  neutral: '#b9b3ab',
  'neutral-soft': '#272423',
  scrim: 'rgb(0 0 0 / 55%)',
  shadow: '0 10px 32px rgb(0 0 0 / 50%), 0 0 0 1px #2e2b29',
}

const jade: MantineColorsTuple = [
  '#e6f3f1',
  '#ccfbf1',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
]

const red: MantineColorsTuple = [
  '#fdecea',
  '#fbd5d0',
  '#f9b4ac',
  '#f98f84',
  '#f97066',
  '#e04f43',
  '#cc3528',
  '#b42318',
  '#911c13',
  '#75170f',
]

/** Mantine's greys, warmed to the product's paper and ink. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f5f4f1',
  '#e8e6e1',
  '#dedbd5',
  '#d6d3cc',
  '#b5b0a8',
  '#8f8a82',
  '#76716a',
  '#5f5a54',
  '#1c1a17',
]

const ink: MantineColorsTuple = [
  '#f3f1ee',
  '#cfcac4',
  '#a39d95',
  '#7d776f',
  '#45413d',
  '#2e2b29',
  '#211f1e',
  '#1a1918',
  '#131211',
  '#0c0b0a',
]

const fontFamily =
  'Inter, -apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif'

const small = { defaultProps: { size: 'xs' } }
const floating = { defaultProps: { shadow: 'md', radius: 8, transitionProps: { duration: 100, transition: 'fade' } } }

export const theme = createTheme({
  colors: { jade, red, gray, dark: ink },
  primaryColor: 'jade',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '13px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.5', lg: '1.45', xl: '1.3' },
  headings: { fontWeight: '650' },
  defaultRadius: 7,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  shadows: { md: 'var(--rp-shadow)' },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default', fw: 550 },
      // The accent carries its own text colour, dark on the bright jade of the dark scheme.
      vars: (_theme, { variant, color }) => ({
        root:
          variant === 'filled' && !color
            ? {
                '--button-bg': 'var(--rp-accent)',
                '--button-hover': 'var(--rp-accent-hover)',
                '--button-color': 'var(--rp-accent-text)',
              }
            : {},
      }),
    }),
    InputLabel: { defaultProps: { fw: 500, fz: 13 } },
    TextInput: small,
    PasswordInput: small,
    NumberInput: small,
    Textarea: small,
    Select: small,
    MultiSelect: small,
    TagsInput: small,
    DateInput: small,
    DateTimePicker: small,
    FileInput: small,
    Checkbox: small,
    Radio: small,
    Switch: small,
    SegmentedControl: small,
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Menu: floating,
    Popover: floating,
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 80 }, fz: 12 } },
    Modal: { defaultProps: { radius: 10, transitionProps: { duration: 120, transition: 'fade' } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
  },
})

const asVariables = (colours: typeof light): Record<string, string> =>
  Object.fromEntries(Object.entries(colours).map(([name, value]) => [`--rp-${name}`, value]))

/** Mantine's own surfaces follow the product's colours, so that no component brings a grey of its own. */
const mantineSurfaces = {
  '--mantine-color-body': 'var(--rp-surface)',
  '--mantine-color-text': 'var(--rp-text)',
  '--mantine-color-bright': 'var(--rp-text)',
  '--mantine-color-dimmed': 'var(--rp-muted)',
  '--mantine-color-placeholder': 'var(--rp-muted)',
  '--mantine-color-anchor': 'var(--rp-accent)',
  '--mantine-color-default': 'var(--rp-surface)',
  '--mantine-color-default-hover': 'var(--rp-sunk)',
  '--mantine-color-default-color': 'var(--rp-text)',
  '--mantine-color-default-border': 'var(--rp-line)',
  '--mantine-color-error': 'var(--rp-red)',
  '--mantine-color-gray-light-hover': 'var(--rp-sunk)',
  '--mantine-color-gray-light-color': 'var(--rp-muted)',
  '--mantine-color-disabled': 'var(--rp-sunk)',
  '--mantine-color-disabled-color': 'var(--rp-muted)',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--rp-title': '650',
    '--rp-strong': '575',
    '--rp-rail': '220px',
    '--rp-row': '36px',
    '--rp-size-table': '13px',
    '--rp-size-small': '12.5px',
    '--rp-motion': '120ms',
  },
  light: { ...asVariables(light), ...mantineSurfaces },
  dark: { ...asVariables(dark), ...mantineSurfaces },
})
