const textTypes = /^(text|search|email|url|number|password|date|month)$/

/** Whether keys are typed into this: there the browser's own undo goes before ours. */
const takesText = (target: EventTarget | null): boolean => {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.tagName === 'TEXTAREA') return true
  return target instanceof HTMLInputElement && textTypes.test(target.type)
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'target' | 'defaultPrevented'>

/** Ctrl+Z, and Ctrl+Shift+Z or Ctrl+Y, outside of text fields; null for every other key. */
export const undoKey = (event: Key): 'undo' | 'redo' | null => {
  if (event.defaultPrevented || event.altKey || (!event.ctrlKey && !event.metaKey)) return null
  if (takesText(event.target)) return null
  const key = event.key.toLowerCase()
  if (key === 'y' && !event.shiftKey) return 'redo'
  return key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : null
}
