package dev.chit.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The walls of the house, as ARCHITECTURE.md draws them. The app sees every room, so it is where
/// they can be checked.
class ArchitectureTest {
  /// Each room, and the rooms that it may know.
  private static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    MAY_KNOW.put("core", Set.of());
    MAY_KNOW.put("crypto", Set.of("core"));
    MAY_KNOW.put("sessions", Set.of("core", "crypto"));
    MAY_KNOW.put("wire", Set.of("core"));
    MAY_KNOW.put("server", Set.of("core", "crypto", "wire"));
    MAY_KNOW.put("doors", Set.of("core", "crypto", "server"));
    MAY_KNOW.put("client", Set.of("core", "crypto", "sessions", "wire"));
    MAY_KNOW.put("audit", Set.of("core", "crypto"));
    MAY_KNOW.put(
        "bench", Set.of("core", "crypto", "sessions", "wire", "server", "client", "audit"));
    MAY_KNOW.put(
        "app",
        Set.of(
            "core", "crypto", "sessions", "wire", "server", "client", "doors", "audit", "bench"));
  }

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.chit");
  }

  @TestFactory
  Stream<DynamicTest> dependenciesPointDownOnly() {
    return MAY_KNOW.keySet().stream()
        .map(room -> DynamicTest.dynamicTest(room, () -> mustNot(room).check(classes)));
  }

  @Test
  void theServerCannotEvenNameASession() {
    noClasses()
        .that()
        .resideInAPackage("dev.chit.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.chit.sessions..")
        .check(classes);
  }

  @Test
  void theAuditSharesNoRuleWithTheLedger() {
    noClasses()
        .that()
        .resideInAPackage("dev.chit.audit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.chit.core.ledger..", "dev.chit.server..")
        .check(classes);
  }

  @Test
  void theCoreIsPure() {
    noClasses()
        .that()
        .resideInAPackage("dev.chit.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net..", "java.sql..", "java.nio.file..", "java.nio.channels..", "java.time..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            Thread.class,
            java.io.File.class,
            java.io.InputStream.class,
            java.io.OutputStream.class,
            java.util.concurrent.Executor.class,
            java.util.Random.class,
            java.security.SecureRandom.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(classes);
  }

  private static ArchRule mustNot(String room) {
    Set<String> forbidden = new TreeSet<>(MAY_KNOW.keySet());
    forbidden.removeAll(MAY_KNOW.get(room));
    forbidden.remove(room);
    if (forbidden.isEmpty()) {
      forbidden.add("testkit");
    }
    return noClasses()
        .that()
        .resideInAPackage("dev.chit." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            forbidden.stream().map(other -> "dev.chit." + other + "..").toArray(String[]::new));
  }
}
