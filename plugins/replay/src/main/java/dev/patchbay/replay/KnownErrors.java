package dev.patchbay.replay;

import java.util.List;

/** What the vendors' descriptions get wrong, by operation. Whoever adds a line says what is wrong. */
final class KnownErrors {
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
        String paging = "the file lacks the cursor that Slack documents on the method's page, and sends";
        String never = "the file demands what its own example, and Slack, leave out";
        String first = "the copy has only the first of the file's alternatives, which has more and other members";
        return List.of(
                new Allowance("*", "validation.request.parameter.query.unexpected", "'token'",
                        "the stand-in itself shows the token of the header as a parameter, see VendorApi"),
                new Allowance("GET /conversations.replies", MISSING, "([\"reply_count\",\"subscribed\"]) at /messages/",
                        first),
                new Allowance("GET /conversations.replies", MORE, "[\"parent_user_id\"] at /messages/", first),
                new Allowance("GET /conversations.replies", MORE, "[\"bot_id\"] at /messages/", first),
                new Allowance("GET /reactions.get", MORE, "[\"edited\"] at /message",
                        "the file lacks the mark of changed messages that Slack documents, and sends"),
                new Allowance("GET /users.info", MORE, "[\"tz\"] at /user", first),
                new Allowance("GET /users.list", MORE, "[\"tz\"] at /members/", first),
                new Allowance("GET /users.lookupByEmail", MORE, "[\"tz\"] at /user", first),
                new Allowance("GET /users.info", MISSING, "at /user/profile", never),
                new Allowance("GET /users.lookupByEmail", MISSING, "at /user/profile", never),
                new Allowance("GET /users.list", MISSING, "([\"is_app_user\"]) at /members/", never),
                new Allowance("GET /users.list", MISSING, "/profile", never),
                new Allowance("GET /conversations.list", MORE, "[\"next_cursor\"] at /response_metadata", paging),
                new Allowance("GET /conversations.history", MORE, "[\"response_metadata\"] at /", paging),
                new Allowance("GET /conversations.replies", MORE, "[\"response_metadata\"] at /", paging),
                new Allowance("GET /conversations.history", MISSING,
                        "([\"channel_actions_count\",\"channel_actions_ts\"])", never));
    }
}
