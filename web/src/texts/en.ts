import type { Text } from '.'

/** Every text of the app; the other languages have the same keys. */
export const en = {
  loading: 'Loading', retry: 'Try again', close: 'Close', cancel: 'Cancel', undo: 'Undo', redo: 'Redo',
  'undo.of': 'Undo: {what}', 'redo.of': 'Redo: {what}',
  'toast.region': 'Messages', 'toast.close': 'Close this message',
  'offline.nothing': 'The server does not answer. Are you online?',
  'offline.kept': 'Waiting for the network: {what}', 'offline.roll': 'A roll needs the server, which does not answer.',
  'offline.refused': 'That needs the server, which does not answer.',

  'nav.label': 'Pages', 'nav.skip': 'To the page', 'nav.roll': 'Roll', 'nav.queue': 'Queue', 'nav.history': 'History', 'nav.analytics': 'Numbers',
  'nav.past': 'Time machine', 'nav.undo': 'Undo list', 'nav.import': 'Import and export', 'nav.account': 'Account', 'nav.admin': 'Admin', 'nav.more': 'More',
  'notfound.title': 'There is nothing here', 'notfound.text': 'The page that you asked for does not exist, or not any more.', 'notfound.home': 'To the dice',

  'signin.claim': 'You pile them up. Dice pick what you read next.', 'signin.signin': 'Sign in', 'signin.register': 'Make an account', 'signin.ended': 'You have been signed out. Sign in to go on where you were.',
  'signin.username': 'User name', 'signin.email': 'E-mail', 'signin.password': 'Password', 'signin.password.help': 'At least 8 characters.', 'signin.invitation': 'Invitation code',
  'signin.with': 'Sign in with {name}', 'signin.have': 'I have an account', 'signin.new': 'I am new here', 'signin.demo': 'Look around as the demo reader', 'signin.demo.help': 'Forty comics, no account needed.',

  'roll.die': 'The die', 'roll.roll': 'Roll', 'roll.again': 'Roll again', 'roll.rolling': 'Rolling …', 'roll.roll.die': 'Roll the d{die}',
  'roll.asleep': 'Every thread is snoozed. Wake one to roll.', 'roll.fewer': { one: 'One thread for a d{die}: it is sure to be picked.', other: '{count} threads for a d{die}: the die picks among these.' },
  'roll.pool': { one: 'One thread in the pool.', other: 'The first {count} of your queue are in the pool.' }, 'roll.pool.snoozed': { one: 'One thread in the pool, {snoozed} snoozed.', other: '{count} threads in the pool, {snoozed} snoozed.' },
  'roll.ladder': 'Choose the die', 'roll.die.manual': 'You chose this die; the next rating goes on from it.', 'roll.die.ladder': 'Good ratings step down, others step up.', 'roll.die.clear': 'Back to the ladder',
  session: 'Session', 'session.none': 'No session: the first roll starts one.', 'session.since': 'Since {when}', 'session.end': 'Finish session',
  override: 'Choose another', 'override.title': 'Choose what to read', 'override.search': 'Find a thread',
  pool: 'Roll pool', 'pool.empty': 'Nothing to roll for.', snoozed: { one: 'Snoozed', other: '{count} snoozed' }, snooze: 'Snooze', unsnooze: 'Wake', 'unsnooze.of': 'Wake {title}', 'unsnooze.all': 'Wake all',
  'pick.rolled': 'You rolled {result} on a d{die}', 'pick.chosen': 'You chose', 'pick.why.row': 'The d{die} showed {result}, which is row {result} of the pool.',
  'pick.why.offset': { one: 'One snoozed thread ahead of it was passed over.', other: '{count} snoozed threads ahead of it were passed over.' },
  'pick.why.snoozed': { one: 'One thread was snoozed.', other: '{count} threads were snoozed.' }, 'pick.why.chosen': 'Picked by hand, without the die.',
  'pick.carried': 'Picked on {when}, in a session that is over. Rate it now, or roll again to pass it over.',
  'rate.stars': 'Rating', 'rate.down': '4 or more: the die steps down and it goes to the front.', 'rate.up': 'Below 4: the die steps up and it goes to the back.',
  'rate.issues': 'Issues read', 'rate.finish': 'Finish the session', 'rate.save': 'Save rating', 'rate.read': 'Read, no rating',
  rated: 'Your last rating', 'rated.front': 'It went to the front', 'rated.back': 'It went to the back', 'rated.completed': 'You have read it to the end', 'rated.die': 'd{from} → d{to}', 'rated.die.same': 'the die stays a d{die}',
  'stars.of': '{rating} of 5 stars',
  'first.title': 'Your pile is empty', 'first.text': 'Put in what you mean to read: series, trades, reading orders. Comic Pile keeps them in a queue and lets dice choose.',
  'first.one': 'Add comics, each with the issues that you have left.', 'first.two': 'Roll: the die picks one of the first of your queue.', 'first.three': 'Read, then rate. What you like comes back sooner.',
  'first.add': 'Add the first one', 'first.samples': 'Put in twelve samples', 'first.import': 'Import a list',

  'thread.left': { one: '1 issue left', other: '{count} issues left' }, 'thread.position': 'No. {position} in the queue', 'thread.title': 'Title', 'thread.format': 'Format', 'thread.issues': 'Issues left', 'thread.notes': 'Notes', 'thread.review': 'Address of your review',
  'add.title': 'Add to the pile', 'add.submit': 'Add', 'edit.title': 'Edit', 'edit.submit': 'Save', 'form.missing': 'Say something here.', 'form.address': 'Give an address that begins with http:// or https://.',
  'queue.add': 'Add', 'queue.search': 'Find', 'queue.views': 'Show', 'queue.view.all': 'All', 'queue.view.pool': 'In the pool', 'queue.view.stale': 'Waiting long', 'queue.view.snoozed': 'Snoozed', 'queue.view.completed': 'Read',
  'queue.total': { one: 'One thread', other: '{count} threads' }, 'queue.shown': '{count} of {total} threads', 'queue.completed': { one: 'One thread read to the end', other: '{count} threads read to the end' }, 'queue.nothing': 'No thread fits.', 'queue.drag': 'Move {title}',
  'chip.pool': 'in the pool', 'chip.stale': 'waiting long', 'chip.snoozed': 'snoozed',
  'menu.of': 'What to do with {title}', 'menu.pick': 'Read this next', 'menu.front': 'To the front', 'menu.back': 'To the back', 'menu.position': 'To a position …', 'menu.edit': 'Edit and notes …', 'menu.delete': 'Delete',
  'position.title': 'Move {title}', 'position.label': 'Position, 1 to {last}', 'position.submit': 'Move',
  selection: 'With those selected', 'selection.count': { one: '1 selected', other: '{count} selected' }, 'selection.front': 'Front', 'selection.back': 'Back', 'selection.delete': 'Delete', 'selection.clear': 'Select none',
  'completed.none': 'Nothing read to the end yet', 'completed.none.text': 'What you finish is kept here, and can be taken up again when new issues come out.', reactivate: 'Take up again', 'reactivate.title': 'Take up {title} again', 'reactivate.issues': 'New issues',

  'keys.title': 'Keys', 'keys.roll': 'Roll the die', 'keys.rate': 'Stars; the same again takes half off', 'keys.half': 'Half a star less or more', 'keys.save': 'Save the rating', 'keys.read': 'Read, no rating', 'keys.snooze': 'Snooze', 'keys.override': 'Choose another', 'keys.undo': 'Undo', 'keys.redo': 'Redo', 'keys.help': 'This list',

  'did.roll': 'd{die} shows {result}: {title}', 'did.override': 'Chosen: {title}', 'did.rate': 'Rated {title} {rating}', 'did.read': { one: 'Read an issue of {title}', other: 'Read {count} issues of {title}' },
  'did.snooze': 'Snoozed {title}', 'did.unsnooze': 'Woke {title}', 'did.unsnooze_all': 'Woke all', 'did.set_die': 'The die is a d{die}', 'did.clear_die': 'The die is back on the ladder',
  'did.session_start': 'Started a session', 'did.session_end': 'Finished the session', 'did.add': 'Added {title}', 'did.edit': 'Changed {title}', 'did.delete': 'Deleted {title}', 'did.reactivate': 'Took up {title} again',
  'did.move': 'Moved {title} to {position}', 'did.move_front': 'Moved {title} to the front', 'did.move_back': 'Moved {title} to the back', 'did.clear_queue': 'Cleared the queue',
  'did.undo': 'Taken back: {what}', 'did.redo': 'Brought back: {what}', 'did.restore': 'Went back', 'did.import': { one: 'Imported one thread', other: 'Imported {count} threads' },

  'act.add': 'Added', 'act.add.of': 'Added {title}', 'act.edit': 'Edited', 'act.edit.of': 'Edited {title}', 'act.delete': 'Deleted', 'act.delete.of': 'Deleted {title}', 'act.reactivate': 'Took up again', 'act.reactivate.of': 'Took up {title} again',
  'act.import': 'Imported threads', 'act.import.of': 'Imported {title}', 'act.move': 'Moved', 'act.move.of': 'Moved {title}', 'act.clear_queue': 'Cleared the queue', 'act.clear_queue.of': 'Cleared the queue',
  'act.roll': 'Rolled', 'act.roll.of': 'Picked {title}', 'act.rate': 'Rated', 'act.rate.of': 'Rated {title}', 'act.read': 'Read', 'act.read.of': 'Read {title}', 'act.snooze': 'Snoozed', 'act.snooze.of': 'Snoozed {title}', 'act.unsnooze': 'Woke', 'act.unsnooze.of': 'Woke {title}',
  'act.set_die': 'Set the die', 'act.set_die.of': 'Set the die', 'act.clear_die': 'Cleared the manual die', 'act.clear_die.of': 'Cleared the manual die', 'act.session_start': 'Started a session', 'act.session_start.of': 'Started a session', 'act.session_end': 'Finished the session', 'act.session_end.of': 'Finished the session',
  'act.rolled_but_skipped': 'Passed over', 'act.rolled_but_skipped.of': 'Passed over {title}', 'act.undo': 'Undo', 'act.undo.of': 'Undo', 'act.redo': 'Redo', 'act.redo.of': 'Redo', 'act.restore': 'Went back', 'act.restore.of': 'Went back',
} satisfies Record<string, Text>
