package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.admin.AdminFixture.Answer;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.Route;
import dev.patchbay.store.administration.AdminRole;
import dev.patchbay.store.enablement.EntryKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What can be administered, each answer held to the OpenAPI document by the fixture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourcesTest {
    private AdminFixture admin;
    private String root;

    @BeforeAll
    void start(@TempDir Path data) {
        admin = new AdminFixture(data);
        root = admin.first();
    }

    @AfterAll
    void close() {
        admin.close();
    }

    private Answer created(String path, Map<String, ?> body) {
        Answer answer = admin.post(root, path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    private void ok(String method, String path, @Nullable Object body) {
        Answer answer = admin.send(root, method, path, body);
        assertThat(answer.status()).as(answer.text()).isIn(200, 204);
    }

    private void deleted(String path) {
        assertThat(admin.send(root, "DELETE", path, null).status()).isIn(200, 204);
    }

    @Test
    void aClientLivesFromItsCreationToItsEnd() {
        int reloads = admin.desks.reloads.get();
        Answer made = created("/clients", Map.of("id", "life", "callsPerMinute", 60));
        assertThat(made.json().path("displayName").asString()).isEqualTo("life");
        assertThat(admin.desks.reloads.get()).isEqualTo(reloads + 1);
        assertThat(admin.post(root, "/clients", Map.of("id", "life")).code()).isEqualTo("exists");
        assertThat(admin.post(root, "/clients", Map.of("id", "No Name")).code()).isEqualTo("invalid");
        assertThat(admin.post(root, "/clients", Map.of("id", "x", "roles", List.of("nothing"))).status())
                .isEqualTo(404);
        assertThat(admin.post(root, "/clients", Map.of("id", "x", "idd", "y")).code()).isEqualTo("unknown_member");

        Answer changed = admin.send(root, "PATCH", "/clients/life", "{\"disabled\":true,\"callsPerMinute\":null}");
        assertThat(changed.json().path("disabled").asBoolean()).isTrue();
        assertThat(changed.json().has("callsPerMinute")).isFalse();
        assertThat(admin.send(root, "PATCH", "/clients/life", Map.of("id", "other")).code())
                .isEqualTo("unknown_member");

        Answer small = admin.send(root, "PATCH", "/clients/life",
                Map.of("maxResultChars", 5000, "maxResultTokens", 900));
        assertThat(small.json().path("maxResultChars").asInt()).isEqualTo(5000);
        assertThat(admin.send(root, "PATCH", "/clients/life", Map.of("maxResultTokens", 5)).code())
                .isEqualTo("invalid");

        created("/roles", Map.of("name", "life-role"));
        ok("PUT", "/clients/life/roles/life-role", null);
        assertThat(admin.get(root, "/clients/life").json().path("maxResultTokens").asInt()).isEqualTo(900);
        ok("POST", "/clients/life/permissions", Map.of("permission", "crm:read"));
        assertThat(admin.get(root, "/clients/life").text()).contains("[\"life-role\"]", "[\"crm:read\"]");
        deleted("/clients/life/roles/life-role");
        deleted("/clients/life/permissions?permission=crm%3Aread");
        assertThat(admin.send(root, "DELETE", "/clients/life/roles/life-role", null).status()).isEqualTo(404);
        deleted("/clients/life");
        assertThat(admin.get(root, "/clients/life").status()).isEqualTo(404);
    }

    @Test
    void aKeyIsShownOnceRotatedAndRevoked() throws IOException {
        created("/clients", Map.of("id", "keys"));
        Answer made = created("/clients/keys/keys", Map.of("label", "laptop"));
        String text = made.json().path("key").asString();
        String id = made.json().at("/info/id").asString();
        assertThat(admin.get(root, "/clients/keys/keys").text()).contains(id).doesNotContain(text);

        Answer rotated = created("/clients/keys/keys/" + id + "/rotate", Map.of("overlapSeconds", 60));
        String second = rotated.json().at("/info/id").asString();
        assertThat(admin.get(root, "/clients/keys/keys").json().path("items")).hasSize(2);
        assertThat(admin.post(root, "/clients/keys/keys/" + id + "/rotate", Map.of("overlapSeconds", -1)).code())
                .isEqualTo("invalid");
        deleted("/clients/keys/keys/" + second);
        assertThat(admin.post(root, "/clients/keys/keys/" + second + "/rotate", Map.of()).status()).isEqualTo(422);

        created("/clients", Map.of("id", "keys2"));
        assertThat(admin.send(root, "DELETE", "/clients/keys2/keys/" + id, null).status())
                .as("a key is reached through its own client only").isEqualTo(404);
        assertThat(admin.recorded()).contains("client.key.create").doesNotContain(text);
    }

    @Test
    void identitiesMappingsAndGrantsComeAndGo() {
        created("/clients", Map.of("id", "linked"));
        created("/roles", Map.of("name", "mapped", "permissions", List.of("a:b")));
        created("/clients/linked/identities",
                Map.of("kind", "oauth_subject", "issuer", "https://login.example.com", "value", "4711"));
        assertThat(admin.get(root, "/clients/linked/identities").text()).contains("4711");
        deleted("/clients/linked/identities?kind=oauth_subject&issuer=https%3A%2F%2Flogin.example.com&value=4711");
        assertThat(admin.send(root, "DELETE", "/clients/linked/identities?kind=nothing&value=x", null).code())
                .isEqualTo("bad_request");

        Map<String, String> mapping = Map.of("kind", "scope", "issuer", "https://login.example.com", "value", "s",
                "role", "mapped");
        created("/role-mappings", mapping);
        deleted("/role-mappings?kind=scope&issuer=https%3A%2F%2Flogin.example.com&value=s&role=mapped");
        assertThat(admin.get(root, "/role-mappings").text()).isEqualTo("{\"items\":[]}");

        created("/resource-grants", Map.of("resource", "crm/1", "client", "linked", "action", "read"));
        deleted("/resource-grants?resource=crm%2F1&client=linked&action=read");
        ok("PATCH", "/roles/mapped", Map.of("description", "new"));
        deleted("/roles/mapped");
    }

    @Test
    void toolsetsKeepTheirOverridesAndAreCheckedBefore() {
        created("/toolsets", Map.of("name", "desk", "entries", List.of(Map.of("kind", "tool", "name", "crm_find"))));
        Answer put = admin.send(root, "PUT", "/toolsets/desk/entries", Map.of("kind", "tool", "name", "crm_find",
                "override", Map.of("title", "Find", "fixed", Map.of("limit", 20, "rate", 1.5), "hidden",
                        List.of("verbose"))));
        assertThat(put.text()).contains("\"fixed\":{").contains("\"limit\":20").contains("\"rate\":1.5");
        assertThat(admin.send(root, "PUT", "/toolsets/desk/entries", Map.of("kind", "tool", "name", "search_tools"))
                .code()).isEqualTo("bad_toolset");
        assertThat(admin.get(root, "/toolsets/desk").text()).doesNotContain("search_tools");
        deleted("/toolsets/desk/entries?kind=tool&entry=crm_find");
        ok("PATCH", "/toolsets/desk", Map.of("description", "For support"));
        deleted("/toolsets/desk");
    }

    @Test
    void enablingIsOneChangeForAllTargetsOrNone() {
        created("/clients", Map.of("id", "able"));
        Map<String, Object> good = Map.of("kind", "tool", "name", "demo_*");
        Answer added = admin.post(root, "/enablement", Map.of("subjectKind", "client", "subject", "able", "targets",
                List.of(good, Map.of("kind", "tool", "name", "misspelt"))));
        assertThat(added.text()).isEqualTo("{\"changed\":2,\"warnings\":[\"tool:misspelt\"]}");
        assertThat(admin.post(root, "/enablement", Map.of("subjectKind", "client", "subject", "able", "targets",
                List.of(Map.of("kind", "prompt", "name", "p"), Map.of("kind", "toolset", "name", "nothing"))))
                .status()).isEqualTo(404);
        assertThat(admin.get(root, "/enablement?client=able").json().path("items")).hasSize(2);
        assertThat(admin.get(root, "/enablement?client=nobody").status()).isEqualTo(404);
        ok("POST", "/enablement/remove",
                Map.of("subjectKind", "client", "subject", "able", "targets", List.of(good)));
        assertThat(admin.get(root, "/enablement?client=able").text()).doesNotContain("demo_*");
    }

    @Test
    void requirementsAndLimitsAreSetAndRemoved() {
        ok("PUT", "/requirements", Map.of("kind", "tool", "name", "crm_find", "scopes", List.of("crm")));
        ok("PUT", "/requirements", Map.of("kind", "tool", "name", "crm_find", "permission", "crm:read"));
        assertThat(admin.get(root, "/requirements").json().path("items")).hasSize(1);
        deleted("/requirements?kind=tool&name=crm_find");
        ok("PUT", "/limits", Map.of("scope", "global", "callsPerMinute", 5));
        assertThat(admin.send(root, "PUT", "/limits", Map.of("scope", "client", "callsPerMinute", 5)).code())
                .isEqualTo("invalid");
        deleted("/limits?scope=global");
        assertThat(admin.send(root, "DELETE", "/limits?scope=global", null).status()).isEqualTo(404);
    }

    @Test
    void aBadRuleIsNotSavedAndItsPlaceIsTold() {
        Map<String, String> bad = Map.of("name", "bad", "allow", "args.x = 1");
        assertThat(admin.post(root, "/rules/check", bad).json().path("valid").asBoolean()).isFalse();
        Answer refused = admin.post(root, "/rules", bad);
        assertThat(refused.code()).isEqualTo("bad_rule");
        assertThat(refused.json().at("/problems/0/column").asInt()).isEqualTo(8);
        assertThat(admin.get(root, "/rules/bad").status()).isEqualTo(404);

        created("/rules", Map.of("name", "good", "allow", "true"));
        assertThat(admin.send(root, "PATCH", "/rules/good", Map.of("allow", "a = b")).code()).isEqualTo("bad_rule");
        ok("PATCH", "/rules/good", Map.of("disabled", true));
        deleted("/rules/good");
    }

    @Test
    void pluginsAreApprovedInTheNameOfWhoAsks() {
        assertThat(admin.get(root, "/plugins").text()).contains("waiting for approval");
        ok("POST", "/plugins/" + TestDesks.HASH + "/approve", null);
        ok("POST", "/plugins/" + TestDesks.HASH + "/withdraw", null);
        ok("POST", "/plugins/" + TestDesks.HASH + "/approve?without=hosts:%20example.com&despiteFindings=true", null);
        ok("POST", "/plugins/" + TestDesks.HASH + "/reject", Map.of("reason", "no"));
        ok("POST", "/plugins/hello/quarantine", Map.of());
        ok("POST", "/instances/hello/grant", Map.of("grants", "hosts: a.example"));
        ok("POST", "/instances/hello/ungrant", Map.of("grants", "hosts: a.example"));
        ok("POST", "/instances/hello/definitions", Map.of("sha256", List.of(TestDesks.HASH)));
        AdminFixture.Answer released = admin.post(root, "/plugins/hello/release", null);
        assertThat(released.json().path("done").asBoolean()).isFalse();
        assertThat(released.json().path("text").asString()).contains("second administrator");
        assertThat(admin.desks.decisions).filteredOn(each -> each.endsWith(" root")).containsExactly(
                "approve hello root",
                "withdraw hello root",
                "approve hello without hosts: example.com despite findings root", "reject hello no root",
                "quarantine hello  root", "grant hello hosts: a.example root", "ungrant hello hosts: a.example root",
                "definitions hello 1 root", "release hello root");
        assertThat(admin.get(root, "/plugins/hello").json().at("/jars/0/findings/0/code").asString())
                .isEqualTo("length");
        assertThat(admin.get(root, "/plugins/nobody").status()).isEqualTo(404);
        assertThat(admin.get(root, "/pending").json().at("/items/0/what").asString()).isEqualTo("jar");
        assertThat(admin.post(root, "/plugins/" + "0".repeat(64) + "/approve", null).status()).isEqualTo(404);
    }

    @Test
    void secretsGoInAndNeverComeOut() throws IOException {
        String value = "canary-9f31-value";
        AdminFixture.Answer set = admin.send(root, "PUT", "/secrets/crm.token", Map.of("value", value));
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().path("version").asLong()).isEqualTo(1);
        ok("PUT", "/secrets/crm.token", Map.of("value", value));
        AdminFixture.Answer list = admin.get(root, "/secrets");
        assertThat(list.json().at("/items/0/version").asLong()).isEqualTo(2);
        assertThat(list.json().at("/items/0/setBy").asString()).isEqualTo("root");
        AdminFixture.Answer badName = admin.send(root, "PUT", "/secrets/CRM", Map.of("value", value));
        assertThat(badName.status()).isEqualTo(422);
        AdminFixture.Answer noJson = admin.send(root, "PUT", "/secrets/crm.token", "{\"value\": " + value + "}");
        assertThat(noJson.code()).isEqualTo("not_json");
        AdminFixture.Answer wrongType = admin.send(root, "PUT", "/secrets/crm.token", Map.of("value", List.of(value)));
        assertThat(wrongType.status()).isEqualTo(400);
        AdminFixture.Answer unknown = admin.send(root, "PUT", "/secrets/crm.token", Map.of("valu", value));
        assertThat(unknown.code()).isEqualTo("unknown_member");
        assertThat(admin.post(root, "/vault/rotate-keys", null).json().path("secrets").asInt()).isEqualTo(1);
        deleted("/secrets/crm.token");
        assertThat(admin.send(root, "DELETE", "/secrets/crm.token", null).status()).isEqualTo(404);
        assertThat(List.of(set, list, badName, noJson, wrongType, unknown)).extracting(AdminFixture.Answer::text)
                .noneMatch(text -> text.contains("canary"));
        assertThat(admin.recorded())
                .contains("\"secret.set\"", "\"crm.token\"", "\"secret.remove\"", "\"vault.rotate_keys\"")
                .doesNotContain("canary");
    }

    @Test
    void theCacheTellsItsRatiosAndIsCleared() throws IOException {
        AdminFixture.Answer info = admin.get(root, "/cache");
        assertThat(info.json().at("/levels/0/hitRatio").asDouble()).isEqualTo(0.75);
        assertThat(info.json().at("/entries/0/name").asString()).isEqualTo("crm_find");
        AdminFixture.Answer health = admin.get(root, "/cache/health");
        assertThat(health.json().path("ok").asBoolean(true)).isFalse();
        assertThat(health.json().path("failure").asString()).isEqualTo("The database is away.");
        assertThat(health.json().at("/levels/0/hitRatio").asDouble()).isEqualTo(0.75);
        assertThat(admin.post(root, "/cache/clear?instance=crm", null).json().path("results").asInt()).isEqualTo(7);
        assertThat(admin.post(root, "/cache/clear?source=datasource:orders/item", null).status()).isEqualTo(200);
        assertThat(admin.post(root, "/cache/clear?source=orders", null).status()).isEqualTo(400);
        assertThat(admin.post(root, "/cache/clear?source=a:b&tool=crm_find", null).status()).isEqualTo(400);
        assertThat(admin.recorded()).contains("\"cache.clear\"", "datasource:orders/item");
    }

    @Test
    void auditExplainAndBackupAnswer() {
        created("/clients", Map.of("id", "seen"));
        assertThat(admin.get(root, "/audit?kind=administration&entry=client.create&instance=seen").json()
                .at("/items/0/client").asString()).isEqualTo("root");
        assertThat(admin.get(root, "/audit?limit=5000").status()).isEqualTo(400);
        assertThat(admin.get(root, "/audit?since=yesterday").code()).isEqualTo("bad_request");
        assertThat(admin.post(root, "/audit/verify", Map.of()).json().path("intact").asBoolean()).isTrue();
        assertThat(admin.get(root, "/audit/health").json().path("ok").asBoolean()).isTrue();
        assertThat(Path.of(created("/audit/export", Map.of()).json().path("file").asString())).exists();
        assertThat(admin.get(root, "/explain?client=seen&tool=x").json().path("code").asString())
                .isEqualTo("not_enabled");
        admin.get(root,
                "/explain?client=seen&tool=x&scopes=a%20b&roles=r&args=%7B%22n%22%3A1%7D&at=2026-12-24T23:00:00Z");
        assertThat(admin.desks.asked).isEqualTo(new ExplainQuestion("seen", EntryKind.TOOL, "x", Set.of("a", "b"),
                Set.of("r"), Map.of("n", 1L), Instant.parse("2026-12-24T23:00:00Z")));
        assertThat(admin.get(root, "/explain?client=seen&tool=x&args=%5B%5D").code()).isEqualTo("bad_request");
        assertThat(admin.get(root, "/explain?client=seen&tool=x&at=tomorrow").code()).isEqualTo("bad_request");
        assertThat(admin.get(root, "/explain?client=nobody&tool=x").status()).isEqualTo(404);
        assertThat(admin.get(root, "/explain?client=seen").code()).isEqualTo("bad_request");
        assertThat(Path.of(admin.post(root, "/backup", null).json().path("file").asString())).hasContent("a backup");
    }

    @Test
    void eachRoleMayDoWhatTheTableSaysAndNoMore() {
        for (AdminRole role : AdminRole.values()) {
            String name = "role-" + role.name().toLowerCase(Locale.ROOT);
            String token = admin.administrator(root, name, role.name().toLowerCase(Locale.ROOT));
            for (Route route : admin.server.table().routes()) {
                if (route.right() != Right.OPEN && !route.id().equals("signOut") && !route.id().equals("backup")) {
                    Answer answer = admin.send(token, route.method(),
                            route.path().replaceAll("\\{[a-zA-Z0-9]+}", "nothing"), null);
                    assertThat(answer.status() == 403).as(role + " " + route.id() + " " + answer)
                            .isEqualTo(!route.right().isGivenTo(role));
                }
            }
        }
    }

    @Test
    void wrongRequestsAreProblemsOfTheirOwnKind() {
        assertThat(admin.raw(root, "POST", "/clients", "{\"id\":\"a\",\"id\":\"b\"}").code()).isEqualTo("not_json");
        assertThat(admin.raw(root, "POST", "/clients", "").status()).isEqualTo(400);
        assertThat(admin.raw(root, "GET", "/clients?x=1", null).code()).isEqualTo("bad_request");
        assertThat(admin.raw(root, "GET", "/explain?client=a&client=b&tool=x", null).code()).isEqualTo("bad_request");
        assertThat(admin.raw(root, "GET", "/nothing/here", null).code()).isEqualTo("no_such_path");
        Answer method = admin.raw(root, "PUT", "/clients", "{}");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.whole().headers().firstValue("Allow")).hasValue("GET, POST");
        assertThat(admin.raw(root, "DELETE", "/session", "{}").status()).isEqualTo(400);
        Answer large = admin.raw(root, "POST", "/clients", "\"" + "x".repeat(1024 * 1024) + "\"");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("body_too_large");
        HttpRequest text = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.server.port()
                + "/api/v1/clients")).header("Authorization", "Bearer " + root).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        assertThat(admin.send(text).code()).isEqualTo("wrong_content_type");
    }

    @Test
    void noAnswerIsKeptByACache() {
        assertThat(admin.get(root, "/clients").whole().headers().firstValue("Cache-Control")).hasValue("no-store");
    }
}
