package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import jakarta.validation.ConstraintViolation;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Says field by field what is wrong with a request, in the words and names of the API. Spring's own
 * problem details hold neither names of fields nor types.
 */
final class InputProblems {

  /** Types in the words of JSON; other numbers are whole ones, and what is else is an object. */
  private static final Map<Class<?>, String> KINDS =
      Map.of(
          String.class, "a text",
          Secret.class, "a text",
          Boolean.class, "true or false",
          Double.class, "a number",
          Float.class, "a number",
          BigDecimal.class, "a number",
          ReaderId.class, "a whole number",
          ThreadId.class, "a whole number",
          SessionId.class, "a whole number",
          Instant.class, "a time such as 2026-01-31T12:00:00Z");

  /** What a constraint is violated by, where it does not say that itself. */
  private static final Map<String, String> TYPES =
      Map.of(
          "NotNull", FieldProblem.MISSING,
          "Min", FieldProblem.TOO_SMALL,
          "Max", FieldProblem.TOO_LARGE,
          "Future", FieldProblem.TOO_SMALL,
          "Email", FieldProblem.MALFORMED);

  /** Where parameters of handler methods come from, by their annotation. */
  private static final Map<Class<? extends Annotation>, String> PLACES =
      Map.of(
          PathVariable.class, "path.",
          RequestHeader.class, "header.",
          RequestPart.class, "body.",
          RequestParam.class, "query.");

  private InputProblems() {}

  /** What is wrong with a request; nothing where the failure is of another kind. */
  static List<FieldProblem> of(Throwable failure) {
    return switch (failure) {
      case MethodArgumentNotValidException invalid ->
          of(invalid.getAllErrors(), invalid.getParameter());
      case HandlerMethodValidationException invalid when !invalid.isForReturnValue() ->
          invalid.getParameterValidationResults().stream()
              .flatMap(result -> of(result).stream())
              .toList();
      case HttpMessageNotReadableException unreadable -> List.of(of(unreadable));
      case MethodArgumentTypeMismatchException mismatch ->
          List.of(
              new FieldProblem(
                  name(mismatch.getParameter()),
                  "must be " + kind(mismatch.getRequiredType()),
                  FieldProblem.WRONG_TYPE));
      case MissingServletRequestParameterException missing ->
          List.of(FieldProblem.missing("query." + missing.getParameterName()));
      case MissingRequestHeaderException missing ->
          List.of(FieldProblem.missing("header." + missing.getHeaderName()));
      case MissingServletRequestPartException missing ->
          List.of(FieldProblem.missing("body." + missing.getRequestPartName()));
      default -> List.of();
    };
  }

