package dev.patchbay.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlackLimitsTest {
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aMethodMayBeCalledSoOftenInAnyMinute() {
        SlackLimits limits = new SlackLimits(() -> now, true);
        for (int i = 0; i < 20; i++) {
            assertEquals(Duration.ZERO, limits.reserve(SlackMethod.SEARCH_MESSAGES));
            now = now.plusSeconds(1);
        }
        assertEquals(Duration.ofSeconds(40), limits.reserve(SlackMethod.SEARCH_MESSAGES));
        assertEquals(Duration.ZERO, limits.reserve(SlackMethod.USERS_LIST), "other methods have limits of their own");
        now = now.plusSeconds(40);
        assertEquals(Duration.ZERO, limits.reserve(SlackMethod.SEARCH_MESSAGES));
        assertEquals(Duration.ofSeconds(1), limits.reserve(SlackMethod.SEARCH_MESSAGES));
    }

    @Test
    void aChannelGetsOneMessageASecond() {
        SlackLimits limits = new SlackLimits(() -> now, true);
        assertEquals(Duration.ZERO, limits.reservePost("C1"));
        assertEquals(Duration.ZERO, limits.reservePost("C2"));
        now = now.plusMillis(400);
        assertEquals(Duration.ofMillis(600), limits.reservePost("C1"));
        now = now.plusMillis(600);
        assertEquals(Duration.ZERO, limits.reservePost("C1"));
    }

    @Test
    void anAppOutsideOfTheMarketplaceReadsMessagesOnceAMinute() {
        SlackLimits limits = new SlackLimits(() -> now, false);
        assertTrue(limits.tryTake(SlackMethod.CONVERSATIONS_HISTORY));
        assertFalse(limits.tryTake(SlackMethod.CONVERSATIONS_HISTORY));
        assertTrue(limits.tryTake(SlackMethod.CONVERSATIONS_REPLIES));
        assertTrue(limits.tryTake(SlackMethod.REACTIONS_GET) && limits.tryTake(SlackMethod.REACTIONS_GET));
        assertEquals(15, limits.mostMessages(100));
        now = now.plusSeconds(60);
        assertTrue(limits.tryTake(SlackMethod.CONVERSATIONS_HISTORY));
    }

    @Test
    void whatSlackRefusedIsLeftAloneUntilThen() {
        SlackLimits limits = new SlackLimits(() -> now, true);
        limits.block("users.list", now.plusSeconds(30));
        limits.block("users.list", now.plusSeconds(10));
        assertEquals(Duration.ofSeconds(30), limits.reserve(SlackMethod.USERS_LIST));
        now = now.plusSeconds(30);
        assertEquals(Duration.ZERO, limits.reserve(SlackMethod.USERS_LIST));
    }
}
