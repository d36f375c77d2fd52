package dev.comicpile.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
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
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says field by field what is wrong with a request, in the words and names of the API. */
final class InputProblems {

  private InputProblems() {}

  /** What a body could not be read for. */
  static FieldProblem of(HttpMessageNotReadableException unreadable) {
    for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException json) {
        return of(json);
      }
    }
    if (unreadable.getCause() == null) {
      return FieldProblem.missing("body");
    }
    return new FieldProblem("body", "could not be read", FieldProblem.MALFORMED);
  }

  private static FieldProblem of(JacksonException json) {
    String field = "body" + path(json.getPath());
    return switch (json) {
      case InputCoercionException number ->
          new FieldProblem(
              field,
              "is out of the range of " + kind(number.getTargetType()),
              FieldProblem.TOO_LARGE);
      case StreamReadException _ -> malformedAt(json);
      case InvalidFormatException format
          when format.getValue() instanceof String && !isPlainValue(format.getTargetType()) ->
          new FieldProblem(
              field, "must be " + kind(format.getTargetType()), FieldProblem.MALFORMED);
      case MismatchedInputException mismatch when !json.getPath().isEmpty() ->
          new FieldProblem(
              field, "must be " + kind(mismatch.getTargetType()), FieldProblem.WRONG_TYPE);
      case MismatchedInputException mismatch when isEndOfInput(mismatch) -> malformedAt(json);
      case MismatchedInputException mismatch ->
          new FieldProblem(
              field, "must be " + kind(mismatch.getTargetType()), FieldProblem.WRONG_TYPE);
      default -> malformedAt(json);
    };
  }

  private static boolean isEndOfInput(MismatchedInputException mismatch) {
    String message = mismatch.getOriginalMessage();
    return message != null
        && (message.contains("end-of-input") || message.startsWith("Trailing token"));
  }

  private static FieldProblem malformedAt(JacksonException json) {
    var location = json.getLocation();
    String where =
        location == null || location.getLineNr() < 1
            ? ""
            : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    return new FieldProblem("body", "must be valid JSON" + where, FieldProblem.MALFORMED);
  }

  private static String path(List<JacksonException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference reference : references) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append('.').append(reference.getPropertyName());
      }
    }
    return path.toString();
  }

  private static boolean isPlainValue(@Nullable Class<?> type) {
    return type == null
        || type == String.class
        || type == boolean.class
        || type == Boolean.class
        || type.isPrimitive()
        || Number.class.isAssignableFrom(type);
  }

  /** A type in the words of JSON. */
  static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == String.class || type == CharSequence.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class
        || type == Double.class
        || type == float.class
        || type == Float.class
        || type == java.math.BigDecimal.class) {
      return "a number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (type == java.time.Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (type.isEnum()) {
      List<String> words = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        words.add(String.valueOf(constant));
      }
      return "one of " + String.join(", ", words);
    }
    if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
      return "a list";
    }
    return "an object";
  }

  /** What is wrong with an object bound from a body or from parameters. */
  static List<FieldProblem> of(BindingResult result, MethodParameter parameter) {
    boolean body =
        parameter.hasParameterAnnotation(RequestBody.class)
            || parameter.hasParameterAnnotation(RequestPart.class);
    return result.getAllErrors().stream()
        .map(error -> of(error, body ? "body" : "query", body))
        .toList();
  }

  private static FieldProblem of(ObjectError error, String place, boolean body) {
    if (!(error instanceof FieldError field)) {
      return constraint(error, place, null);
    }
    String name = place + "." + (body ? snakeCase(field.getField()) : field.getField());
    if (field.isBindingFailure()) {
      Class<?> type =
          field.contains(TypeMismatchException.class)
              ? field.unwrap(TypeMismatchException.class).getRequiredType()
              : null;
      return new FieldProblem(name, "must be " + kind(type), FieldProblem.WRONG_TYPE);
    }
    return constraint(error, name, field.getRejectedValue());
  }

  /** What is wrong with the parameters of a handler method. */
  static List<FieldProblem> of(HandlerMethodValidationException invalid) {
    List<FieldProblem> problems = new ArrayList<>();
    for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
      MethodParameter parameter = result.getMethodParameter();
      if (result instanceof ParameterErrors errors) {
        boolean body =
            parameter.hasParameterAnnotation(RequestBody.class)
                || parameter.hasParameterAnnotation(RequestPart.class);
        errors
            .getAllErrors()
            .forEach(error -> problems.add(of(error, body ? "body" : "query", body)));
      } else {
        for (MessageSourceResolvable error : result.getResolvableErrors()) {
          problems.add(
              constraint(
                  error.getDefaultMessage(),
                  result.unwrap(error, ConstraintViolation.class),
                  name(parameter),
                  result.getArgument()));
        }
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

  /** Violations found outside of the binding of a request. */
  static List<FieldProblem> of(Iterable<? extends ConstraintViolation<?>> violations) {
    List<FieldProblem> problems = new ArrayList<>();
    for (ConstraintViolation<?> violation : violations) {
      StringBuilder name = new StringBuilder();
      for (Path.Node node : violation.getPropertyPath()) {
        if (node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.PARAMETER) {
          name.append('.').append(snakeCase(String.valueOf(node.getName())));
        }
      }
      problems.add(
          constraint(
              violation.getMessage(), violation, "body" + name, violation.getInvalidValue()));
    }
    return problems;
  }

  /** A parameter's place and name, {@code query.limit}. */
  private static String name(MethodParameter parameter) {
    PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
    if (path != null) {
      return "path." + named(path.name(), parameter);
    }
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    if (header != null) {
      return "header." + named(header.name(), parameter);
    }
    if (parameter.hasParameterAnnotation(RequestBody.class)) {
      return "body";
    }
    RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
    if (part != null) {
      return "body." + named(part.name(), parameter);
    }
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    boolean file = MultipartFile.class.isAssignableFrom(parameter.getParameterType());
    return (file ? "body." : "query.") + named(query == null ? "" : query.name(), parameter);
  }

  private static String named(String given, MethodParameter parameter) {
    return given.isEmpty() ? String.valueOf(parameter.getParameterName()) : given;
  }

  private static FieldProblem constraint(ObjectError error, String name, @Nullable Object value) {
    ConstraintViolation<?> violation =
        error.contains(ConstraintViolation.class) ? error.unwrap(ConstraintViolation.class) : null;
    return constraint(error.getDefaultMessage(), violation, name, value);
  }

  private static FieldProblem constraint(
      @Nullable String message,
      @Nullable ConstraintViolation<?> violation,
      String name,
      @Nullable Object value) {
    String type = violation == null ? FieldProblem.NOT_ALLOWED : type(violation, value);
    if (type.equals(FieldProblem.MISSING)) {
      return FieldProblem.missing(name);
    }
    return new FieldProblem(name, message == null ? "is not allowed" : message, type);
  }

  private static String type(ConstraintViolation<?> violation, @Nullable Object value) {
    if (violation instanceof HibernateConstraintViolation<?> hibernate) {
      Violations.Type own = hibernate.getDynamicPayload(Violations.Type.class);
      if (own != null) {
        return own.word();
      }
    }
    String constraint =
        violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return switch (constraint) {
      case "NotNull" -> FieldProblem.MISSING;
      case "NotBlank", "NotEmpty" -> value == null ? FieldProblem.MISSING : FieldProblem.TOO_SHORT;
      case "Min", "DecimalMin", "Positive", "PositiveOrZero" -> FieldProblem.TOO_SMALL;
      case "Max", "DecimalMax", "Negative", "NegativeOrZero" -> FieldProblem.TOO_LARGE;
      case "Size", "Length" -> isTooShort(violation, value);
      case "Pattern", "Email", "URL" -> FieldProblem.MALFORMED;
      default -> FieldProblem.NOT_ALLOWED;
    };
  }

  private static String isTooShort(ConstraintViolation<?> violation, @Nullable Object value) {
    Object min = violation.getConstraintDescriptor().getAttributes().get("min");
    int size =
        switch (value) {
          case CharSequence text -> text.length();
          case java.util.Collection<?> elements -> elements.size();
          case null, default -> Integer.MAX_VALUE;
        };
    return min instanceof Integer least && size < least
        ? FieldProblem.TOO_SHORT
        : FieldProblem.TOO_LONG;
  }

  /** {@code rows[0].issuesRemaining} as {@code rows[0].issues_remaining}. */
  static String snakeCase(String javaPath) {
    StringBuilder path = new StringBuilder();
    for (String name : javaPath.split("\\.", -1)) {
      path.append(path.isEmpty() ? "" : ".");
      path.append(name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
    }
    return path.toString();
  }
}
