package dev.patchbay.plugins.github;

import static dev.patchbay.plugins.github.GithubHost.answer;
import static dev.patchbay.plugins.github.GithubHost.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReceivedRequest;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.Changes;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestSetup;
import dev.patchbay.testkit.ToolResult;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What configuration and credential make of the plugin; each case has a host of its own. */
class GithubSetupsTest {
    private static final Set<String> WRITES = Set.of("create_pull_request", "create_issue", "add_comment");

    @RegisterExtension
    static final ReplayExtension GITHUB = new ReplayExtension(ReplayServer.start(VendorApi.github()));

    private final ReplayServer github = GITHUB.server();

    private static ToolResult succeeded(ToolResult result) {
        assertFalse(result.isError(), result.text());
        return result;
    }

    private static boolean offersWrites(GithubHost host) {
        return host.tools().stream().anyMatch(WRITES::contains);
    }

    @Test
    void nothingThatWritesIsOfferedByDefault() {
        try (GithubHost host = GithubHost.start(github, Map.of())) {
            assertEquals(11, host.tools().size());
            assertFalse(offersWrites(host));
            assertThrows(RuntimeException.class, () -> host.call("create_issue", "repo_name", "a/b", "title", "t"));
        }
        assertEquals(List.of(), github.received(), "it starts without a request");
    }

    @Test
    void readOnlyBeatsWrites() {
        try (GithubHost host = GithubHost.start(github, Map.of("writes", true, "readOnly", true))) {
            assertFalse(offersWrites(host));
        }
    }

    @Test
    void itStartsWithoutATokenAndSaysWhatIsMissing() {
        try (GithubHost host = GithubHost.start(github, Map.of(), "", Map.of(), Map.of())) {
            ToolResult result = host.call("get_user_info", "username", "octocat");

            assertTrue(result.isError());
            assertTrue(result.text().contains("patchbay secret set github.token"), result.text());
        }
    }

    @Test
    void withoutAuthenticationNoTokenIsSent() {
        github.on("GET", "/users/{username}").answer(answer("user"));
        try (GithubHost host = GithubHost.start(github, Map.of("authentication", "none", "writes", true))) {
            assertFalse(offersWrites(host) || host.tools().contains("get_job_log"), "GitHub does it for nobody");
            succeeded(host.call("get_user_info", "username", "octocat"));
        }
        assertEquals(Optional.empty(), github.received().getFirst().header("Authorization"));
    }

    /** The scopes come with any answer; the tools go, and come back when the token is replaced by a better one. */
    @Test
    void whatAClassicTokenCannotUseIsHiddenAfterItsFirstAnswer() {
        github.on("GET", "/users/{username}").answer(answer("user").header("X-OAuth-Scopes", "read:org, gist"),
                answer("user").header("X-OAuth-Scopes", "gist, public_repo"));
        try (GithubHost host = GithubHost.start(github, Map.of("writes", true))) {
            assertTrue(host.tools().containsAll(WRITES));
            Changes changes = host.client().watch();

            succeeded(host.call("get_user_info", "username", "octocat"));
            changes.await(Changes.TOOLS, Duration.ofSeconds(10));
            assertFalse(offersWrites(host));

            succeeded(host.call("get_user_info", "username", "hubot"));
            changes.await(Changes.TOOLS, Duration.ofSeconds(10));
            assertTrue(host.tools().containsAll(WRITES));
        }
    }

    @Test
    void aFineGrainedTokenTellsNothingSoThatNothingIsHidden() {
        github.on("GET", "/users/{username}").answer(answer("user"));
        try (GithubHost host = GithubHost.start(github, Map.of("writes", true))) {
            succeeded(host.call("get_user_info", "username", "octocat"));

            assertTrue(host.tools().containsAll(WRITES));
        }
    }

