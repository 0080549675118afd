import 'vuetify/styles'
import { createVuetify } from 'vuetify'
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg'
import { darkColours, lightColours } from './palette.ts'

/** Flat, small radius, compact: set once here, so that no screen repeats it. */
export const makeVuetify = (theme: 'light' | 'dark') =>
  createVuetify({
    icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
    theme: {
      defaultTheme: theme,
      themes: {
        light: { dark: false, colors: { ...lightColours } },
        dark: { dark: true, colors: { ...darkColours } },
      },
    },
    defaults: {
      global: { elevation: 0, ripple: false },
      VBtn: { variant: 'outlined', rounded: 'sm', density: 'compact', height: 32 },
      VTextField: { variant: 'outlined', density: 'compact', hideDetails: 'auto', rounded: 'sm' },
      VSelect: { variant: 'outlined', density: 'compact', hideDetails: 'auto', rounded: 'sm' },
      VCheckbox: { density: 'compact', hideDetails: true, color: 'primary' },
    },
  })
