package dev.patchbay.slack;

/**
 * A method of the Web API, with how often Slack lets an app of one workspace call it. Source:
 * https://docs.slack.dev/apis/web-api/rate-limits (tiers 2, 3 and 4 are 20, 50 and 100 calls a minute).
 */
enum SlackMethod {
    AUTH_TEST("auth.test", 100),
    CHAT_POST_MESSAGE("chat.postMessage", 60),
    CONVERSATIONS_HISTORY("conversations.history", 50),
    CONVERSATIONS_INFO("conversations.info", 50),
    CONVERSATIONS_LIST("conversations.list", 20),
    CONVERSATIONS_REPLIES("conversations.replies", 50),
    REACTIONS_GET("reactions.get", 50),
    SEARCH_MESSAGES("search.messages", 20),
    USERS_INFO("users.info", 100),
    USERS_LIST("users.list", 20),
    USERS_LOOKUP_BY_EMAIL("users.lookupByEmail", 50);

    private final String text;
    private final int perMinute;

    SlackMethod(String text, int perMinute) {
        this.text = text;
        this.perMinute = perMinute;
    }

    /** As the Web API names it. */
    String text() {
        return text;
    }

    int perMinute() {
        return perMinute;
    }

    /** The two that are limited further for apps that are distributed outside of the Marketplace. */
    boolean isReadingMessages() {
        return this == CONVERSATIONS_HISTORY || this == CONVERSATIONS_REPLIES;
    }
}
