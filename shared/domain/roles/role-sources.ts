import { matrixCells } from './role-rules.ts'

/** Lines of the training deck behind the rules that are no matrix cell. */
const ruleLines: Readonly<Record<string, string>> = {
  M033: '129, 140-142',
  M052: '146',
  M053: '148, 645',
  M054: '149',
  M055: '131-132, 325',
  M056: '155, 190-192',
  M058: '857-879',
  M066: '455-461',
  M071: '241-244',
  M075: '482',
  M076: '262-264',
  M090: '382',
  M094: '415',
  M095: '417',
  M100: '488-510',
  M101: '512-532',
  M103: '546',
  M105: '552-563',
  M143: '707-727',
  M149: '771',
  M163: '929',
  M164: '737-738, 946, 1035-1037, 1084-1085',
  M169: '968',
  M177: '1054',
  M179: '1067',
  M198: '1080-1085',
  M199: '1091',
  M219: '1188-1200',
  /** M076 against M038. */
  X06: '136, 264',
  /** M163 against M184. */
  X07: '929, 1075',
}

const cellLines = matrixCells.map((cell) => [cell.id, String(cell.line)] as const)

/** Every rule that an answer can cite, with its lines in the source of the rule set, such as '131-132, 325'. */
export const roleSources: ReadonlyMap<string, string> = new Map([...cellLines, ...Object.entries(ruleLines)])
