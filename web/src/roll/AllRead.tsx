import { Link } from '@tanstack/react-router'
import { useState, type RefObject } from 'react'
import { AddThread } from '../queue/ThreadForm'
import { t } from '../texts'
import { Press } from '../ui/forms'
import { Mark } from '../ui/Mark'
import { LastRating } from './LastRating'

/** What the page of the die says to who has read the whole pile. @param count the threads read to the end */
export function AllRead({ count, heading }: { count: number; heading: RefObject<HTMLHeadingElement | null> }) {
  const [adding, setAdding] = useState(false)
  return (
    <div className="flex flex-col gap-5">
      <section className="panel-lead dots flex flex-col items-center gap-5 px-5 py-8 text-center sm:py-12">
        <Mark size={72} />
        <h1 ref={heading} tabIndex={-1} className="outline-none">{t('allread.title')}</h1>
        <p className="max-w-prose text-soft">{t('allread.text', { count })}</p>
        <div className="flex flex-wrap justify-center gap-3">
          <Press look="primary" icon="plus" onPress={() => setAdding(true)}>{t('add.title')}</Press>
          <Link to="/queue" className="btn">{t('allread.again')}</Link>
        </div>
        <AddThread isOpen={adding} onClose={() => setAdding(false)} />
      </section>
      <LastRating />
    </div>
  )
}
