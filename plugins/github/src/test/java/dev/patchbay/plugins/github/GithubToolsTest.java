package dev.patchbay.plugins.github;

import static dev.patchbay.plugins.github.GithubHost.answer;
import static dev.patchbay.plugins.github.GithubHost.at;
import static dev.patchbay.plugins.github.GithubHost.created;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReceivedRequest;
import dev.patchbay.replay.Recording;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every tool once where all goes well, with what GitHub answered or documents. */
class GithubToolsTest {
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

    private static ToolResult succeeded(ToolResult result) {
        assertFalse(result.isError(), result.text());
        return result;
    }

    @Test
    void everyToolIsOfferedWhereWritesAreOn() {
        assertEquals(List.of("get_repository_info", "create_pull_request", "get_pr_status", "get_user_info",
                "get_recent_commits", "get_file_contents", "list_issues", "get_issue", "create_issue", "add_comment",
                "list_pull_requests", "search", "list_workflow_runs", "get_job_log"), host.tools());
    }

    @Test
    void aRepositoryIsDescribedWithItsCommitsAndOpenPullRequests() {
        github.replay(Recording.octokit(GithubToolsTest.class, "octokit-get-repository.json"));
        github.on("GET", "/repos/{owner}/{repo}/commits").answer(answer("commits"));
        github.on("GET", "/repos/{owner}/{repo}/pulls").answer(answer("pulls").header("Link",
                "<https://api.github.com/repositories/1/pulls?state=open&per_page=1&page=2>; rel=\"next\","
                        + " <https://api.github.com/repositories/1/pulls?state=open&per_page=1&page=17>;"
                        + " rel=\"last\""));

        ToolResult result = succeeded(host.call("get_repository_info", "repo_name",
                "octokit-fixture-org/hello-world"));

        assertEquals("octokit-fixture-org/hello-world", at(result.json(), "repository", "full_name"));
        assertEquals("Fix all the bugs", at(result.json(), "recent_commits", 0, "message"));
        assertEquals(17L, result.json("open_pull_requests"));
        assertNull(at(result.json(), "partial_errors"));
        assertEquals("untrusted", at(result.json(), "origin", "trust"));
        assertEquals("untrusted", at(result.meta(), "dev.patchbay/origin", "trust"));
    }

    @Test
    void everyRequestCarriesVersionTypeAndToken() {
        github.on("GET", "/users/{username}").answer(answer("user"));

        succeeded(host.call("get_user_info", "username", "octocat"));

        ReceivedRequest request = github.received().getFirst();
        assertEquals(Optional.of("Bearer " + GithubHost.TOKEN), request.header("Authorization"));
        assertEquals(Optional.of("2022-11-28"), request.header("X-GitHub-Api-Version"));
        assertEquals(Optional.of("application/vnd.github+json"), request.header("Accept"));
    }

    @Test
    void aRepositoryWithoutAnOwnerIsThatOfTheConfiguredOwner() {
        github.on("GET", "/repos/octo-org/{repo}/commits").answer(answer("commits"));

        succeeded(host.call("get_recent_commits", "repo_name", "tools"));
    }

    @Test
    void aPullRequestIsCreatedAsRequired() {
        github.on("POST", "/repos/{owner}/{repo}/pulls").answer(created("created-pull"));

        ToolResult result = succeeded(host.call("create_pull_request", "repo_name", "octocat/Hello-World", "title",
                "Feature: T-1", "branch_name", "feature"));

        assertEquals(Map.of("pr_number", 1347L, "url", "https://github.com/octocat/Hello-World/pull/1347", "status",
                "created"), result.json());
        var body = github.received().getFirst().json();
        assertEquals("Automated PR created via MCP", body.path("body").asString(""));
        assertEquals("feature", body.path("head").asString(""));
        assertEquals("main", body.path("base").asString(""));
        assertEquals("Feature: T-1", body.path("title").asString(""));
    }

    @Test
    void thePullRequestsStatusIsPutTogetherOfItsParts() {
        github.on("GET", "/repos/{owner}/{repo}/pulls/{number}").answer(answer("pull"));
        github.on("GET", "/repos/{owner}/{repo}/commits/{ref}/check-runs").answer(answer("check-runs"));
        github.on("GET", "/repos/{owner}/{repo}/commits/{ref}/status").answer(answer("commit-status"));
        github.on("GET", "/repos/{owner}/{repo}/pulls/{number}/reviews").answer(answer("reviews"));

        ToolResult result = succeeded(host.call("get_pr_status", "repo_name", "octocat/Hello-World", "pr_number",
                1347));

        assertEquals("open", at(result.json(), "pull_request", "state"));
        assertEquals(true, at(result.json(), "pull_request", "mergeable"));
        assertEquals(1L, at(result.json(), "checks", "total"));
        assertEquals("success", at(result.json(), "commit_status", "state"));
        assertEquals(List.of("octocat"), at(result.json(), "reviews", "approved_by"));
    }

