export type DemoCredentials = {
  readonly login: string
  readonly password: string
  readonly appId: string
  readonly appSecret: string
}

/**
 * Not secrets: they open nothing but a training cloud on this machine's loopback, and are shown to whoever starts it.
 * The login is the distributor's first administrator (M011); the password is the same for every member of the tenant,
 * so that the other roles can be tried too.
 */
export const demoCredentials: DemoCredentials = {
  login: 'jessica.robinson@tech-integrator.loc',
  password: 'Training_2017',
  appId: '5d1f0a7c9b3e4826a1c47f0e92b6d358',
  appSecret: 'demo-application-secret-of-the-training-cloud',
}
