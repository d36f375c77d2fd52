package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Refuses a parameter or a file that is given twice, where one of them would be dropped, and a
 * number or a yes or no that is given empty, for which Spring would take the default.
 */
public final class GivenOnce implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      for (MethodParameter parameter : method.getMethodParameters()) {
        if (parameter.hasParameterAnnotation(RequestParam.class)
            || parameter.hasParameterAnnotation(RequestPart.class)) {
          require(request, parameter);
        }
      }
    }
    return true;
  }

  private static void require(HttpServletRequest request, MethodParameter parameter) {
    String field = InputProblems.name(parameter);
    String name = field.substring(field.indexOf('.') + 1);
    if (MultipartFile.class.isAssignableFrom(parameter.getParameterType())) {
      MultipartRequest parts = WebUtils.getNativeRequest(request, MultipartRequest.class);
      if (parts != null && parts.getFiles(name).size() > 1) {
        throw twice(field);
      }
    } else if (!parameter.getParameterType().isArray()
        && !Iterable.class.isAssignableFrom(parameter.getParameterType())) {
      require(field, request.getParameterValues(name));
      if (parameter.getParameterType().isPrimitive() && "".equals(request.getParameter(name))) {
        throw new MethodArgumentTypeMismatchException(
            "", parameter.getParameterType(), name, parameter, null);
      }
    }
  }

  /**
   * Refuses more than one value.
   *
   * @throws BadInputException that names the field
   */
  public static void require(String field, String @Nullable [] values) {
    if (values != null && values.length > 1) {
      throw twice(field);
    }
  }

  private static BadInputException twice(String field) {
    return new BadInputException(
        new FieldProblem(field, "must be given once only", FieldProblem.NOT_ALLOWED));
  }
}
