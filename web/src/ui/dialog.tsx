import { useRouter, type AnyRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { t } from '../texts'
import { Press } from './forms'

/** Has the browser's way back close what is open, and stay on the page. */
function useBack(isOpen: boolean, onClose: () => void) {
  const router = useRouter({ warn: false }) as AnyRouter | undefined
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (!isOpen) return
    return router?.history.block({
      enableBeforeUnload: false,
      blockerFn: ({ action }: { action: string }) => {
        if (action !== 'BACK') return false
        close()
        return true
      },
    })
  }, [isOpen, router])
}

/** A window over the page: from below on a phone, in the middle elsewhere. */
export function Sheet({ title, isOpen, onClose, children, role }: {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  role?: 'dialog' | 'alertdialog'
}) {
  useBack(isOpen, onClose)
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable className="fixed inset-0 z-60 flex items-end justify-center bg-black/50 sm:items-center sm:p-6">
      <Modal className="rise max-h-[92dvh] w-full max-w-lg overflow-y-auto rounded-t-2xl border-[1.5px] border-edge bg-card p-5 pb-[calc(1.25rem+env(safe-area-inset-bottom))] sm:rounded-2xl sm:p-6">
        <Dialog role={role} className="flex flex-col gap-4 outline-none">
          <div className="flex items-start justify-between gap-3">
            <Heading slot="title" className="text-xl">{title}</Heading>
            <Press look="quiet" icon="close" small aria-label={t('close')} onPress={onClose} className="-mt-1 -mr-2" />
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Asks before something that one cannot take back, or that is large. */
export function Ask({ title, text, confirm, isOpen, onConfirm, onClose }: {
  title: string
  text: string
  confirm: string
  isOpen: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  const yes = () => {
    onClose()
    onConfirm()
  }
  return (
    <Sheet title={title} isOpen={isOpen} onClose={onClose} role="alertdialog">
      <p>{text}</p>
      <div className="flex justify-end gap-2">
        <Press onPress={onClose}>{t('cancel')}</Press>
        <Press look="primary" onPress={yes} autoFocus>{confirm}</Press>
      </div>
    </Sheet>
  )
}
