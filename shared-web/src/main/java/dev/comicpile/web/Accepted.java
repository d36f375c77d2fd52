package dev.comicpile.web;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The answer to a write that was accepted. Controllers return it; {@link AcceptedAdvice} sends the
 * body, and the headers with it.
 *
 * @param headers those that name the version that the pile has reached
 * @param body null for an answer without one
 */
public record Accepted<T>(HttpHeaders headers, @Nullable T body) {

  /** The same with another body. */
  public <U> Accepted<U> map(Function<? super T, ? extends U> body) {
    return new Accepted<>(headers, body.apply(Objects.requireNonNull(this.body)));
  }

  /** The same without a body. */
  public Accepted<Void> withoutBody() {
    return new Accepted<>(headers, null);
  }
}
