import { onMounted, onUnmounted } from 'vue'

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** A key of this screen: while nothing is typed and no other key is held. The screen's comes before the app's. */
export const useShortcut = (key: string, run: () => void): void => {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return
    if (typing(event.target)) return
    event.preventDefault()
    run()
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onUnmounted(() => document.removeEventListener('keydown', onKey))
}