  /** What a body could not be read for. */
  private static FieldProblem of(HttpMessageNotReadableException unreadable) {
    for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException json) {
        return of(json);
      }
    }
    return unreadable.getCause() == null
        ? FieldProblem.missing("body")
        : new FieldProblem("body", "could not be read", FieldProblem.MALFORMED);
  }

  private static FieldProblem of(JacksonException json) {
    String field =
        "body" + json.getPath().stream().map(InputProblems::step).collect(Collectors.joining());
    if (json instanceof InputCoercionException number) {
      return new FieldProblem(
          field, "is out of the range of " + kind(number.getTargetType()), FieldProblem.TOO_LARGE);
    }
    if (json instanceof MismatchedInputException mismatch && !isEndOfInput(mismatch)) {
      boolean isMalformed =
          mismatch instanceof InvalidFormatException format
              && format.getValue() instanceof String
              && (format.getTargetType() == Instant.class || format.getTargetType().isEnum());
      return new FieldProblem(
          field,
          "must be " + kind(mismatch.getTargetType()),
          isMalformed ? FieldProblem.MALFORMED : FieldProblem.WRONG_TYPE);
    }
    var at = json.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return new FieldProblem("body", "must be valid JSON" + where, FieldProblem.MALFORMED);
  }

  private static String step(JacksonException.Reference reference) {
    return reference.getPropertyName() == null
        ? "[" + reference.getIndex() + "]"
        : "." + reference.getPropertyName();
  }

  private static boolean isEndOfInput(MismatchedInputException mismatch) {
    String message = String.valueOf(mismatch.getOriginalMessage());
    return mismatch.getPath().isEmpty()
        && (message.contains("end-of-input") || message.startsWith("Trailing token"));
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (boxed.isEnum()) {
      return Stream.of(boxed.getEnumConstants())
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (boxed.isArray() || Iterable.class.isAssignableFrom(boxed)) {
      return "a list";
    }
    return KINDS.getOrDefault(
        boxed, Number.class.isAssignableFrom(boxed) ? "a whole number" : "an object");
  }

  /** What is wrong with a parameter of a handler method. */
  private static List<FieldProblem> of(ParameterValidationResult result) {
    return result instanceof ParameterErrors errors
        ? of(errors.getAllErrors(), result.getMethodParameter())
        : result.getResolvableErrors().stream()
            .map(
                error ->
                    constraint(
                        error,
                        result.unwrap(error, ConstraintViolation.class),
                        name(result.getMethodParameter())))
            .toList();
  }

  /** What is wrong with an object bound from a body or from parameters. */
  private static List<FieldProblem> of(
      List<? extends ObjectError> errors, MethodParameter parameter) {
    boolean body =
        parameter.hasParameterAnnotation(RequestBody.class)
            || parameter.hasParameterAnnotation(RequestPart.class);
    return errors.stream().map(error -> of(error, body)).toList();
  }

  private static FieldProblem of(ObjectError error, boolean body) {
    String place = body ? "body" : "query";
    if (!(error instanceof FieldError field)) {
      return constraint(error, violation(error), place);
    }
    String name = place + "." + (body ? snakeCase(field.getField()) : field.getField());
    if (field.isBindingFailure()) {
      Class<?> type =
          field.contains(TypeMismatchException.class)
              ? field.unwrap(TypeMismatchException.class).getRequiredType()
              : null;
      return new FieldProblem(name, "must be " + kind(type), FieldProblem.WRONG_TYPE);
    }
    return constraint(error, violation(error), name);
  }

  private static @Nullable ConstraintViolation<?> violation(ObjectError error) {
    return error.contains(ConstraintViolation.class)
        ? error.unwrap(ConstraintViolation.class)
        : null;
  }

  private static FieldProblem constraint(
      MessageSourceResolvable error, @Nullable ConstraintViolation<?> violation, String name) {
    String type = violation == null ? FieldProblem.NOT_ALLOWED : type(violation);
    return type.equals(FieldProblem.MISSING)
        ? FieldProblem.missing(name)
        : new FieldProblem(
            name, Objects.requireNonNullElse(error.getDefaultMessage(), "is not allowed"), type);
  }

  private static String type(ConstraintViolation<?> violation) {
    Violations.Type own =
        violation instanceof HibernateConstraintViolation<?> hibernate
            ? hibernate.getDynamicPayload(Violations.Type.class)
            : null;
    return own != null
        ? own.word()
        : TYPES.getOrDefault(
            violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName(),
            FieldProblem.NOT_ALLOWED);
  }

  /** A parameter's place and name, {@code query.limit}. */
  static String name(MethodParameter parameter) {
    if (parameter.hasParameterAnnotation(RequestBody.class)) {
      return "body";
    }
    String place =
        MultipartFile.class.isAssignableFrom(parameter.getParameterType()) ? "body." : "query.";
    String name = "";
    for (Annotation annotation : parameter.getParameterAnnotations()) {
      if (PLACES.containsKey(annotation.annotationType())) {
        place = place.equals("body.") ? place : PLACES.get(annotation.annotationType());
        name =
            String.valueOf(
                AnnotationUtils.getAnnotationAttributes(parameter.getParameter(), annotation)
                    .get("name"));
      }
    }
    return place + (name.isEmpty() ? parameter.getParameterName() : name);
  }

  /** {@code rows[0].issuesRemaining} as {@code rows[0].issues_remaining}. */
  private static String snakeCase(String javaPath) {
    return javaPath.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
