export const invitationStatuses = ['pending', 'accepted', 'auto-accepted', 'declined', 'canceled', 'failed'] as const
