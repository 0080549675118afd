/** A company or a person that the cloud found. */
export type CloudFound = {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly country: string | null
}
