package dev.comicpile.testing;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out what cannot run on the event store of these tests, and prints why. */
public final class EventStoreCondition implements ExecutionCondition {

  private static final ConditionEvaluationResult RUN =
      ConditionEvaluationResult.enabled("runs on this event store");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!EventStoreOfTests.isAxonServer()) {
      // What runs in the other execution of the same tests is no gap, and needs no words.
      return findAnnotation(context.getElement(), OnlyOnAxonServer.class).isPresent()
          ? ConditionEvaluationResult.disabled("runs on an Axon Server only")
          : RUN;
    }
    if (TestAxonServer.get().isEmpty()) {
      return skip(
          context, "there is no Axon Server: AXONSERVER_HOST names none, no container engine runs");
    }
    Optional<OnlyInDatabase> only = findAnnotation(context.getElement(), OnlyInDatabase.class);
    return only.map(reason -> skip(context, reason.value())).orElse(RUN);
  }

  private static ConditionEvaluationResult skip(ExtensionContext context, String reason) {
    System.out.println(
        "Not run on Axon Server: "
            + context.getTestClass().map(Class::getSimpleName).orElse("")
            + context.getTestMethod().map(method -> "." + method.getName()).orElse("")
            + ", because "
            + reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
