export { createImpacts, type Impacts } from './impacts.ts'
