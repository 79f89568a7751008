package leadr.registration.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the architecture promises, as rules over all packages below a root: {@code leadr.registration} for the real code,
 * {@code planted} for a small bad sample that shows that each rule catches something.
 */
final class ArchitectureRules {
    /** The public classes of adapters, relative to their root. */
    static final Set<String> DOORS = Set.of(
            "adapter.jpa.JpaPersistence",
            "adapter.jpa.PersistenceSettings",
            "adapter.http.HttpServer",
            "adapter.http.HttpSettings",
            "adapter.http.Readiness",
            "adapter.smtp.SmtpMailSender",
            "adapter.smtp.SmtpSettings");

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(?:Impl|Manager|Utils?|Helper|Mapper)");
    private static final Pattern EMPTY_PACKAGE = Pattern.compile(".*\\.(?:impl|utils?|common|internal|port)(?:\\..*)?");
    private static final Set<String> INJECTIONS =
            Set.of("Inject", "Autowired", "Resource", "PersistenceContext", "PersistenceUnit", "Value");
    private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");
    private static final String[] ANNOTATIONS = {"org.jspecify.annotations..", "com.google.errorprone.annotations.."};

    private ArchitectureRules() {}

    static ArchRule domainNeedsTheJdkOnly(String root) {
        return classes()
                .that(residesIn(root, "domain.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ANNOTATIONS)
                        .or(resideInAnyPackage("java..", root + ".domain.."))
                        .as("belong to the JDK or the domain"));
    }

    static ArchRule domainAsksNoClock(String root) {
        return noClasses()
                .that(residesIn(root, "domain.."))
                .should()
                .accessTargetWhere(uses("a clock", (owner, name) -> isClock(owner, name) || isClockType(owner)))
                .orShould()
                .dependOnClassesThat(describe("are clocks", type -> isClockType(type.getName())))
                .orShould()
                .callConstructor(java.util.Date.class);
    }

    static ArchRule domainIsNotRandom(String root) {
        return noClasses()
                .that(residesIn(root, "domain.."))
                .should()
                .accessTargetWhere(uses(
                        "randomness",
                        (owner, name) -> (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                                || (owner.equals("java.lang.Math") && name.equals("random"))))
                .orShould()
                .dependOnClassesThat(describe(
                        "are random",
                        type -> type.getName().endsWith("Random")
                                || type.getPackageName().startsWith("java.util.random")));
    }

    static ArchRule domainTalksToNobody(String root) {
        return noClasses()
                .that(residesIn(root, "domain.."))
                .should(logOrPrint())
                .orShould()
                .accessTargetWhere(uses("the surroundings", ArchitectureRules::isSurroundings))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.net..",
                                "java.net.http..",
                                "java.sql..")
                        // Pure functions and markers that live there for historical reasons.
                        .and(describe(
                                "do I/O",
                                type -> !Set.of("java.net.IDN", "java.io.Serializable")
                                        .contains(type.getName()))));
    }

