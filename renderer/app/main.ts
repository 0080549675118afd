import '@fontsource-variable/inter/wght.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { usePreferences } from '../stores/preferences.ts'
import { i18n } from '../text/index.ts'
import AppRoot from './app-root.vue'
import { router } from './router.ts'
import { makeVuetify } from './vuetify.ts'
import './base.css'

const app = createApp(AppRoot)
app.use(createPinia())
app.use(i18n)
app.use(makeVuetify(usePreferences().shownTheme))
app.use(router)
app.mount('#app')
