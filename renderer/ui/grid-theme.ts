import {
  ColumnApiModule,
  CellStyleModule,
  EventApiModule,
  GridStateModule,
  InfiniteRowModelModule,
  type Module,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community'

/** Only what the grids use, so that the rest is not shipped. */
export const gridModules: Module[] = [
  InfiniteRowModelModule,
  ColumnApiModule,
  CellStyleModule,
  EventApiModule,
  GridStateModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  TooltipModule,
]

/** The grid in the app's own colours: all of them are the theme's variables, so light and dark need one theme. */
export const gridTheme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 13,
  headerFontSize: 12,
  headerFontWeight: 600,
  spacing: 5,
  rowHeight: 30,
  headerHeight: 32,
  borderRadius: 0,
  wrapperBorderRadius: 0,
  wrapperBorder: false,
  backgroundColor: 'var(--background)',
  foregroundColor: 'var(--text)',
  textColor: 'var(--text)',
  headerTextColor: 'var(--muted)',
  headerBackgroundColor: 'var(--background)',
  borderColor: 'var(--line)',
  rowBorder: { color: 'var(--line)' },
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--selected)',
  accentColor: 'var(--accent)',
  rangeSelectionBorderColor: 'var(--accent)',
  focusShadow: 'none',
  cellHorizontalPadding: 10,
  oddRowBackgroundColor: 'var(--background)',
})
