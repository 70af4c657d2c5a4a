package dev.patchbay.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.patchbay.api.completion.CompletionHandler;
import dev.patchbay.api.prompt.PromptHandler;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.tool.ToolHandler;
import java.io.ObjectInputStream;

/** Who may know whom, and who may call a plugin. */
@AnalyzeClasses(packages = "dev.patchbay", importOptions = {
    ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final String API = "dev.patchbay.api..";
    private static final String PROTOCOL = "dev.patchbay.protocol..";
    private static final String CATALOG = "dev.patchbay.catalog..";
    private static final String INVOCATION = "dev.patchbay.invocation..";
    private static final String HOST = "dev.patchbay.host..";
    private static final String INSPECTION = "dev.patchbay.inspection..";
    private static final String SECURITY = "dev.patchbay.security..";
    private static final String HTTP = "dev.patchbay.http..";
    private static final String ASK = "dev.patchbay.ask..";
    private static final String ENDPOINT = "dev.patchbay.endpoint..";
    private static final String STORE = "dev.patchbay.store..";
    private static final String ACCESS = "dev.patchbay.access..";
    private static final String AUDIT = "dev.patchbay.audit..";
    private static final String ADMIN = "dev.patchbay.admin..";
    private static final String CLIENT = "dev.patchbay.client..";
    private static final String BROKER = "dev.patchbay.broker..";
    private static final String EGRESS = "dev.patchbay.egress..";
    private static final String AGENT = "dev.patchbay.agent..";
    private static final String SERVER = "dev.patchbay.server..";
    private static final String TASKS = "dev.patchbay.tasks..";
    private static final String VAULT = "dev.patchbay.vault..";
    private static final String STDIO = "dev.patchbay.stdio..";

    @ArchTest static final ArchRule onlyThePipelineCallsAPlugin = noClasses().that()
            .resideOutsideOfPackages(INVOCATION, API)
            .should().callMethodWhere(calls(ToolHandler.class, "call")).orShould()
            .callMethodWhere(calls(PromptHandler.class, "get")).orShould()
            .callMethodWhere(calls(ResourceConnector.class, "read")).orShould()
            .callMethodWhere(calls(CompletionHandler.class, "complete"));

    @ArchTest static final ArchRule theApiKnowsTheJdkAndJSpecifyOnly = noClasses().that().resideInAPackage(API).should()
            .dependOnClassesThat().resideOutsideOfPackages("java..", "javax.sql..", "org.jspecify..", API);

    @ArchTest static final ArchRule theProtocolKnowsNoOtherModule = noClasses().that().resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API, CATALOG, INVOCATION, HOST, SECURITY, HTTP, ASK, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule theHttpPortKnowsTheProtocolOnly = noClasses().that().resideInAPackage(HTTP).should()
            .dependOnClassesThat()
            .resideInAnyPackage(API, CATALOG, INVOCATION, HOST, SECURITY, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule theCatalogKnowsTheApiOnly = noClasses().that().resideInAPackage(CATALOG).should()
            .dependOnClassesThat().resideInAnyPackage(PROTOCOL, INVOCATION, HOST, SECURITY, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule thePipelineKnowsTheCatalogOnly = noClasses().that().resideInAPackage(INVOCATION)
            .should()
            .dependOnClassesThat().resideInAnyPackage(PROTOCOL, HOST, SECURITY, ASK, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule tasksKnowNoTransport = noClasses().that().resideInAPackage(TASKS).should()
            .dependOnClassesThat().resideInAnyPackage(HOST, HTTP, ASK, ENDPOINT, ADMIN, CLIENT, SERVER);

    @ArchTest static final ArchRule theHostKnowsNoTransport = noClasses().that().resideInAPackage(HOST).should()
            .dependOnClassesThat().resideInAnyPackage(PROTOCOL, INVOCATION, SECURITY, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule theInspectionKnowsNoOtherModule = noClasses().that().resideInAPackage(INSPECTION)
            .should().dependOnClassesThat().resideInAnyPackage(API, PROTOCOL, CATALOG, INVOCATION, HOST, SECURITY,
                    ACCESS,
                    AUDIT, ADMIN, STORE, HTTP, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule securityKnowsNoTransport = noClasses().that().resideInAPackage(SECURITY).should()
            .dependOnClassesThat().resideInAnyPackage(PROTOCOL, HOST, ASK, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule theEndpointKnowsNoPluginHost = noClasses().that().resideInAPackage(ENDPOINT)
            .should()
            .dependOnClassesThat().resideInAnyPackage(HOST, CLIENT, SERVER);

    @ArchTest static final ArchRule pagesOfQuestionsKnowNoProtocol = noClasses().that().resideInAPackage(ASK).should()
            .dependOnClassesThat().resideInAnyPackage(PROTOCOL, HOST, STORE, ACCESS, AUDIT, ADMIN, ENDPOINT, CLIENT,
                    SERVER);

    @ArchTest static final ArchRule theStoreKnowsNoOtherModule = noClasses().that().resideInAPackage(STORE).should()
            .dependOnClassesThat().resideInAnyPackage(API, PROTOCOL, CATALOG, INVOCATION, HOST, SECURITY, ACCESS, AUDIT,
                    ADMIN, HTTP, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule whatDecidesAndRecordsKnowsNoTransport = noClasses().that()
            .resideInAnyPackage(SECURITY, ACCESS, AUDIT).should().dependOnClassesThat()
            .resideInAnyPackage(PROTOCOL, HOST, ADMIN, HTTP, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule theCoreKnowsNoStore = noClasses().that()
            .resideInAnyPackage(API, PROTOCOL, CATALOG, INVOCATION, HOST, HTTP, ENDPOINT, CLIENT).should()
            .dependOnClassesThat().resideInAnyPackage(STORE, ACCESS, AUDIT, ADMIN);

    @ArchTest static final ArchRule theVaultKnowsTheStoreOnly = noClasses().that().resideInAPackage(VAULT).should()
            .dependOnClassesThat().resideInAnyPackage(API, PROTOCOL, CATALOG, INVOCATION, HOST, SECURITY, ACCESS, AUDIT,
                    ADMIN, HTTP, ASK, ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule onlyTheServerKnowsTheVault = noClasses().that()
            .resideOutsideOfPackages(VAULT, SERVER).should().dependOnClassesThat()
            .resideInAnyPackage(VAULT, "com.google.crypto.tink..");

    @ArchTest static final ArchRule administrationKnowsNoEndpoint = noClasses().that().resideInAPackage(ADMIN).should()
            .dependOnClassesThat().resideInAnyPackage(ENDPOINT, CLIENT, SERVER);

    @ArchTest static final ArchRule theClientKnowsTheProtocolOnly = noClasses().that().resideInAPackage(CLIENT).should()
            .dependOnClassesThat().resideInAnyPackage(API, CATALOG, INVOCATION, HOST, SECURITY, ENDPOINT, SERVER);

    @ArchTest static final ArchRule thePipeKnowsTheProtocolAndTheClientOnly = noClasses().that()
            .resideInAPackage(STDIO).should().dependOnClassesThat(resideInAnyPackage("dev.patchbay..")
                    .and(resideOutsideOfPackages(STDIO, PROTOCOL, CLIENT)));

    @ArchTest static final ArchRule onlyTheServerKnowsThePipe = noClasses().that()
            .resideOutsideOfPackages(STDIO, SERVER).should().dependOnClassesThat().resideInAPackage(STDIO);

    @ArchTest static final ArchRule theBrokerKnowsTheApiAndTheWayOutOnly = noClasses().that().resideInAPackage(BROKER)
            .should().dependOnClassesThat(resideInAnyPackage("dev.patchbay..")
                    .and(resideOutsideOfPackages(BROKER, API, EGRESS)));

    @ArchTest static final ArchRule theWayOutKnowsNoOtherModule = noClasses().that().resideInAPackage(EGRESS).should()
            .dependOnClassesThat(resideInAnyPackage("dev.patchbay..").and(resideOutsideOfPackages(EGRESS)));

    @ArchTest static final ArchRule oneModuleConnectsToServersElsewhere = noClasses().that()
            .resideOutsideOfPackages(EGRESS).should().dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..");

    @ArchTest static final ArchRule theDatabaseStaysBehindTheStore = noClasses().that()
            .resideOutsideOfPackages(STORE, "dev.patchbay.broker.datasource..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.h2..", "org.postgresql..");

    @ArchTest static final ArchRule undertowStaysBehindTheHttpPort = noClasses().that()
            .resideOutsideOfPackages(HTTP).should().dependOnClassesThat()
            .resideInAnyPackage("io.undertow..", "org.xnio..");

    @ArchTest static final ArchRule nothingIsDeserialized = noClasses().should().dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class);

    @ArchTest static final ArchRule noJsonSaysWhichClassItBecomes = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("tools.jackson.databind.jsontype..", "com.fasterxml.jackson.databind.jsontype..")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo");

    @ArchTest static final ArchRule nothingIsLookedUpByName = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("javax.naming..", "javax.management.remote..", "java.rmi..");

    @ArchTest static final ArchRule theAgentKnowsTheJdkOnly = noClasses().that().resideInAPackage(AGENT).should()
            .dependOnClassesThat().resideOutsideOfPackages("java..", "org.jspecify..", AGENT);

    @ArchTest static final ArchRule onlyThePluginHostKnowsTheAgent = noClasses().that()
            .resideOutsideOfPackages(AGENT, HOST).should().dependOnClassesThat().resideInAPackage(AGENT);

    /** Leaves out the fixtures that a module publishes for the tests of others. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar") && !location.contains("/test-classes/");
        }
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String method) {
        return target(owner(assignableTo(type))).and(target(name(method)));
    }
}
