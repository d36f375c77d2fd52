import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { t, type Key } from '../texts'
import { Press } from './forms'
import { Icon, type IconName } from './icons'

/** Something to choose: its name, and what it does. */
export type Choice = [name: Key, icon: IconName, run: () => void]

/** Does something once a menu has closed and given back the focus, for a window that opens then to do so in its turn. */
const afterMenu = (what?: () => void) => requestAnimationFrame(() => setTimeout(() => what?.()))

/** What can be done with one line of a list, behind a button. @param of what the line is about, in words */
export function LineMenu({ of, choices }: { of: string; choices: (Choice | false)[] }) {
  const offered = choices.filter((choice) => choice !== false)
  return (
    <MenuTrigger>
      <Press look="quiet" icon="more" aria-label={t('menu.of', { title: of })} className="shrink-0" />
      <Popover placement="bottom end" className="min-w-56 rounded-lg border-[1.5px] border-edge bg-card p-1 shadow-lg">
        <Menu className="outline-none" onAction={(key) => afterMenu(offered.find(([name]) => name === key)?.[2])}>
          {offered.map(([name, icon]) => (
            <MenuItem key={name} id={name} className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 text-sm font-semibold outline-none data-[focused]:bg-well">
              <Icon name={icon} size={18} />
              {t(name)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
