package dev.patchbay.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ElicitUrlRequest;
import dev.patchbay.invocation.Pages;
import dev.patchbay.security.ClientIdentity;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages live for their time, for their caller, and are done once. */
class PageStoreTest {
    private static final ElicitUrlRequest TOKEN = ElicitRequest.page("Token?").secret("token", "T").build();
    private static final ElicitResult YES = new ElicitResult(ElicitResult.Action.ACCEPT, Map.of("token", "s"));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it wraps around in the test
    private final PageStore store = new PageStore(AskOptions.defaults(), new SecureRandom(), now::get);
    private final AskPages pages = new AskPages(AskOptions.defaults(), credentials -> {
        throw new AssertionError("nobody is asked");
    }, Optional.empty(), AskEvents.NONE, new SecureRandom(), now::get);

    @AfterEach
    void close() {
        pages.close();
    }

    private static ClientIdentity known(String id, String method, String credential, String role) {
        return new ClientIdentity(id, id, Set.of(role), Set.of(), false, method, credential,
                Optional.of(Instant.now().plusSeconds(role.length())));
    }

    private static Pages.Question question(Caller caller) {
        return new Pages.Question(caller, "tracker", "tools/call", "tracker_log_in", "token", TOKEN);
    }

    private static String id(Pages.Asked asked) {
        return ((Pages.Asked.OnPage) asked).id();
    }

    @Test
    void noTwoPagesHaveTheSameName() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(store.open(question(ClientIdentity.LOCAL), Duration.ofMinutes(1)).orElseThrow().id);
        }
        assertThat(ids).hasSize(50).allMatch(id -> id.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void aPageEndsWithItsTimeAndTellsWhoWaits() {
        Page page = store.open(question(ClientIdentity.LOCAL), Duration.ofNanos(100)).orElseThrow();
        AtomicInteger told = new AtomicInteger();
        page.whenDone(told::incrementAndGet);
        page.finish(YES, store.now());
        now.addAndGet(99);
        assertThat(store.find(page.id)).isPresent();
        now.addAndGet(1);

        assertThat(store.find(page.id)).isEmpty();
        store.expire();
        assertThat(store.size()).isZero();
        assertThat(page.result()).as("forgotten").isNull();
        assertThat(told).hasValue(1);
    }

    @Test
    void aPageIsDoneOnce() {
        Page page = store.open(question(ClientIdentity.LOCAL), Duration.ofMinutes(1)).orElseThrow();

        assertThat(page.finish(YES, store.now())).isTrue();
        assertThat(page.finish(new ElicitResult(ElicitResult.Action.DECLINE, Map.of()), store.now())).isFalse();
        assertThat(page.result()).isEqualTo(YES);
    }

    @Test
    void aProofIsGoodOnceAndForItsTime() {
        Page page = store.open(question(ClientIdentity.LOCAL), Duration.ofMinutes(1)).orElseThrow();
        page.give("one", store.now() + 10);
        page.give("two", store.now() + 10);

        assertThat(page.take("three", store.now())).isFalse();
        assertThat(page.take("one", store.now())).isTrue();
        assertThat(page.take("one", store.now())).isFalse();
        now.addAndGet(10);
        assertThat(page.take("two", store.now())).isFalse();
    }

    @Test
    void anAnswerIsForTheVeryQuestionAndItsCaller() {
        Pages lasting = pages.lasting(Duration.ofMinutes(1));
        Pages.Question anns = question(known("ann", ClientIdentity.KEY, "k1", "a"));
        String id = id(lasting.ask(anns));

        assertThat(lasting.isOpen(id, question(known("ann", ClientIdentity.KEY, "k2", "other role")))).isTrue();
        assertThat(lasting.isOpen(id, question(known("bob", ClientIdentity.KEY, "k1", "a")))).isFalse();
        for (Pages.Question other : new Pages.Question[]{
            new Pages.Question(anns.caller(), "other", anns.method(), anns.name(), "token", TOKEN),
            new Pages.Question(anns.caller(), "tracker", "prompts/get", anns.name(), "token", TOKEN),
            new Pages.Question(anns.caller(), "tracker", anns.method(), "other", "token", TOKEN),
            new Pages.Question(anns.caller(), "tracker", anns.method(), anns.name(), "other", TOKEN),
            new Pages.Question(anns.caller(), "tracker", anns.method(), anns.name(), "token",
                    ElicitRequest.page("Another?").secret("token", "T").build())}) {
            assertThat(lasting.isOpen(id, other)).isFalse();
        }
        assertThat(lasting.answer(id, anns)).isEmpty();
        lasting.forget(id);
        assertThat(lasting.isOpen(id, anns)).isFalse();
        assertThat(pages.done(id)).isDone();
    }

    @Test
    void whoCannotBeToldApartOnAPageIsNotAskedThere() {
        Pages lasting = pages.lasting(Duration.ofMinutes(1));

        assertThat(lasting.ask(question(known("ann", ClientIdentity.PLUGIN, "p", "a"))))
                .isInstanceOf(Pages.Asked.Impossible.class);
        assertThat(pages.size()).isZero();
    }
}