    @Test
    void anEnterpriseServerHasItsInterfaceBelowAPath() {
        try (ReplayServer enterprise = ReplayServer.start(VendorApi.github(), "/api/v3")) {
            enterprise.on("GET", "/repos/{owner}/{repo}/commits").answer(answer("commits"));
            try (GithubHost host = GithubHost.start(enterprise, Map.of("apiVersion", "2026-03-10"))) {
                succeeded(host.call("get_recent_commits", "repo_name", "octocat/hello"));
            }
            enterprise.verify();
            assertEquals("/api/v3/repos/octocat/hello/commits", enterprise.received().getFirst().path());
            assertEquals(Optional.of("2026-03-10"), enterprise.received().getFirst().header("X-GitHub-Api-Version"));
        }
    }

    @Test
    void anInstallationOfAnAppIsUsedUntilItsTokenEnds() throws Exception {
        KeyPair pair = rsa();
        String soon = token("ghs_first", Instant.now().plusSeconds(30),
                "{\"issues\": \"read\", \"metadata\": \"read\"}");
        String later = token("ghs_second", Instant.now().plus(Duration.ofHours(1)), "{\"issues\": \"write\"}");
        github.on("POST", "/app/installations/{id}/access_tokens").answer(Answer.json(201, soon),
                Answer.json(201, later));
        github.on("GET", "/users/{username}").answer(answer("user"));
        Map<String, Object> app = Map.of("authentication", "app", "appId", "12345", "installationId", 77, "writes",
                true);
        try (GithubHost host = GithubHost.start(github, app, "", Map.of("PATCHBAY_SECRET_GITHUB_APP_KEY", pkcs8(pair)),
                Map.of())) {
            Changes changes = host.client().watch();
            succeeded(host.call("get_user_info", "username", "one"));
            changes.await(Changes.TOOLS, Duration.ofSeconds(10));
            assertFalse(offersWrites(host), "the installation may write nothing");

            succeeded(host.call("get_user_info", "username", "two"));
            succeeded(host.call("get_user_info", "username", "three"));
            changes.await(Changes.TOOLS, Duration.ofSeconds(10));
            assertTrue(host.tools().containsAll(Set.of("create_issue", "add_comment")));
            assertFalse(host.tools().contains("create_pull_request"));
        }

        assertEquals(List.of("Bearer ghs_first", "Bearer ghs_second", "Bearer ghs_second"), github
                .received("GET", "/users/{username}").stream().map(each -> each.header("Authorization").orElse(""))
                .toList());
        List<ReceivedRequest> asked = github.received("POST", "/app/installations/77/access_tokens");
        assertEquals(2, asked.size());
        assertJwt(asked.getFirst().header("Authorization").orElse("").substring("Bearer ".length()), pair);
    }

    @Test
    void aTokenOfAnInstallationThatIsRefusedIsRenewedOnce() throws Exception {
        String token = token("ghs_first", Instant.now().plus(Duration.ofHours(1)), "{}");
        github.on("POST", "/app/installations/{id}/access_tokens").answer(Answer.json(201, token));
        github.on("GET", "/users/{username}").answer(Answer.json(401,
                "{\"message\": \"Bad credentials\", \"documentation_url\": \"x\"}"));
        Map<String, Object> app = Map.of("authentication", "app", "appId", "12345", "installationId", 77);
        try (GithubHost host = GithubHost.start(github, app, "", Map.of("PATCHBAY_SECRET_GITHUB_APP_KEY",
                pkcs8(rsa())), Map.of())) {
            ToolResult result = host.call("get_user_info", "username", "octocat");

            assertEquals("unauthorized", GithubHost.error(result).get("code"));
            assertTrue(result.text().contains("the installation 77 of the App"), result.text());
        }
        assertEquals(2, github.received("POST", "/app/installations/{id}/access_tokens").size());
        assertEquals(2, github.received("GET", "/users/{username}").size());
    }

