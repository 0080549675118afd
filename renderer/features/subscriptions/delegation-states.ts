/** The four states of the two boxes, by the names of their texts (M198). */
export const delegationStates = [
  { name: 'none', allows: 'noneAllows', update: false, decrease: false },
  { name: 'updateOnly', allows: 'updateAllows', update: true, decrease: false },
  { name: 'both', allows: 'bothAllows', update: true, decrease: true },
  { name: 'decreaseOnly', allows: 'decreaseAllows', update: false, decrease: true },
] as const
