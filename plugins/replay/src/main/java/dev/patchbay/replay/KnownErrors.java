package dev.patchbay.replay;

import java.util.List;

/** What the vendors' descriptions get wrong, by operation. Whoever adds a line says what is wrong. */
final class KnownErrors {
    private static final String TYPE = "validation.response.body.schema.type";
    private static final String MORE = "validation.response.body.schema.additionalProperties";
    private static final String MISSING = "validation.response.body.schema.required";

    private KnownErrors() {}

    static List<Allowance> ofGitHub() {
        return List.of(
                new Allowance("*", "validation.response.status.unknown", "",
                        "it names only some error statuses for each operation, and 429 and 5xx for next to none"),
                new Allowance("GET /repos/{owner}/{repo}", "validation.response.body.schema.required",
                        "has_discussions", "it requires what answers that were recorded before did not have"),
                new Allowance("GET /search/issues", "validation.response.body.schema.required", "search_type",
                        "it requires what answers that were recorded before did not have"));
    }

    static List<Allowance> ofSlack() {
        String alternatives = "the file writes alternatives as an array of items, which is read as: an array";
        String paging = "the file lacks the cursor that Slack documents on the method's page, and sends";
        String never = "the file demands what its own example, and Slack, leave out";
        return List.of(
                new Allowance("*", "validation.request.parameter.query.unexpected", "'token'",
                        "the stand-in itself shows the token of the header as a parameter, see VendorApi"),
                new Allowance("POST /chat.postMessage", TYPE, "at /message/bot_id", alternatives),
                new Allowance("GET /conversations.list", TYPE, "at /channels/", alternatives),
                new Allowance("GET /conversations.info", TYPE, "at /channel", alternatives),
                new Allowance("GET /reactions.get", TYPE, "at /", alternatives),
                new Allowance("GET /users.list", TYPE, "at /members/", alternatives),
                new Allowance("GET /users.list", TYPE, "at /response_metadata", alternatives),
                new Allowance("GET /users.info", TYPE, "at /user", alternatives),
                new Allowance("GET /users.lookupByEmail", TYPE, "at /user", alternatives),
                new Allowance("GET /conversations.list", MORE, "[\"next_cursor\"] at /response_metadata", paging),
                new Allowance("GET /conversations.history", MORE, "[\"response_metadata\"] at /", paging),
                new Allowance("GET /conversations.replies", MORE, "[\"response_metadata\"] at /", paging),
                new Allowance("GET /conversations.history", MISSING,
                        "([\"channel_actions_count\",\"channel_actions_ts\"])", never));
    }
}
