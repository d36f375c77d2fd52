import type { ComponentProps, ReactNode, Ref } from 'react'
import { Button, type ButtonProps } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { NumberField, type NumberFieldProps } from 'react-aria-components/NumberField'
import { Group } from 'react-aria-components/Group'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField, type TextFieldProps } from 'react-aria-components/TextField'
import { ApiError, whyNot } from '../api/problem'
import { t } from '../texts'
import { Icon, type IconName } from './icons'
import { useDocumentTitle } from './pageTitle'

type Look = 'primary' | 'plain' | 'quiet'
const looks: Record<Look, string> = { primary: 'btn btn-primary', plain: 'btn', quiet: 'btn btn-quiet' }

export function Press({ look = 'plain', icon, small, className = '', children, ...rest }: Omit<ButtonProps, 'className' | 'children'> & {
  look?: Look
  icon?: IconName
  small?: boolean
  className?: string
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}) {
  const shape = `${looks[look]} ${small ? 'btn-small' : ''} ${children ? '' : 'btn-icon'} ${className}`
  return (
    <Button {...rest} className={shape}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </Button>
  )
}

type FieldProps = TextFieldProps & { label: string; hideLabel?: boolean; help?: string; error?: string; long?: boolean; placeholder?: string; input?: ComponentProps<typeof Input> }

/** A labelled text with its error beside it. */
export function Field({ label, hideLabel, help, error, long, placeholder, input, ...rest }: FieldProps) {
  return (
    <TextField {...rest} isInvalid={error ? true : undefined} validationBehavior="aria" className="flex flex-col gap-1">
      <Label className={hideLabel ? 'sr-only' : 'text-sm font-semibold'}>{label}</Label>
      {long ? <TextArea rows={4} className="field-input" /> : <Input {...input} placeholder={placeholder ?? (hideLabel ? label : undefined)} className="field-input" />}
      {help && <Text slot="description" className="text-xs text-soft">{help}</Text>}
      <FieldError className="text-sm font-semibold text-accent">{error}</FieldError>
    </TextField>
  )
}

export function Count({ label, error, compact, ...rest }: NumberFieldProps & { label: string; error?: string; compact?: boolean }) {
  return (
    <NumberField {...rest} isInvalid={error ? true : undefined} validationBehavior="aria" className={compact ? 'flex max-w-full flex-wrap items-center gap-x-3 gap-y-1' : 'flex flex-col gap-1'}>
      <Label className="text-sm font-semibold">{label}</Label>
      <Group className="flex h-11 w-40 max-w-full overflow-hidden rounded-lg border-[1.5px] border-line bg-card data-[focus-within]:border-accent">
        <Button slot="decrement" className="grid w-11 shrink-0 cursor-pointer place-items-center font-bold data-[hovered]:bg-well data-[disabled]:opacity-40">−</Button>
        <Input className="w-full min-w-0 border-x-[1.5px] border-line bg-transparent text-center tabular-nums outline-none" />
        <Button slot="increment" className="grid w-11 shrink-0 cursor-pointer place-items-center font-bold data-[hovered]:bg-well data-[disabled]:opacity-40">+</Button>
      </Group>
      <FieldError className="text-sm font-semibold text-accent">{error}</FieldError>
    </NumberField>
  )
}

/** What was wrong with what a form sent, where that is not said beside its fields. */
export function Wrong({ problem }: { problem: Error | null }) {
  const besideFields = problem instanceof ApiError && problem.fields.length > 0
  return problem && <p role="alert" className="text-sm font-semibold text-accent">{besideFields ? t('form.wrong') : whyNot(problem)}</p>
}

/** Asks to wait, in the shape of what is to come. */
export function Waiting({ rows = 5 }: { rows?: number }) {
  return (
    <div role="status" aria-label={t('loading')} className="late flex flex-col gap-3">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="h-12 animate-pulse rounded-lg bg-well" />
      ))}
    </div>
  )
}

/** What is shown where there is nothing to show; `page` where that is the whole page. */
export function Empty({ title, children, icon = 'queue', page }: { title: string; children?: ReactNode; icon?: IconName; page?: boolean }) {
  return (
    <div className="panel dots flex flex-col items-center gap-3 px-6 py-14 text-center">
      <span className="grid size-14 place-items-center rounded-full border-[1.5px] border-edge bg-card text-accent">
        <Icon name={icon} size={26} />
      </span>
      {page ? <OnlyTitle title={title} /> : <h2 className="text-xl">{title}</h2>}
      <div className="flex max-w-md flex-col items-center gap-4 text-soft">{children}</div>
    </div>
  )
}

function OnlyTitle({ title }: { title: string }) {
  useDocumentTitle(title)
  return <h1 className="text-xl">{title}</h1>
}

/** An error of a page's own reads, with a way on. */
export function Failed({ problem, retry }: { problem: Error; retry?: () => void }) {
  return (
    <div role="alert" className="panel flex flex-wrap items-center gap-3 border-accent p-4">
      <span className="grow">{whyNot(problem)}</span>
      {retry && <Press small onPress={retry}>{t('retry')}</Press>}
    </div>
  )
}

/** What stands in for a page until what it reads is there, or says why it is not. */
export function NotYet({ query, title, rows }: { query: { error: Error | null; refetch: () => unknown }; title?: string; rows?: number }) {
  return (
    <div className="flex flex-col gap-5">
      {title && <PageTitle title={title} />}
      {query.error ? <Failed problem={query.error} retry={() => void query.refetch()} /> : <Waiting rows={rows} />}
    </div>
  )
}

export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  useDocumentTitle(title)
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <h1 dir="auto" className={title.length > 60 ? 'text-xl!' : undefined}>{title}</h1>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  )
}
