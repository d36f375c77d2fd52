package dev.comicpile.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.comicpile.startup.Arguments;
import dev.comicpile.startup.PortNumber;
import dev.comicpile.startup.StartFailure;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.comicpile", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theDomainKnowsNoFramework =
      classes()
          .that()
          .resideInAPackage("dev.comicpile.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.pcollections..",
              "dev.comicpile.api..",
              "dev.comicpile.domain..");

  /** But for annotations that say how values are written as JSON. */
  @ArchTest
  static final ArchRule theSharedLanguageIsPlainJava =
      classes()
          .that()
          .resideInAPackage("dev.comicpile.api..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.annotation..",
              "dev.comicpile.api..");

  @ArchTest
  static final ArchRule readsDoNotKnowWrites =
      noClasses()
          .that()
          .resideInAPackage("dev.comicpile.query..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.comicpile.command..");

  @ArchTest
  static final ArchRule writesDoNotKnowReads =
      noClasses()
          .that()
          .resideInAPackage("dev.comicpile.command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.comicpile.query..");

  @ArchTest
  static final ArchRule dataThatMovesKnowsNeitherService =
      noClasses()
          .that()
          .resideInAPackage("dev.comicpile.portability..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.comicpile.command..", "dev.comicpile.query..");

  /** Neither our module nor the libraries behind it; the services choose by a setting. */
  @ArchTest
  static final ArchRule oneModuleAloneKnowsAxonServer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.comicpile.axonserver..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.comicpile.axonserver..",
              "org.axonframework.axonserver..",
              "io.axoniq..",
              "io.grpc..");

  @ArchTest
  static final ArchRule theDomainHasNoCycles =
      slices().matching("dev.comicpile.domain.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theFeaturesOfTheWriteSideHaveNoCycles =
      slices().matching("dev.comicpile.command.(*)..").should().beFreeOfCycles();

  /** Other ways in than a name and a password can be taken away. */
  @ArchTest
  static final ArchRule accountsDoNotKnowTheirOtherWaysIn =
      noClasses()
          .that()
          .resideInAPackage("dev.comicpile.command.account")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.comicpile.command.account.oidc",
              "dev.comicpile.command.account.passkey",
              "dev.comicpile.command.account.key");

  @ArchTest
  static final ArchRule theFeaturesOfTheReadSideHaveNoCycles =
      slices().matching("dev.comicpile.query.(*)..").should().beFreeOfCycles();

  /** It lies in the jar where no library can be seen, and what reads its arguments beside it. */
  private static final DescribedPredicate<JavaClass> LAUNCHER =
      resideInAPackage("dev.comicpile.standalone.launch..")
          .or(belongToAnyOf(Arguments.class, PortNumber.class, StartFailure.class));

  @ArchTest
  static final ArchRule theLauncherNeedsTheJdkAlone =
      classes()
          .that(LAUNCHER)
          .should()
          .onlyDependOnClassesThat(
              LAUNCHER.or(resideInAnyPackage("java..", "com.sun.management..", "org.jspecify..")));

  @ArchTest
  static final ArchRule theEventStoreKnowsNoWeb =
      noClasses()
          .that()
          .resideInAPackage("dev.comicpile.eventstore..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..");

  /** What the machine's language is must not show: not in digits, not in letters. */
  @ArchTest
  static final ArchRule nothingIsWrittenInTheLanguageOfTheMachine =
      noClasses()
          .should()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(Locale.class, "getDefault")
          .orShould()
          .callMethod(DateTimeFormatter.class, "ofPattern", String.class);
}
