import type { AlternativeOutcome } from '../../../shared/contract/planning.ts'
import type { LineMark } from './line-marks.ts'

export type CostColour = LineMark['colour'] | 'line' | 'control-line' | 'surface'

type Asked = {
  /** Those that have a total, each with its mark. */
  readonly lines: readonly { readonly alternative: AlternativeOutcome; readonly mark: LineMark }[]
  /** 'YYYY-MM' */
  readonly months: readonly string[]
  readonly axis: readonly string[]
  readonly titles: readonly string[]
  /** Month number of the break-even by alternative, where there is one. */
  readonly breakEvens: ReadonlyMap<string, number>
  readonly breakEvenText: (months: number) => string
  readonly colour: (name: CostColour) => string
  /** Money of minor units, exact. */
  readonly amount: (minor: number) => string
}

/** Quarters up to four years, then Januaries; and the first month where it stands free. */
const labelled = (month: string, index: number, count: number): boolean => {
  const part = month.slice(5)
  if (index === 0) return true
  return count <= 48 ? ['01', '04', '07', '10'].includes(part) && index > 1 : part === '01' && index > 2
}

/** A mark about twelve times over the width. */
const markEvery = (months: number): number => Math.max(1, Math.ceil(months / 12))

/** What ECharts draws: what each alternative has cost so far, with dashes, marks and names at the ends. */
export const costOption = ({ lines, months, axis, titles, breakEvens, breakEvenText, colour, amount }: Asked) => {
  const text = { color: colour('muted'), fontFamily: 'Inter Variable, system-ui, sans-serif', fontSize: 12 }
  const step = markEvery(axis.length)
  return {
    animation: false,
    textStyle: text,
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'line' as const, lineStyle: { color: colour('control-line') } },
      transitionDuration: 0,
      backgroundColor: colour('surface'),
      borderColor: colour('control-line'),
      borderWidth: 1,
      padding: [6, 10],
      extraCssText: 'box-shadow: none; font-variant-numeric: tabular-nums;',
      textStyle: { ...text, color: colour('text') },
      valueFormatter: (shown: unknown) => (typeof shown === 'number' ? amount(shown) : String(shown)),
    },
    grid: { left: 0, right: 8, top: 12, bottom: 0, containLabel: true },
    xAxis: {
      type: 'category' as const,
      boundaryGap: false,
      data: [...titles],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour('control-line') } },
      axisLabel: {
        ...text,
        color: colour('text'),
        hideOverlap: true,
        interval: (index: number) => labelled(months[index] ?? '', index, months.length),
        formatter: (_title: string, index: number) => axis[index] ?? '',
      },
    },
    yAxis: {
      type: 'value' as const,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colour('line') } },
      axisLabel: { ...text, formatter: amount },
    },
    series: lines.map(({ alternative, mark }) => {
      const at = breakEvens.get(alternative.alternativeId)
      const reached = at === undefined ? undefined : alternative.months[at - 1]
      return {
        type: 'line' as const,
        step: 'end' as const,
        name: alternative.name,
        data: alternative.months.map(({ cumulative }) => cumulative.minor),
        showAllSymbol: true,
        symbol: mark.symbol,
        symbolSize: (_value: unknown, { dataIndex }: { readonly dataIndex: number }) =>
          dataIndex % step === 0 || dataIndex === axis.length - 1 ? 7 : 0,
        lineStyle: { color: colour(mark.colour), width: 2, type: mark.dash.length > 0 ? [...mark.dash] : 'solid' },
        itemStyle: { color: colour(mark.colour) },
        emphasis: { disabled: true },
        ...(at !== undefined && reached
          ? {
              markPoint: {
                symbol: 'circle',
                symbolSize: 14,
                itemStyle: { color: 'transparent', borderColor: colour('text'), borderWidth: 1.5 },
                label: { ...text, color: colour('text'), position: 'top', distance: 8, formatter: breakEvenText(at) },
                data: [{ coord: [at - 1, reached.cumulative.minor] }],
              },
            }
          : {}),
      }
    }),
  }
}
