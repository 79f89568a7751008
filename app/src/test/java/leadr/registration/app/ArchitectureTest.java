package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real code keeps every rule, and a planted bad class breaks every rule: a guard that catches nobody is none. */
class ArchitectureTest {
    private static final String ROOT = "leadr.registration";
    private static final String PLANTED = "planted";

    /** What runs, not what tests it; the siblings come as jars, or as folders when all modules are built together. */
    private static final JavaClasses REAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);

    private static final JavaClasses BAD = new ClassFileImporter().importPackages(PLANTED);

    /**
     * A rule.
     *
     * @param culprits what the report about the planted code has to name, each in a line of its own
     */
    record Guard(String name, Function<String, ArchRule> rule, List<String> culprits) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Guard guard(String name, Function<String, ArchRule> rule, String... culprits) {
        return new Guard(name, rule, List.of(culprits));
    }

    static Stream<Guard> guards() {
        return Stream.of(
                guard(
                        "domainNeedsTheJdkOnly",
                        ArchitectureRules::domainNeedsTheJdkOnly,
                        "planted.domain.Chatter.slf4j",
                        "planted.domain.Chatter.application()"),
                guard(
                        "domainAsksNoClock",
                        ArchitectureRules::domainAsksNoClock,
                        "java.time.Instant.now()",
                        "java.time.LocalDate.now()",
                        "java.time.Clock.systemUTC()",
                        "java.time.InstantSource.instant()",
                        "java.lang.System.currentTimeMillis()",
                        "java.lang.System.nanoTime()",
                        "java.util.Date.<init>()"),
                guard(
                        "domainIsNotRandom",
                        ArchitectureRules::domainIsNotRandom,
                        "java.util.UUID.randomUUID()",
                        "java.lang.Math.random()",
                        "java.util.Random.<init>(long)",
                        "java.security.SecureRandom.<init>()",
                        "java.util.concurrent.ThreadLocalRandom.current()",
                        "java.util.random.RandomGenerator"),
                guard(
                        "domainTalksToNobody",
                        ArchitectureRules::domainTalksToNobody,
                        "java.lang.System.out",
                        "java.lang.System.err",
                        "java.lang.RuntimeException.printStackTrace()",
                        "org.slf4j.LoggerFactory.getLogger",
                        "java.util.logging.Logger.getLogger",
                        "java.lang.System$Logger",
                        "java.lang.System.getenv",
                        "java.nio.file.Files.readString",
                        "java.net.URL",
                        "java.io.File"),
                guard(
                        "applicationNeedsTheDomainOnly",
                        ArchitectureRules::applicationNeedsTheDomainOnly,
                        "planted.adapter.jpa.OrderRow",
                        "org.slf4j.LoggerFactory"),
                guard(
                        "applicationAsksNoClockOfItsOwn",
                        ArchitectureRules::applicationAsksNoClockOfItsOwn,
                        "java.time.Instant.now()",
                        "java.time.Clock.systemUTC()",
                        "java.time.InstantSource.system()",
                        "java.lang.System.nanoTime()",
                        "java.util.Date.<init>()"),
                guard(
                        "applicationDoesNotLog",
                        ArchitectureRules::applicationDoesNotLog,
                        "org.slf4j.LoggerFactory",
                        "java.lang.System.out"),
                guard(
                        "adaptersDoNotSeeEachOther",
                        ArchitectureRules::adaptersDoNotSeeEachOther,
                        "planted.adapter.http.OrderRoutes"),
                guard(
                        "nobodyDependsOnApp",
                        ArchitectureRules::nobodyDependsOnApp,
                        "planted.adapter.http.OrderRoutes.wiring()",
                        "planted.domain.Chatter.wiring()"),
                guard(
                        "caseIsChangedInANamedLocale",
                        ArchitectureRules::caseIsChangedInANamedLocale,
                        "calls method <java.lang.String.toLowerCase()>",
                        "calls method <java.lang.String.toUpperCase()>",
                        "references method <java.lang.String.toLowerCase()>"),
                guard(
                        "namesOfClassesSayWhatTheyAre",
                        ArchitectureRules::namesOfClassesSayWhatTheyAre,
                        "StoreImpl",
                        "OrderManager",
                        "TextUtil>",
                        "TextUtils",
                        "KeyHelper",
                        "RowMapper"),
                guard(
                        "packagesAreNamedAfterTheirMatter",
                        ArchitectureRules::packagesAreNamedAfterTheirMatter,
                        "planted.impl.",
                        "planted.util.",
                        "planted.utils.",
                        "planted.common.",
                        "planted.app.internal.",
                        "planted.application.port.in."),
                guard(
                        "adaptersShowTheirDoorsOnly",
                        ArchitectureRules::adaptersShowTheirDoorsOnly,
                        "planted.adapter.jpa.OrderRow",
                        "planted.adapter.smtp.JpaPersistence"),
                guard(
                        "persistenceStaysInItsAdapter",
                        ArchitectureRules::persistenceStaysInItsAdapter,
                        "jakarta.persistence.EntityManager",
                        "org.hibernate.Session",
                        "com.zaxxer.hikari.HikariDataSource"),
                guard("webStaysInItsAdapter", ArchitectureRules::webStaysInItsAdapter, "io.javalin.http.Context"),
                guard(
                        "jsonIsReadAndWrittenInTwoPlaces",
                        ArchitectureRules::jsonIsReadAndWrittenInTwoPlaces,
                        "com.fasterxml.jackson.databind.JsonNode"),
                guard("mailStaysInItsAdapter", ArchitectureRules::mailStaysInItsAdapter, "jakarta.mail.Session"),
                guard("tokensStayInApp", ArchitectureRules::tokensStayInApp, "com.nimbusds.jwt.SignedJWT"),
                guard(
                        "useCasesAreFinalAndDoOneThing",
                        ArchitectureRules::useCasesAreFinalAndDoOneThing,
                        "planted.application.order.PlaceOrder does not be final",
                        "planted.application.order.CancelOrder does not have no other public method"),
                guard(
                        "packagesHaveNoCycles",
                        ArchitectureRules::packagesHaveNoCycles,
                        "application.order",
                        "application.stock"),
                guard(
                        "nothingIsInjectedIntoFields",
                        ArchitectureRules::nothingIsInjectedIntoFields,
                        "planted.adapter.http.OrderRoutes.entities"),
                guard(
                        "nothingStaticChanges",
                        ArchitectureRules::nothingStaticChanges,
                        "planted.adapter.jpa.OrderRow.count"));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void theRealCodeKeeps(Guard guard) {
        assertThat(guard.rule().apply(ROOT).evaluate(REAL).getFailureReport().getDetails())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("guards")
    void aPlantedCulpritBreaks(Guard guard) {
        List<String> report =
                guard.rule().apply(PLANTED).evaluate(BAD).getFailureReport().getDetails();

        for (String culprit : guard.culprits()) {
            assertThat(report).as(culprit).anyMatch(line -> line.contains(culprit));
        }
        assertThat(report).isNotEmpty().noneMatch(line -> line.contains("planted.domain.Innocent"));
    }

    @Test
    void everyRuleHasBothTests() {
        assertThat(guards().map(Guard::name))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ArchitectureRules.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                        .map(method -> method.getName())
                        .toList());
    }

    /** A rule about a package that does not exist would pass without looking at anything. */
    @ParameterizedTest
    @ValueSource(strings = {"domain", "application", "adapter.jpa", "adapter.http", "adapter.smtp", "app"})
    void noSelectedPackageIsEmpty(String name) {
        assertThat(below(ROOT + "." + name, REAL)).isNotEmpty();
        assertThat(below(PLANTED + "." + name, BAD)).isNotEmpty();
    }

    private static List<String> below(String name, JavaClasses classes) {
        return classes.stream()
                .filter(type -> (type.getPackageName() + ".").startsWith(name + "."))
                .map(JavaClass::getName)
                .filter(type -> !type.endsWith(".package-info"))
                .toList();
    }

    @Test
    void everyDoorExistsAndIsPublic() {
        for (String door : ArchitectureRules.DOORS) {
            assertThat(REAL.contain(ROOT + "." + door)).as(door).isTrue();
            assertThat(REAL.get(ROOT + "." + door).reflect()).isPublic();
        }
    }

    @Test
    void theRealCodeIsLookedAtWithoutItsTests() {
        assertThat(REAL.stream().map(JavaClass::getName))
                .noneMatch(name -> name.contains(".testkit.") || name.endsWith("Test") || name.endsWith("IT"))
                .containsAll(Set.of(
                        ROOT + ".app.Main",
                        ROOT + ".application.registration.InitiateRegistration",
                        ROOT + ".domain.email.EmailAddress"));
    }
}
