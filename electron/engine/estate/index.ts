export { getCompany, listCompanies } from './company-queries.ts'
export { listEquipment, listHistory, listMembers, listSubscriptions } from './list-queries.ts'
export { sqlOfSort } from './window-query.ts'
export { ownCompanyId, readCounts, readOverview } from './overview.ts'