    static ArchRule applicationNeedsTheDomainOnly(String root) {
        return classes()
                .that(residesIn(root, "application.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ANNOTATIONS)
                        .or(resideInAnyPackage("java..", "javax.crypto..", root + ".domain..", root + ".application.."))
                        .as("belong to the JDK, the domain or the application"));
    }

    static ArchRule applicationAsksNoClockOfItsOwn(String root) {
        return noClasses()
                .that(residesIn(root, "application.."))
                .should()
                .accessTargetWhere(uses("the clock of the system", ArchitectureRules::isClock))
                .orShould()
                .callConstructor(java.util.Date.class);
    }

    static ArchRule applicationDoesNotLog(String root) {
        return noClasses().that(residesIn(root, "application..")).should(logOrPrint());
    }

    static ArchRule adaptersDoNotSeeEachOther(String root) {
        return slices().matching(root + ".adapter.(*)..").should().notDependOnEachOther();
    }

    static ArchRule nobodyDependsOnApp(String root) {
        return noClasses()
                .that(resideInAPackage(root + ".."))
                .and(resideOutsideOfPackages(root + ".app.."))
                .should()
                .dependOnClassesThat(residesIn(root, "app.."));
    }

    static ArchRule caseIsChangedInANamedLocale(String root) {
        return noClasses()
                .that(resideInAPackage(root + ".."))
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .accessTargetWhere(describe("refers to a change of case without a locale", access -> {
                    AccessTarget target = access.getTarget();
                    return target.getOwner().isEquivalentTo(String.class)
                            && Set.of("toLowerCase", "toUpperCase").contains(target.getName())
                            && target instanceof AccessTarget.CodeUnitAccessTarget method
                            && method.getRawParameterTypes().isEmpty();
                }));
    }

    static ArchRule namesOfClassesSayWhatTheyAre(String root) {
        return noClasses().that(resideInAPackage(root + "..")).should().haveNameMatching(EMPTY_NAME.pattern());
    }

    static ArchRule packagesAreNamedAfterTheirMatter(String root) {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should(each(
                        "reside in a package named after its matter",
                        type -> !EMPTY_PACKAGE.matcher(type.getPackageName()).matches()));
    }

    static ArchRule adaptersShowTheirDoorsOnly(String root) {
        return classes()
                .that(residesIn(root, "adapter.."))
                .and(describe(
                        "are not nested",
                        (JavaClass type) -> type.getEnclosingClass().isEmpty()))
                .should(each(
                        "be package-private or a door",
                        type -> !type.getModifiers().contains(JavaModifier.PUBLIC)
                                || DOORS.contains(type.getName().substring(root.length() + 1))));
    }

    static ArchRule persistenceStaysInItsAdapter(String root) {
        return onlyIn(
                root,
                "adapter.jpa..",
                "jakarta.persistence..",
                "jakarta.transaction..",
                "org.hibernate..",
                "liquibase..",
                "com.zaxxer..",
                "org.h2..",
                "org.postgresql..");
    }

    static ArchRule webStaysInItsAdapter(String root) {
        return onlyIn(root, "adapter.http..", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");
    }

    /** On the wire, and where the attributes of a jam code are stored. */
    static ArchRule jsonIsReadAndWrittenInTwoPlaces(String root) {
        return noClasses()
                .that(resideInAPackage(root + ".."))
                .and(resideOutsideOfPackages(root + ".adapter.http.."))
                .and(describe(
                        "do not store attributes",
                        (JavaClass type) -> !type.getName().equals(root + ".adapter.jpa.AttributesJson")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."));
    }

    static ArchRule mailStaysInItsAdapter(String root) {
        return onlyIn(root, "adapter.smtp..", "jakarta.mail..", "jakarta.activation..", "org.eclipse.angus..");
    }

    static ArchRule tokensStayInApp(String root) {
        return onlyIn(root, "app..", "com.nimbusds..");
    }

    static ArchRule useCasesAreFinalAndDoOneThing(String root) {
        return classes()
                .that(residesIn(root, "application.."))
                .and(describe(
                        "are use cases",
                        (JavaClass type) -> type.getEnclosingClass().isEmpty()
                                && publicMethods(type).contains("execute")))
                .should(each("be final", type -> type.getModifiers().contains(JavaModifier.FINAL)))
                .andShould(each(
                        "have no other public method",
                        type -> publicMethods(type).equals(List.of("execute"))));
    }

    static ArchRule packagesHaveNoCycles(String root) {
        return slices().matching(root + ".(*).(*)..")
                .namingSlices("$1.$2")
                .should()
                .beFreeOfCycles()
                // The port of the outbox stands with the other ports, what it stores with the mails that use it.
                .ignoreDependency(
                        describe("the outbox", type -> type.getName().equals(root + ".application.store.Outbox")),
                        residesIn(root, "application.mail"));
    }

    static ArchRule nothingIsInjectedIntoFields(String root) {
        return fields().that(areDeclaredBelow(root))
                .should(eachField(
                        "not be injected",
                        field -> field.getAnnotations().stream()
                                .noneMatch(annotation -> INJECTIONS.contains(
                                        annotation.getRawType().getSimpleName()))));
    }

    static ArchRule nothingStaticChanges(String root) {
        return fields().that(areDeclaredBelow(root))
                .should(eachField(
                        "be final when static",
                        field -> !field.getModifiers().contains(JavaModifier.STATIC)
                                || field.getModifiers().contains(JavaModifier.FINAL)));
    }

    // The parts

    private static DescribedPredicate<JavaClass> residesIn(String root, String below) {
        return resideInAPackage(root + "." + below);
    }

    private static ArchRule onlyIn(String root, String home, String... libraries) {
        return noClasses()
                .that(resideInAPackage(root + ".."))
                .and(resideOutsideOfPackages(root + "." + home))
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries));
    }

    private static DescribedPredicate<JavaField> areDeclaredBelow(String root) {
        return describe(
                "are declared below " + root,
                field -> field.getOwner().getPackageName().concat(".").startsWith(root + "."));
    }

    private static DescribedPredicate<JavaAccess<?>> uses(String what, BiPredicate<String, String> ownerAndName) {
        return describe(
                "uses " + what,
                access -> ownerAndName.test(access.getTargetOwner().getName(), access.getName()));
    }

    private static boolean isClockType(String owner) {
        return Set.of("java.time.Clock", "java.time.InstantSource", "java.util.Calendar", "java.util.GregorianCalendar")
                .contains(owner);
    }

    private static boolean isClock(String owner, String name) {
        return (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.time.Clock") && !name.equals("instant") && !name.equals("millis"))
                || (owner.equals("java.time.InstantSource") && name.equals("system"))
                || (owner.equals("java.util.Calendar") && name.equals("getInstance"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(name));
    }

    private static boolean isSurroundings(String owner, String name) {
        return owner.equals("java.lang.System")
                && Set.of("getenv", "getProperty", "getProperties", "in", "console", "exit")
                        .contains(name);
    }

    private static ArchCondition<JavaClass> logOrPrint() {
        DescribedPredicate<JavaAccess<?>> printing = uses(
                "the console",
                (owner, name) -> (owner.equals("java.lang.System")
                                && Set.of("out", "err", "getLogger").contains(name))
                        || name.equals("printStackTrace"));
        DescribedPredicate<JavaClass> loggers = resideInAnyPackage(
                        "org.slf4j..", "ch.qos.logback..", "java.util.logging..")
                .or(describe("are loggers", type -> type.getName().startsWith("java.lang.System$Logger")));
        return new ArchCondition<>("log or print") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(printing)
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> loggers.test(dependency.getTargetClass()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
            }
        };
    }

    /** Methods that are in the source and public; what the compiler adds, and what everything has, is not counted. */
    private static List<String> publicMethods(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(JavaMethod::getName)
                .filter(name -> !OF_OBJECT.contains(name))
                .sorted()
                .toList();
    }

    private static ArchCondition<JavaClass> each(String rule, Predicate<JavaClass> kept) {
        return new ArchCondition<>(rule) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, kept.test(type), type.getName() + " does not " + rule));
            }
        };
    }

    private static ArchCondition<JavaField> eachField(String rule, Predicate<JavaField> kept) {
        return new ArchCondition<>(rule) {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                events.add(
                        new SimpleConditionEvent(field, kept.test(field), field.getFullName() + " does not " + rule));
            }
        };
    }
}
