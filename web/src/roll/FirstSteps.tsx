import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { act } from '../api/act'
import { AddThread } from '../queue/ThreadForm'
import { t } from '../texts'
import { Press } from '../ui/forms'
import { Mark } from '../ui/Mark'
import { useDocumentTitle } from '../ui/pageTitle'
import { sampleComics } from './samples'

/** What an empty pile says. @param page what the page is called on which it says so */
export function FirstSteps({ page }: { page: string }) {
  useDocumentTitle(page)
  const [adding, setAdding] = useState(false)
  return (
    <section className="panel-lead dots flex flex-col items-center gap-5 px-5 py-8 text-center sm:py-12">
      <Mark size={72} />
      <h1>{t('first.title')}</h1>
      <p className="max-w-prose text-soft">{t('first.text')}</p>
      <ol className="grid max-w-3xl gap-3 text-left text-sm sm:grid-cols-3">
        {(['first.one', 'first.two', 'first.three'] as const).map((key, index) => (
          <li key={key} className="panel flex gap-3 p-3">
            <span className="numeral text-xl text-accent">{index + 1}</span>
            {t(key)}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap justify-center gap-3">
        <Press look="primary" icon="plus" onPress={() => setAdding(true)}>{t('first.add')}</Press>
        <Press icon="die" onPress={() => void act({ kind: 'import', file: sampleComics() })}>{t('first.samples')}</Press>
        <Link to="/import" className="btn">{t('first.import')}</Link>
      </div>
      <AddThread isOpen={adding} onClose={() => setAdding(false)} />
    </section>
  )
}
