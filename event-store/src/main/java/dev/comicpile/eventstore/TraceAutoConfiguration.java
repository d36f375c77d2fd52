package dev.comicpile.eventstore;

import io.micrometer.tracing.Tracer;
import org.axonframework.tracing.SpanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/**
 * One trace from the request over the command and its events to the views, where traces are
 * exported; otherwise none of this is there and nothing is carried along.
 */
@AutoConfiguration(
    beforeName = "org.axonframework.springboot.autoconfig.AxonTracingAutoConfiguration")
class TraceAutoConfiguration {

  @Bean
  EventTraces eventTraces(
      ObjectProvider<Tracer> tracer, @Value("${comicpile.traces:false}") boolean exported) {
    return new EventTraces(exported ? tracer.getObject() : Tracer.NOOP);
  }

  @Bean
  @ConditionalOnBooleanProperty("comicpile.traces")
  SpanFactory spanFactory(EventTraces traces) {
    return new TracedMessages(traces);
  }
}
