package dev.comicpile.web;

import jakarta.validation.ConstraintViolation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartFile;
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
          Boolean.class, "true or false",
          Double.class, "a number",
          Float.class, "a number",
          BigDecimal.class, "a number",
          Instant.class, "a time such as 2026-01-31T12:00:00Z");

  /** What a constraint is violated by, where it can be but one thing. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("NotNull", FieldProblem.MISSING),
          Map.entry("NotBlank", FieldProblem.TOO_SHORT),
          Map.entry("NotEmpty", FieldProblem.TOO_SHORT),
          Map.entry("Min", FieldProblem.TOO_SMALL),
          Map.entry("DecimalMin", FieldProblem.TOO_SMALL),
          Map.entry("Positive", FieldProblem.TOO_SMALL),
          Map.entry("PositiveOrZero", FieldProblem.TOO_SMALL),
          Map.entry("Max", FieldProblem.TOO_LARGE),
          Map.entry("DecimalMax", FieldProblem.TOO_LARGE),
          Map.entry("Size", FieldProblem.TOO_LONG),
          Map.entry("Pattern", FieldProblem.MALFORMED),
          Map.entry("Email", FieldProblem.MALFORMED));

  private InputProblems() {}

  /** What a body could not be read for. */
  static FieldProblem of(HttpMessageNotReadableException unreadable) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(unreadable);
    if (cause == unreadable) {
      return FieldProblem.missing("body");
    }
    for (cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException json) {
        return of(json);
      }
    }
    return new FieldProblem("body", "could not be read", FieldProblem.MALFORMED);
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
              && !isPlainValue(format.getTargetType());
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

  private static boolean isPlainValue(@Nullable Class<?> type) {
    Class<?> boxed = type == null ? String.class : ClassUtils.resolvePrimitiveIfNecessary(type);
    return boxed == String.class || boxed == Boolean.class || Number.class.isAssignableFrom(boxed);
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

  /** What is wrong with an object bound from a body or from parameters. */
  static List<FieldProblem> of(List<? extends ObjectError> errors, MethodParameter parameter) {
    boolean body =
        parameter.hasParameterAnnotation(RequestBody.class)
            || parameter.hasParameterAnnotation(RequestPart.class);
    return errors.stream().map(error -> of(error, body)).toList();
  }

  private static FieldProblem of(ObjectError error, boolean body) {
    String place = body ? "body" : "query";
    if (!(error instanceof FieldError field)) {
      return constraint(error, violation(error), place, null);
    }
    String name = place + "." + (body ? snakeCase(field.getField()) : field.getField());
    if (field.isBindingFailure()) {
      Class<?> type =
          field.contains(TypeMismatchException.class)
              ? field.unwrap(TypeMismatchException.class).getRequiredType()
              : null;
      return new FieldProblem(name, "must be " + kind(type), FieldProblem.WRONG_TYPE);
    }
    return constraint(error, violation(error), name, field.getRejectedValue());
  }

  private static @Nullable ConstraintViolation<?> violation(ObjectError error) {
    return error.contains(ConstraintViolation.class)
        ? error.unwrap(ConstraintViolation.class)
        : null;
  }

  /** What is wrong with the parameters of a handler method. */
  static List<FieldProblem> of(HandlerMethodValidationException invalid) {
    List<FieldProblem> problems = new ArrayList<>();
    for (var result : invalid.getParameterValidationResults()) {
      if (result instanceof ParameterErrors errors) {
        problems.addAll(of(errors.getAllErrors(), result.getMethodParameter()));
        continue;
      }
      for (MessageSourceResolvable error : result.getResolvableErrors()) {
        problems.add(
            constraint(
                error,
                result.unwrap(error, ConstraintViolation.class),
                name(result.getMethodParameter()),
                result.getArgument()));
      }
    }
    return problems;
  }

  /** A parameter that could not be converted. */
  static FieldProblem of(MethodArgumentTypeMismatchException mismatch) {
    return new FieldProblem(
        name(mismatch.getParameter()),
        "must be " + kind(mismatch.getRequiredType()),
        FieldProblem.WRONG_TYPE);
  }

  /** A parameter's place and name, {@code query.limit}. */
  static String name(MethodParameter parameter) {
    if (parameter.hasParameterAnnotation(RequestBody.class)) {
      return "body";
    }
    PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    boolean file = MultipartFile.class.isAssignableFrom(parameter.getParameterType());
    String given =
        path != null
            ? path.name()
            : header != null
                ? header.name()
                : part != null ? part.name() : query == null ? "" : query.name();
    String place =
        path != null
            ? "path."
            : header != null ? "header." : part != null || file ? "body." : "query.";
    return place + (given.isEmpty() ? String.valueOf(parameter.getParameterName()) : given);
  }

  private static FieldProblem constraint(
      MessageSourceResolvable error,
      @Nullable ConstraintViolation<?> violation,
      String name,
      @Nullable Object value) {
    String type = violation == null ? FieldProblem.NOT_ALLOWED : type(violation, value);
    String message = error.getDefaultMessage();
    return type.equals(FieldProblem.MISSING)
        ? FieldProblem.missing(name)
        : new FieldProblem(name, message == null ? "is not allowed" : message, type);
  }

  private static String type(ConstraintViolation<?> violation, @Nullable Object value) {
    if (violation instanceof HibernateConstraintViolation<?> hibernate) {
      Violations.Type own = hibernate.getDynamicPayload(Violations.Type.class);
      if (own != null) {
        return own.word();
      }
    }
    var constraint = violation.getConstraintDescriptor();
    String type =
        TYPES.getOrDefault(
            constraint.getAnnotation().annotationType().getSimpleName(), FieldProblem.NOT_ALLOWED);
    boolean isShort =
        type.equals(FieldProblem.TOO_LONG)
            && constraint.getAttributes().get("min") instanceof Integer least
            && size(value) < least;
    return type.equals(FieldProblem.TOO_SHORT) && value == null
        ? FieldProblem.MISSING
        : isShort ? FieldProblem.TOO_SHORT : type;
  }

  private static int size(@Nullable Object value) {
    return switch (value) {
      case CharSequence text -> text.length();
      case java.util.Collection<?> elements -> elements.size();
      case null, default -> Integer.MAX_VALUE;
    };
  }

  /** {@code rows[0].issuesRemaining} as {@code rows[0].issues_remaining}. */
  static String snakeCase(String javaPath) {
    return javaPath.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
