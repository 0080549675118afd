import type { Route } from '../http/route.ts'
import type { Store } from '../store/store.ts'
import { joinAnswerRoutes } from './join-answers.ts'
import { joinInvitationRoutes } from './join-invitations.ts'
import { joinLinkRoutes } from './join-links.ts'
import { joinRequestRoutes } from './join-requests.ts'

/** Invitations to join a company, requests of people to join it (M012, M013), and what the people answer. */
export const joiningRoutes = (store: Store): readonly Route[] => [
  ...joinInvitationRoutes(store),
  ...joinRequestRoutes(store),
  ...joinLinkRoutes(store),
  ...joinAnswerRoutes(store),
]
