package dev.comicpile.web;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;

/** The answer to a write that was accepted, as controllers return it. */
public final class Accepted<T> extends HttpEntity<T> {

  /**
   * An answer.
   *
   * @param headers those that name the version that the pile has reached
   * @param body null for an answer without one
   */
  public Accepted(HttpHeaders headers, @Nullable T body) {
    super(body, headers);
  }

  /** The same with another body. */
  public <U> Accepted<U> map(Function<? super T, ? extends U> body) {
    return new Accepted<>(getHeaders(), body.apply(Objects.requireNonNull(getBody())));
  }

  /** The same without a body. */
  public Accepted<Void> withoutBody() {
    return new Accepted<>(getHeaders(), null);
  }
}
