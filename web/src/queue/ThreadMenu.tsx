import { useNavigate } from '@tanstack/react-router'
import { act } from '../api/act'
import type { QueuedThread, Thread } from '../api/client'
import { LineMenu, type Choice } from '../ui/menu'

type Props = { thread: QueuedThread; onEdit: (thread: Thread) => void; onPlace: (thread: Thread) => void }

export function ThreadMenu({ thread, onEdit, onPlace }: Props) {
  const navigate = useNavigate()
  const { id: thread_id, title } = thread
  const choices: (Choice | false)[] = [
    ['menu.pick', 'die', () => void act({ kind: 'set_pending', thread_id, title }).then((done) => done && navigate({ to: '/' }))],
    ['menu.front', 'front', () => void act({ kind: 'move', thread_id, title, to: 'front' })],
    ['menu.back', 'back', () => void act({ kind: 'move', thread_id, title, to: 'back' })],
    ['menu.position', 'queue', () => onPlace(thread)],
    ['menu.edit', 'edit', () => onEdit(thread)],
    thread.snoozed && ['unsnooze', 'snooze', () => void act({ kind: 'unsnooze', thread_id, title })],
    ['menu.delete', 'bin', () => void act({ kind: 'delete', thread_id, title })],
  ]
  return <LineMenu of={title} choices={choices} />
}
