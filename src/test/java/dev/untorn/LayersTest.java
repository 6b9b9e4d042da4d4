package dev.untorn;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundInvoker;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
          .layer("warm")
          .definedBy("dev.untorn.warm..")
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
          .whereLayer("warm")
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
          .mayOnlyBeAccessedByLayers("cli", "server", "http", "metrics", "delivery")
          .whereLayer("version")
          .mayOnlyBeAccessedByLayers("cli", "server", "http", "metrics", "delivery", "origin")
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
  static final ArchRule only_linux_calls_c =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.untorn.linux..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("dev\\.untorn\\.linux\\.(CFunction|Libc|Abi|Scratch)");

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
          .and()
          .resideOutsideOfPackages(
              "dev.untorn.origin.upstream..", "dev.untorn.origin.proxy..", "dev.untorn.origin.s3..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.netty..").and(not(resideInAPackage("io.netty.buffer.."))));

  @ArchTest
  static final ArchRule buffers_of_netty_stay_above_versions =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.untorn.linux..",
              "dev.untorn.version..",
              "dev.untorn.config..",
              "dev.untorn.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty.buffer..");

  @ArchTest
  static final ArchRule responses_leave_by_wires_and_nobody_else_sends_or_closes =
      noClasses()
          .that()
          .resideInAnyPackage("dev.untorn.http..", "dev.untorn.delivery..")
          .and()
          .resideOutsideOfPackage("dev.untorn.delivery.wire")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(ChannelOutboundInvoker.class)))
                  .and(target(nameMatching("write.*|flush|close|disconnect|deregister|shutdown.*")))
                  .as("of a channel sends or closes"))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(Channel.class)))
                  .and(target(nameMatching("fd|unsafe|attr")))
                  .as("of a channel gives its insides away"))
          .orShould()
          .accessField(ChannelOption.class, "SO_LINGER")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("dev.untorn.linux.net..");

  @ArchTest
  static final ArchRule the_aws_sdk_stays_where_buckets_are =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.untorn.origin.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule micrometer_stays_in_metrics =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.untorn.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule an_exchange_knows_no_protocol =
      noClasses()
          .that()
          .resideInAPackage("dev.untorn.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.untorn.http.h1..", "io.netty.buffer..");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("dev.untorn.(*)..").should().beFreeOfCycles();

  /** Packages with rooms: sub-packages, of which each is used by its house and by later rooms. */
  private static final List<String> HOUSES =
      List.of(
          "linux",
          "version",
          "origin",
          "delivery",
          "http",
          "config",
          "server",
          "cli",
          "lab",
          "bench");

  /** Rooms whose insides are their house's own, with the packages outside that may enter. */
  private static final Map<String, List<String>> PRIVATE_ROOMS =
      Map.ofEntries(
          Map.entry("version.lease", List.of("delivery", "server")),
          Map.entry("version.snapshot", List.of()),
          Map.entry("version.space", List.of()),
          Map.entry("version.store", List.of()),
          Map.entry("origin.directory", List.of("server")),
          Map.entry("origin.cache", List.of()),
          Map.entry("origin.object", List.of("cli", "server")),
          Map.entry("origin.upstream", List.of("server")),
          Map.entry("origin.s3", List.of()),
          Map.entry("http.h1", List.of("server")),
          Map.entry("http.page", List.of()),
          Map.entry("http.accesslog", List.of("server")),
          Map.entry("linux.lab", List.of("lab")),
          Map.entry("config.load", List.of("cli", "lab")));

  /** What a reader can take in at once; the rest goes into rooms. */
  private static final int TYPES_MAX = 25;

  @ArchTest
  static void the_rooms_of_a_house_form_no_cycle(JavaClasses classes) {
    for (String house : HOUSES) {
      slices()
          .matching("dev.untorn." + house + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static void nobody_enters_another_houses_room(JavaClasses classes) {
    PRIVATE_ROOMS.forEach((room, guests) -> {
      String house = room.substring(0, room.indexOf('.'));
      String[] inside =
          Stream.concat(Stream.of(house), guests.stream())
              .map(name -> "dev.untorn." + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideOutsideOfPackages(inside)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.untorn." + room + "..")
          .check(classes);
    });
  }

  @ArchTest
  static void no_package_has_more_types_than_one_can_survey(JavaClasses classes) {
    Map<String, Long> crowded =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    crowded.values().removeIf(count -> count <= TYPES_MAX);
    assertEquals(Map.of(), crowded, "make rooms");
  }
}
