import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { start, useSignIn } from './api/auth'
import { startListening } from './api/live'
import { queryClient } from './api/pile'
import { startOutbox } from './offline/outbox'
import { startServiceWorker } from './offline/serviceWorker'
import { startKeepingViews } from './offline/views'
import { SignIn } from './pages/SignIn'
import { router } from './router'
import { startLanguage, useLanguage, locale } from './texts'
import { PageSaid } from './ui/pageTitle'
import { startScheme } from './ui/scheme'
import './styles.css'

function App() {
  const signIn = useSignIn()
  const language = useLanguage()
  if (signIn.kind === 'starting') return null
  return (
    <>
      <I18nProvider locale={locale()} key={language}>
        <QueryClientProvider client={queryClient}>{signIn.kind === 'out' ? <SignIn /> : <RouterProvider router={router} />}</QueryClientProvider>
      </I18nProvider>
      <PageSaid />
    </>
  )
}

startScheme()
await Promise.all([startLanguage(), start()])
await Promise.allSettled([startKeepingViews(), startOutbox()])
startListening()
startServiceWorker()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
