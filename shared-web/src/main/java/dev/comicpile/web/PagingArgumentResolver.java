package dev.comicpile.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.ServletModelAttributeMethodProcessor;

/**
 * Gives controllers a {@link Paging}. To bind and validate it as any other object costs as much as
 * the rest of a read; that is done only where something is wrong with it and has to be told.
 */
final class PagingArgumentResolver implements HandlerMethodArgumentResolver {

  private final HandlerMethodArgumentResolver binding =
      new ServletModelAttributeMethodProcessor(true);

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Paging.class;
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory)
      throws Exception {
    String[] limit = request.getParameterValues("limit");
    String[] offset = request.getParameterValues("offset");
    GivenOnce.require("query.limit", limit);
    GivenOnce.require("query.offset", offset);
    if (isGood(limit) && isGood(offset)) {
      Paging paging = new Paging(number(limit), number(offset));
      if (paging.isInRange()) {
        return paging;
      }
    }
    return binding.resolveArgument(parameter, container, request, binderFactory);
  }

  /** Absent, or a number that fits an int. */
  private static boolean isGood(String @Nullable [] values) {
    return values == null
        || (values.length == 1
            && values[0].length() < 10
            && WholeNumber.inAddress(values[0]).isPresent());
  }

  private static @Nullable Integer number(String @Nullable [] values) {
    return values == null ? null : Integer.valueOf(values[0]);
  }
}
