import { defineStore } from 'pinia'

/** What was typed and not saved, by the screen's address: leaving a screen loses nothing while Iris Desk is open. */
export const useUnsaved = defineStore('unsaved', () => {
  const kept = new Map<string, string>()
  const keep = (address: string, typed: unknown): void => {
    kept.set(address, JSON.stringify(typed))
  }
  /** Hands it back once. */
  const take = (address: string): unknown => {
    const found = kept.get(address)
    kept.delete(address)
    return found === undefined ? null : JSON.parse(found)
  }
  return { keep, take }
})
