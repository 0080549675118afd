import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'
import type { JobId } from '../../shared/contract/values.ts'
import { engine } from '../client/index.ts'
import { useJobs } from './jobs.ts'

export type ReconcileState =
  | { readonly state: 'starting' }
  | { readonly state: 'running'; readonly jobId: JobId }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Reconciliations that were asked for in this window, by invoice number. */
export const useReconcile = defineStore('reconcile', () => {
  const jobs = useJobs()
  const byInvoice = shallowReactive(new Map<string, ReconcileState>())

  const start = async (invoiceNumber: string, cdrEvidence?: string): Promise<void> => {
    byInvoice.set(invoiceNumber, { state: 'starting' })
    const result = await engine.command((api, context) =>
      api.billing.reconcile({ invoiceNumber, ...(cdrEvidence ? { cdrEvidence } : {}), ...context }),
    )
    if (!result.ok) {
      byInvoice.set(invoiceNumber, { state: 'failed', failure: result.failure })
      return
    }
    const { jobId } = result.value
    byInvoice.set(invoiceNumber, { state: 'running', jobId })
    jobs.follow(jobId, (job, failure) => {
      const reason = failure ?? job?.failure ?? null
      byInvoice.set(invoiceNumber, reason ? { state: 'failed', failure: reason } : { state: 'done' })
    })
  }
  return { byInvoice, start }
})
