export { diffRows } from './diff-rows.ts'
export { type Fields, type JsonValue, sameValue } from './json.ts'
export { mergeField } from './merge-field.ts'
export { type FieldsMerge, mergeFields } from './merge-fields.ts'
