export type DelegationRights = {
  readonly increase: boolean
  readonly decrease: boolean
  /** "Decrease" without "update": the cloud has no such state, so somebody should look at it. */
  readonly flagged: boolean
}

/**
 * What the two check boxes give a company's administrator (M198): none, increase, or increase and decrease. A box that is
 * not shown or not known counts as not ticked (M165).
 */
export const delegationRights = (canUpdate: boolean | null, canDecrease: boolean | null): DelegationRights => {
  const update = canUpdate === true
  const decrease = canDecrease === true
  return { increase: update, decrease: update && decrease, flagged: decrease && !update }
}