    @Test
    void aKeyThatIsNoneIsToldWithoutAWordOfIt() {
        Map<String, Object> app = Map.of("authentication", "app", "appId", "12345", "installationId", 77);
        try (GithubHost host = GithubHost.start(github, app, "", Map.of("PATCHBAY_SECRET_GITHUB_APP_KEY",
                "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----"), Map.of())) {
            ToolResult result = host.call("get_user_info", "username", "octocat");

            assertTrue(result.text().contains("The private key of the GitHub App cannot be used"), result.text());
            assertFalse(result.text().contains("Y2FuYXJ5"), result.text());
        }
        assertEquals(List.of(), github.received());
    }

    @Test
    void anAppWithoutAnInstallationDoesNotStart() {
        IllegalStateException failed = assertThrows(IllegalStateException.class,
                () -> GithubHost.start(github, Map.of("authentication", "app", "appId", "1")).close());

        assertTrue(String.valueOf(failed.getMessage()).contains("installationId is not configured"),
                failed.getMessage());
    }

    @Test
    void aBaseUrlWithAUserInItDoesNotStart() {
        assertThrows(IllegalStateException.class,
                () -> GithubHost.start(github, Map.of("url", "https://token@api.github.com")).close());
    }

    @Test
    void runsAreListedAndTheLogOfTheJobThatFailedIsReadFromItsEnd() {
        try (ReplayServer storage = ReplayServer.stranger()) {
            storage.on("GET", "{+path}").answer(Answer.text(200, "text/plain",
                    "line 1\nline 2\nerror: it broke\n"));
            github.on("GET", "/repos/{owner}/{repo}/actions/runs").answer(answer("workflow-runs"));
            github.on("GET", "/repos/{owner}/{repo}/actions/runs/{run}/jobs").answer(answer("jobs"));
            github.on("GET", "/repos/{owner}/{repo}/actions/jobs/{job}/logs").answer(Answer.redirect(302,
                    storage.url() + "/signed"));
            try (GithubHost granted = GithubHost.start(github, Map.of(), ", 127.0.0.1:" + storage.port(),
                    Map.of("PATCHBAY_SECRET_GITHUB_TOKEN", GithubHost.TOKEN), Map.of())) {
                ToolResult runs = succeeded(granted.call("list_workflow_runs", "repo_name", "octo-org/octo-repo",
                        "status", "failure"));
                ToolResult log = succeeded(granted.call("get_job_log", "repo_name", "octo-org/octo-repo", "run_id",
                        30433642, "tail", 2));

                assertNotNull(at(runs.json(), "items", 0, "id"));
                assertEquals("line 2\nerror: it broke", log.json("log"));
                assertEquals(3L, log.json("total_lines"));
                assertEquals(true, log.json("truncated"));
            }
            assertEquals(Optional.empty(), storage.received().getFirst().header("Authorization"),
                    "the token does not go to another server");
        }
    }

    /** Another server gets no token, whichever way GitHub sends there. */
    @Test
    void aRedirectToAnotherServerDropsTheToken() {
        try (ReplayServer other = ReplayServer.stranger()) {
            github.on("GET", "/repos/{owner}/{repo}/commits").answer(Answer.redirect(301, other.url() + "/moved"));
            try (GithubHost host = GithubHost.start(github, Map.of(), ", 127.0.0.1:" + other.port(),
                    Map.of("PATCHBAY_SECRET_GITHUB_TOKEN", GithubHost.TOKEN), Map.of())) {
                host.call("get_recent_commits", "repo_name", "octocat/moved");
            }
            assertEquals(1, other.received().size());
            ReceivedRequest came = other.received().getFirst();
            assertEquals(Optional.empty(), came.header("Authorization"));
            assertFalse((came.headers() + came.path() + came.query()).contains(GithubHost.TOKEN));
        }
    }

