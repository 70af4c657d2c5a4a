package dev.patchbay.plugins.github;

import static dev.patchbay.plugins.github.GithubHost.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.Gate;
import dev.patchbay.replay.Recording;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.ToolResult;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever can go wrong between the plugin and GitHub; each case has a repository of its own, so that nothing is cached. */
class GithubFailuresTest {
    private static final String ERROR =
            "{\"message\": \"%s\", \"documentation_url\": \"https://docs.github.com/rest\"}";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @RegisterExtension
    static final ReplayExtension GITHUB = new ReplayExtension(ReplayServer.start(VendorApi.github()));

    private static GithubHost host;

    @BeforeAll
    static void start() {
        // the plugin alone: no second tries of the host, and no circuit breaker, which so many failures would open
        Map<String, Object> resilience = Map.of("breaker-failures", 0, "breaker-plugin-failures", 0);
        host = GithubHost.start(GITHUB.server(), Map.of("writes", true), "",
                Map.of("PATCHBAY_SECRET_GITHUB_TOKEN", GithubHost.TOKEN),
                Map.of("calls", Map.of("deadline", "3s"), "resilience", resilience));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private final ReplayServer github = GITHUB.server();

    private static Answer failure(int status, String message) {
        return Answer.json(status, ERROR.formatted(message));
    }

    private ToolResult read(Answer first, Answer... more) {
        github.on("GET", "/repos/{owner}/{repo}/commits").answer(first, more);
        return host.call("get_recent_commits", "repo_name", "octocat/case-" + NUMBER.incrementAndGet());
    }

    private ToolResult write(Answer answer) {
        github.on("POST", "/repos/{owner}/{repo}/pulls").answer(answer);
        return host.call("create_pull_request", "repo_name", "octocat/Hello-World", "title", "T", "branch_name", "b");
    }

    private static void assertClean(ToolResult result) {
        assertFalse((result.text() + result.meta()).contains(GithubHost.TOKEN), result.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"401|Bad credentials|unauthorized|the secret github.token",
            "403|Resource not accessible by personal access token|forbidden|may not do this",
            "404|Not Found|not_found|GitHub answers the same to both", "409|Git Repository is empty.|conflict|Read its",
            "410|Issues are disabled|not_found|turned off", "500|Server Error|upstream_error|Try again later"})
    void everyStatusIsToldWithItsCodeGithubsWordsAndAHint(int status, String message, String code, String hint) {
        ToolResult result = read(failure(status, message));

        assertEquals(code, error(result).get("code"));
        assertTrue(result.text().contains(message) && result.text().contains(hint), result.text());
        assertTrue(result.text().contains("GET /repos/octocat/case-"), result.text());
        assertEquals(1, github.received().size(), "not tried again");
        assertClean(result);
    }

    @Test
    void whatAForbiddenCallTakesIsTold() {
        ToolResult scopes = read(failure(403, "Must have admin rights").header("X-Accepted-OAuth-Scopes", "repo"));
        ToolResult permissions = read(failure(403, "Not accessible").header("X-Accepted-GitHub-Permissions",
                "issues=write"));
        ToolResult sso = read(failure(403, "Resource protected by organization SAML enforcement.").header(
                "X-GitHub-SSO", "required; url=https://github.com/orgs/o/sso?authorization_request=secret"));

        assertTrue(scopes.text().contains("one of the scopes repo"), scopes.text());
        assertTrue(permissions.text().contains("the permissions issues=write"), permissions.text());
        assertTrue(sso.text().contains("single sign-on"), sso.text());
        assertFalse(sso.text().contains("authorization_request"), sso.text());
    }

    @Test
    void theErrorsOfA422AreShown() {
        ToolResult nothing = write(Answer.json(422, """
                {"message": "Validation Failed", "errors": [{"resource": "PullRequest", "code": "custom",
                 "message": "No commits between main and b"}], "documentation_url": "https://docs.github.com"}"""));
        ToolResult exists = write(Answer.json(422, """
                {"message": "Validation Failed", "errors": [{"resource": "PullRequest", "code": "custom",
                 "message": "A pull request already exists for octocat:b."}], "documentation_url": "x"}"""));
        ToolResult field = write(Recording.octokit(GithubFailuresTest.class, "octokit-errors.json").getFirst()
                .answer());

        assertEquals("invalid_argument", error(nothing).get("code"));
        assertTrue(nothing.text().contains("No commits between main and b"), nothing.text());
        assertEquals("conflict", error(exists).get("code"));
        assertTrue(exists.text().contains("already exists for octocat:b"), exists.text());
        assertTrue(field.text().contains("Label color invalid"), field.text());
    }

    /** Recorded by hub4j: status, how long to wait at least and at most in seconds. */
    static Stream<Object[]> limits() {
        return Stream.of(new Object[]{"hub4j-403-primary", 1, 3}, new Object[]{"hub4j-403-primary-no-date", 1, 3},
                new Object[]{"hub4j-403-seconds", 2, 2}, new Object[]{"hub4j-403-secondary", 60, 60},
                new Object[]{"hub4j-403-secondary-body-only", 60, 60}, new Object[]{"hub4j-429-seconds", 8, 8},
                new Object[]{"hub4j-429-date", 6, 9}, new Object[]{"hub4j-429-none", 60, 60});
    }

    @ParameterizedTest
    @MethodSource("limits")
    void recordedLimitsAreToldWithTheTimeToWait(String recording, int least, int most) {
        ToolResult result = read(Recording.hub4j(GithubFailuresTest.class, recording + ".json", Instant.now())
                .answer());

        assertEquals("rate_limited", error(result).get("code"), result.text());
        assertEquals(true, error(result).get("retryable"));
        long wait = ((Number) error(result).get("retry_after")).longValue();
        assertTrue(wait >= least && wait <= most, "waits " + wait);
        assertTrue(result.text().contains("Try again in " + wait + " s."), result.text());
        assertEquals(1, github.received().size(), "longer than the call has, so not waited for");
    }

    @Test
    void aBriefLimitIsWaitedForOnce() {
        github.on("GET", "/repos/{owner}/{repo}/commits").answer(failure(429, "Too many").retryAfterSeconds(1),
                GithubHost.answer("commits"));

        ToolResult result = host.call("get_recent_commits", "repo_name", "octocat/brief");

        assertFalse(result.isError(), result.text());
        assertEquals(2, github.received().size());
    }

    @Test
    void aDateInThePastIsNotWaitedFor() {
        ToolResult result = read(failure(503, "Busy").retryAfterDate(Instant.now().minusSeconds(60)),
                GithubHost.answer("commits"));

        assertFalse(result.isError(), result.text());
    }

    @ParameterizedTest
    @CsvSource({"429, rate_limited", "500, upstream_error", "502, upstream_error", "503, upstream_error",
            "504, timeout"})
    void aWriteIsNeverSentTwice(int status, String code) {
        ToolResult result = write(failure(status, "Sorry").retryAfterSeconds(0));

        assertEquals(code, error(result).get("code"));
        assertEquals(1, github.received().size());
    }

    @Test
    void aPageForPeopleIsToldAsSuch() {
        ToolResult asSuccess = read(Answer.html(200));
        ToolResult asFailure = read(Answer.html(500));

        assertEquals("upstream_error", error(asSuccess).get("code"));
        assertTrue(asSuccess.text().contains("an HTML page titled 'Sorry' where JSON was expected"), asSuccess.text());
        assertTrue(asFailure.text().contains("an HTML page titled 'Sorry'"), asFailure.text());
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        ToolResult cutOff = read(GithubHost.answer("commits").truncated());
        ToolResult halfJson = read(Answer.json("[{\"sha\": \"6dcb0").undescribed("half a document, whole as HTTP"));
        ToolResult empty = read(Answer.empty(200).undescribed("no body where there should be one"));

        assertEquals("upstream_error", error(cutOff).get("code"), cutOff.text());
        assertTrue(halfJson.text().contains("no whole JSON document"), halfJson.text());
        assertTrue(empty.text().contains("an empty body"), empty.text());
    }

    @Test
    void aSlowAnswerEndsWithTheCallAndSaysSo() {
        Gate gate = new Gate();
        ToolResult result = read(GithubHost.answer("commits").heldBy(gate));
        gate.release();

        assertTrue(result.isError());
        assertTrue(Stream.of("timeout", "deadline").anyMatch(String.valueOf(error(result).get("code"))::contains),
                () -> String.valueOf(error(result)));
    }

    @Test
    void githubsWordsCannotSmuggleTokensOrControlCharacters() {
        ToolResult result = read(failure(404, GithubHost.TOKEN + " \\u001b[8mhidden\\u202e ghs_abcdefghijklmnop"));

        assertClean(result);
        assertFalse(result.text().contains("ghs_abc"), result.text());
        assertFalse(result.text().chars().anyMatch(c -> c == 0x1b || c == 0x202e), result.text());
    }

    @Test
    void aFailureOfAPartSaysHowLongToWait() {
        github.on("GET", "/repos/{owner}/{repo}").answer(GithubHost.answer("repository"));
        github.on("GET", "/repos/{owner}/{repo}/commits").answer(failure(429, "Slow down").retryAfterSeconds(90));
        github.on("GET", "/repos/{owner}/{repo}/pulls").answer(Answer.json("[]"));

        ToolResult result = host.call("get_repository_info", "repo_name", "octocat/parts");

        assertEquals(90L, GithubHost.at(result.json(), "partial_errors", 0, "retry_after_s"));
        assertNotNull(GithubHost.at(result.json(), "repository", "full_name"));
        assertNull(GithubHost.at(result.json(), "recent_commits"));
    }

    @Test
    void aRepositoryThatIsNotThereIsAFailureOfTheWhole() {
        github.on("GET", "/repos/{owner}/{repo}").answer(failure(404, "Not Found"));

        assertEquals("not_found", error(host.call("get_repository_info", "repo_name", "octocat/none")).get("code"));
        assertEquals(1, github.received().size());
    }
}
