export interface ServerSentEvent {
  id: string | null
  name: string
  data: string
}

/** The events of a stream, as the HTML standard has them; comments are passed over. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  let event: ServerSentEvent = { id: null, name: 'message', data: '' }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (event.data) yield { ...event, data: event.data.slice(0, -1) }
          event = { id: event.id, name: 'message', data: '' }
        } else event = withField(event, line)
      }
    }
  } finally {
    void reader.cancel().catch(() => null)
  }
}

function withField(event: ServerSentEvent, line: string): ServerSentEvent {
  const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? []
  if (field === 'data') return { ...event, data: `${event.data}${value}\n` }
  if (field === 'event') return { ...event, name: value }
  if (field === 'id') return { ...event, id: value }
  return event
}
