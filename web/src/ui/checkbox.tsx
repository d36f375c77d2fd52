import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components/Checkbox'
import { Icon } from './icons'

export function Checkbox({ children, ...rest }: Omit<CheckboxProps, 'children' | 'className'> & { children?: ReactNode }) {
  return (
    <AriaCheckbox {...rest} className="group flex min-h-11 cursor-pointer cramped:min-h-[44px] items-center gap-2.5 text-sm font-semibold">
      <span className="grid size-5.5 shrink-0 place-items-center rounded-md border-[1.5px] border-soft bg-card text-card group-data-[selected]:border-accent group-data-[selected]:bg-accent group-data-[selected]:text-on-accent group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-accent">
        <span className="hidden group-data-[selected]:block group-data-[indeterminate]:block"><Icon name="check" size={16} /></span>
      </span>
      {children}
    </AriaCheckbox>
  )
}
