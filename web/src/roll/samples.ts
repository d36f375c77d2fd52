/** Comics to try the app with, the last one on top of the pile. */
const comics: [title: string, format: string, issues: number][] = [
  ['Bone', 'Omnibus', 9],
  ['Usagi Yojimbo', 'Omnibus', 12],
  ['Black Hole', 'Comic', 12],
  ['Love and Rockets', 'Trade', 6],
  ['Nausicaä of the Valley of the Wind', 'Omnibus', 7],
  ['The Incal', 'Trade', 6],
  ['Planetary', 'Trade', 4],
  ['Hellboy', 'Omnibus', 10],
  ['Akira', 'Trade', 6],
  ['Saga', 'Comic', 18],
  ['Monstress', 'Trade', 8],
  ['The Sandman', 'Trade', 10],
]

/** The sample comics as the file that importing takes, so that one undo takes all of them back. */
export function sampleComics(): File {
  const rows = comics.map(([title, format, issues]) => `${title},${format},${issues}`)
  return new File([['title,format,issues_remaining', ...rows].join('\n')], 'samples.csv', { type: 'text/csv' })
}
