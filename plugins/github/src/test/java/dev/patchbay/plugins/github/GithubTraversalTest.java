package dev.patchbay.plugins.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReceivedRequest;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.RefusedCallException;
import dev.patchbay.testkit.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Arguments that try to reach another operation, another repository or another server. */
class GithubTraversalTest {
    private static final List<String> ATTACKS = List.of("..", ".", "../..", "../../user", "..%2f..%2fuser", "%2e%2e/x",
            "..\\..\\user", "a/../../../user", "//evil.example/x", "https://evil.example/x", "a?admin=1", "a#x",
            "a\u0000b",
            "a\r\nX-Evil: 1", "@evil.example", "", " ", "\u2025/x", "x".repeat(5000));

    @RegisterExtension
    static final ReplayExtension GITHUB = new ReplayExtension(ReplayServer.start(VendorApi.github()));

    private static GithubHost host;

    @BeforeAll
    static void start() {
        host = GithubHost.start(GITHUB.server(), Map.of("writes", true, "owner", "octo-org"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private final ReplayServer github = GITHUB.server();

    /** A call whose only way is to be refused; by the schema before it comes to the plugin, or by the plugin. */
    private static void assertRefused(String tool, Object... arguments) {
        ToolResult result;
        try {
            result = host.call(tool, arguments);
        } catch (RefusedCallException e) {
            return;
        }
        assertTrue(result.isError(), () -> tool + List.of(arguments) + " gave " + result);
        assertTrue(String.valueOf(GithubHost.error(result).get("code")).startsWith("invalid_argument"), result.text());
    }

    @Test
    void noNameOfARepositoryOrUserLeadsElsewhere() {
        for (String attack : ATTACKS) {
            for (String repository : List.of(attack, attack + "/x", "octocat/" + attack, attack + "/" + attack)) {
                assertRefused("get_repository_info", "repo_name", repository);
            }
            assertRefused("create_pull_request", "repo_name", "octocat/" + attack, "title", "t", "branch_name", "b");
            assertRefused("get_pr_status", "repo_name", "octocat/" + attack, "pr_number", 1);
            assertRefused("get_user_info", "username", attack);
            assertRefused("get_recent_commits", "repo_name", "octocat/" + attack);
            assertRefused("get_file_contents", "repo_name", "octocat/" + attack, "path", "a");
            assertRefused("list_issues", "repo_name", "octocat/" + attack);
            assertRefused("get_issue", "repo_name", "octocat/" + attack, "issue_number", 1);
            assertRefused("create_issue", "repo_name", "octocat/" + attack, "title", "t");
            assertRefused("add_comment", "repo_name", "octocat/" + attack, "issue_number", 1, "body", "b");
            assertRefused("list_pull_requests", "repo_name", "octocat/" + attack);
            assertRefused("list_workflow_runs", "repo_name", "octocat/" + attack);
            assertRefused("get_job_log", "repo_name", "octocat/" + attack, "job_id", 1);
        }
        assertEquals(List.of(), github.received(), "nothing was sent");
    }

    @Test
    void numbersAreNumbers() {
        assertRefused("get_pr_status", "repo_name", "octocat/x", "pr_number", "1/../../user");
        assertRefused("get_issue", "repo_name", "octocat/x", "issue_number", "../1");
        assertRefused("get_job_log", "repo_name", "octocat/x", "job_id", -1);
        assertRefused("get_job_log", "repo_name", "octocat/x");
        assertRefused("list_issues", "repo_name", "octocat/x", "limit", 0);
        assertRefused("list_issues", "repo_name", "octocat/x", "limit", -5);
        assertRefused("list_issues", "repo_name", "octocat/x", "cursor", "../../user");
        assertRefused("list_issues", "repo_name", "octocat/x", "fields", List.of("token"));
        assertRefused("list_issues", "repo_name", "octocat/x", "state", "open&x=1");
        assertRefused("search", "kind", "../user", "q", "x");
        assertEquals(List.of(), github.received(), "nothing was sent");
    }

    @Test
    void pathsOfFilesStayInTheirRepository() {
        for (String attack : List.of("..", "../x", "a/../../x", "a/..", "./a", "a//b", "..\\x", "a\\..\\..\\x",
                "a\u0000b")) {
            assertRefused("get_file_contents", "repo_name", "octocat/x", "path", attack);
        }
        assertEquals(List.of(), github.received(), "nothing was sent");

        github.on("GET", "/repos/octocat/x/contents/{+path}").answer(GithubHost.answer("contents-file"));
        for (String harmless : List.of("%2e%2e/user", "..%2f..%2fuser", "a?ref=x", "a#b", "ü.md", "a@b:c;d=e&f")) {
            ToolResult result = host.call("get_file_contents", "repo_name", "octocat/x", "path", harmless);
            assertFalse(result.isError(), result.text());
        }
        assertSafePaths();
    }

    @Test
    void whatIsNoPathCanOnlyBeAParameter() {
        github.on("GET", "/repos/octocat/x/commits").answer(Answer.json("[]"));
        github.on("GET", "/repos/octocat/x/issues").answer(Answer.json("[]"));
        github.on("GET", "/repos/octocat/x/contents/{+path}").answer(GithubHost.answer("contents-file"));
        List<String> refs = new ArrayList<>(ATTACKS);
        refs.removeIf(text -> text.length() > 1000 || text.indexOf(0) >= 0); // the host takes no NUL at all

        for (String attack : refs) {
            host.call("get_recent_commits", "repo_name", "octocat/x", "branch", attack);
            host.call("list_issues", "repo_name", "octocat/x", "labels", attack);
            host.call("get_file_contents", "repo_name", "octocat/x", "path", "a", "ref", attack);
        }

        assertTrue(github.received().size() > 30);
        assertSafePaths();
        assertTrue(github.received().stream().noneMatch(request -> request.query("admin").isPresent()
                || request.header("X-Evil").isPresent()));
    }

    @Test
    void noUriOfAResourceLeadsElsewhere() {
        for (String uri : List.of("github://users/../repositories", "github://users/..%2f..%2fuser/repositories",
                "github://users/%2e%2e/repositories", "github://repos/octocat/../contents/x",
                "github://repos/octocat/%2e%2e/contents/x", "github://repos/octocat/x/contents/../../user",
                "github://repos/octocat/x/contents/%2e%2e/%2e%2e/user",
                "github://repos/octocat/x/contents/a%2f..%2f..%2fuser", "github://repos/octocat/x/contents/a%5c..%5cx",
                "github://users/octocat/repositories/after/bm8")) {
            assertThrows(RefusedCallException.class, () -> host.client().readText(uri), uri);
        }
        assertEquals(List.of(), github.received(), "nothing was sent");
    }

    private void assertSafePaths() {
        for (ReceivedRequest request : github.received()) {
            assertTrue(request.path().startsWith("/repos/octocat/x/"), request.path());
            assertFalse(request.path().contains("..") && request.path().contains("/../"), request.path());
        }
    }
}
