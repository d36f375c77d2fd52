import { useNavigate } from '@tanstack/react-router'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { act } from '../api/act'
import type { QueuedThread, Thread } from '../api/client'
import { t, type Key } from '../texts'
import { Press } from '../ui/forms'
import { Icon, type IconName } from '../ui/icons'

/** Does something once a menu has closed and given back the focus, for a window that opens then to do so in its turn. */
const afterMenu = (what?: () => void) => requestAnimationFrame(() => setTimeout(() => what?.()))

type Props = { thread: QueuedThread; onEdit: (thread: Thread) => void; onPlace: (thread: Thread) => void }

export function ThreadMenu({ thread, onEdit, onPlace }: Props) {
  const navigate = useNavigate()
  const { id: thread_id, title } = thread
  const things: [Key, IconName, () => void][] = [
    ['menu.pick', 'die', () => void act({ kind: 'set_pending', thread_id, title }).then((done) => done && navigate({ to: '/' }))],
    ['menu.front', 'front', () => void act({ kind: 'move', thread_id, title, to: 'front' })],
    ['menu.back', 'back', () => void act({ kind: 'move', thread_id, title, to: 'back' })],
    ['menu.position', 'queue', () => onPlace(thread)],
    ['menu.edit', 'edit', () => onEdit(thread)],
    ...(thread.snoozed ? [['unsnooze', 'snooze', () => void act({ kind: 'unsnooze', thread_id, title })] as [Key, IconName, () => void]] : []),
    ['menu.delete', 'bin', () => void act({ kind: 'delete', thread_id, title })],
  ]
  return (
    <MenuTrigger>
      <Press look="quiet" icon="more" aria-label={t('menu.of', { title })} className="shrink-0" />
      <Popover placement="bottom end" className="min-w-56 rounded-lg border-[1.5px] border-edge bg-card p-1 shadow-lg">
        <Menu className="outline-none" onAction={(key) => afterMenu(things.find(([name]) => name === key)?.[2])}>
          {things.map(([name, icon]) => (
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
