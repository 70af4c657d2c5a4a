package dev.patchbay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayServerTest {
    private static final ReplayServer GITHUB = ReplayServer.start(VendorApi.github());
    private static final ReplayServer SLACK = ReplayServer.start(VendorApi.slack());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PULL = "{\"title\": \"t\", \"head\": \"h\", \"base\": \"main\"}";

    @AfterEach
    void forget() {
        GITHUB.reset();
        SLACK.reset();
    }

    @AfterAll
    static void stop() {
        GITHUB.close();
        SLACK.close();
        CLIENT.close();
    }

    @Test
    void replaysARecordingOfOctokit() throws Exception {
        GITHUB.replay(List.of(Recording.octokit(getClass(), "octokit-get-repository.json").getFirst()));
        HttpResponse<String> answer = get(GITHUB, "/repos/octokit-fixture-org/hello-world");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-ratelimit-limit")).contains("5000");
        assertThat(answer.body()).contains("\"full_name\":\"octokit-fixture-org/hello-world\"")
                .contains("\"url\":\"" + GITHUB.url() + "/repos/");
    }

    @Test
    void replaysARecordingOfHub4jWithItsMoments() throws Exception {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        Recording recording = Recording.hub4j(getClass(), "hub4j-429-date.json", now);
        GITHUB.replay(List.of(recording));
        HttpResponse<String> answer = get(GITHUB, recording.request().path());
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("Fri, 02 Jan 2026 03:04:13 GMT");
        assertThat(answer.body()).contains("secondary rate limit");
        GITHUB.verify();
    }

    @Test
    void aWrongRequestIsRed() throws Exception {
        GITHUB.on("POST", "/repos/{owner}/{repo}/pulls")
                .answer(Answer.json(422, "{\"message\": \"no\", \"documentation_url\": \"https://docs.github.com\"}"));
        post(GITHUB, "/repos/o/r/pulls", PULL);
        GITHUB.verify();
        post(GITHUB, "/repos/o/r/pulls", "{\"title\": \"t\", \"head\": \"h\"}");
        assertThat(GITHUB.faults()).singleElement().asString().contains("request POST").contains("base");
        assertThatThrownBy(GITHUB::verify).isInstanceOf(AssertionError.class);
    }

    @Test
    void aParameterThatTheVendorDoesNotKnowIsRed() throws Exception {
        GITHUB.on("GET", "/repos/{owner}/{repo}/issues").answer(Answer.json("[]"));
        get(GITHUB, "/repos/o/r/issues?state=open&per_page=5");
        GITHUB.verify();
        get(GITHUB, "/repos/o/r/issues?status=open");
        get(GITHUB, "/repos/o/r/issues?state=ajar");
        assertThat(GITHUB.faults()).hasSize(2);
        assertThat(GITHUB.faults().getFirst()).contains("unexpected");
        assertThat(GITHUB.faults().getLast()).contains("ajar");
    }

    @Test
    void aWrongAnswerIsRed() throws Exception {
        GITHUB.on("GET", "/user").answer(Answer.json("{\"login\": 7}"));
        get(GITHUB, "/user");
        assertThat(GITHUB.faults()).isNotEmpty().allMatch(fault -> fault.startsWith("answer 200 to GET /user"));
    }

    @Test
    void aRequestWithoutAnAnswerIsRed() throws Exception {
        assertThat(get(GITHUB, "/user").statusCode()).isEqualTo(501);
        assertThat(GITHUB.faults()).containsExactly("no answer is laid out for GET /user");
    }

    @Test
    void anOperationThatTheDescriptionLacksIsRedUnlessDeclared() throws Exception {
        GITHUB.on("GET", "/gists").answer(Answer.json("[]"));
        get(GITHUB, "/gists");
        assertThat(GITHUB.faults()).singleElement().asString().contains("No API path found");
        GITHUB.reset();
        GITHUB.on("GET", "/gists").undescribed("not in the slice").answer(Answer.json("[]"));
        get(GITHUB, "/gists");
        GITHUB.verify();
        GITHUB.on("GET", "/user").undescribed("by mistake").answer(Answer.json("{}"));
        get(GITHUB, "/user");
        assertThat(GITHUB.faults()).singleElement().asString().contains("the description has it");
    }

    @Test
    void aPathMayHaveSlashes() throws Exception {
        GITHUB.on("GET", "/repos/{owner}/{repo}/contents/{+path}").answer(Answer.json(404,
                "{\"message\": \"Not Found\", \"documentation_url\": \"https://docs.github.com\"}"));
        assertThat(get(GITHUB, "/repos/o/r/contents/docs/a.md").statusCode()).isEqualTo(404);
        GITHUB.verify();
    }

    @Test
    void answersInTurnAndByCondition() throws Exception {
        Route any = GITHUB.on("GET", "/repos/{owner}/{repo}/issues").answer(Answer.empty(500), Answer.json("[]"));
        GITHUB.on("GET", "/repos/{owner}/{repo}/issues").whereQuery("page", "2").answer(Answer.empty(503));
        assertThat(get(GITHUB, "/repos/o/r/issues").statusCode()).isEqualTo(500);
        assertThat(get(GITHUB, "/repos/o/r/issues").statusCode()).isEqualTo(200);
        assertThat(get(GITHUB, "/repos/o/r/issues").statusCode()).isEqualTo(200);
        assertThat(get(GITHUB, "/repos/o/r/issues?page=2").statusCode()).isEqualTo(503);
        assertThat(any.count()).isEqualTo(3);
        assertThat(GITHUB.received("GET", "/repos/{owner}/{repo}/issues")).hasSize(4);
    }

    @Test
    void breaksAndHoldsAnswers() throws Exception {
        Gate gate = new Gate();
        GITHUB.on("GET", "/rate_limit").answer(Answer.json("{\"resources\": {}}").truncated(),
                Answer.html(502).heldBy(gate));
        assertThatThrownBy(() -> get(GITHUB, "/rate_limit")).isInstanceOf(IOException.class);
        CompletableFuture<HttpResponse<String>> slow = CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create(GITHUB.url() + "/rate_limit")).build(),
                HttpResponse.BodyHandlers.ofString());
        gate.awaitReached();
        assertThat(slow).isNotDone();
        gate.release();
        assertThat(slow.join().body()).startsWith("<!DOCTYPE html>");
        GITHUB.verify();
    }

    @Test
    void aStrangerRemembersWhatCame() throws Exception {
        try (ReplayServer stranger = ReplayServer.stranger()) {
            GITHUB.on("GET", "/user").answer(Answer.redirect(302, stranger.url() + "/elsewhere"));
            try (HttpClient following = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()) {
                following.send(HttpRequest.newBuilder(URI.create(GITHUB.url() + "/user")).header("X-Mark", "7").build(),
                        HttpResponse.BodyHandlers.ofString());
            }
            assertThat(stranger.received()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/elsewhere");
                assertThat(request.header("x-mark")).contains("7");
            });
            GITHUB.verify();
        }
    }

    @Test
    void membersOfSlacksObjectsAreCheckedToo() throws Exception {
        Answer documented = VendorApi.slack().example("GET", "/conversations.list", "200");
        SLACK.on("GET", "/conversations.list").answer(documented,
                Answer.json(documented.body().replace("\"num_members\":4", "\"num_members\":\"four\"")),
                Answer.json(documented.body().replace("\"unlinked\"", "\"invented\"")));
        for (int i = 0; i < 3; i++) {
            CLIENT.send(HttpRequest.newBuilder(URI.create(SLACK.url() + "/conversations.list"))
                    .header("Authorization", "Bearer xoxb-1").build(), HttpResponse.BodyHandlers.ofString());
        }
        assertThat(SLACK.faults()).hasSize(4);
        assertThat(SLACK.faults().getFirst()).contains("/channels/0/num_members");
        assertThat(SLACK.faults().getLast()).contains("invented");
    }

    @Test
    void tokensOfSlackAreHeaders() throws Exception {
        SLACK.on("GET", "/users.info").answer(Answer.json("{\"ok\": false, \"error\": \"user_not_found\"}"));
        String path = "/users.info?user=W012A3CDE";
        CLIENT.send(HttpRequest.newBuilder(URI.create(SLACK.url() + path)).header("Authorization", "Bearer xoxb-1")
                .build(), HttpResponse.BodyHandlers.ofString());
        SLACK.verify();
        get(SLACK, path);
        assertThat(SLACK.faults()).singleElement().asString().contains("'token' is required");
        SLACK.reset();
        SLACK.on("GET", "/users.info").answer(Answer.json("{\"ok\": false, \"error\": \"user_not_found\"}"));
        get(SLACK, path + "&token=xoxb-1");
        assertThat(SLACK.faults()).singleElement().asString().contains("belongs in the header");
    }

    private static HttpResponse<String> get(ReplayServer server, String path)
            throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void post(ReplayServer server, String path, String body) throws IOException, InterruptedException {
        CLIENT.send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }
}
