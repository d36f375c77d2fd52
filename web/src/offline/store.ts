/** What this device keeps, in IndexedDB: one record by its key in each of a few shelves. */
const NAME = 'comic-pile'
const SHELVES = ['views', 'waiting'] as const
type Shelf = (typeof SHELVES)[number]

let opened: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => SHELVES.forEach((shelf) => request.result.createObjectStore(shelf))
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error ?? new Error('This browser keeps nothing'))
  })
  return opened
}

async function run<T>(shelf: Shelf, mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  return new Promise((done, failed) => {
    const transaction = database.transaction(shelf, mode)
    const request = what(transaction.objectStore(shelf))
    // It is done even if the page is gone in the next moment.
    transaction.commit()
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error ?? new Error('This browser keeps nothing'))
  })
}

export const kept = <T>(shelf: Shelf, key: IDBValidKey) => run(shelf, 'readonly', (store) => store.get(key) as IDBRequest<T | undefined>)
export const keep = (shelf: Shelf, key: IDBValidKey, value: unknown) => run(shelf, 'readwrite', (store) => store.put(value, key))
/** Changes a record in one transaction, so that tabs which do it at once lose nothing of each other's. */
export async function amend<T>(shelf: Shelf, key: IDBValidKey, how: (before: T | undefined) => T): Promise<T> {
  const transaction = (await open()).transaction(shelf, 'readwrite')
  return new Promise((done, failed) => {
    const reading = transaction.objectStore(shelf).get(key) as IDBRequest<T | undefined>
    let next: T
    reading.onsuccess = () => {
      next = how(reading.result)
      transaction.objectStore(shelf).put(next, key)
    }
    transaction.oncomplete = () => done(next)
    transaction.onabort = () => failed(transaction.error ?? new Error('This browser keeps nothing'))
  })
}

export const forget = (shelf: Shelf, key: IDBValidKey) => run(shelf, 'readwrite', (store) => store.delete(key))
