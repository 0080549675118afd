/** The cloud's own words for states and sizes; one that is not here is shown as it came. */
export const cloud = {
  status: {
    active: 'active',
    initializing: 'initializing',
    alerting: 'alerting',
    hold: 'on hold',
    suspended: 'suspended',
    terminated: 'terminated',
    unknown: 'unknown',
  },
  plan: { freemium: 'freemium', premium: 'premium' },
  visibility: { public: 'public', private: 'private' },
  size: {
    'self-employed': 'self-employed',
    '1-10 employees': '1-10 employees',
    '11-50 employees': '11-50 employees',
    '51-200 employees': '51-200 employees',
    '201-500 employees': '201-500 employees',
    '501-1000 employees': '501-1000 employees',
    '1001-5000 employees': '1001-5000 employees',
    '5001-10,000 employees': '5001-10,000 employees',
    '10,001+ employees': '10,001+ employees',
  },
  link: {
    pending: 'waits for an answer',
    accepted: 'accepted',
    'auto-accepted': 'accepted by itself',
    declined: 'declined',
    canceled: 'cancelled',
    failed: 'failed',
  },
  /** Why a run read everything: the lists of a kind did not fit to what is known. */
  full: {
    total: 'the count does not fit the list ({entity})',
    order: 'the list was not in the order of change ({entity})',
    odd: 'an earlier run met answers that were not as Rainbow’s API has them ({entity})',
  },
  /** Why the cloud could not be reached. */
  reason: {
    ECONNREFUSED: 'nothing answers at this address',
    ECONNRESET: 'the connection was cut',
    ENOTFOUND: 'there is no such address',
    EAI_AGAIN: 'the name of the address cannot be looked up now',
    ETIMEDOUT: 'no answer in time',
    'no answer in time': 'no answer in time',
  },
}
