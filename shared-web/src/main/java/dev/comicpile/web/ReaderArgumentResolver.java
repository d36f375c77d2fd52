package dev.comicpile.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers the {@link Reader} of the access token; null where they take that and there is
 * none.
 */
final class ReaderArgumentResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Reader.class;
  }

  @Override
  public @Nullable Reader resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    if (request.getAttribute(ReaderAdmission.READER, NativeWebRequest.SCOPE_REQUEST)
        instanceof Reader reader) {
      return reader;
    }
    if (parameter.isOptional()) {
      return null;
    }
    throw new InsufficientAuthenticationException("no access token");
  }
}
