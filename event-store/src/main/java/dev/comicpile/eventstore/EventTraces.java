package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of a request along with its command and its events, in their metadata as {@code
 * traceparent}, so that what follows from them anywhere belongs to the same trace. Nothing else of
 * the trace is carried, and nothing at all of one that is not sampled.
 */
public final class EventTraces {

  /** The key in the metadata; the value is that of the header of W3C Trace Context. */
  public static final String TRACEPARENT = "traceparent";

  private static final Pattern SAMPLED =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-0[13579bdf]");

  /** What is done for older events is no part of the request they came with. */
  private static final Duration RECENT = Duration.ofMinutes(10);

  private final Tracer tracer;

  EventTraces(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Begins a span under whatever is being done, or null where that is not traced. */
  @Nullable Span child(String name) {
    return current() == null ? null : tracer.nextSpan().name(name).start();
  }

  /** Begins a span under the one that a message carries, or null where it carries none. */
  @Nullable Span continued(Message<?> message, String name, Span.Kind kind) {
    return message.getMetaData().get(TRACEPARENT) instanceof String parent
        ? continued(parent, name, kind)
        : null;
  }

  private @Nullable Span continued(String traceparent, String name, Span.Kind kind) {
    Matcher parent = SAMPLED.matcher(traceparent);
    if (!parent.matches()) {
      return null;
    }
    TraceContext context =
        tracer
            .traceContextBuilder()
            .traceId(parent.group(1))
            .spanId(parent.group(2))
            .sampled(true)
            .build();
    return tracer.spanBuilder().setParent(context).name(name).kind(kind).start();
  }

  Tracer.SpanInScope enter(Span span) {
    return tracer.withSpan(span);
  }

  /** What a message has to carry now, or null where nothing is traced. */
  public @Nullable String traceparent() {
    TraceContext current = current();
    return current == null ? null : "00-" + current.traceId() + "-" + current.spanId() + "-01";
  }

  private @Nullable TraceContext current() {
    Span span = tracer.currentSpan();
    return span != null && Boolean.TRUE.equals(span.context().sampled()) ? span.context() : null;
  }

  /** What a recent event carries, or null. */
  public static @Nullable String of(EventMessage<?> event) {
    return event.getMetaData().get(TRACEPARENT) instanceof String parent
            && event.getTimestamp().isAfter(Instant.now().minus(RECENT))
            && SAMPLED.matcher(parent).matches()
        ? parent
        : null;
  }

  /**
   * Does what follows from events that were recorded elsewhere, as a span in each of their traces.
   *
   * @param traceparents what the events carry
   * @param version the version that the reader's pile is brought to, 0 where that shows only later
   */
  @SuppressWarnings("ReferenceEquality") // there is one that does nothing
  public void follow(
      String name,
      Collection<String> traceparents,
      ReaderId readerId,
      long version,
      Runnable work) {
    if (traceparents.isEmpty() || tracer == Tracer.NOOP) {
      work.run();
      return;
    }
    List<Span> spans = new ArrayList<>();
    for (String traceparent : traceparents) {
      Span span = continued(traceparent, name, Span.Kind.CONSUMER);
      if (span != null) {
        spans.add(span.tag("comicpile.reader", readerId.number()));
        if (version > 0) {
          span.tag("comicpile.version", version);
        }
      }
    }
    if (spans.isEmpty()) {
      work.run();
      return;
    }
    // Logs can carry one trace only.
    try (Tracer.SpanInScope _ = enter(spans.getLast())) {
      work.run();
    } catch (RuntimeException e) {
      spans.forEach(span -> span.error(e));
      throw e;
    } finally {
      spans.forEach(Span::end);
    }
  }
}
