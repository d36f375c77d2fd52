package dev.comicpile.eventstore;

import dev.comicpile.api.problem.PileRefusal;
import io.micrometer.tracing.Tracer;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanAttributesProvider;
import org.axonframework.tracing.SpanFactory;
import org.axonframework.tracing.SpanScope;
import org.axonframework.tracing.SpanUtils;
import org.jspecify.annotations.Nullable;

/**
 * Makes Axon's commands and events spans of the request they belong to. Where there is no request
 * that is traced, there are no spans either: no background work begins a trace.
 */
final class TracedMessages implements SpanFactory {

  private static final Span NONE = NoOpSpanFactory.NoOpSpan.INSTANCE;

  private final EventTraces traces;

  TracedMessages(EventTraces traces) {
    this.traces = traces;
  }

  @Override
  public Span createRootTrace(Supplier<String> operationNameSupplier) {
    return NONE;
  }

  @Override
  public Span createHandlerSpan(
      Supplier<String> operationNameSupplier,
      Message<?> parentMessage,
      boolean isChildTrace,
      Message<?>... linkedParents) {
    return new Traced(
        name -> traces.continued(parentMessage, name, io.micrometer.tracing.Span.Kind.CONSUMER),
        name(operationNameSupplier, parentMessage));
  }

  @Override
  public Span createDispatchSpan(
      Supplier<String> operationNameSupplier,
      Message<?> parentMessage,
      Message<?>... linkedSiblings) {
    // An import of a whole system publishes its events outside any command: too many for spans.
    return parentMessage instanceof EventMessage<?> && !CurrentUnitOfWork.isStarted()
        ? NONE
        : createInternalSpan(operationNameSupplier, parentMessage);
  }

  @Override
  public Span createInternalSpan(Supplier<String> operationNameSupplier) {
    return new Traced(traces::child, operationNameSupplier);
  }

  @Override
  public Span createInternalSpan(Supplier<String> operationNameSupplier, Message<?> message) {
    Span span = new Traced(traces::child, name(operationNameSupplier, message));
    return message instanceof DomainEventMessage<?> event
        ? span.addAttribute("comicpile.reader", event.getAggregateIdentifier())
            .addAttribute("comicpile.version", Long.toString(event.getSequenceNumber() + 1))
        : span;
  }

  private static Supplier<String> name(Supplier<String> operation, Message<?> message) {
    return () -> operation.get() + '(' + SpanUtils.determineMessageName(message) + ')';
  }

  /** None: Axon's own put all metadata into the spans, keys of clients among them. */
  @Override
  public void registerSpanAttributeProvider(SpanAttributesProvider provider) {
    // see above
  }

  @Override
  @SuppressWarnings("unchecked")
  public <M extends Message<?>> M propagateContext(M message) {
    String traceparent = traces.traceparent();
    return traceparent == null
        ? message
        : (M) message.andMetaData(Map.of(EventTraces.TRACEPARENT, traceparent));
  }

  /** A span that begins when Axon starts it, if anything is traced then. */
  private final class Traced implements Span {
    private final Function<String, io.micrometer.tracing.@Nullable Span> begin;
    private final Supplier<String> name;
    private final java.util.Map<String, String> attributes = new java.util.LinkedHashMap<>(2);
    private io.micrometer.tracing.@Nullable Span span;

    Traced(Function<String, io.micrometer.tracing.@Nullable Span> begin, Supplier<String> name) {
      this.begin = begin;
      this.name = name;
    }

    @Override
    public Span start() {
      io.micrometer.tracing.Span begun = begin.apply(name.get());
      if (begun != null) {
        attributes.forEach(begun::tag);
      }
      span = begun;
      return this;
    }

    @Override
    public SpanScope makeCurrent() {
      io.micrometer.tracing.Span begun = span;
      if (begun == null) {
        return () -> {};
      }
      Tracer.SpanInScope scope = traces.enter(begun);
      return scope::close;
    }

    @Override
    public void end() {
      if (span != null) {
        span.end();
      }
    }

    /** A refusal is an answer and no error. */
    @Override
    public Span recordException(Throwable t) {
      if (span != null && !(t instanceof PileRefusal)) {
        span.error(t);
      }
      return this;
    }

    @Override
    public Span addAttribute(String key, String value) {
      if (span != null) {
        span.tag(key, value);
      } else {
        attributes.put(key, value);
      }
      return this;
    }
  }
}
