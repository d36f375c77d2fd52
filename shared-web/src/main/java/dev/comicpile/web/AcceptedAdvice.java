package dev.comicpile.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Names, in the answer to every accepted write, the version that the pile has reached. */
@RestControllerAdvice
final class AcceptedAdvice implements ResponseBodyAdvice<Object> {

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
    return returnType.getParameterType() == Accepted.class;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType contentType,
      Class<? extends HttpMessageConverter<?>> converterType,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(body instanceof Accepted<?> accepted)) {
      return body;
    }
    // Written here, for Spring writes the headers together with a body, and there may be none.
    HttpServletResponse answer = ((ServletServerHttpResponse) response).getServletResponse();
    accepted.headers().forEach((name, values) -> answer.setHeader(name, values.getFirst()));
    return accepted.body();
  }
}