    @Test
    void filesAndFoldersAreToolsAndResources() {
        byte[] big = new byte[1_200_000];
        Arrays.fill(big, (byte) 'x');
        String content = answer("contents-file").body();
        github.on("GET", "/repos/{owner}/{repo}/contents/{+path}").answer(request -> switch (request.path()
                .substring(request.path().lastIndexOf('/') + 1)) {
            case "docs" -> answer("contents-directory");
            case "link" -> answer("contents-symlink");
            case "big.txt" -> request.header("Accept").orElse("").contains("raw")
                    ? Answer.text(200, "application/vnd.github.raw+json", new String(big, StandardCharsets.UTF_8))
                            .undescribed("the description has no media type of raw contents")
                    : Answer.json(content.replace("\"base64\"", "\"none\"").replaceAll("\"content\": \"[^\"]*\"",
                            "\"content\": \"\""));
            case "image.png" -> Answer.json(content.replaceAll("\"content\": \"[^\"]*\"",
                    "\"content\": \"iVBORw0KGgoA\""));
            case "none.md" -> Answer.json(404, "{\"message\": \"Not Found\", \"documentation_url\": \"x\"}");
            default -> Answer.json(content);
        });
        github.on("GET", "/repos/{owner}/{repo}/contents").undescribed("the root; the description knows paths only")
                .answer(answer("contents-directory"));
        try (GithubHost host = GithubHost.start(github, Map.of("owner", "octocat"))) {
            ToolResult part = succeeded(host.call("get_file_contents", "repo_name", "x", "path", "docs/a b.md", "ref",
                    "feature/y", "start", 2, "max_chars", 5));
            assertEquals("Hello", part.json("text"));
            assertEquals(7L, part.json("next_start"));
            assertEquals("/repos/octocat/x/contents/docs/a%20b.md", github.received().getFirst().path());
            assertEquals(Optional.of("feature/y"), github.received().getFirst().query("ref"));

            assertNotNull(at(succeeded(host.call("get_file_contents", "repo_name", "x", "path", "docs")).json(),
                    "entries", 0, "name"));
            ToolResult first = succeeded(host.call("get_file_contents", "repo_name", "x", "path", "docs", "max_chars",
                    1));
            assertEquals(1, ((List<?>) first.json("entries")).size(), first.text());
            assertEquals(true, first.json("truncated"));
            assertEquals(1L, first.json("next_start"));
            ToolResult rest = succeeded(host.call("get_file_contents", "repo_name", "x", "path", "docs", "start", 1));
            assertEquals(first.json("total_entries"), 1L + ((List<?>) rest.json("entries")).size());
            assertEquals(false, rest.json("truncated"));
            assertTrue(host.call("get_file_contents", "repo_name", "x", "path", "docs", "start", 1000).isError());
            assertEquals("symlink", succeeded(host.call("get_file_contents", "repo_name", "x", "path", "link"))
                    .json("type"));
            assertEquals(1_200_000L, succeeded(host.call("get_file_contents", "repo_name", "x", "path", "big.txt"))
                    .json("size"));
            assertTrue(String.valueOf(succeeded(host.call("get_file_contents", "repo_name", "x", "path", "image.png"))
                    .json("binary")).contains("read it as a resource"));

            assertEquals("# Hello\n\nWörld\n", host.client().readText("github://repos/octocat/x/contents/docs/a.md"));
            assertEquals((byte) 0x89, host.client().readBytes("github://repos/octocat/x/contents/image.png")[0]);
            assertEquals("# Hello\n\nWörld\n", host.client().readText(
                    "github://repos/octocat/x/refs/feature%2Fy/contents/b.md"));
            assertEquals(Optional.of("feature/y"), github.received().getLast().query("ref"));
            assertEquals("folder", succeeded(host.call("get_file_contents", "repo_name", "x")).json("type"));
            RuntimeException missing = assertThrows(RuntimeException.class, () -> host.client().readText(
                    "github://repos/octocat/x/contents/none.md"));
            assertTrue(String.valueOf(missing.getMessage()).contains("Resource not found"), missing.getMessage());
        }
    }

