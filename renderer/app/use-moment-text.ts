import { momentOf } from '../ui/days.ts'
import { useFormat } from '../ui/use-format.ts'

/** An instant as a person chose it: its day when it is the end of the day, else day and time. */
export const useMomentText = (): ((instant: string) => string) => {
  const { format } = useFormat()
  return (instant) => {
    const moment = momentOf(instant)
    return moment.length === 10 ? format.value.date(moment) : format.value.instant(instant)
  }
}
