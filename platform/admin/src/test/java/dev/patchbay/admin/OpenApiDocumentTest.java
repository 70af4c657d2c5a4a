package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.Route;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiDocumentTest {
    private AdminFixture admin;
    private OpenAPI document;

    @BeforeAll
    void read(@TempDir Path data) {
        admin = new AdminFixture(data);
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult parsed = new OpenAPIV3Parser()
                .readContents(new JsonMapper().writeValueAsString(admin.document()), null, options);
        assertThat(parsed.getMessages()).isEmpty();
        document = parsed.getOpenAPI();
    }

    @AfterAll
    void close() {
        admin.close();
    }

    private Set<String> documented() {
        Set<String> operations = new TreeSet<>();
        document.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> operations.add(method + " " + path)));
        return operations;
    }

    @Test
    void everyRouteIsDocumentedAndNothingElse() {
        assertThat(documented()).isEqualTo(admin.server.table().routes().stream()
                .map(route -> route.method() + " /api/v1" + route.path())
                .collect(Collectors.toCollection(TreeSet::new)))
                .hasSizeGreaterThan(50);
    }

    @Test
    void whatIsDocumentedIsServedToThoseWhoMayOnly() {
        for (String operation : documented()) {
            String[] parts = operation.split(" ", 2);
            String path = parts[1].substring("/api/v1".length()).replaceAll("\\{[a-zA-Z0-9]+}", "nothing");
            AdminFixture.Answer answer = admin.send(null, parts[0], path, null);
            assertThat(answer.status()).as(operation).isNotIn(404, 405).isBetween(400, 422);
            if (answer.status() != 401) {
                assertThat(answer.code()).as(operation).isEqualTo(
                        path.startsWith("/session/oidc") ? "not_configured" : "wrong_content_type");
            }
        }
    }

    @Test
    void everyOperationSaysWhatItIsWhatComesAndWhoMay() {
        for (Route route : admin.server.table().routes()) {
            Operation operation = Objects.requireNonNull(document.getPaths().get("/api/v1" + route.path()))
                    .readOperationsMap().entrySet()
                    .stream().filter(entry -> entry.getKey().name().equals(route.method())).findFirst().orElseThrow()
                    .getValue();
            assertThat(operation.getOperationId()).isEqualTo(route.id());
            assertThat(operation.getSummary()).as(route.id()).endsWith(".");
            assertThat(operation.getRequestBody() != null).as(route.id()).isEqualTo(route.request() != null);
            assertThat(operation.getSecurity().isEmpty()).as(route.id()).isEqualTo(route.right() == Right.OPEN);
            assertThat(operation.getResponses()).containsKeys("default", String.valueOf(route.status()));
        }
    }

    @Test
    void onlySigningInIsOpen() {
        assertThat(admin.server.table().routes().stream().filter(route -> route.right() == Right.OPEN).map(Route::id))
                .containsExactlyInAnyOrder("signIn", "createFirstAdministrator", "beginOpenIdSignIn",
                        "endOpenIdSignIn");
        assertThat(admin.server.table().routes().stream()
                .filter(route -> !route.method().equals("GET") && route.right() == Right.VIEWER).map(Route::id))
                .containsExactlyInAnyOrder("signOut", "changePassword", "proposeSecondFactor", "confirmSecondFactor",
                        "checkRule", "verifyAudit");
    }
}
