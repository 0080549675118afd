import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { type Language, languages, setLanguage } from '../text/index.ts'

export const themes = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themes)[number]

const LANGUAGE_KEY = 'iris.language'
const THEME_KEY = 'iris.theme'

const remembered = <T extends string>(key: string, allowed: readonly T[], otherwise: T): T => {
  const found = localStorage.getItem(key)
  return allowed.find((value) => value === found) ?? otherwise
}

const ofSystem = (): Language => (navigator.language.startsWith('fr') ? 'fr' : 'en')

/** Language and theme, remembered on this computer. */
export const usePreferences = defineStore('preferences', () => {
  const language = ref(remembered(LANGUAGE_KEY, languages, ofSystem()))
  const theme = ref(remembered(THEME_KEY, themes, 'system'))
  const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = ref(darkSystem.matches)
  darkSystem.addEventListener('change', (event) => {
    systemIsDark.value = event.matches
  })
  const shownTheme = computed<'light' | 'dark'>(() =>
    theme.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : theme.value,
  )

  watch(
    language,
    (next) => {
      setLanguage(next)
      document.documentElement.lang = next
    },
    { immediate: true },
  )
  // Only what a person chose is remembered; until then the system decides.
  const chooseLanguage = (next: Language): void => {
    language.value = next
    localStorage.setItem(LANGUAGE_KEY, next)
  }
  const chooseTheme = (next: ThemeChoice): void => {
    theme.value = next
    localStorage.setItem(THEME_KEY, next)
  }

  return { language, theme, shownTheme, chooseLanguage, chooseTheme }
})
