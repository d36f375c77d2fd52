/** The texts about backups. */
export const backupsEn = {
  'backups.title': 'Backups', 'backups.make': 'Back up now', 'backups.made': 'Backed up: {name}', 'backups.none': 'There is no backup yet.', 'backups.next': 'The next one is made {when}.', 'backups.manual': 'None is made by itself.',
  'backups.folder': { one: 'The latest is kept in {folder}.', other: 'The latest {count} are kept in {folder}.' }, 'backups.failed': 'The last attempt failed {when}', 'backups.holds': '{events} events, {accounts} accounts, {size}', 'backups.good': 'read again {when}', 'backups.damaged': 'damaged',
  'backups.check': 'Check', 'backups.check.of': 'Check the backup of {when}', 'backups.checked': 'The backup of {when} is whole.', 'backups.restore': 'Restore', 'backups.restore.of': 'Restore the backup of {when}',
  'backups.restore.title': 'Go back to {when}?', 'backups.restore.text': 'Everything on this server becomes what it was then, for all readers. What is here now is backed up first.', 'backups.sure': 'Really go back?', 'backups.sure.text': 'Comic Pile starts anew, which takes some seconds, and everybody signs in again with the password of that time. Accounts that were deleted since stay deleted.', 'backups.yes': 'Go back',
  'backups.begun': 'Comic Pile starts anew …', 'backups.command': 'To go back to one, stop all programs and run the restore command with its file.',
}
