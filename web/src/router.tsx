import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { basePath } from './api/base'
import { Broken } from './pages/Broken'
import { NotFound } from './pages/NotFound'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken })

/** The id in an address, in digits alone; anything else is the address of nothing. */
function numbered({ id }: { id: string }) {
  if (!/^\d{1,15}$/.test(id)) throw notFound()
  return { id: Number(id) }
}

const idOf = { parse: numbered, stringify: ({ id }: { id: number }) => ({ id: String(id) }) }
const parent = () => root

const routes = [
  createRoute({ getParentRoute: parent, path: '/', component: lazyRouteComponent(() => import('./pages/RollPage'), 'RollPage') }),
  createRoute({ getParentRoute: parent, path: '/queue', component: lazyRouteComponent(() => import('./pages/QueuePage'), 'QueuePage') }),
  createRoute({ getParentRoute: parent, path: '/threads/$id', params: idOf, component: lazyRouteComponent(() => import('./pages/ThreadPage'), 'ThreadPage') }),
  createRoute({ getParentRoute: parent, path: '/history', component: lazyRouteComponent(() => import('./pages/HistoryPage'), 'HistoryPage') }),
  createRoute({ getParentRoute: parent, path: '/history/$id', params: idOf, component: lazyRouteComponent(() => import('./pages/SessionPage'), 'SessionPage') }),
  createRoute({ getParentRoute: parent, path: '/undo', component: lazyRouteComponent(() => import('./pages/UndoPage'), 'UndoPage') }),
  createRoute({ getParentRoute: parent, path: '/past', component: lazyRouteComponent(() => import('./pages/PastPage'), 'PastPage') }),
  createRoute({ getParentRoute: parent, path: '/analytics', component: lazyRouteComponent(() => import('./pages/AnalyticsPage'), 'AnalyticsPage') }),
  createRoute({ getParentRoute: parent, path: '/import', component: lazyRouteComponent(() => import('./pages/ImportPage'), 'ImportPage') }),
  createRoute({ getParentRoute: parent, path: '/account', component: lazyRouteComponent(() => import('./pages/AccountPage'), 'AccountPage') }),
  createRoute({ getParentRoute: parent, path: '/admin', component: lazyRouteComponent(() => import('./pages/AdminPage'), 'AdminPage') }),
  createRoute({ getParentRoute: parent, path: '/more', component: lazyRouteComponent(() => import('./pages/MorePage'), 'MorePage') }),
] as const

export const router = createRouter({ routeTree: root.addChildren(routes), basepath: basePath, scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
