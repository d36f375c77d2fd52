import type { backupsEn } from './backups.en'
import type { Text } from '.'

/** Die Texte über Sicherungen; warum keine entstehen kann, sagt der Server auf Englisch selbst. */
export const backupsDe: Record<keyof typeof backupsEn | 'backups.nofolder' | 'backups.elsewhere', Text> = {
  'backups.nofolder': 'Für Sicherungen ist kein Ordner festgelegt: PILE_BACKUP_FOLDER nennt einen.', 'backups.elsewhere': 'Die Ereignisse liegen auf einem Axon Server. Sichere zuerst ihn auf seine eigene Art und danach die Datenbank, wie docs/operations.md sagt.',
  'backups.title': 'Sicherungen', 'backups.make': 'Jetzt sichern', 'backups.made': 'Gesichert: {name}', 'backups.none': 'Es gibt noch keine Sicherung.', 'backups.next': 'Die nächste entsteht {when}.', 'backups.manual': 'Von selbst entsteht keine.',
  'backups.folder': { one: 'Die letzte liegt in {folder}.', other: 'Die letzten {count} liegen in {folder}.' }, 'backups.failed': 'Der letzte Versuch ist {when} gescheitert', 'backups.holds': '{events} Ereignisse, {accounts} Konten, {size}', 'backups.good': 'nachgelesen {when}', 'backups.damaged': 'beschädigt',
  'backups.check': 'Prüfen', 'backups.check.of': 'Die Sicherung vom {when} prüfen', 'backups.checked': 'Die Sicherung vom {when} ist ganz.', 'backups.restore': 'Zurück', 'backups.restore.of': 'Zur Sicherung vom {when} zurück',
  'backups.restore.title': 'Zurück zum {when}?', 'backups.restore.text': 'Alles auf diesem Server wird, wie es damals war, für alle Leser. Was jetzt da ist, wird vorher gesichert.', 'backups.sure': 'Wirklich zurück?', 'backups.sure.text': 'Comic Pile startet neu, das dauert einige Sekunden, und alle melden sich neu an, mit dem Passwort von damals. Konten, die seither gelöscht wurden, bleiben gelöscht.', 'backups.yes': 'Zurück',
  'backups.begun': 'Comic Pile startet neu …', 'backups.command': 'Um zu einer zurückzugehen, alle Programme anhalten und den Befehl restore mit ihrer Datei aufrufen.',
}
