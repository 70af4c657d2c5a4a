package dev.patchbay.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.api.tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {
    private final FakeService service = new FakeService();
    private final FakeCall call = FakeCall.ofUsualLength();

    private ToolException failure(RestClient client, RestRequest request) {
        return catchThrowableOfType(ToolException.class, () -> client.send(request, call));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "api.example.com", "ftp://x", "https://", "https://user@x", "https://x?a=1", "https://x#a",
                "https://x/a/../b", "https://x y"})
    void aBaseUrlThatIsNoneIsRefusedAtTheStart(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> RestClient.builder(service, "Example", url));
    }

    @Test
    void sendsBelowTheBaseWithHeadersAndTheTokenOfTheMoment() {
        AtomicInteger count = new AtomicInteger();
        RestClient client = service.json(200, "{}").json(200, "{}").client().header("Accept", "application/x+json")
                .credential(asking -> Secret.of("token-" + count.incrementAndGet())).build();

        client.send(RestRequest.get("user"), call);
        client.send(RestRequest.get("user").header("Accept", "text/plain"), call);

        assertThat(service.sent).extracting(request -> request.url()).containsOnly("https://api.example.com/v1/user");
        assertThat(service.sent).extracting(request -> request.headers().get("Authorization"))
                .containsExactly(List.of("Bearer token-1"), List.of("Bearer token-2"));
        assertThat(service.sent).extracting(request -> request.headers().get("Accept"))
                .containsExactly(List.of("application/x+json"), List.of("text/plain"));
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_argument", "401, unauthorized", "403, forbidden", "404, not_found", "409, conflict",
        "410, not_found", "412, conflict", "418, refused", "422, invalid_argument", "429, rate_limited",
        "405, refused", "416, invalid_argument", "451, forbidden",
        "500, upstream_error", "501, upstream_error", "302, upstream_error"})
    void everyStatusHasACodeAndTheWordsOfTheService(int status, String code) {
        String body = "{\"message\": \"So it is\", \"errors\": [{\"resource\": \"Issue\", \"field\": \"title\","
                + " \"code\": \"missing\"}]}";
        ToolException failure = failure(service.json(status, body).json(status, body).client().build(),
                RestRequest.get("things", "7"));

        assertThat(failure.code()).contains(code);
        assertThat(failure).hasMessageStartingWith("Example answers " + status
                + " to GET /things/7: So it is; Issue title missing. ");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void aReadIsTriedOnceMoreWhereThatMayHelp(int status) {
        RestClient client = service.json(status, "{}", "Retry-After", "7").json(200, "{\"ok\": true}").client().build();

        assertThat(client.send(RestRequest.get("a"), call).json().at("ok").isTrue()).isTrue();
        assertThat(service.waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aDateCountsAgainstTheClockOfTheService() {
        RestClient client = service.json(503, "{}", "Retry-After", "Sat, 21 Nov 2026 09:00:05 GMT", "Date",
                "Sat, 21 Nov 2026 09:00:00 GMT").json(200, "{}").client().build();

        client.send(RestRequest.get("a"), call);

        assertThat(service.waits).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void aDateWithoutTheClockOfTheServiceCountsAgainstOurs() {
        RestClient client = service.json(429, "{}", "Retry-After", "Sat, 21 Nov 2026 12:00:09 GMT").json(200, "{}")
                .client().build();

        client.send(RestRequest.get("a"), call);

        assertThat(service.waits).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void withoutRetryAfterItWaitsASecond() {
        service.json(429, "{}").json(200, "{}").client().build().send(RestRequest.get("a"), call);

        assertThat(service.waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void thereAreTwoTriesAndNoMore() {
        ToolException failure = failure(service.json(429, "{}", "Retry-After", "1").json(429, "{}", "Retry-After", "3")
                .client().build(), RestRequest.get("a"));

        assertThat(service.sent).hasSize(2);
        assertThat(failure.code()).contains("rate_limited");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure).hasMessageContaining("Try again in 3 s.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31", "3600", "29.5", "Sat, 21 Nov 2026 13:00:00 GMT"})
    void whatTakesTooLongIsNotWaitedForButTold(String retryAfter) {
        FakeCall brief = new FakeCall(Duration.ofSeconds(retryAfter.equals("29.5") ? 1 : 40));
        RestClient client = service.json(429, "{}", "Retry-After", retryAfter).client().build();

        assertThatExceptionOfType(ToolException.class).isThrownBy(() -> client.send(RestRequest.get("a"), brief));
        assertThat(service.waits).isEmpty();
    }

    @Test
    void nothingIsWaitedForBeyondTheEndOfTheCall() {
        RestClient client = service.json(503, "{}", "Retry-After", "5").client().build();

        assertThatExceptionOfType(ToolException.class).isThrownBy(
                () -> client.send(RestRequest.get("a"), new FakeCall(Duration.ofSeconds(5))))
                .satisfies(failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aWriteIsNeverSentTwice(int status) {
        failure(service.json(status, "{}", "Retry-After", "1").client().build(), RestRequest.post("a"));

        assertThat(service.sent).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedMayBeRenewedOnce() {
        Credential renewing = new Credential() {
            private int number = 1;

            @Override
            public Secret token(Call asking) {
                return Secret.of("installation-" + number);
            }

            @Override
            public boolean refused(Secret token) {
                number++;
                return true;
            }
        };
        RestClient client = service.json(401, "{}").json(200, "{}").json(401, "{}").json(401, "{}").client()
                .credential(renewing).build();

        client.send(RestRequest.post("a"), call);
        assertThat(service.sent.getLast().headers().get("Authorization")).containsExactly("Bearer installation-2");

        assertThat(failure(client, RestRequest.get("a")).code()).contains("unauthorized");
        assertThat(service.sent).hasSize(4);
    }

    @Test
    void aRuleOfTheServiceComesFirstAlsoForASuccess() {
        RestClient client = service.json(200, "{\"ok\": false, \"error\": \"channel_not_found\"}").client()
                .failures(response -> response.json().at("ok").isTrue() ? Optional.empty()
                        : Optional.of(Failures.of(response, "not_found", "Look for it.")))
                .build();

        assertThat(failure(client, RestRequest.get("a"))).hasMessageContaining("channel_not_found. Look for it.");
    }

    @Test
    void noTokenIsEverTold() {
        Credential secret = asking -> Secret.of("s3cret-t0ken");
        ToolException told = failure(service.json(403, "{\"message\": \"s3cret-t0ken and ghp_abcdefghij0123456789"
                + " and Bearer abcdefghijkl\\u001b[8m\"}").client().credential(secret).build(), RestRequest.get("a"));
        ToolException broken = failure(service.breaks("").client().credential(secret).build(), RestRequest.get("a"));

        for (ToolException each : List.of(told, broken)) {
            assertThat(each.getMessage()).doesNotContain("s3cret-t0ken", "ghp_", "abcdefghijkl", "\u001b")
                    .contains("***");
        }
    }

    @ParameterizedTest
    @CsvSource({"408, false", "500, false", "502, false", "504, false", "429, true", "503, true"})
    void aWriteThatMayHaveBeenDoneIsNothingToTryAgainBlindly(int status, boolean mayBeTriedAgain) {
        ToolException failure = failure(service.json(status, "{}").client().build(), RestRequest.post("a"));

        assertThat(failure.isRetryable()).isEqualTo(mayBeTriedAgain);
        assertThat(String.valueOf(failure.getMessage()).contains("not known whether it was done"))
                .isEqualTo(!mayBeTriedAgain);
    }

    @Test
    void noAnswerToAWriteIsNothingToTryAgainBlindly() {
        RestClient client = service.breaks("").breaks("").client().build();

        assertThat(failure(client, RestRequest.post("a")).isRetryable()).isFalse();
        assertThat(failure(client, RestRequest.get("a")).isRetryable()).isTrue();
    }

    @Test
    void noAnswerToAWriteLeavesOpenWhetherItWasDone() {
        RestClient client = service.breaks("").breaks("").client().build();

        assertThat(failure(client, RestRequest.post("a"))).hasMessageContaining("not known whether it was done");
        assertThat(failure(client, RestRequest.get("a")).code()).contains("upstream_error");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"text/html|<html><title>Sign in</title></html>|an HTML page titled 'Sign in'",
        "application/json|{\"a\": [1, 2|no whole JSON document", "application/json|''|an empty body",
        "text/plain|<!doctype html>|an HTML page"})
    void whatIsNoJsonIsToldClearly(String type, String body, String words) {
        RestClient client = service.answer(200, type, body).client().build();

        assertThatExceptionOfType(ToolException.class)
                .isThrownBy(() -> client.send(RestRequest.get("a"), call).json())
                .withMessageContaining(words)
                .satisfies(failure -> assertThat(failure.code()).contains("upstream_error"));
    }

    @Test
    void anAnswerWithoutContentIsAbsent() {
        RestClient client = service.answer(204, "text/plain", "").client().build();

        assertThat(client.send(RestRequest.of("DELETE", "a"), call).json().isPresent()).isFalse();
    }

    @Test
    void theNextPageIsTheQueryOfTheLink() {
        RestClient client = service.json(200, "[]", "Link",
                "<https://evil.example/x?page=1>; rel=\"prev\", <https://evil.example/y?per_page=3&page=2&q=a%20b>;"
                        + " rel=\"next\", <https://api.example.com/?page=9>; rel=\"last\"")
                .json(200, "[]", "Link", "<https://x/?page=1>; rel=\"prev\"").client().build();

        assertThat(client.send(RestRequest.get("a"), call).nextPage())
                .contains(Map.of("per_page", "3", "page", "2", "q", "a b"));
        assertThat(client.send(RestRequest.get("a"), call).nextPage()).isEmpty();
    }

    @Test
    void aCancelledCallSendsNothingAndStopsWaiting() {
        FakeCall cancelled = FakeCall.ofUsualLength();
        RestClient client = RestClient.builder(service.json(503, "{}", "Retry-After", "20"), "Example",
                "https://api.example.com").build();
        CompletableFuture<Object> outcome = CompletableFuture.supplyAsync(
                () -> client.send(RestRequest.get("a"), cancelled));
        cancelled.cancel();

        assertThatExceptionOfType(Exception.class).isThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(CallCancelledException.class);
        assertThatExceptionOfType(CallCancelledException.class)
                .isThrownBy(() -> client.send(RestRequest.get("a"), cancelled));
        assertThat(service.sent).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void noMoreRequestsRunAtOnceThanItIsBuiltFor() throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RestClient client = RestClient.builder(request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
            return HttpResponse.of(200, request.url(), List.of(), "{}".getBytes(StandardCharsets.UTF_8));
        }, "Example", "https://api.example.com").concurrency(2).build();
        List<Thread> threads = List.of(new Thread(() -> client.send(RestRequest.get("a"), call)),
                new Thread(() -> client.send(RestRequest.get("b"), call)));
        threads.forEach(Thread::start);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatExceptionOfType(ToolException.class)
                .isThrownBy(() -> client.send(RestRequest.get("c"), new FakeCall(Duration.ofMillis(20))))
                .withMessageContaining("2 requests to Example run already")
                .satisfies(busy -> assertThat(busy.code()).contains("rate_limited"));
        leave.countDown();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        client.send(RestRequest.get("d"), call);
        assertThat(most).hasValue(2);
    }
}
