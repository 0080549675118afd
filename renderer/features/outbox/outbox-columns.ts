import type { OutboxEntry } from '../../../shared/contract/edits.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { changesText, entryTones, type Words } from './entry-text.ts'

export const outboxColumns = (words: Words, open: (entry: OutboxEntry) => void): readonly GridColumn<OutboxEntry>[] => {
  const { t, known, format } = words
  return [
    {
      key: 'kind',
      title: t('outbox.column.what'),
      text: (entry) => known(`edits.kind.${entry.kind}`) ?? entry.kind,
      width: 160,
      sortable: false,
      opens: open,
    },
    { key: 'subject', title: t('outbox.column.about'), text: (entry) => entry.subject, width: 200, grows: true },
    {
      key: 'state',
      title: t('outbox.column.state'),
      text: (entry) => t(`outbox.state.${entry.state}`),
      width: 140,
      tone: (entry) => entryTones[entry.state],
    },
    {
      key: 'changes',
      title: t('outbox.column.changes'),
      text: (entry) => changesText(entry, words),
      width: 300,
      grows: true,
      sortable: false,
    },
    {
      key: 'companyName',
      title: t('outbox.column.company'),
      text: (entry) => entry.companyName ?? '',
      width: 180,
      grows: true,
      sortable: false,
      href: (entry) => (entry.companyId ? `#/companies/${encodeURIComponent(entry.companyId)}` : null),
    },
    {
      key: 'madeAt',
      title: t('outbox.column.made'),
      text: (entry) => format.instant(entry.madeAt),
      width: 150,
      figure: true,
      sortable: false,
    },
  ]
}
