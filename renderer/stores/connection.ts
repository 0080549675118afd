import { defineStore } from 'pinia'
import { ref } from 'vue'
import { connection, type ConnectionState } from '../client/index.ts'

/** Whether the engine can be reached, as the client knows it. */
export const useConnection = defineStore('connection', () => {
  const current = ref<ConnectionState>(connection.state())
  connection.onState((next) => {
    current.value = next
  })
  return { current, restart: () => connection.restart() }
})