    /** In the recordings the issues are of nobody that GitHub associates with the repository. */
    @Test
    void whatStrangersWroteIsLeftOutWhereThatIsSet() {
        Answer issues = answer("issues");
        Answer comments = answer("comments");
        github.on("GET", "/repos/{owner}/{repo}/issues").answer(request -> request.path().contains("own") ? issues
                : Answer.json(issues.body().replace("\"COLLABORATOR\"", "\"NONE\"")));
        github.on("GET", "/repos/{owner}/{repo}/issues/{number}").answer(Answer.json(answer("created-issue").body()));
        github.on("GET", "/repos/{owner}/{repo}/issues/{number}/comments").answer(Answer.json(comments.body()
                .replace("\"COLLABORATOR\"", "\"FIRST_TIMER\"")));
        try (GithubHost host = GithubHost.start(github, Map.of("trustedAuthorsOnly", true))) {
            ToolResult strange = succeeded(host.call("list_issues", "repo_name", "octocat/strange"));
            assertEquals(0L, strange.json("returned"));
            assertTrue(String.valueOf(strange.json("notes")).contains("left out"), strange.text());
            assertEquals(1L, succeeded(host.call("list_issues", "repo_name", "octocat/own")).json("returned"));
            ToolResult issue = succeeded(host.call("get_issue", "repo_name", "octocat/own", "issue_number", 1));
            assertEquals(0L, at(issue.json(), "comments", "returned"));
        }
    }

    @Test
    void theRepositoriesOfAUserAreAResource() {
        github.on("GET", "/users/{username}/repos").answer(request -> {
            Answer page = answer("user-repositories");
            return request.query("page").isPresent() ? page : page.header("Link",
                    "<https://api.github.com/user/1/repos?sort=full_name&per_page=100&page=2>; rel=\"next\"");
        });
        try (GithubHost host = GithubHost.start(github, Map.of())) {
            assertTrue(host.client().listResourceTemplates().contains("github://users/{username}/repositories"));

            String text = host.client().readText("github://users/octocat/repositories");

            assertTrue(text.contains("\"full_name\":\"octocat/Hello-World\"") && text.contains("\"has_more\":false"),
                    text);
            assertTrue(text.contains("\"trust\":\"untrusted\""), text);
            assertEquals(2, github.received().size(), "it follows the link");
        }
    }

    @Test
    void severalInstancesHaveTheirOwnNames() {
        github.on("GET", "/users/{username}").answer(answer("user"));
        try (TestHost host = TestHost.start(GithubSetupsTest.class,
                TestSetup.standard().withNamespace("internal")
                        .withConfiguration(Map.of("url", github.url(), "authentication", "none"))
                        .withGrants("hosts: 127.0.0.1:" + github.port()))) {
            assertFalse(host.client().callTool("internal_get_user_info", Map.of("username", "octocat")).isError());
        }
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pkcs8(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String token(String value, Instant end, String permissions) {
        return "{\"token\": \"" + value + "\", \"expires_at\": \"" + end.truncatedTo(
                ChronoUnit.SECONDS) + "\", \"permissions\": " + permissions + "}";
    }

    private static void assertJwt(String jwt, KeyPair pair) throws Exception {
        String[] parts = jwt.split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])), "signed with the App's key");
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        assertTrue(header.contains("\"alg\":\"RS256\""), header);
        Map<String, Object> times = new HashMap<>();
        for (String name : List.of("iat", "exp")) {
            times.put(name, Long.valueOf(claims.replaceAll(".*\"" + name + "\":([0-9]+).*", "$1")));
        }
        long life = (Long) times.get("exp") - (Long) times.get("iat");
        assertTrue(life > 0 && life <= 600, "GitHub takes ten minutes at most, not " + life + " s");
        assertTrue(claims.contains("\"iss\":\"12345\""), claims);
        assertNotEquals(times.get("iat"), times.get("exp"));
    }
}
