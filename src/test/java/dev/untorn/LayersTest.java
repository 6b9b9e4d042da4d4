package dev.untorn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The order of packages drawn in {@code dev.untorn}'s package-info, as rules that fail. */
@AnalyzeClasses(packages = "dev.untorn", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
  @ArchTest
  static final ArchRule each_package_uses_only_those_to_its_right =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("cli")
          .definedBy("dev.untorn.cli..")
          .layer("lab")
          .definedBy("dev.untorn.lab..")
          .layer("bench")
          .definedBy("dev.untorn.bench..")
          .layer("server")
          .definedBy("dev.untorn.server..")
          .layer("http")
          .definedBy("dev.untorn.http..")
          .layer("metrics")
          .definedBy("dev.untorn.metrics..")
          .layer("delivery")
          .definedBy("dev.untorn.delivery..")
          .layer("origin")
          .definedBy("dev.untorn.origin..")
          .layer("version")
          .definedBy("dev.untorn.version..")
          .layer("linux")
          .definedBy("dev.untorn.linux..")
          .layer("config")
          .definedBy("dev.untorn.config..")
          .layer("client")
          .definedBy("dev.untorn.client..")
          .layer("semantics")
          .definedBy("dev.untorn.semantics..")
          .layer("text")
          .definedBy("dev.untorn.text..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("lab")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("server")
          .mayOnlyBeAccessedByLayers("cli", "lab", "bench")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("server", "http")
          .whereLayer("delivery")
          .mayOnlyBeAccessedByLayers("server", "http", "metrics")
          .whereLayer("origin")
          .mayOnlyBeAccessedByLayers("server", "http", "metrics", "delivery")
          .whereLayer("version")
          .mayOnlyBeAccessedByLayers("server", "http", "metrics", "delivery", "origin")
          .whereLayer("linux")
          .mayOnlyBeAccessedByLayers(
              "cli", "lab", "server", "http", "metrics", "delivery", "origin", "version")
          .whereLayer("config")
          .mayNotAccessAnyLayer()
          .whereLayer("client")
          .mayNotAccessAnyLayer()
          .whereLayer("semantics")
          .mayNotAccessAnyLayer()
          .whereLayer("text")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule only_linux_knows_foreign_memory =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.untorn.linux..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign..");

  @ArchTest
  static final ArchRule netty_stays_in_the_packages_that_speak_to_sockets =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.untorn.linux..",
              "dev.untorn.version..",
              "dev.untorn.origin..",
              "dev.untorn.config..",
              "dev.untorn.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule micrometer_stays_in_metrics =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.untorn.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("dev.untorn.(*)..").should().beFreeOfCycles();
}