    /** What fails may stand on a page that was not read. */
    @Test
    void checksAndReviewsThatAreNotAllSaySo() {
        github.on("GET", "/repos/{owner}/{repo}/pulls/{number}").answer(answer("pull"));
        github.on("GET", "/repos/{owner}/{repo}/commits/{ref}/check-runs").answer(Answer.json(answer("check-runs")
                .body().replace("\"total_count\": 1", "\"total_count\": 150")));
        github.on("GET", "/repos/{owner}/{repo}/commits/{ref}/status").answer(answer("commit-status"));
        github.on("GET", "/repos/{owner}/{repo}/pulls/{number}/reviews").answer(answer("reviews").header("Link",
                "<https://api.github.com/repositories/1/pulls/1347/reviews?page=2>; rel=\"next\""));

        ToolResult result = succeeded(host.call("get_pr_status", "repo_name", "octocat/many", "pr_number", 1347));

        assertEquals(150L, at(result.json(), "checks", "total"));
        assertEquals(true, at(result.json(), "checks", "truncated"));
        assertEquals(true, at(result.json(), "reviews", "truncated"));
    }

    @Test
    void aPartThatCannotBeHadDoesNotTakeTheOthersAlong() {
        github.on("GET", "/repos/{owner}/{repo}").answer(answer("repository"));
        github.on("GET", "/repos/{owner}/{repo}/commits").answer(Answer.json(409,
                "{\"message\": \"Git Repository is empty.\", \"documentation_url\": \"https://docs.github.com\"}"));
        github.on("GET", "/repos/{owner}/{repo}/pulls").answer(Answer.json("[]"));

        ToolResult result = succeeded(host.call("get_repository_info", "repo_name", "octocat/empty"));

        assertEquals(0L, result.json("open_pull_requests"));
        assertEquals("recent_commits", at(result.json(), "partial_errors", 0, "part"));
        assertEquals("conflict", at(result.json(), "partial_errors", 0, "code"));
        assertTrue(String.valueOf(at(result.json(), "partial_errors", 0, "message")).contains("is empty"));
    }

    @Test
    void whatCouldNotBeHadIsAskedForAgain() {
        github.on("GET", "/repos/{owner}/{repo}").answer(answer("repository"));
        github.on("GET", "/repos/{owner}/{repo}/commits").answer(Answer.json(409,
                "{\"message\": \"Git Repository is empty.\", \"documentation_url\": \"https://docs.github.com\"}"));
        github.on("GET", "/repos/{owner}/{repo}/pulls").answer(Answer.json("[]"));
        assertNotNull(at(succeeded(host.call("get_repository_info", "repo_name", "octocat/partly")).json(),
                "partial_errors"));

        github.on("GET", "/repos/{owner}/{repo}/commits").answer(Answer.json("[]"));
        for (int i = 0; i < 2; i++) {
            assertNull(at(succeeded(host.call("get_repository_info", "repo_name", "octocat/partly")).json(),
                    "partial_errors"));
        }
        assertEquals(2, github.received("GET", "/repos/octocat/partly/commits").size(), "what is whole is kept");
    }

    @Test
    void theUserOfTheCredentialIsMeantWithoutAName() {
        github.on("GET", "/user").answer(answer("authenticated-user"));

        assertEquals("octocat", succeeded(host.call("get_user_info")).json("login"));
    }

    /** The five recorded pages of three issues, with a limit that ends inside of pages. */
    @Test
    void issuesAreListedOverRecordedPagesEachExactlyOnce() {
        List<Recording> pages = Recording.octokit(GithubToolsTest.class, "octokit-paginate-issues.json");
        github.on("GET", "/repos/{owner}/{repo}/issues").answer(request -> pages
                .get(Integer.parseInt(request.query("page").orElse("1")) - 1).answer());
        List<Object> numbers = new ArrayList<>();
        Object cursor = null;
        do {
            Object[] arguments = cursor == null
                    ? new Object[]{"repo_name", "octokit-fixture-org/paginate-issues", "limit", 3, "fields",
                            List.of("number", "title")}
                    : new Object[]{"repo_name", "octokit-fixture-org/paginate-issues", "limit", 2, "cursor", cursor};
            ToolResult result = succeeded(host.call("list_issues", arguments));
            ((List<?>) result.json("items")).forEach(item -> numbers.add(at(item, "number")));
            cursor = result.json().get("next_cursor");
        } while (cursor != null);

        assertEquals(13, numbers.stream().distinct().count(), numbers.toString());
        assertEquals(13, numbers.size());
        assertTrue(github.received().stream().allMatch(request -> request.query("per_page").equals(Optional.of("3"))));
    }

