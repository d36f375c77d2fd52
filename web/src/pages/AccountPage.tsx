import { useState } from 'react'
import { Devices } from '../account/Devices'
import { Keys } from '../account/Keys'
import { Leaving } from '../account/Leaving'
import { Passkeys } from '../account/Passkeys'
import { Password } from '../account/Password'
import { Identities } from '../account/Provider'
import { logOut, useAccount } from '../api/auth'
import { chooseLanguage, t, useLanguage, type Language } from '../texts'
import { Ask } from '../ui/dialog'
import { PageTitle, Press } from '../ui/forms'
import { chooseLetterKeys, useLetterKeys } from '../ui/keys'
import { chooseScheme, useScheme, type Scheme } from '../ui/scheme'
import { InstallInfo } from '../offline/InstallInfo'
import { useWaiting } from '../offline/outbox'

export function AccountPage() {
  const { username, email, is_demo } = useAccount()
  const language = useLanguage()
  const scheme = useScheme()
  const letterKeys = useLetterKeys()
  const [leaving, setLeaving] = useState(false)
  const [asking, setAsking] = useState(false)
  const unsent = useWaiting().filter((one) => one.refused === null).length
  const leave = () => {
    setLeaving(true)
    void logOut()
  }
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <PageTitle title={t('nav.account')} />
      <section aria-label={t('nav.account')} className="panel flex flex-wrap items-center gap-4 p-4">
        <span aria-hidden="true" className="numeral grid size-12 place-items-center rounded-full bg-accent text-xl text-on-accent">{username.slice(0, 1).toUpperCase()}</span>
        <div className="min-w-0 grow">
          <p className="font-semibold">{username}</p>
          {email && <p className="truncate text-sm text-soft">{email}</p>}
        </div>
        <Press icon="out" isPending={leaving} onPress={unsent > 0 ? () => setAsking(true) : leave}>{t('account.out')}</Press>
      </section>
      <section aria-labelledby="looks" className="panel flex flex-col gap-4 p-4">
        <h2 id="looks">{t('account.looks')}</h2>
        <Choice label={t('account.scheme')} chosen={scheme} options={[['system', t('scheme.system')], ['light', t('scheme.light')], ['dark', t('scheme.dark')]]} onChoose={(next) => chooseScheme(next as Scheme)} />
        <Choice label={t('account.language')} chosen={language} options={[['en', 'English'], ['de', 'Deutsch']]} onChoose={(next) => void speak(next as Language)} inTheirOwn />
        <Choice label={t('account.keys')} chosen={letterKeys ? 'on' : 'off'} options={[['on', t('account.keys.on')], ['off', t('account.keys.off')]]} onChoose={(next) => chooseLetterKeys(next === 'on')} />
      </section>
      {is_demo ? <p className="panel p-4 text-sm text-soft">{t('account.demo')}</p> : (
        <>
          <Password />
          <Identities />
          <Passkeys />
          <Devices />
          <Keys />
        </>
      )}
      <Leaving />
      <InstallInfo />
      <Ask title={t('account.lose')} text={t('account.lose.text', { count: unsent })} confirm={t('account.out')} isOpen={asking} onClose={() => setAsking(false)} onConfirm={leave} />
    </div>
  )
}

/** In another language all is drawn anew, so the focus has to be brought back to where that was chosen. */
async function speak(language: Language): Promise<void> {
  await chooseLanguage(language)
  document.querySelector<HTMLElement>('button[lang][aria-pressed=true]')?.focus()
}

/** @param inTheirOwn whether the options are languages, each called by its own name */
function Choice({ label, chosen, options, onChoose, inTheirOwn }: { label: string; chosen: string; options: [string, string][]; onChoose: (next: string) => void; inTheirOwn?: boolean }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <span className="text-sm font-semibold">{label}</span>
      <div role="group" aria-label={label} className="flex flex-wrap gap-1 rounded-lg bg-well p-1">
        {options.map(([value, name]) => (
          <button key={value} type="button" lang={inTheirOwn ? value : undefined} aria-pressed={value === chosen} onClick={() => onChoose(value)} className={`min-h-10 grow cursor-pointer rounded-md px-3 text-sm font-semibold cramped:px-1 ${value === chosen ? 'bg-card shadow-sm' : 'text-soft hover:text-ink'}`}>
            {name}
          </button>
        ))}
      </div>
    </div>
  )
}
