export type ChartColour =
  'accent' | 'second-series' | 'third-series' | 'text' | 'muted' | 'line' | 'control-line' | 'surface' | 'background'

export type ChartSeries = {
  readonly name: string
  readonly values: readonly number[]
  readonly colour: 'accent' | 'second-series' | 'third-series'
}
type Asked = {
  readonly categories: readonly string[]
  readonly series: readonly ChartSeries[]
  readonly standing: boolean
  readonly colour: (name: ChartColour) => string
  readonly count: (value: number) => string
}

/** What ECharts draws: flat bars in the theme's colours, no motion, lines only where they help to read a value. */
export const barOption = ({ categories, series, standing, colour, count }: Asked) => {
  const text = { color: colour('muted'), fontFamily: 'Inter Variable, system-ui, sans-serif', fontSize: 12 }
  // ECharts draws lying bars from below; a list is read from above.
  const inOrder = <T>(values: readonly T[]): T[] => (standing ? [...values] : values.toReversed())
  const value = {
    type: 'value' as const,
    minInterval: 1,
    splitNumber: 4,
    splitLine: { lineStyle: { color: colour('line') } },
    axisLabel: { ...text, formatter: count },
  }
  const category = {
    type: 'category' as const,
    data: inOrder(categories),
    // Above the bars, whose borders would cut it.
    z: 5,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour('control-line') } },
    axisLabel: { ...text, color: colour('text'), interval: 0, hideOverlap: standing },
  }
  const several = series.length > 1
  return {
    animation: false,
    textStyle: text,
    ...(several ? { legend: { left: 0, top: 0, itemWidth: 12, itemHeight: 8, itemGap: 16, textStyle: text } } : {}),
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: colour('line'), opacity: 0.4 } },
      transitionDuration: 0,
      backgroundColor: colour('surface'),
      borderColor: colour('control-line'),
      borderWidth: 1,
      padding: [6, 10],
      extraCssText: 'box-shadow: none; font-variant-numeric: tabular-nums;',
      textStyle: { ...text, color: colour('text') },
      valueFormatter: (shown: unknown) => (typeof shown === 'number' ? count(shown) : String(shown)),
    },
    grid: { left: 0, right: 8, top: several ? 30 : 8, bottom: 0, containLabel: true },
    xAxis: standing ? category : value,
    yAxis: standing ? value : category,
    series: series.map(({ name, values, colour: fill }) => ({
      type: 'bar' as const,
      stack: 'all',
      name,
      data: inOrder(values),
      ...(standing ? { barMaxWidth: 28 } : { barWidth: 16 }),
      cursor: 'pointer',
      itemStyle: { color: colour(fill), borderColor: colour('background'), borderWidth: 1 },
    })),
  }
}