    @Test
    void aListIsKeptUntilSomethingInItIsChanged() {
        github.on("GET", "/repos/{owner}/{repo}/issues").answer(answer("issues"));
        github.on("POST", "/repos/{owner}/{repo}/issues").answer(created("created-issue"));

        succeeded(host.call("list_issues", "repo_name", "octocat/kept"));
        succeeded(host.call("list_issues", "repo_name", "octocat/kept"));
        assertEquals(1, github.received("GET", "/repos/octocat/kept/issues").size());

        succeeded(host.call("create_issue", "repo_name", "octocat/kept", "title", "It broke"));
        succeeded(host.call("list_issues", "repo_name", "octocat/kept"));
        assertEquals(2, github.received("GET", "/repos/octocat/kept/issues").size());
    }

    @Test
    void aLimitAboveTheMostIsCappedAndTold() {
        github.on("GET", "/repos/{owner}/{repo}/pulls").answer(answer("pulls"));

        ToolResult result = succeeded(host.call("list_pull_requests", "repo_name", "octocat/capped", "limit", 1000));

        assertEquals(100L, result.json("limit"));
        assertEquals(List.of("limit 1000 was lowered to 100"), result.json("notes"));
        assertEquals(Optional.of("100"), github.received().getFirst().query("per_page"));
        assertEquals("amazing new feature", String.valueOf(at(result.json(), "items", 0, "title")).toLowerCase(
                Locale.ROOT));
    }

    @Test
    void anIssueComesWithItsComments() {
        github.on("GET", "/repos/{owner}/{repo}/issues/{number}").answer(Answer.json(200, created("created-issue")
                .body()));
        github.on("GET", "/repos/{owner}/{repo}/issues/{number}/comments").answer(answer("comments"));

        ToolResult result = succeeded(host.call("get_issue", "repo_name", "octocat/Hello-World", "issue_number", 1347));

        assertEquals("Found a bug", at(result.json(), "issue", "title"));
        assertEquals("Me too", at(result.json(), "comments", "items", 0, "body"));
    }

    @Test
    void anIssueIsOpenedAndCommentedOn() {
        github.on("POST", "/repos/{owner}/{repo}/issues").answer(created("created-issue"));
        github.on("POST", "/repos/{owner}/{repo}/issues/{number}/comments").answer(created("created-comment"));

        ToolResult issue = succeeded(host.call("create_issue", "repo_name", "octocat/Hello-World", "title", "It broke",
                "body", "Since today", "labels", List.of("bug"), "assignees", List.of("octocat")));
        ToolResult comment = succeeded(host.call("add_comment", "repo_name", "octocat/Hello-World", "issue_number", 7,
                "body", "Me too"));

        assertEquals(1347L, issue.json("id"));
        assertEquals("created", comment.json("status"));
        assertEquals("bug", github.received().getFirst().json().path("labels").path(0).asString(""));
    }

    @Test
    void searchesGoToTheirPlaces() {
        github.replay(Recording.octokit(GithubToolsTest.class, "octokit-search-issues.json"));
        github.on("GET", "/search/issues").answer(Recording.octokit(GithubToolsTest.class,
                "octokit-search-issues.json").getFirst().answer());
        github.on("GET", "/search/code").answer(answer("search-code"));
        github.on("GET", "/search/repositories").answer(answer("search-repositories"));

        ToolResult issues = succeeded(host.call("search", "kind", "issues", "q",
                "sesame repo:octokit-fixture-org/search-issues"));
        ToolResult code = succeeded(host.call("search", "kind", "code", "q", "addClass in:file"));
        ToolResult repositories = succeeded(host.call("search", "kind", "repositories", "q", "tetris"));

        assertEquals(2L, issues.json("total"));
        assertEquals("octokit-fixture-org/search-issues", at(issues.json(), "items", 0, "repository"));
        assertNotNull(at(code.json(), "items", 0, "path"));
        assertEquals("dtrupenn/Tetris", at(repositories.json(), "items", 0, "full_name"));
    }

    @Test
    void aLogIsNotFetchedFromAServerThatWasNotGranted() {
        try (ReplayServer storage = ReplayServer.stranger()) {
            github.on("GET", "/repos/{owner}/{repo}/actions/jobs/{job}/logs").answer(Answer.redirect(302,
                    storage.url() + "/signed"));

            ToolResult result = host.call("get_job_log", "repo_name", "octo-org/octo-repo", "job_id", 5);

            assertTrue(result.isError());
            assertTrue(result.text().contains("This needs the grant 'hosts: 127.0.0.1:" + storage.port()),
                    result.text());
            assertEquals(List.of(), storage.received());
        }
    }
}
