import { expect, goTo, registerWithSamples, roll, test } from './flow'

test('what a screen reader is told of a roll and of the queue', async ({ page, phone }) => {
  await registerWithSamples(page)
  await roll(page)
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Roll" [level=1]
      - region "The die":
        - button /Roll the d6; the last throw showed \\d/
        - button /Roll again/
        - group "Choose the die":
          - button "d4"
          - button "d6" [pressed]
          - button "d20"
      - text: /d6 shows \\d/
      - region:
        - paragraph: /You rolled \\d on a d6/
        - heading [level=2]:
          - link
        - paragraph: /The d6 showed \\d, which is row \\d of the pool/
        - group "Rating":
          - slider "Rating": "4"
        - group:
          - textbox "Issues read": "1"
        - checkbox "Finish the session"
        - button "Save rating"
        - button "Read, no rating"
        - button "Snooze"
        - button "Choose another"
      - region "Session":
        - button "Finish session"
      - region "Roll pool":
        - heading "Roll pool" [level=2]
        - list:
          - listitem
          - listitem
          - listitem
          - listitem
          - listitem
          - listitem
  `)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toMatchAriaSnapshot(phone
    ? `
    - navigation "Pages":
      - link "Roll"
      - link "Queue"
      - link "History"
      - link "Numbers"
      - link "More"
  `
    : `
    - navigation "Pages":
      - list:
        - listitem:
          - link "Roll"
        - listitem:
          - link "Queue"
  `)
  await goTo(page, 'Queue')
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Queue" [level=1]
      - button "Add"
      - searchbox "Find"
      - group "Show":
        - button "All" [pressed]
        - button "Read"
      - paragraph: 12 threads
      - grid "Queue":
        - row:
          - gridcell:
            - button /Move .*/
            - checkbox
            - button /What to do with .*/
  `)
})
