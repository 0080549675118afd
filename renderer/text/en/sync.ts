export const sync = {
  start: 'Synchronise',
  cancel: 'Cancel',
  cancelSync: 'Cancel the synchronisation',
  state: {
    offline: 'Offline',
    idle: 'In step with the cloud',
    working: 'Synchronising',
    'needs-you': 'Needs you',
    broken: 'Broken',
  },
  waiting: 'Waiting for the cloud',
  waitingSince: 'no answer since {when}',
  lastSuccess: 'last success {when}',
  never: 'never synchronised',
}
